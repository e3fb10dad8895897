"""Which services take a box, at which chargeable weight, with which surcharges, and what would avoid one."""

import json
from datetime import date

import pytest

from inboundcheck import Box, PackError, Shipment, UsageError, fit
from inboundcheck.cli import main

PACK = """\
pack: a-carrier
title: A carrier
version: "1"
rounding: {sides: up to 1 in, weight: up to 1 lb}
services:
  ground:
    title: Ground
    carrier: ups
    chargeable:
      - {from: 2020-01-01, divisor: 166 in3/lb, sides: nearest 1 in, weight: up to 1 lb}
      - {from: 2025-08-18, divisor: 139 in3/lb, sides: up to 1 in, weight: up to 1 lb}
  post:
    title: Post
    carrier: usps
    chargeable:
      - {from: 2026-07-12, divisor: 166 in3/lb, above: 1728 in3}
rules:
  too-large:
    title: Too large
    for: box
    severity: error
    effect: refused
    require: {longest_side: {at_most: 108 in}, weight: {at_most: {by: carrier, is: {ups: 150 lb, usps: 70 lb}}}}
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    examples: [{name: e, given: {length: 109 in}, expect: violation}]
  large-package:
    title: Large package
    for: box
    severity: warning
    effect: charged
    require: {longest_side: {at_most: 96 in}}
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    examples: [{name: e, given: {length: 97 in}, expect: violation}]
  additional-handling:
    title: Additional handling
    for: box
    severity: warning
    effect: charged
    covered_by: large-package
    when: {carrier: ups}
    require: {longest_side: {at_most: 48 in}, weight: {less_than: 50 lb}, container: corrugated}
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    examples: [{name: e, given: {length: 49 in}, expect: violation}]
"""
DAY = date(2026, 11, 23)


@pytest.fixture
def carrier(tmp_path):
    path = tmp_path / "a-carrier.yaml"
    path.write_text(PACK)
    return path


def fitted(carrier, day=DAY, **box):
    usual = {"length": "20 in", "width": "15 in", "height": "10 in", "weight": "12 lb", "container": "corrugated"}
    return fit(Shipment(boxes=[Box(id="B", **{**usual, **box})]), packs=[carrier], as_of=day)


def pounds(amount):
    return amount / 453_592_370_000


def test_the_greater_of_scale_and_volume_is_charged(carrier):
    ground, post = fitted(carrier)
    assert (ground.takes, pounds(ground.charge.weight), pounds(ground.charge.volume_weight)) == (True, 12, 22)  # 3000 / 139 is 21.58
    assert ground.charge.chargeable == ground.charge.volume_weight
    assert pounds(post.charge.chargeable) == pytest.approx(3000 / 166)  # no rounding is said


def test_at_the_volume_above_which_it_counts_the_divisor_does_not_count(carrier):
    assert fitted(carrier, length="12 in", width="12 in", height="12 in", weight="3 lb")[1].charge.volume_weight is None
    assert fitted(carrier, length="12.001 in", width="12 in", height="12 in", weight="3 lb")[1].charge.volume_weight is not None


def test_what_is_charged_depends_on_the_day(carrier):
    assert pounds(fitted(carrier, date(2025, 8, 17), height="10.4 in")[0].charge.volume_weight) == 19  # 3000 / 166 is 18.07
    assert pounds(fitted(carrier, date(2025, 8, 18), height="10.4 in")[0].charge.volume_weight) == 24  # 3300 / 139 is 23.7
    assert fitted(carrier)[1].charge is not None
    assert fitted(carrier, date(2026, 7, 11))[1].charge is None


def test_a_weight_that_lacks_a_side_is_not_known(carrier):
    charge = fitted(carrier, height=None)[0].charge
    assert (charge.volume_weight, charge.chargeable) == (None, None)


def test_one_service_refuses_what_another_takes(carrier):
    ground, post = fitted(carrier, weight="70.1 lb")
    assert (ground.takes, post.takes) == (True, False)
    assert [(each.rule, each.message, each.avoid) for each in post.refused] == [
        ("a-carrier/too-large", "weight is 70.1 lb, counted as 71 lb; at most 70 lb for carrier usps", "0.1 lb less weight"),
    ]  # fmt: skip


def test_a_surcharge_says_what_would_avoid_it(carrier):
    found = fitted(carrier, length="48.2 in", weight="49.5 lb")[0]
    assert found.takes
    assert [(each.title, each.avoid) for each in found.surcharges] == [("Additional handling", "0.2 in less longest side and 0.5 lb less weight")]


def test_what_no_measure_decides_is_not_avoided_by_one(carrier):
    assert [each.avoid for each in fitted(carrier, container="bag", length="49 in")[0].surcharges] == [""]


def test_a_surcharge_that_another_covers_is_charged_once(carrier):
    assert [each.title for each in fitted(carrier, length="97 in")[0].surcharges] == ["Large package"]


def test_what_is_not_known_is_never_taken(carrier):
    found = fitted(carrier, weight=None)[0]
    assert (found.takes, [each.message for each in found.open]) == (None, ["not known: weight"])
    assert [(each.title, each.message) for each in found.maybe] == [("Additional handling", "not known: weight")]


