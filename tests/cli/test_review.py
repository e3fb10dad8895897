"""`inboundcheck review`, and `check` after it, over a folder with a photo."""

import os
import subprocess
import sys

import pytest
from tests.photos import pictures

from inboundcheck.readers.answers import read_answers

SPEC = """\
id: FBA15ABCDEF
program: fba
market: US
ship_date: 2026-11-23
boxes:
  - {id: A1, box_id: FBA15ABCDEFU000001, labels: [{kind: box_id, face: top}]}
"""


@pytest.fixture
def run(repository):
    def run(*arguments, said="", **environment):
        environment = {**os.environ, "PYTHONPATH": str(repository / "src"), "NO_COLOR": "1", **environment}
        command = [sys.executable, "-m", "inboundcheck", *map(str, arguments)]
        return subprocess.run(command, cwd=repository, env=environment, capture_output=True, check=False, text=True, input=said)

    return run


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shipment.yaml").write_text(SPEC, encoding="utf-8")
    pictures.save(tmp_path / "photos/A1/front.png", pictures.photo((pictures.code("FBA15ABCDEFU000001"), 100, 100)))
    return tmp_path


def test_answers_are_written_beside_the_spec_and_the_next_check_reads_them(run, folder):
    before = run("check", folder, "--only", "labels")
    assert f"A look at photos settles 2 questions: run inboundcheck review {folder}, or answer in the page of -o FILE.html." in " ".join(
        before.stdout.split()
    )
    done = run("review", folder, "--by", "maria", "--save", folder / "asked", said="what\nn\nYES\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.replace(str(folder), "FOLDER") == (
        "2 questions, answered as maria (--by names somebody else).\n"
        "1 of 2, box A1: Does this label go over an edge or a corner of the box?\n"
        "  look at FOLDER/asked/01-edge.jpg\n"
        "  yes, no, skip or quit?   yes, no, skip or quit? "
        "2 of 2, box A1: Does this label lie over a seam of the box, or touch one?\n"
        "  look at FOLDER/asked/02-seam.jpg\n"
        "  yes, no, skip or quit? "
        "Wrote 2 answers to FOLDER/answers.yaml. Check again: inboundcheck check FOLDER\n"
    )
    assert [(each.yes, each.by) for each in read_answers(folder / "answers.yaml")] == [(False, "maria"), (True, "maria")]
    assert sorted(each.name for each in (folder / "asked").iterdir()) == ["01-edge.jpg", "02-seam.jpg"]
    after = run("check", folder, "--only", "labels")
    assert "error: amazon-fba-us/label-on-seam" in after.stdout
    assert "declared by maria on" in " ".join(after.stdout.split())
    assert run("review", folder, said="").stdout == "The photos leave nothing open that a person could settle with one look.\n"


def test_what_was_skipped_is_asked_again_and_what_was_answered_stays(run, folder):
    first = run("review", folder, "--save", folder / "asked", said="skip\nn\n", LOGNAME="li")
    assert "answered as li " in first.stdout
    again = run("review", folder, "--by", "maria", "--save", folder / "asked", said="no\n")
    assert again.stdout.startswith("1 question, answered as maria")
    assert [(each.yes, each.by) for each in read_answers(folder / "answers.yaml")] == [(False, "li"), (False, "maria")]


def test_quitting_and_the_end_of_the_input_write_nothing(run, folder):
    for said in ("q\n", ""):
        assert run("review", folder, "--save", folder / "asked", "--by", "maria", said=said).returncode == 0
    assert not (folder / "answers.yaml").exists()


def test_what_cannot_be_asked_is_told(run, folder):
    done = run("review", folder / "shipment.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is not a folder; expected the folder with the shipment and its photos" in done.stderr
    (folder / "answers.yaml").write_text("- {id: 1, answer: perhaps}\n", encoding="utf-8")
    done = run("check", folder)
    assert done.returncode == 2
    assert "answers.yaml:1:19: 'perhaps' is not an answer; expected yes or no" in done.stderr
    assert "the answer has no sha256" in done.stderr
