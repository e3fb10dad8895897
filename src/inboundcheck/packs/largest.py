"""The largest box that keeps to bounds: worked out, not sampled."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from inboundcheck.packs.bounds import SIDES, Bound

_MOST_CANDIDATES = 2_000


@dataclass(frozen=True, slots=True)
class Largest:
    """The sides of the largest box, longest first, in nanometres; None where it cannot be said, and then why."""

    sides: tuple[Any, Any, Any] | None
    why_not: str = ""
    volume: Any = None
    """The greatest volume that is accepted, in cubic nanometres, where a bound of the volume cuts the box down: then several boxes have it."""


def conflict(bounds: Sequence[Bound]) -> tuple[Bound, Bound] | None:
    """Two bounds that no box keeps to together."""
    for low in (each for each in bounds if not each.upper):
        for high in (each for each in bounds if each.upper and each.measure == low.measure):
            if low.amount > high.amount or (low.amount == high.amount and not (low.included and high.included)):
                return low, high
    return None


def tightest(bounds: Iterable[Bound], measure: str, *, upper: bool = True) -> Bound | None:
    """The bound that decides, of those of one measure; of two equal ones that which leaves the limit itself out."""
    found = [each for each in bounds if each.measure == measure and each.upper is upper]
    return min(found, key=lambda each: (each.amount if upper else -each.amount, each.included), default=None)


def largest(bounds: Sequence[Bound]) -> Largest:
    """Find the box of the greatest volume: each side at its bound, or as girth shares out what it leaves.

    Without rounding, a product of three under bounds of each and of their weighted sum is greatest where the shares are equal as far as
    their bounds let them be (water-filling). Where sides are rounded before the girth, each side of the best box is a whole step or at its
    bound, and all such boxes are gone through.
    """
    against = conflict(bounds)
    if against:
        return Largest(None, f"{against[0].rule} wants at least {against[0].text}, and {against[1].rule} takes at most {against[1].text}")
    caps = _caps(bounds)
    girths = [each for each in bounds if each.measure == "length_plus_girth" and each.upper]
    if not girths and math.inf in caps:
        return Largest(None, f"nothing bounds the {SIDES[caps.index(math.inf)].replace('_', ' ')}")
    stepped = [each for each in girths if each.step is not None]
    if stepped and (len(stepped) < len(girths) or any(each.step and each.step.nearest for each in stepped)):
        return Largest(None, "the girth is bound both with rounding and without, or rounded to the nearest")
    sides = _stepped(caps, stepped) if stepped else _shared(caps, min((each.amount for each in girths), default=math.inf))
    if sides is None:
        return Largest(None, "too many boxes would have to be gone through")
    volumes = [each for each in bounds if each.measure == "volume" and each.upper]
    cut = [each.amount for each in volumes if not each.accepts(math.prod(_rounded(each, side) for side in sides))]
    return Largest(None, "a bound of the volume cuts it down, and several boxes have that volume", min(cut)) if cut else Largest(sides)


def _caps(bounds: Sequence[Bound]) -> list[Any]:
    """The most that each side can be, longest first: no side is over the one before it."""
    caps: list[Any] = []
    for name in SIDES:
        bound = tightest(bounds, name)
        own = bound.amount if bound else math.inf
        caps.append(min([own, *caps[-1:]]))
    return caps


def _shared(caps: list[Any], girth: Any) -> tuple[Any, Any, Any]:
    """Share a girth out: the length counts once, each of the other two twice."""
    if caps[0] + 2 * (caps[1] + caps[2]) <= girth:
        return caps[0], caps[1], caps[2]
    shares = sorted((cap * times, number) for number, (cap, times) in enumerate(zip(caps, (1, 2, 2), strict=True)))
    found: dict[int, Any] = {}
    left = Fraction(girth)
    for at, (cap, number) in enumerate(shares):
        found[number] = min(cap, left / (3 - at))
        left -= found[number]
    return _whole(found[0]), _whole(Fraction(found[1]) / 2), _whole(Fraction(found[2]) / 2)


def _whole(value: Any) -> Any:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def _rounded(bound: Bound, side: Any) -> Any:
    return bound.step.of(side) if bound.step else side


def _stepped(caps: list[Any], girths: Sequence[Bound]) -> tuple[Any, Any, Any] | None:
    """Go through the boxes whose second and shortest side is a whole step or at its bound; the longest takes what is left."""
    sizes = sorted({each.step.size.amount for each in girths if each.step})
    most = min(each.amount for each in girths)
    ends = [min(cap, Fraction(most) / 2 if cap == math.inf else cap) for cap in caps[1:]]
    candidates = [sorted({end, *(size * count for size in sizes for count in range(1, int(end // size) + 1))}) for end in ends]
    if any(len(each) > _MOST_CANDIDATES for each in candidates) or not all(candidates):
        return None
    best: tuple[Any, Any, Any] | None = None
    for second, shortest in product(*candidates):
        if shortest > second:
            continue
        longest = min([caps[0], *(_left(each, second, shortest) for each in girths)])
        if longest >= second and (best is None or longest * second * shortest > math.prod(best)):
            best = longest, second, shortest
    return best


def _left(girth: Bound, second: Any, shortest: Any) -> Any:
    """What a bound of the girth leaves for the longest side: whole steps."""
    size = girth.step.size.amount if girth.step else 1
    left = girth.amount - 2 * (_rounded(girth, second) + _rounded(girth, shortest))
    steps = left // size
    return (steps if girth.included or steps * size != left else steps - 1) * size
