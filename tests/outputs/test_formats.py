from pathlib import Path

import pytest
from inline_snapshot import snapshot
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
    assert str(error.value) == f"'{path}' does not say its format; expected a name that ends in one of .txt, .json, .html; for example report.json"


def test_an_unknown_format_names_those_that_are_known():
    with pytest.raises(UsageError) as error:
        render(reports.clean(), "jsno")
    assert str(error.value) == snapshot("'jsno' is not a format; did you mean 'json'?; expected one of text, short, json, html; for example json")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_without_options(name):
    assert render(reports.full(), name).endswith("\n")


def test_formats_are_loaded_when_they_are_used(run_python):
    code = "import sys, inboundcheck.outputs; assert not {'rich', 'inboundcheck.outputs.text', 'inboundcheck.outputs.json'} & set(sys.modules)"
    done = run_python("-c", code)
    assert done.returncode == 0, done.stderr
