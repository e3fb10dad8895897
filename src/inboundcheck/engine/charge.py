"""The weight that a service charges: the scale's or the volume's, rounded as the service rounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from inboundcheck.answers import NONE, Span
from inboundcheck.facts import VOCABULARY
from inboundcheck.facts.rounding import Step
from inboundcheck.model import Box
from inboundcheck.packs.services import Chargeable
from inboundcheck.quantities import Length, Mass

_SIDES = ("length", "width", "height")


@dataclass(frozen=True, slots=True)
class Charge:
    """The weight that a service charges, in nanograms."""

    weight: Any
    """On the scale, rounded; None where it is not known."""
    volume_weight: Any
    """By the volume, rounded; None where it is not known or does not count."""
    chargeable: Any
    """The greater of the two; None where it cannot be said."""
    unit: str
    cheaper: str = ""
    """The little change of one side or of the weight that saves most."""


def charged(charge: Chargeable, box: Box) -> Charge:
    """Work out what is charged, and the little change that saves most."""
    found = _weights(charge, box)
    if found.chargeable is None:
        return found
    cheaper = [
        (other.chargeable, text) for text, other in _smaller(charge, box) if other.chargeable is not None and other.chargeable < found.chargeable
    ]
    if not cheaper:
        return found
    least, text = min(cheaper, key=lambda each: each[0])
    return replace(found, cheaper=f"{text}: {Mass.show(least, found.unit)}")


def _weights(charge: Chargeable, box: Box) -> Charge:
    step = charge.rounding.weight
    unit = step.size.unit if step else box.weight.unit if isinstance(box.weight, Mass) else "lb"
    scale = _round(step, plain(VOCABULARY["box", "weight"].declared(box)))
    volume = plain(VOCABULARY["box", "volume"].declared(charge.rounding.box(box)))
    if charge.divisor is None or (volume is not None and charge.above is not None and volume <= charge.above):
        return Charge(scale, None, scale, unit)
    by_volume = None if volume is None else _round(step, volume / charge.divisor)
    chargeable = None if scale is None or by_volume is None else max(scale, by_volume)
    return Charge(scale, by_volume, chargeable, unit)


def plain(answer: Any) -> Any:
    """An answer that is one known value; None for any other."""
    return None if answer is None or answer is NONE or isinstance(answer, Span) else answer


def _round(step: Step | None, amount: Any) -> Any:
    found = step.of(amount) if step and amount is not None else amount
    return found.numerator if getattr(found, "denominator", 0) == 1 else found


def _smaller(charge: Chargeable, box: Box) -> Iterator[tuple[str, Charge]]:
    """Each side one step of its rounding smaller, and the weight down to its last step."""
    if charge.rounding.sides:
        for name in _SIDES:
            side = getattr(box, name)
            if isinstance(side, Length):
                yield from _less(charge, box, name, side, charge.rounding.sides)
    if charge.rounding.weight and isinstance(box.weight, Mass):
        yield from _less(charge, box, "weight", box.weight, charge.rounding.weight)


def _less(charge: Chargeable, box: Box, name: str, value: Length | Mass, step: Step) -> Iterator[tuple[str, Charge]]:
    amount = step.of(value.amount) - step.size.amount
    if amount > 0:
        less = value.__class__.exactly(amount, value.show(amount, value.unit), value.unit)
        yield f"{value.show(value.amount - amount, value.unit)} less {name}", _weights(charge, box.model_copy(update={name: less}))
