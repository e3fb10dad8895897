"""Every format says the same: the same findings, the same that is waived or could not be read, the same exit code."""

import json
from dataclasses import replace

import pytest
from junitparser import JUnitXml
from tests.outputs import reports
from tests.outputs.back import READERS, expected

from inboundcheck.outputs import FORMATS, encoded, render
from inboundcheck.outputs.picklist import to_tick
from inboundcheck.outputs.summary import in_order

HOSTILE = "=cmd|' /C calc'!A0\n::error::<script>]]>\x1b[31m\ud800"
ALL = {
    "clean": reports.clean,
    "full": reports.full,
    "only_data": reports.only_data,
    "nothing_decided": reports.nothing_decided,
    "warned": reports.warned,
    "one": reports.one,
    "hostile": lambda: reports.hostile(HOSTILE),
}


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", READERS)
def test_a_format_names_the_same_findings(name, make):
    report = make()
    back = READERS[name](report)
    assert back == replace(expected(report), exit_code=None if back.exit_code is None else report.exit_code())


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_gitlab_holds_what_stands(make):
    report = make()
    entries = json.loads(render(report, "gitlab"))
    prints = [each["fingerprint"] for each in entries]
    keys = [each.key for each in in_order(report)]
    assert [each.partition(":")[0] for each in prints[: len(keys)]] == keys
    assert len(prints) == len(set(prints)) == len(keys) + len(report.defects)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_github_annotates_what_stands(make):
    report = make()
    commands = [line for line in render(report, "github").splitlines() if line.startswith("::")]
    assert len(commands) == len(in_order(report)) + len(report.defects)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_markdown_has_a_row_for_each(make):
    report = make()
    rows = [line for line in render(report, "markdown").splitlines() if line.startswith("| ") and not line.startswith("| level")]
    assert len(rows) == len(report.findings) + len(report.defects)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_the_pick_list_has_a_box_to_tick_for_each_step(make):
    report = make()
    todo = to_tick(report)
    assert render(report, "picklist").count('type="checkbox"') == len(todo)
    assert {each.finding.key for each in todo if each.finding} == expected(report).standing


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_written_whatever_stands_in_the_data(name):
    assert encoded(reports.hostile(HOSTILE * 300), name)


@pytest.mark.parametrize("name", ["text", "short", "junit", "github", "markdown", "picklist", "csv"])
def test_nothing_decided_is_said(name):
    assert "NOTHING DECIDED" in render(reports.nothing_decided(), name)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_junit_is_green_where_nothing_stands(make):
    report = make()
    xml = JUnitXml.fromstring(render(report, "junit").encode())
    assert bool(xml.failures + xml.errors) == (report.exit_code("advice") != 0)
    counted = sum(len(list(suite)) for suite in xml)
    assert xml.tests == counted


def test_the_headline_stands_in_every_format_for_people():
    for name in ("text", "markdown", "picklist", "github"):
        assert "240 boxes, 2 rules judged on 2026-11-23" in render(reports.full(), name)
