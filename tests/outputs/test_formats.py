from pathlib import Path

import pytest
from tests.outputs import reports

from inboundcheck.errors import UsageError
from inboundcheck.outputs import FORMATS, Format, format_of, render


@pytest.mark.parametrize(("path", "name"), [("a/report.json", "json"), (Path("REPORT.JSON"), "json"), ("report.txt", "text"), (".json", "json")])
def test_the_suffix_picks_the_format(path, name):
    assert format_of(path) == name


def test_the_longer_suffix_wins(monkeypatch):
    monkeypatch.setitem(FORMATS, "sarif", Format((".sarif.json",), "nowhere"))
    assert format_of("report.sarif.json") == "sarif"


@pytest.mark.parametrize("path", ["report.pdf", "report", "json"])
def test_an_unknown_suffix_names_those_that_are_known(path):
    with pytest.raises(UsageError) as error:
        format_of(path)
    suffixes = ", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
    assert str(error.value) == f"'{path}' does not say its format; expected a name that ends in one of {suffixes}; for example report.json"


def test_an_unknown_format_names_those_that_are_known():
    with pytest.raises(UsageError) as error:
        render(reports.clean(), "jsno")
    names = ", ".join(FORMATS)
    assert str(error.value) == f"'jsno' is not a format; did you mean 'json'?; expected one of {names}; for example json"


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.binary])
def test_every_text_renders_without_options(name):
    assert render(reports.full(), name).endswith("\n")


def test_what_is_no_text_is_not_rendered_as_text():
    with pytest.raises(UsageError) as error:
        render(reports.clean(), "xlsx")
    assert str(error.value) == "'xlsx' is not text; expected a file to write it to; for example -o report.xlsx"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.sarif", "sarif"),
        ("a.sarif.json", "sarif"),
        ("a.all.sarif", "sarif-all"),
        ("a.junit.xml", "junit"),
        ("a.xml", "junit"),
        ("gl-code-quality-report.json", "gitlab"),
        ("a.ndjson", "jsonl"),
        ("a.picklist.html", "picklist"),
        ("A.CSV", "csv"),
        ("a.xlsx", "xlsx"),
        ("a.md", "markdown"),
    ],
)
def test_every_suffix_picks_its_format(path, name):
    assert format_of(path) == name


def test_formats_are_loaded_when_they_are_used(run_python):
    code = "import sys, inboundcheck.outputs; assert not {'rich', 'inboundcheck.outputs.text', 'inboundcheck.outputs.json'} & set(sys.modules)"
    done = run_python("-c", code)
    assert done.returncode == 0, done.stderr
