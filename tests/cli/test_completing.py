"""What a shell offers after Tab."""

import json
import os
import subprocess
import sys

import pytest
from inline_snapshot import snapshot

from inboundcheck.cli import completing, main
from inboundcheck.packs import available, load_pack


@pytest.fixture
def offered(monkeypatch, capsys):
    """Ask as bash does; the last word is the one that is being typed."""

    def ask(*words):
        monkeypatch.setenv("_INBOUNDCHECK_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", " ".join(["inboundcheck", *words]))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        monkeypatch.setenv("TERMINAL_WIDTH", "1000")
        monkeypatch.setattr("sys.argv", ["inboundcheck"])
        with pytest.raises(SystemExit) as end:
            main()
        assert not end.value.code
        return capsys.readouterr().out.split()

    return ask


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("ch",), ["check"]),
        (("check", "-p", "amazon-fba-u"), ["amazon-fba-us"]),
        (("check", "-p", "rules/"), []),  # the shell offers files then
        (("check", "--format", "sarif"), ["sarif", "sarif-all"]),
        (("check", "--only", "si"), ["size"]),
        (("check", "--only", "size,weight,la"), ["size,weight,labels"]),
        (("check", "--only", "size,si"), []),
        (("check", "--fail-on", "w"), ["warning"]),
        (("explain", "amazon-fba-us/box-too-l"), ["amazon-fba-us/box-too-long", "amazon-fba-us/box-too-light"]),
        (("explain", "box-too-lo"), ["box-too-long"]),
        (("explain", "not-checked/lab"), ["not-checked/labels"]),
        (("fit", "--pack", "ups"), ["ups"]),
        (("pack", "test", "ship"), ["shipbob"]),
        (("pack", "limits", "ups", "us"), ["usps"]),
        (("pack", "diff", "ups", "us"), ["usps"]),
        (("pack", "facts", "pal"), ["pallet"]),
    ],
)
def test_what_is_offered(offered, words, expected):
    assert offered(*words) == expected


@pytest.mark.parametrize("name", available())
def test_the_names_read_off_the_text_are_those_of_the_pack(name):
    assert set(completing._rules_of(name)) == {rule.name for rule in load_pack(name).rules if rule.pack == name and not rule.off}


def test_nothing_is_offered_of_a_text_that_is_no_pack(tmp_path):
    for text in ("", "rules:", "rules: []\n", "rules:\n\n# x\n", "\x00"):
        path = tmp_path / "house.yaml"
        path.write_text(text, encoding="utf-8")
        assert list(completing._rules_of(str(path))) == []


def test_fish_gets_each_offer_on_one_line(repository):
    environment = {
        **os.environ,
        "PYTHONPATH": str(repository / "src"),
        "_INBOUNDCHECK_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": "inboundcheck check --fo",
    }
    code = (
        "import atexit, json, sys; sys.argv = ['inboundcheck']; from inboundcheck.cli import main\n"
        "atexit.register(lambda: print(json.dumps([*sys.modules]), file=sys.stderr)); main()"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.stdout == snapshot(
        "--format\tThe format on standard output: text, short, json, html, jsonl, sarif, sarif-all, junit, github, gitlab, markdown, picklist, csv, xlsx, arrow, parquet; else text.\n"
    )
    assert not {"cv2", "numpy", "jinja2", "openpyxl", "pint"} & set(json.loads(done.stderr))
