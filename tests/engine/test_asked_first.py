"""What is asked first: whether a rule is meant at all, and what is in a box before what its products are like."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import inboundcheck as ic

PACK = """\
format: 1
pack: bags
title: Bags
version: "1"
rules:
"""
RULE = """
  {name}:
    title: {name}
    for: product
    severity: error
    when:
      packaging: poly_bag
    require:
      {fact}: true
    why: It is.
    fix: Mend it.
    source: {{authority: House, page: Guide, read: 2026-11-23, standing: house}}
    examples:
      - {{name: broken, given: {{packaging: poly_bag, {fact}: false}}, expect: violation}}
"""


def _undecided(
    tmp_path: Path, *boxes: ic.Box, products: tuple[ic.Product, ...] = (), only: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], ...]]:
    pack = tmp_path / "bags.yaml"
    pack.write_text(
        PACK + "".join(RULE.format(name=fact.replace("_", "-"), fact=fact) for fact in ("bag_sealed", "bag_see_through")), encoding="utf-8"
    )
    shipment = ic.Shipment(mode="spd", boxes=boxes, products=products)
    report = ic.check(shipment, packs=[str(pack)], as_of=date(2026, 11, 23), only=only)
    return [(finding.rules, finding.needs) for finding in report.inconclusive]


MUGS = ic.Box(id="A1", items=[ic.Item(sku="MUG-1", quantity=4, traits=[])])


def test_rules_that_do_not_know_whether_they_are_meant_ask_one_question(tmp_path: Path) -> None:
    sheet = ic.Product(sku="MUG-1", unit_label="fnsku", bag_opening="3 in")
    assert _undecided(tmp_path, MUGS, products=(sheet,)) == [(("bags/bag-sealed", "bags/bag-see-through"), ("product.packaging",))]


def test_once_it_is_known_that_they_are_meant_their_own_facts_are_asked(tmp_path: Path) -> None:
    sheet = ic.Product(sku="MUG-1", packaging="poly_bag")
    assert _undecided(tmp_path, MUGS, products=(sheet,)) == [
        (("bags/bag-sealed", "bags/bag-see-through"), ("product.bag_sealed", "product.bag_see_through")),
    ]


def test_products_that_nobody_named_are_asked_for_once(tmp_path: Path) -> None:
    sheet = ic.Product(sku="MUG-1", packaging="box")
    found = _undecided(tmp_path, MUGS, ic.Box(id="A2"), products=(sheet,))
    assert [rules for rules, _ in found] == [("bags/bag-sealed", "bags/bag-see-through")]
    assert found[0][1] == ("box.items",)


def test_what_is_not_asked_does_not_come_back_as_a_question_for_the_contents(tmp_path: Path) -> None:
    assert _undecided(tmp_path, MUGS, ic.Box(id="A2"), only=("size", "weight", "contents")) == []
