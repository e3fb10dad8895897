"""Says of a barcode that was read whether a scanner can be expected to read it at the first sweep: contrast, clear space, damage, glare.

In the manner of ISO/IEC 15416: many lines over the height, each graded by its worst part, and the mean of them. GS1 asks for 1.5 (a C) or better
(General Specifications, 5.12.3). A photo is no verifier: its light is not calibrated and its blur looks like bad print. So a good grade says
something, and a poor one only where the photo itself cannot be the cause; else nothing is said, and why.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from inboundcheck.model import BarcodeSeen, PrintSeen, Range
from inboundcheck.photos.printing.characters import edges_of, narrow, stretch
from inboundcheck.photos.printing.following import BESIDE
from inboundcheck.photos.printing.lines import Symbol, lines_of
from inboundcheck.photos.printing.profiles import light

if TYPE_CHECKING:
    from inboundcheck.photos.opening.pixels import Gray

LEAST_GRADE = 1.5
"""The mean grade that is asked for: a C."""
SHARP, COARSE = 0.25, 2.0
"""The most blur, in modules, and the fewest pixels a module with which a poor grade is the print's and not the photo's."""
_FAINT = 0.20
"""The contrast below which the standard fails a symbol."""
_SURELY_DARK = 0.4
"""Something in a photo must be so much darker than the bars before they are called faint: else light fell on the lens, or fog lies over all."""
_GLARE = 0.5
"""The share of a line that is white past what the camera tells apart: from there on it is glare."""
_FEWEST = 4
"""Lines that are needed to say anything."""
_BARS = frozenset({"code_128", "gs1_128", "ean_13", "ean_8", "upc_a", "upc_e", "itf", "code_39"})
_PLACED = 1.0
"""How far an edge may be off, in pixels."""
_SLANTED = 0.04
"""How far the width of a module beside the bars may be off, as a share: a view from the side is only nearly undone."""


class _Verdict(NamedTuple):
    scannable: bool | None = None
    reason: str = ""


def with_print(seen: BarcodeSeen, gray: Gray) -> BarcodeSeen:
    """Add to a read linear barcode how well it is printed; others come back as they are.

    Args:
        seen: its `polygon` is the bars' (top left, top right, bottom right, bottom left), its `module` the width of one in pixels.
        gray: the upright photo in which it was seen.
    """
    symbology = seen.barcode.symbology
    if seen.barcode.text is None or symbology not in _BARS or seen.module is None or len(seen.polygon) != 4:  # noqa: PLR2004 - corners
        return seen
    length = math.dist(seen.polygon[0], seen.polygon[1])
    edges = edges_of(str(symbology), str(seen.barcode.text), length / seen.module)
    symbol = lines_of(gray, seen.polygon, seen.module, expected=edges)
    if symbol is None or len(symbol.good) < _FEWEST:
        return seen
    grades = [0 if each is None or len(each.edges) != edges else each.grade for each in symbol.profiles]
    before, after = _zones(symbol, str(symbology), edges, seen.module)
    verdict = _judged(symbol, grades, seen.module, gray)
    printed = PrintSeen(
        contrast=_middle(each.contrast for each in symbol.good),
        modulation=_middle(min(1.0, each.modulation) for each in symbol.good),
        defects=_middle(min(1.0, each.defects) for each in symbol.good),
        grade=round(sum(grades) / len(grades), 2),
        undamaged=round(len(symbol.good) / len(symbol.profiles), 2),
        blur=round(symbol.blur, 2),
        before=before,
        after=after,
        bars=symbol.corners,
        reason=verdict.reason,
    )
    told = {"scannable": verdict.scannable, "quiet_zone_modules": _narrower(printed.before, printed.after)}
    return seen.model_copy(update={"print": printed, "barcode": seen.barcode.model_copy(update=told)})


def _middle(values: object) -> float:
    ordered = sorted(values)  # type: ignore[call-overload]
    return round(float(ordered[len(ordered) // 2]), 3)


def _judged(symbol: Symbol, grades: list[int], module: float, gray: Gray) -> _Verdict:
    """Say whether it scans; None, and why, where the photo does not tell."""
    contrast = _middle(each.contrast for each in symbol.good)
    if sum(grades) / len(grades) >= LEAST_GRADE:
        return _Verdict(scannable=True)
    if contrast < _FAINT:
        return _faint(contrast, dark=_has_darker(symbol, gray))
    if reason := _of_the_photo(symbol, module):
        return _Verdict(reason=reason)
    own = [grade for grade, line in zip(grades, symbol.profiles, strict=True) if line is not None]
    if sum(own) / len(own) < LEAST_GRADE:
        return _Verdict(reason="the bars are uneven or smeared, which the photo may be the cause of; scan it to be sure")
    return _Verdict(scannable=False, reason=f"only {len(own) / len(grades):.0%} of the height of its bars is undamaged")


def _faint(contrast: float, *, dark: bool) -> _Verdict:
    if not dark:
        return _Verdict(reason="faint, but nothing in the photo is much darker; take it in even light, without a reflection")
    reason = f"its bars are hardly darker than what is between them: a contrast of {contrast:.0%}, where {_FAINT:.0%} is the least"
    return _Verdict(scannable=False, reason=reason)


def _of_the_photo(symbol: Symbol, module: float) -> str:
    """What in the photo may be the cause of a poor grade."""
    if module < COARSE or symbol.blur > SHARP:
        return f"too coarse or not sharp enough to judge the print ({module:.1f} pixels a bar); go closer"
    return "light is reflected over a part of the bars; take it from a little to the side" if symbol.clipped > _GLARE else ""


def _has_darker(symbol: Symbol, gray: Gray) -> bool:
    """Whether something in the photo is much darker than the bars: then the camera could have shown dark bars dark."""
    import numpy as np

    darkest = float(np.percentile(light(gray[::4, ::4]), 0.2))
    x, y = (sum(each[at] for each in symbol.corners) / 4 for at in (0, 1))
    reach = math.dist(symbol.corners[0], symbol.corners[1]) / 4
    rows, columns = (slice(max(0, int(each - reach / 4)), int(each + reach / 4) + 1) for each in (y, x))
    bars = float(np.percentile(light(gray[rows, columns]), 5))
    return darkest < _SURELY_DARK * bars


def _zones(symbol: Symbol, symbology: str, edges: int, module: float) -> tuple[Range, Range]:
    """The clear space at both ends, in modules: the middle of the lines, with how far it may be off; any where no line shows all edges."""
    whole = [each for each in symbol.good if len(each.edges) == edges]
    if len(whole) < _FEWEST:
        return Range(low=0.0), Range(low=0.0)
    narrowest = [each for each in (narrow(symbology, line.edges) for line in whole) if each is not None]
    samples = _middle(narrowest) if narrowest else symbol.module
    stretched = [stretch(symbology, each.edges) for each in whole]
    ends = [_middle(each[side] for each in stretched) for side in (0, 1)]
    widths = [_middle(getattr(each, name) for each in whole) / samples for name in ("before", "after")]
    inside = [min(BESIDE, each) * symbol.module / samples for each in symbol.inside]
    before, after = (_zone(*each, module * samples / symbol.module) for each in zip(widths, inside, ends, strict=True))
    return before, after


def _zone(width: float, inside: float, wide: float, module: float) -> Range:
    """One clear space; `inside` is how much of the photo there was beside the bars, `wide` how wide things are at this end."""
    width, looked = width / wide, max(0.0, inside - 0.75) / wide
    off = _PLACED / module + _SLANTED * width
    low = max(0.0, width - off)
    return Range(low=round(min(low, looked), 2)) if width >= looked else Range(low=round(low, 2), high=round(width + off, 2))


def _narrower(one: Range, other: Range) -> Range:
    """The narrower of two clear spaces, as an interval."""
    highs = [each.high for each in (one, other) if each.high is not None]
    return Range(low=min(one.low, other.low), high=min(highs, default=None))
