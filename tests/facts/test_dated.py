"""An expiry date makes a product one that expires, whatever its traits say or leave out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import inboundcheck as ic

DAY = date(2026, 11, 23)


def _outcomes(**item: Any) -> tuple[set[str], set[str]]:
    shipment = ic.Shipment(
        program="fba", market="US", arrival_date=date(2026, 11, 30), boxes=[ic.Box(id="A1", items=[ic.Item(sku="TEA-1", quantity=4, **item)])]
    )
    report = ic.check(shipment, packs=["amazon-fba-us"], as_of=DAY)
    broken = {finding.rule.split("/")[1] for finding in report.violations}
    return broken, {rule.split("/")[1] for finding in report.inconclusive for rule in finding.rules}


@pytest.mark.parametrize("traits", [{}, {"traits": []}, {"traits": ["fragile"]}, {"traits": ["expires"]}])
def test_units_that_expire_too_soon_are_a_violation_whatever_the_traits_say(traits: dict[str, Any]) -> None:
    broken, _ = _outcomes(expires=date(2026, 12, 5), **traits)
    assert "life-for-disposal" in broken


def test_a_date_says_nothing_of_the_other_traits() -> None:
    _, undecided = _outcomes(expires=date(2026, 12, 5))
    assert "set-not-marked" in undecided


def test_units_without_a_date_and_without_the_trait_are_not_asked_for_one() -> None:
    broken, undecided = _outcomes(traits=[])
    assert not {"life-for-disposal", "life-too-short", "expiry-not-marked"} & (broken | undecided)
