"""The pytest plugin, in real sessions of pytest with real files."""

import re

import pytest
from inline_snapshot import snapshot
from junitparser import JUnitXml

import inboundcheck.pytest_plugin  # noqa: F401 - pytester forgets what a session imports, and would load it for each anew

pytest_plugins = ["pytester"]

HOUSE = """\
format: 1
pack: house
title: Our own rules
version: "1"
rules:
  too-heavy:
    title: Heavier than we lift
    for: box
    severity: error
    require: {weight: {at_most: 20 lb}}
    why: One person lifts it.
    fix: Repack.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples: [{name: over, given: {weight: 21 lb}, expect: violation}]
  crate:
    title: A crate
    for: box
    severity: warning
    require: {container: {none_of: [crate]}}
    why: Crates do not stack.
    fix: Use a carton.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples: [{name: crate, given: {container: crate}, expect: violation}]
"""
CONFIG = 'packs = ["rules/house.yaml"]\nas_of = 2026-11-23\n'
LIGHT = "format: 1\nboxes:\n  - {id: A1, container: corrugated, weight: 19 lb}\n"
HEAVY = LIGHT.replace("19 lb", "21 lb")


@pytest.fixture
def write(pytester, repository, monkeypatch):
    """Write a file; a pack and a configuration are there already."""
    monkeypatch.setenv("PYTHONPATH", str(repository / "src"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("CI", raising=False)

    def file(name, text):
        path = pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    file("rules/house.yaml", HOUSE)
    file("inboundcheck.toml", CONFIG)
    return file


@pytest.fixture
def run(pytester):
    """Run pytest, and return how the tests ended and what stands between the progress and the last line."""

    def session(*arguments, start=pytester.runpytest_inprocess):
        result = start("-p", "pytest_inboundcheck", "-p", "no:inline_snapshot", "-p", "no:cacheprovider", *arguments)
        text = "\n".join(re.sub("0x[0-9a-f]+", "0x…", line) for line in result.outlines if not line.startswith("[gw"))
        told = re.search(r"^=+ (?:ERRORS|FAILURES) =+\n.*(?=\n=+ .* in [\d.]+s)", text, re.DOTALL | re.MULTILINE)
        return result.parseoutcomes(), told[0] if told else ""

    return session


def test_a_clean_shipment_passes(write, run):
    write("a.shipment.yaml", LIGHT)
    write("b.shipment.yml", LIGHT)
    assert run() == ({"passed": 2}, "")


def test_a_failure_shows_the_report_and_no_traceback(write, run):
    write("monday.shipment.yaml", HEAVY)
    assert run() == snapshot(
        (
            {"failed": 1},
            """\
============================================= FAILURES =============================================
_______________________________________ monday.shipment.yaml _______________________________________
Judged as of 2026-11-23 by
  house 1 (named): Our own rules

error: house/too-heavy: Heavier than we lift
  --> monday.shipment.yaml:3:45  box A1
   |
 3 |   - {id: A1, container: corrugated, weight: 21 lb}
   |                                             ^^^^^ weight is 21 lb; at most 20 lb
   |
   = fix:    Repack.
   = source: Us, Handbook, read 2026-11-23 (house)
   = more:   inboundcheck explain house/too-heavy --pack rules/house.yaml

Boxes with errors: A1.
NOT READY. 1 box, 2 rules judged on 2026-11-23: 1 error, 1 passed.

===================================== short test summary info ======================================
FAILED monday.shipment.yaml::inboundcheck - house/too-heavy: box A1: weight is 21 lb; at most 20 lb\
""",
        )
    )


def test_what_is_not_decided_fails_as_in_check(write, run):
    write("open.shipment.yaml", LIGHT.replace(", weight: 19 lb", ""))
    assert run() == snapshot(
        (
            {"failed": 1},
            """\
============================================= FAILURES =============================================
________________________________________ open.shipment.yaml ________________________________________
Judged as of 2026-11-23 by
  house 1 (named): Our own rules

NOT CHECKED weight: 1 rule, 1 box; nothing in the input speaks of weight
   = need:   box.weight
   = fix:    Say it in the spec, or for all boxes at once in a file for --with. To judge only what
             the data hold: --only data.

NOT READY. 1 box, 2 rules judged on 2026-11-23: 1 not decided, 1 passed.

===================================== short test summary info ======================================
FAILED open.shipment.yaml::inboundcheck - not-checked/weight: 1 rule, 1 box; nothing in the input...\
""",
        )
    )


def test_the_line_for_failing_stands_in_the_configuration(write, run):
    write("crate.shipment.yaml", LIGHT.replace("corrugated", "crate"))
    assert run()[0] == {"passed": 1}
    write("inboundcheck.toml", CONFIG + 'fail_on = "warning"\n')
    assert run()[0] == {"failed": 1}


def test_a_shipment_of_which_nothing_is_decided_fails(write, run):
    write("empty.shipment.yaml", "format: 1\nboxes: []\n")
    assert run()[0] == {"failed": 1}


def test_what_cannot_be_judged_is_an_error_and_the_others_run(write, run):
    write("a.shipment.yaml", "{[")
    write("b.shipment.yaml", LIGHT)
    write("other/inboundcheck.toml", 'pack = ["house"]')
    write("other/c.shipment.yaml", LIGHT)
    assert run() == snapshot(
        (
            {"passed": 1, "errors": 2},
            """\
============================================== ERRORS ==============================================
________________________________ ERROR at setup of a.shipment.yaml _________________________________
a.shipment.yaml:1:3: this is not YAML: expected the node content, but found '<stream end>'
________________________________ ERROR at setup of c.shipment.yaml _________________________________
other/inboundcheck.toml: pack: 'pack' is not a key of the configuration; did you mean 'packs'?; expected one of packs, as_of, only, given, settings, defaults, columns, photos, waivers, answers, coverage, baseline, fail_on, format, output; for example packs = ["amazon-fba-us"]
===================================== short test summary info ======================================
ERROR a.shipment.yaml::inboundcheck - Failed: a.shipment.yaml:1:3: this is not YAML: expected the...
ERROR other/c.shipment.yaml::inboundcheck - Failed: other/inboundcheck.toml: pack: 'pack' is not ...\
""",
        )
    )


def test_waivers_count_where_the_configuration_names_them(write, run):
    write("a.shipment.yaml", HEAVY)
    write("w.yaml", "- {rule: too-heavy, box: A1, reason: agreed, owner: maria, expires: 2026-12-31}")
    write("inboundcheck.toml", CONFIG + 'waivers = "w.yaml"\n')
    assert run()[0] == {"passed": 1}


def test_other_files_are_named_by_globs(write, run, pytester):
    write("samples/boxes.jsonl", '{"id": "A1", "container": "corrugated", "weight": "21 lb"}\n')
    write("samples/deep/boxes.jsonl", '{"id": "A1", "container": "corrugated", "weight": "21 lb"}\n')
    write("samples/more.csv", "Carton,Weight (lb)\nA1,21\n")
    write("pytest.ini", "[pytest]\ninboundcheck_files = samples/*.jsonl more.*\n")
    result = pytester.runpytest_inprocess("-p", "pytest_inboundcheck", "-p", "no:inline_snapshot", "--collect-only", "-q")
    assert result.outlines[:3] == snapshot(
        ["samples/boxes.jsonl::inboundcheck", "samples/deep/boxes.jsonl::inboundcheck", "samples/more.csv::inboundcheck"]
    )


def test_a_shipment_in_a_folder_has_its_waivers(write, run):
    write("monday/shipment.yaml", HEAVY)
    write("monday/waivers.yaml", "- {rule: too-heavy, box: A1, reason: agreed, owner: maria, expires: 2026-12-31}")
    write("pytest.ini", "[pytest]\ninboundcheck_files = */shipment.yaml\n")
    assert run()[0] == {"passed": 1}


def test_a_test_is_chosen_by_its_file(write, run):
    write("monday.shipment.yaml", LIGHT)
    write("tuesday.shipment.yaml", HEAVY)
    write("test_other.py", "def test_nothing(): pass")
    assert run("-k", "monday")[0] == {"passed": 1, "deselected": 2}
    assert run("-k", "not inboundcheck")[0] == {"passed": 1, "deselected": 2}
    assert run("monday.shipment.yaml::inboundcheck")[0] == {"passed": 1}


def test_collecting_reads_no_file(write, pytester):
    write("a.shipment.yaml", "{[")
    result = pytester.runpytest_inprocess("-p", "pytest_inboundcheck", "-p", "no:inline_snapshot", "--collect-only", "-q")
    assert result.outlines[0] == "a.shipment.yaml::inboundcheck"
    assert result.ret == 0


def test_workers_tell_the_same(write, run):
    pytest.importorskip("xdist")
    write("monday.shipment.yaml", HEAVY)
    write("bad.shipment.yaml", "{[")
    alone, spread = run(), run("-n", "2")
    assert spread == alone


def test_junit_says_what_is_wrong(write, run, pytester):
    write("monday.shipment.yaml", HEAVY)
    run("--junitxml", "junit.xml")
    ((failure,),) = [case.result for suite in JUnitXml.fromfile(pytester.path / "junit.xml") for case in suite]
    assert failure.message == "house/too-heavy: box A1: weight is 21 lb; at most 20 lb"


def test_a_hostile_name_cannot_speak_to_the_terminal(write, run):
    write("a.shipment.yaml", HEAVY.replace("A1", '"\\e[2J[bold]"'))
    ends, told = run()
    assert ends == {"failed": 1}
    assert "\x1b" not in told
    assert r"\x1b[2J[bold]" in told


def test_the_fixture_checks_by_the_configuration_and_gives_the_report(write, run):
    write(
        "test_export.py",
        """
        import inboundcheck as ic
        import pytest

        def test_light(inboundcheck):
            report = inboundcheck(ic.Box(id="A1", container="corrugated", weight="19 lb"))
            assert report.as_of.isoformat() == "2026-11-23"
            assert [pack.name for pack in report.packs] == ["house"]

        def test_options_win(inboundcheck):
            with pytest.raises(AssertionError, match="house/crate"):
                inboundcheck(ic.Box(container="crate", weight="19 lb"), fail_on="warning")

        def test_heavy(inboundcheck):
            inboundcheck(ic.Box(id="A1", container="corrugated", weight="21 lb"))
        """.replace("\n        ", "\n"),
    )
    ends, told = run()
    assert ends == {"passed": 2, "failed": 1}
    assert told == snapshot("""\
============================================= FAILURES =============================================
____________________________________________ test_heavy ____________________________________________

inboundcheck = <function check_for.<locals>.check at 0x…>

    def test_heavy(inboundcheck):
>       inboundcheck(ic.Box(id="A1", container="corrugated", weight="21 lb"))
E       AssertionError: house/too-heavy: box A1: weight is 21 lb; at most 20 lb
E       Judged as of 2026-11-23 by
E         house 1 (named): Our own rules
E       \n\
E       error: house/too-heavy: Heavier than we lift
E         --> box A1
E          = found:  weight is 21 lb; at most 20 lb
E          = fix:    Repack.
E          = source: Us, Handbook, read 2026-11-23 (house)
E          = more:   inboundcheck explain house/too-heavy --pack rules/house.yaml
E       \n\
E       Boxes with errors: A1.
E       NOT READY. 1 box, 2 rules judged on 2026-11-23: 1 error, 1 passed.

test_export.py:15: AssertionError
===================================== short test summary info ======================================
FAILED test_export.py::test_heavy - AssertionError: house/too-heavy: box A1: weight is 21 lb; at ...\
""")


def test_a_session_that_runs_no_shipment_loads_nothing(write, run, pytester):
    write("a.shipment.yaml", LIGHT)
    write("test_light.py", 'import sys\ndef test(): assert not [name for name in sys.modules if name.split(".")[0] == "inboundcheck"]\n')
    assert run("-k", "not inboundcheck", start=pytester.runpytest_subprocess) == ({"passed": 1, "deselected": 1}, "")