def test_a_surcharge_that_may_be_due_does_not_leave_open_whether_it_is_taken(carrier):
    found = fitted(carrier, container=None)[0]
    assert (found.takes, [each.message for each in found.maybe]) == (True, ["not known: container"])


@pytest.mark.parametrize(
    ("require", "box", "avoided"),
    [
        ("length_plus_girth: {at_most: 105 in}", {"length": "50.2 in", "width": "14 in", "height": "14 in"}, "1.2 in less length"),
        ("length_plus_girth: {at_most: 105 in}", {"length": "49.2 in", "width": "14 in", "height": "14 in"}, "0.2 in less length"),
        ("volume: {less_than: 3000 in3}", {}, "1 in less length"),
        ("volume: {at_most: 2999 in3}", {}, "1 in less length"),
        ("volume: {at_most: 2999 in3}", {"length": "508 mm"}, "25.4 mm less length"),
        ("longest_side: {at_most: 18 in}, second_side: {at_most: 15 in}", {}, "2 in less length"),
        ("longest_side: {at_most: 18 in}, second_side: {at_most: 12 in}", {}, "2 in less longest side and 3 in less second side"),
        ("shortest_side: {at_least: 11 in}", {}, "a hair more shortest side"),
        ("weight: {at_most: 11 lb}", {"weight": "11.5 lb"}, "0.5 lb less weight"),
        ("contents_weight: {at_most: 11 lb}, weight: {at_most: 11 lb}", {"items": [{"sku": "A", "quantity": 1, "weight": "12 lb"}]},
         "1 lb less contents weight and 1 lb less weight"),
    ],
)  # fmt: skip
def test_less_of_one_side_is_proposed_where_it_is_enough(carrier, require, box, avoided):
    text = carrier.read_text()
    text = text.replace("covered_by: large-package\n    ", "").replace(
        "longest_side: {at_most: 48 in}, weight: {less_than: 50 lb}, container: corrugated", require
    )
    carrier.write_text(text)
    found = fitted(carrier, **box)[0].surcharges
    assert [each.avoid for each in found] == [avoided]


def test_the_change_that_saves_most_is_named(carrier):
    assert fitted(carrier, height="10.1 in")[0].charge.cheaper == "0.1 in less height: 22 lb"
    assert fitted(carrier, weight="30.2 lb")[0].charge.cheaper == "0.2 lb less weight: 30 lb"
    assert fitted(carrier, weight="80 lb")[0].charge.cheaper == "1 lb less weight: 79 lb"


def ran(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["inboundcheck", "fit", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code, capsys.readouterr()


def test_the_command_takes_a_box_as_people_write_it(carrier, monkeypatch, capsys):
    code, out = ran(monkeypatch, capsys, "109 x 15 x 10.1 in, 12 lb", "-p", str(carrier), "--as-of", "2026-11-23")
    assert code == 1
    assert out.out.splitlines() == [
        "box 109 x 15 x 10.1 in, 12 lb",
        "  Ground: REFUSES it, charged as 130 lb by its volume (on the scale 12 lb)",
        "    refused   Too large: longest side is 109 in; at most 108 in (a-carrier/too-large)",
        "              avoid it: 1 in less length",
        "    surcharge Large package: longest side is 109 in; at most 96 in (a-carrier/large-package)",
        "              avoid it: 13 in less length",
        "  Post: REFUSES it, charged as about 99.478915663 lb by its volume (on the scale 12 lb)",
        "    refused   Too large: longest side is 109 in; at most 108 in (a-carrier/too-large)",
        "              avoid it: 1 in less length",
        "    surcharge Large package: longest side is 109 in; at most 96 in (a-carrier/large-package)",
        "              avoid it: 13 in less length",
    ]


def test_the_command_writes_json_and_reads_files(carrier, monkeypatch, capsys):
    spec = carrier.with_name("spec.yaml")
    spec.write_text("ship_date: 2026-11-23\nboxes: [{id: B, length: 20 in, width: 15 in, height: 10 in, weight: 12 lb, container: corrugated}]\n")
    code, out = ran(monkeypatch, capsys, str(spec), "-p", str(carrier), "--format", "json")
    assert (code, [each["takes"] for each in json.loads(out.out)]) == (0, [True, True])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nonsense", "'nonsense' is neither a file nor a box; write a box for example '20 x 15 x 10 in, 12 lb'"),
        ("20 x 15 x 10", "'20 x 15 x 10': '20' is not a length (a number needs its unit, as text)".replace("a number needs its unit, as text", "the unit is missing")),
    ],
)  # fmt: skip
def test_a_text_that_is_no_box_is_told(carrier, monkeypatch, capsys, text, told):
    code, out = ran(monkeypatch, capsys, text, "-p", str(carrier))
    assert code == 2
    assert out.err.startswith(f"error: {told}")


def test_no_box_is_no_fit(carrier):
    with pytest.raises(UsageError, match="no box was given"):
        fit(Shipment(), packs=[carrier], as_of=DAY)


def test_packs_without_services_are_told():
    with pytest.raises(PackError, match="no pack has services"):
        fit(Shipment(boxes=[Box()]), packs=["receiving-basics"], as_of=DAY)
