import json

from inline_snapshot import snapshot
from tests.outputs import reports

from inboundcheck.outputs import render
from inboundcheck.outputs.jsonl import line


def test_a_line_is_a_finding_of_the_json_report():
    report = reports.full()
    whole = json.loads(render(report, "json"))
    lines = [json.loads(each) for each in render(report, "jsonl").splitlines()]
    kinds = {
        kind: [{key: value for key, value in each.items() if key != "type"} for each in lines if each["type"] == kind]
        for kind in ("finding", "defect")
    }
    assert (kinds["finding"], kinds["defect"]) == (whole["findings"], whole["defects"])
    assert lines[-1] == {"type": "summary", **{key: value for key, value in whole.items() if key not in ("findings", "defects")}}


def test_what_is_streamed_is_written_alike():
    first, *_, defect, _ = render(reports.full(), "jsonl").splitlines(keepends=True)
    assert line(reports.too_long) == first
    assert line(reports.unreadable) == defect


def test_the_last_line_says_how_it_ended():
    last = json.loads(render(reports.nothing_decided(), "jsonl").splitlines()[-1])
    assert {key: last[key] for key in ("type", "ok", "exit_code")} == snapshot({"type": "summary", "ok": False, "exit_code": 2})
