"""The compiled rules, and the keys under which they keep what they leave open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from inboundcheck.conditions import Ref, Rule

CHILDREN = {"label": "labels", "barcode": "barcodes", "item": "items", "photo": "photos"}
"""The subjects on and in a box, and the field of the box that lists them."""

Numbered: TypeAlias = tuple[int, Rule]
"""A rule with its number in the program."""
Gap: TypeAlias = tuple[int, int, bool]
"""An open rule: its number, the mask of its missing facts, and whether one of its facts is out of the ordinary."""


@dataclass
class Program:
    """The compiled rules of boxes."""

    rules: tuple[Rule, ...]
    source: str
    judge: Callable[..., None]
    above: tuple[Ref, ...]
    """The facts of the shipment that the program is given."""
    masks: tuple[tuple[Ref, ...], ...]
    """For each rule, the facts that the bits of a gap's mask stand for."""
    gaps: Callable[[int], tuple[Gap, ...]]
    """What a key stands for, under which the program keeps what it leaves open."""


def gaps_of(bits: Sequence[int], masks: Sequence[tuple[Ref, ...]], key: int) -> tuple[Gap, ...]:
    """Take a key apart: a bit for each open rule, followed by two for each of its facts: missing, and out of the ordinary."""
    found = []
    for number, refs in enumerate(masks):
        part = key >> bits[number]
        if part & 1:
            mask = sum((part >> 1 + 2 * at & 1) << at for at, _ in enumerate(refs))
            found.append((number, mask, any(part >> 2 + 2 * at & 1 for at, _ in enumerate(refs))))
    return tuple(found)
