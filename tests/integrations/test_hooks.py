"""The pre-commit hooks, installed and run by pre-commit itself from a commit of this tree."""

import re

import pytest
from inline_snapshot import snapshot

from tests.integrations.projects import committed, git, needs, project, run, sources

pytestmark = needs("git", "pre-commit")

CONFIG = """\
repos:
  - repo: {repository}
    rev: {commit}
    hooks:
      - id: inboundcheck
        args: [--pack, packs/house.yaml]
      - id: inboundcheck-packs
"""


@pytest.fixture(scope="module")
def hooked(tmp_path_factory):
    """A user's repository with our hooks, and the home in which pre-commit keeps their environment."""
    ours = sources(tmp_path_factory.mktemp("ours"))
    commit = committed(ours)
    theirs = project(tmp_path_factory.mktemp("theirs"))
    (theirs / ".pre-commit-config.yaml").write_text(CONFIG.format(repository=ours.as_posix(), commit=commit), encoding="utf-8")
    committed(theirs)
    return theirs, tmp_path_factory.mktemp("home")


def hooks(hooked, *arguments):
    """Run the hooks; return the exit code, and what each printed without the blanks and dots that pre-commit fills lines with."""
    theirs, home = hooked
    done = run("pre-commit", "run", "--color", "never", *arguments, cwd=theirs, PRE_COMMIT_HOME=str(home))
    lines = [line for line in done.stdout.splitlines() if line.strip() and not line.startswith("[INFO]")]
    return done.returncode, [re.sub(r"\.{3,}(\(.*\))?", ": ", line) for line in lines], done.stderr


def test_a_shipment_that_passes_is_committed(hooked):
    assert hooks(hooked, "--files", "good/shipment.yaml")[:2] == snapshot(
        (0, ["shipments pass their packs: Passed", "packs pass their own tests: Skipped"])
    )


def test_a_shipment_that_is_wrong_is_not_committed_and_the_finding_is_told(hooked):
    assert hooks(hooked, "--files", "good/shipment.yaml", "bad/shipment.yaml")[:2] == snapshot(
        (
            1,
            [
                "shipments pass their packs: Failed",
                "- hook id: inboundcheck",
                "- exit code: 1",
                "bad/shipment.yaml:5:22: error: house/box-too-heavy: box A1: weight is 21 kg; at most 20 kg",
                "packs pass their own tests: Skipped",
            ],
        )
    )


def test_a_pack_that_passes_its_own_test_is_committed(hooked):
    assert hooks(hooked, "--files", "packs/house.yaml")[:2] == snapshot(
        (0, ["shipments pass their packs: Skipped", "packs pass their own tests: Passed"])
    )


def test_a_pack_whose_example_does_not_hold_is_not_committed(hooked):
    pack = hooked[0] / "packs/house.yaml"
    text = pack.read_text(encoding="utf-8")
    pack.write_text(text.replace("20000 g", "20001 g"), encoding="utf-8")
    try:
        assert hooks(hooked, "--files", "packs/house.yaml")[:2] == snapshot(
            (
                1,
                [
                    "shipments pass their packs: Skipped",
                    "packs pass their own tests: Failed",
                    "- hook id: inboundcheck-packs",
                    "- exit code: 1",
                    "error: packs/house.yaml:14:9: example 'at the limit in grams' of rule box-too-heavy comes out violation; expected pass",
                    "error: packs/house.yaml:9:24: no example of rule box-too-heavy notices this change: require weight at_most 20 kg, as less than; expected an example that comes out otherwise; for example {name: …, given: {weight: 20 kg}, expect: pass}",
                    "house 1: 1 rules, 2 of 3 examples hold, 7 of 7 cases made from 1 limits hold, 1 of 2 changes are noticed, 2 problems",
                ],
            )
        )
    finally:
        pack.write_text(text, encoding="utf-8")


def test_other_files_are_left_alone(hooked):
    others = ["notes.md", "rules.yml", "shipments.yaml", "packs/notes.txt", "packs/old/house.yaml"]
    for name in others:
        file = hooked[0] / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("neither: a shipment nor a pack\n", encoding="utf-8")
    assert hooks(hooked, "--files", *others)[:2] == snapshot((0, ["shipments pass their packs: Skipped", "packs pass their own tests: Skipped"]))


def test_a_commit_runs_them_and_is_refused(hooked):
    theirs, home = hooked
    (theirs / "next").mkdir()
    (theirs / "next/shipment.yaml").write_text("boxes: [{id: A1, weight: 30 kg}]\n", encoding="utf-8")
    run("pre-commit", "install", cwd=theirs, PRE_COMMIT_HOME=str(home))
    git(theirs, "add", "next/shipment.yaml")
    done = run("git", "commit", "-m", "One more", cwd=theirs, PRE_COMMIT_HOME=str(home))
    assert done.returncode == 1
    assert "next/shipment.yaml:1:26: error: house/box-too-heavy: box A1: weight is 30 kg; at most 20 kg" in done.stdout + done.stderr
    assert git(theirs, "log", "--oneline").count("\n") == 0
