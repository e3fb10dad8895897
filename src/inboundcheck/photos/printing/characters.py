"""Where the characters of a linear symbol lie among its edges: they are all of one width, so they say from which side it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 4
"""Characters that are needed to tell a slant from uneven print."""
_STEEPEST = 0.5
"""How much the width of characters may change from one end to the other, as a share: more is no slant."""
_HALVES = {"ean_13": 6, "upc_a": 6, "ean_8": 4}
_UPC_E = 34


def edges_of(symbology: str, text: str, modules: float) -> int:
    """Return how many edges a symbol has; `modules` is how many of them lie side by side in it (ISO/IEC 15417, 15420, 16388, 16390)."""
    if symbology in _HALVES:
        return 12 + 8 * _HALVES[symbology]
    if symbology == "upc_e":
        return _UPC_E
    if symbology == "itf":
        return 8 + 5 * (len(text) + len(text) % 2)
    if symbology == "code_39":
        return 10 * (len(text) + 2)
    return 6 * round((modules - 13) / 11) + 8


def characters(symbology: str, edges: int) -> list[tuple[int, int]]:
    """Return the first and the last edge of each character whose width is that of the others."""
    if symbology in _HALVES:
        half = _HALVES[symbology]
        return [(first, first + 4) for start in (3, 8 + 4 * half) for first in range(start, start + 4 * half, 4)]
    if symbology == "upc_e":
        return [(first, first + 4) for first in range(3, 27, 4)]
    if symbology == "itf":
        return [(first, first + 10) for first in range(4, edges - 13, 10)]
    if symbology == "code_39":
        return [(first, first + 9) for first in range(0, edges, 10)]
    return [(first, first + 6) for first in range(0, edges - 8, 6)]


def stretch(symbology: str, edges: Sequence[float]) -> tuple[float, float]:
    """Say how wide things are at the two ends of a symbol, as a share of what they are in its middle; (1, 1) where that cannot be told.

    The widths of the characters are taken to grow evenly from one end to the other, which is what a view from the side makes of them, nearly.
    """
    import numpy as np

    own = characters(symbology, len(edges))
    if len(own) < _FEWEST or own[-1][1] >= len(edges):
        return 1.0, 1.0
    widths = np.array([edges[last] - edges[first] for first, last in own])
    places = np.array([(edges[last] + edges[first]) / 2 for first, last in own])
    rise, start = np.polyfit(places, widths, 1)
    middle = start + rise * (edges[0] + edges[-1]) / 2
    one, other = ((start + rise * each) / middle for each in (edges[0], edges[-1]))
    return (float(one), float(other)) if abs(one - other) < _STEEPEST else (1.0, 1.0)


def narrow(symbology: str, edges: Sequence[float]) -> float | None:
    """Return how wide a narrow bar is where wide ones may have two to three times its width (ITF, Code 39); None for other symbols.

    Ink spreads: what bars gain the spaces lose, so it is the mean of the narrow bars' and the narrow spaces' width.
    """
    import numpy as np

    if symbology not in ("itf", "code_39"):
        return None
    widths = np.diff(edges)
    kinds = [each[each < (each.min() + each.max()) / 2] for each in (widths[::2], widths[1::2])]
    return float(np.mean([each.mean() for each in kinds]))
