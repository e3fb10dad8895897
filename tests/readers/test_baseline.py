"""A baseline covers what was known, and no more; it is never silent, ends on a day, and only shrinks."""

from datetime import date

import pytest

from inboundcheck import Box, ReadError, Shipment, check
from inboundcheck.cli import main
from inboundcheck.readers.baseline import read_baseline

DAY = date(2026, 11, 23)


def judged(boxes, path=None, *, update=False, day=DAY):
    shipment = Shipment(
        boxes=[Box(id=name, length=length, width="9 in", height="9 in", weight="9 lb", items=[{"sku": "A", "quantity": 2}]) for name, length in boxes]
    )
    return check(shipment, packs=["receiving-basics"], only="data", as_of=day, baseline=path, update_baseline=update)


@pytest.fixture
def baseline(tmp_path):
    path = tmp_path / "baseline.yaml"
    judged([("A1", "40 in"), ("A2", "41 in")], path, update=True)
    path.write_text(path.read_text().replace("WHY", "old stock").replace("WHO", "maria"))
    return path


def test_a_first_one_wants_a_reason_and_an_owner(tmp_path):
    path = tmp_path / "baseline.yaml"
    assert len(judged([("A1", "40 in")], path, update=True).violations) == 1
    with pytest.raises(ReadError) as trouble:
        judged([("A1", "40 in")], path)
    assert [each.found for each in trouble.value.problems] == [
        "the reason of the baseline is still 'WHY'",
        "the owner of the baseline is still 'WHO'",
    ]


def test_known_findings_are_waived_and_new_ones_stand(baseline):
    report = judged([("A1", "40 in"), ("A2", "41 in"), ("A3", "42 in")], baseline)
    assert [(str(each.subject), each.waiver.reason, each.waiver.owner) for each in report.waived] == [
        ("box A1", "known: old stock", "maria"), ("box A2", "known: old stock", "maria"),
    ]  # fmt: skip
    assert [str(each.subject) for each in report.violations] == ["box A3"]
    assert not report.ok


def test_a_known_finding_that_grows_stands_again(baseline):
    report = judged([("A1", "40 in"), ("A1", "40 in")], baseline)
    assert (len(report.waived), len(report.violations)) == (1, 1)


def test_what_is_gone_is_told_and_taken_out_and_nothing_is_put_in(baseline):
    report = judged([("A1", "40 in"), ("A3", "42 in")], baseline)
    assert f"1 of 2 findings known in {baseline} are gone, or concern fewer boxes: --update-baseline takes them out" in report.notes
    judged([("A1", "40 in"), ("A3", "42 in")], baseline, update=True)
    assert [what for _, what in read_baseline(baseline).known.values()] == ["receiving-basics/box-over-common-size, box A1"]
    assert len(judged([("A2", "41 in")], baseline).violations) == 1


def test_after_its_last_day_it_covers_nothing_and_says_so(baseline):
    ends = read_baseline(baseline).expires
    assert len(judged([("A1", "40 in")], baseline, day=ends).waived) == 1
    report = judged([("A1", "40 in")], baseline, day=date.fromordinal(ends.toordinal() + 1))
    assert (len(report.violations), report.notes[-1]) == (1, f"the baseline {baseline} ended on {ends}")


def test_a_rule_that_no_waiver_covers_is_not_covered(tmp_path):
    path = tmp_path / "dock.yaml"
    path.write_text(
        "pack: dock\ntitle: D\nversion: '1'\nrules:\n  heavy: {title: H, for: box, severity: error, waivable: false, require: {weight: {at_most: 5 lb}}, why: W, fix: F,\n"
        "    source: {authority: A, standing: house}, examples: [{name: e, given: {weight: 6 lb}, expect: violation}]}\n"
    )
    known, shipment = tmp_path / "known.yaml", Shipment(boxes=[Box(id="A1", weight="9 lb")])
    check(shipment, packs=[path], as_of=DAY, baseline=known, update_baseline=True)
    known.write_text(known.read_text().replace("WHY", "why").replace("WHO", "who"))
    assert len(check(shipment, packs=[path], as_of=DAY, baseline=known).violations) == 1


def test_a_baseline_that_is_none_is_told(tmp_path):
    path = tmp_path / "known.yaml"
    with pytest.raises(ReadError, match="the baseline cannot be read"):
        judged([("A1", "40 in")], path)
    path.write_text("format: 2\nreasons: x\nowner: maria\nexpires: soon\nfindings: {abc: {boxes: -1}}\n")
    with pytest.raises(ReadError) as trouble:
        judged([("A1", "40 in")], path)
    assert [str(each).removeprefix(f"{path}") for each in trouble.value.problems] == [
        ":2:1: 'reasons' is not a key of a baseline; did you mean 'reason'?",
        ":1:9: the baseline has format '2'; expected format 1",
        ":1:1: the baseline has no reason; expected why these findings may stand",
        ":4:10: expires is 'soon'; expected year-month-day; for example 2026-12-31",
        ":5:12: the finding 'abc' says no number of boxes; for example {boxes: 1, what: box A17}",
    ]


def test_the_command_takes_it(baseline, tmp_path, monkeypatch, capsys):
    spec = tmp_path / "spec.yaml"
    spec.write_text(
        "ship_date: 2026-11-23\nboxes: [{id: A1, length: 40 in, width: 9 in, height: 9 in, weight: 9 lb, items: [{sku: A, quantity: 2}]}]\n"
    )
    command = ["inboundcheck", "check", str(spec), "--pack", "receiving-basics", "--only", "data"]
    for arguments, code in ((command, 1), ([*command, "--baseline", str(baseline)], 0), ([*command, "--update-baseline"], 2)):
        monkeypatch.setattr("sys.argv", arguments)
        with pytest.raises(SystemExit) as end:
            main()
        assert (end.value.code or 0) == code
    assert "known: old stock" in capsys.readouterr().out
