"""Services of a carrier: which weight they charge. Read by `fit` only; no rule looks at them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from inboundcheck.documents import Mapping, Text
from inboundcheck.errors import shown
from inboundcheck.facts import Vocabulary
from inboundcheck.facts.kinds import VOLUME
from inboundcheck.facts.rounding import Rounding, Step
from inboundcheck.packs.writing import Writing
from inboundcheck.quantities import Amount, Length, Mass, Volume

_KEYS = ("title", "carrier", "chargeable")
_CHARGE_KEYS = ("from", "divisor", "sides", "weight", "above")
_ROUND = re.compile(r"(up to|nearest) +(.+)")
_DIVISOR = re.compile(r"(\d{1,7}(?:\.\d{1,6})?) *([a-z]+3)/([a-z]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chargeable:
    """How a service works out the weight that it charges, from one day on."""

    begins: date
    rounding: Rounding
    divisor: Fraction | None = None
    """Cubic nanometres for one nanogram; None where only the scale counts."""
    divisor_text: str = ""
    above: Amount | None = None
    """The volume above which the divisor counts at all, in cubic nanometres."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service of a carrier."""

    name: str
    title: str
    carrier: str
    chargeable: tuple[Chargeable, ...] = ()

    def on(self, day: date) -> Chargeable | None:
        """Return what is charged on a day; None before the first that is known."""
        return next((each for each in reversed(self.chargeable) if each.begins <= day), None)


def read_services(writing: Writing, written: Mapping, vocabulary: Vocabulary) -> tuple[Service, ...]:
    """Read the services of a pack."""
    if "services" not in written:
        return ()
    found = []
    nodes = writing.mapping(written["services"], "services", written.key("services"), "ups-ground: {title: …, carrier: ups, chargeable: […]}")
    for name in nodes:
        what = f"the service {name}"
        part = writing.mapping(nodes[name], what, nodes.key(name), "{title: …, carrier: ups, chargeable: […]}")
        writing.keys(part, _KEYS, "a service")
        carrier = writing.value(part.get("carrier"), vocabulary["shipment", "carrier"].kind, part)
        listed = writing.sequence(part["chargeable"], f"chargeable of {what}", part.key("chargeable")) if "chargeable" in part else ()
        charges = writing.each(listed, lambda node, what=what: _chargeable(writing, node, what))  # type: ignore[misc]
        for one, other in pairwise(charges):
            if other.begins <= one.begins:
                writing.wrong(part["chargeable"], f"chargeable of {what} is not in the order of its dates", "each `from` after the one before")
        found.append(Service(str(name), writing.text(part, "title", what), str(carrier), charges))
    return tuple(found)


def _chargeable(writing: Writing, node: Any, what: str) -> Chargeable | None:
    part = writing.mapping(node, f"chargeable of {what}", node, "{from: 2025-08-18, divisor: 139 in3/lb, sides: up to 1 in, weight: up to 1 lb}")
    writing.keys(part, _CHARGE_KEYS, "chargeable")
    begins = writing.day(part.get("from"), part)
    above = writing.value(part["above"], VOLUME, part.key("above")) if "above" in part else None
    divisor = _divisor(writing, part) if "divisor" in part else None
    rounding = Rounding(read_step(writing, part, "sides"), read_step(writing, part, "weight"))
    return Chargeable(begins, rounding, divisor, str(part.get("divisor", "")), above) if begins else None


def _divisor(writing: Writing, part: Mapping) -> Fraction | None:
    text = part["divisor"]
    found = _DIVISOR.fullmatch(text.strip()) if isinstance(text, Text) else None
    if found is None or found[2] not in Volume.units or found[3] not in Mass.units or not Fraction(found[1]):
        writing.wrong(text or part.key("divisor"), f"{shown(text)} is not a volume for each mass", "a number and two units", "139 in3/lb")
        return None
    return Fraction(found[1]) * Volume.units[found[2]] / Mass.units[found[3]]


def read_rounding(writing: Writing, node: Any, at: Any) -> Rounding | None:
    """Read `{sides: up to 1 in, weight: up to 1 lb}`; `none` is no rounding."""
    if node == "none":
        return None
    part = writing.mapping(node, "rounding", at, "{sides: up to 1 in, weight: up to 1 lb}")
    writing.keys(part, ("sides", "weight"), "rounding")
    found = Rounding(read_step(writing, part, "sides"), read_step(writing, part, "weight"))
    return found if found.sides or found.weight else None


def read_step(writing: Writing, part: Mapping, key: str) -> Step | None:
    """Read `up to 1 in` or `nearest 1 in`."""
    if key not in part:
        return None
    kind: type[Length | Mass] = Length if key == "sides" else Mass
    text = part[key]
    found = _ROUND.fullmatch(text.strip()) if isinstance(text, Text) else None
    example = f"up to 1 {'in' if key == 'sides' else 'lb'}"
    if found is None:
        writing.wrong(text or part.key(key), f"{shown(text)} does not say how {key} are rounded", "`up to` or `nearest`, and a quantity", example)
        return None
    try:
        size = kind.accept(found[2])
    except ValueError as trouble:
        writing.wrong(text, str(trouble), example=example)
        return None
    if not size.amount:
        writing.wrong(text, f"{shown(text)} rounds to nothing", "a quantity over zero", example)
        return None
    return Step(size, nearest=found[1] == "nearest")
