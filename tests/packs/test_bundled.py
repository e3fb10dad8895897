"""The packs that come with the library, beside each other and from end to end."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

import inboundcheck as ic
from inboundcheck.engine.checker import Checker
from inboundcheck.engine.run import Run
from inboundcheck.model.words import Service
from inboundcheck.packs import bundled, choose, load_pack
from inboundcheck.packs.scopes import may_fit
from inboundcheck.report import Outcome

TODAY = date(2026, 11, 23)
PENS = ic.Item(sku="PEN-1", quantity=40, traits=[])


def outcomes(report: ic.Report, rule: str) -> dict[Outcome, int]:
    """How often each outcome of one rule came out."""
    return dict(next(each.outcomes for each in report.rules if each.rule == rule))


def test_packs_that_disagree_judge_one_box_each_under_its_own_authority() -> None:
    """UPS takes loose fill round light goods, USPS two boxes fastened together; Amazon takes neither."""
    boxes = [ic.Box(id=name, dunnage=["peanuts"], joined_to=[other], overwraps=[], items=[PENS]) for name, other in ("AB", "BA")]
    report = ic.check(ic.Shipment(program="fba", market="US", boxes=boxes), packs=["amazon-fba-us", "ups", "usps"], as_of=TODAY)
    loose = [each for each in report.violations if "loose-fill" in each.rule]
    assert {each.rule for each in loose} == {"amazon-fba-us/loose-fill"}
    assert {each.source.authority for each in loose} == {"Amazon Seller Central Japan"}
    assert outcomes(report, "ups/loose-fill-round-fragile") == {Outcome.NOT_APPLICABLE: 2}
    assert outcomes(report, "amazon-fba-us/boxes-joined") == {Outcome.VIOLATION: 2}
    assert outcomes(report, "usps/fastened-parcels-differ") == {Outcome.INCONCLUSIVE: 2}


@pytest.mark.parametrize(
    ("program", "market", "name"),
    [
        ("fba", "US", "amazon-fba-us"), ("awd", "US", "amazon-awd-us"), ("fba", "GB", "amazon-fba-gb"), ("fba", "DE", "amazon-fba-de"),
        ("fba", "FR", "amazon-fba-fr"), ("fba", "IT", "amazon-fba-it"), ("fba", "ES", "amazon-fba-es"), ("fba", "JP", "amazon-fba-jp"),
        ("fba", "AU", "amazon-fba-au"), ("fba", "IN", "amazon-fba-in"), ("fba", "CA", "amazon-fba-ca"), ("wfs", "US", "walmart-wfs-us"),
        ("fbt", "US", "tiktok-fbt-us"), ("returns", "US", "returns"),
    ],
)  # fmt: skip
def test_a_programme_in_a_market_has_one_pack(program: str, market: str, name: str) -> None:
    assert [each.pack.name for each in choose([], ic.Shipment(program=program, market=market))] == [name]


@pytest.mark.parametrize(
    ("scope", "fits"),
    [
        ("scope:\n  program: fba\n  market: US\n", True),
        ("scope:\n  program: fba\n", True),
        ("scope:\n  program: fba\n\n  market: DE\nrules: {}\n", False),
        ("scope:\n  program: wfs\n", False),
        ("title: for any receiver\n", False),
        ("scope: {program: fba, market: DE}\n", True),  # not plain enough to be sure
        ('scope:\n  market: "DE"\n', True),
        ("scope:\n  market: DE # for now\n", True),
        ("a: |\n  text\nscope:\n  market: DE\nscope:\n  market: US\n", True),
    ],
)
def test_a_pack_is_passed_over_only_where_its_scope_leaves_no_doubt(tmp_path: Path, scope: str, *, fits: bool) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(f"pack: x\n{scope}", encoding="utf-8")
    assert may_fit(pack, ic.Shipment(program="fba", market="US")) is fits


@pytest.mark.parametrize("name", bundled())
def test_every_source_was_read_on_a_day_and_can_be_opened(name: str) -> None:
    for rule in load_pack(name).rules:
        for period in rule.periods:
            for source in (*period.rule.sources, *(each for exemption in period.rule.unless for each in exemption.sources)):
                assert source.read is not None, rule.id
                assert source.url or source.standing in ("house", "unverified"), rule.id


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 6, 19), {"amazon-fba-europe/box-too-long"}),
        (date(2025, 9, 1), {"amazon-fba-europe/box-perhaps-too-long"}),
        (date(2026, 1, 1), {"amazon-fba-europe/box-too-long"}),
    ],
)
def test_europe_has_three_periods(day: date, expected: set[str]) -> None:
    box = ic.Box(id="A", length="80 cm", width="40 cm", height="40 cm", items=[PENS])
    shipment = ic.Shipment(program="fba", market="DE", boxes=[box], facts={"under_way_before_reversal": False})
    assert {each.rule for each in ic.check(shipment, as_of=day).violations} == expected


@pytest.mark.parametrize(
    ("weight", "broken"),
    [
        ("22.6 kg", set()),
        ("22.65 kg", {"amazon-fba-au/box-too-heavy"}),
        ("22.7 kg", {"amazon-fba-au/box-too-heavy", "amazon-fba-us/box-too-heavy"}),
        ("23 kg", {"amazon-fba-au/box-too-heavy", "amazon-fba-us/box-too-heavy"}),
        ("23.01 kg", {"amazon-fba-au/box-too-heavy", "amazon-fba-us/box-too-heavy", "amazon-fba-europe/box-too-heavy"}),
    ],
)
def test_fifty_pounds_and_their_two_neighbours_are_three_limits(weight: str, broken: set[str]) -> None:
    found = set()
    for market in ("US", "AU", "FR"):
        shipment = ic.Shipment(program="fba", market=market, boxes=[ic.Box(id="A", weight=weight, items=[PENS])])
        found |= {each.rule for each in ic.check(shipment, as_of=TODAY).violations if each.rule.endswith("box-too-heavy")}
    assert found == broken


def test_every_service_of_a_pack_is_a_service_that_a_shipment_can_name() -> None:
    names = {service.name for name in bundled() for service in load_pack(name).services}
    assert names == set(get_args(Service)) - {"other"}


def test_a_stream_that_goes_on_is_not_judged_by_its_first_boxes() -> None:
    """The sum of the units is not known before the last box has passed, and never from the first chunk alone."""
    run = Run(Checker([load_pack("consistency")], as_of=TODAY))
    half = [ic.Box(id=name, items=[ic.Item(sku="PEN-1", quantity=5)]) for name in "AB"]
    run.add(ic.Shipment(id="S", declared_unit_count=10, declared_box_count=4, boxes=half), partial=True)
    run.add(ic.Shipment(id="S", boxes=[box.model_copy(update={"id": box.id + "2"}) for box in half]), continues=True)
    report = run.close()
    assert outcomes(report, "consistency/unit-count-differs") == {Outcome.INCONCLUSIVE: 1}
    assert outcomes(report, "consistency/box-count-differs") == {Outcome.PASS: 1}
