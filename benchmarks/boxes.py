"""Makes the boxes that are timed: as a spec would write them, so that files, models and other engines all start from the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

Written = dict[str, Any]

ALLOWED = ("air_pillow", "bubble_wrap", "paper_sheet", "foam_sheet")
LOOSE = ("peanuts", "shredded_paper", "styrofoam")
OTHER = ("newspaper", "crinkle_paper")
_TRAITS = ([], ["textile"], ["fragile"], ["set"])


def fully_declared(number: int, seed: int = 7) -> Iterator[Written]:
    """Yield boxes of which everything is said; of a hundred, 18 break rules, two are exceptions, two lie on limits, five have a gap."""
    rng = random.Random(seed)
    for n in range(number):
        box = _plain(rng, n)
        chance = rng.random()
        if chance < 0.02:
            _make_exception(rng, box)
        elif chance < 0.04:
            box |= {"length": "25 in", "weight": "50 lb"}
            box["labels"][0]["seam_clearance"] = "1 in"
        elif chance < 0.21:
            for mistake in {rng.randrange(11) for _ in range(rng.choice((1, 1, 1, 2)))}:
                _make_mistake(rng, box, mistake)
        if rng.random() < 0.05:
            _make_gap(rng, box)
        yield box


def as_sparse_as_a_payload(number: int, seed: int = 7) -> Iterator[Written]:
    """Yield the same boxes with only what a marketplace's API says of them: sizes, weight, SKUs and quantities."""
    for box in fully_declared(number, seed):
        items = [{"sku": item["sku"], "quantity": item["quantity"]} for item in box["items"]]
        yield {**{key: box[key] for key in ("id", "length", "width", "height", "weight") if key in box}, "items": items}


def _inches(rng: random.Random, low: float, high: float) -> str:
    return f"{rng.randrange(int(low * 100), int(high * 100)) / 100:g} in"


def _pounds(rng: random.Random, low: float, high: float) -> str:
    return f"{rng.randrange(int(low * 100), int(high * 100)) / 100:g} lb"


def _plain(rng: random.Random, n: int) -> Written:
    """A box with nothing wrong."""
    sides = sorted((_inches(rng, 6, 24), _inches(rng, 6, 24), _inches(rng, 4, 20)), key=_number, reverse=True)
    labels = [{"kind": "box_id", "seam_clearance": _inches(rng, 1, 6)}]
    if rng.random() < 0.5:
        labels.append({"kind": "fragile", "seam_clearance": _inches(rng, 0, 6)})
    barcodes = [{"kind": "box_id", "text": f"FBA{rng.randrange(10**9, 10**10)}", "belongs_to": "this_box"}]
    barcodes += [_barcode(rng, rng.choice(("this_box", "this_shipment"))) for _ in range(rng.choice((0, 0, 1, 2)))]
    return {
        "id": f"B{n:06d}", "length": sides[0], "width": sides[1], "height": sides[2], "weight": _pounds(rng, 3, 40),
        "joined_to": [], "overwraps": [], "labels": labels, "barcodes": barcodes, "dunnage": rng.sample(ALLOWED, rng.choice((0, 1, 1, 2))),
        "items": [_item(rng, f"SKU{n:06d}{each}") for each in range(rng.choice((1, 1, 1, 2, 3)))],
    }  # fmt: skip


def _item(rng: random.Random, sku: str) -> Written:
    return {
        "sku": sku, "quantity": rng.randrange(2, 30), "length": _inches(rng, 2, 20), "width": "2 in", "height": "1 in",
        "weight": _pounds(rng, 0.125, 5), "traits": rng.choice(_TRAITS),
    }  # fmt: skip


def _barcode(rng: random.Random, belongs_to: str) -> Written:
    return {"kind": "gtin", "text": f"{rng.randrange(10**11, 10**12)}", "belongs_to": belongs_to}


def _number(text: str) -> float:
    return float(text.split(maxsplit=1)[0])


def _make_exception(rng: random.Random, box: Written) -> None:
    """Break a limit in a way that its rule allows."""
    if rng.random() < 0.5:
        box["length"] = _inches(rng, 26, 60)
        box["items"] = [{**_item(rng, "ROD"), "quantity": 1, "length": _inches(rng, 25.01, 59)}]
    else:
        box["weight"] = _pounds(rng, 51, 80)
        box["items"] = [{**_item(rng, "ANVIL"), "quantity": 1, "weight": "51 lb"}]
        box["labels"].append({"kind": "team_lift", "seam_clearance": "2 in"})


def _make_mistake(rng: random.Random, box: Written, mistake: int) -> None:  # noqa: C901 - a list of mistakes
    """Make one of the mistakes that the rules know; the last is none of them."""
    if mistake == 0:
        box["length"] = rng.choice(("25.001 in", _inches(rng, 26, 40)))
    elif mistake == 1:
        box["weight"] = rng.choice(("50.001 lb", _pounds(rng, 51, 70)))
    elif mistake == 2:
        box["items"][0]["traits"] = ["jewellery"]
        box["weight"] = max(box["weight"], _pounds(rng, 40.01, 49), key=_number)
    elif mistake == 3:
        box |= rng.choice(({"overwraps": ["strap"]}, {"joined_to": ["B000001"]}))
    elif mistake == 4:
        box["labels"] = box["labels"][1:] if rng.random() < 0.5 else [*box["labels"], {"kind": "box_id", "seam_clearance": "1.5 in"}]
    elif mistake == 5:
        box["barcodes"].append(_barcode(rng, "another"))
    elif mistake == 6 and box["labels"]:
        box["labels"][0] = {"kind": "box_id", "seam_clearance": _inches(rng, 0, 1)}
    elif mistake == 7:
        box["dunnage"].append(rng.choice(OTHER))
    elif mistake == 8:
        box["dunnage"].append(rng.choice(LOOSE))
    elif mistake == 9:
        box["items"][0]["quantity"] = rng.randrange(151, 400)
    elif mistake == 10:
        box["items"].append(_item(rng, "SKU000000"))


def _make_gap(rng: random.Random, box: Written) -> None:
    """Leave something out."""
    gap = rng.randrange(8)
    if gap == 0:
        del box[rng.choice(("length", "width", "height"))]
    elif gap == 6:
        for label in box["labels"]:
            label.pop("seam_clearance", None)
    elif gap == 7:
        for barcode in box["barcodes"]:
            barcode.pop("belongs_to", None)
        for name in ("weight", "traits"):
            box["items"][0].pop(name, None)
    else:
        del box[("weight", "overwraps", "labels", "barcodes", "dunnage")[gap - 1]]
