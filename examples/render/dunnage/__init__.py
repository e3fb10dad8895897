"""What lies in an open box, seen from above: packing material of every kind, goods, flaps, and the empty bottom.

`texture` draws each of them in another size, light and colour every time. Look at them with `python -m examples.render.dunnage OUT.png`.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from examples.render.dunnage import film_inside, inside, loose_fill, sheets_inside
from examples.render.dunnage.relief import Relief
from examples.render.surfaces import Real, clouds
from numpy.random import Generator
from numpy.typing import NDArray

_FINE = 2
"""Pixels that are drawn for one of the texture, each way."""
_DRAWN: dict[str, Callable[[Generator, int, int, float], Relief]] = {
    "air_pillow": film_inside.air_pillow,
    "bubble_wrap": film_inside.bubble_wrap,
    "paper_sheet": sheets_inside.paper_sheet,
    "newspaper": sheets_inside.newspaper,
    "foam_sheet": sheets_inside.foam_sheet,
    "foam_insert": sheets_inside.foam_insert,
    "corrugated_insert": sheets_inside.corrugated_insert,
    "polythene_roll": film_inside.polythene_roll,
    "thermocol_sheet": sheets_inside.polystyrene,
    "peanuts": loose_fill.peanuts,
    "starch_peanuts": loose_fill.starch_peanuts,
    "foam_chips": loose_fill.foam_chips,
    "shredded_paper": loose_fill.shredded_paper,
    "crinkle_paper": loose_fill.crinkle_paper,
    "styrofoam": sheets_inside.polystyrene,
    "thermal_pack": film_inside.thermal_pack,
}
_LIT: dict[str, Callable[[Generator, int, int, float], Real]] = {"products": inside.products, "flaps": inside.flaps, "bare": inside.bare}
KINDS = (*_DRAWN, *_LIT)
"""All kinds that can be drawn: the words of `model.words.Dunnage` but `other`, and `products`, `flaps`, `bare`."""


def texture(kind: str, dice: Generator, width: int, height: int, *, scale: float | None = None) -> NDArray[np.uint8]:
    """Draw a kind as RGB, so many pixels wide and high, filled from edge to edge.

    Args:
        kind: one of `KINDS`.
        dice: everything is drawn from it: the same state gives the same picture.
        width: in pixels.
        height: in pixels.
        scale: pixels to the millimetre; left out, one at which the shorter side of the picture is 100 to 500 mm.

    Raises:
        KeyError: there is no such kind.
    """
    fine = _FINE * (scale if scale is not None else min(width, height) / float(np.exp(dice.uniform(np.log(100), np.log(500)))))
    rows, columns = height * _FINE, width * _FINE
    lit = _LIT[kind](dice, rows, columns, fine) if kind in _LIT else _DRAWN[kind](dice, rows, columns, fine).lit(dice)
    return _exposed(dice, cv2.resize(lit, (width, height), interpolation=cv2.INTER_AREA))


def _exposed(dice: Generator, lit: Real) -> NDArray[np.uint8]:
    """Light it unevenly, tint it as a room does, and expose it as a phone does."""
    rows, columns = lit.shape[:2]
    uneven = 1 + dice.uniform(0, 0.18) * clouds(dice, rows, columns, columns / 1.5, rows / 1.5)
    warm = dice.normal(0, 0.05)
    tint = np.float32((1 + warm, 1 + dice.normal(0, 0.015), 1 - warm))
    seen = np.clip(lit, 0, None) * uneven[..., None] * tint
    bright = float(np.quantile(seen, 0.97)) + 1e-3
    gain = (dice.uniform(0.5, 1.05) / bright) ** dice.uniform(0.4, 1.0)
    return (np.clip(seen * gain, 0, 1) ** np.float32(dice.uniform(0.75, 1.15)) * 255).astype(np.uint8)


def sheet(seed: int, across: int = 6, size: int = 192) -> NDArray[np.uint8]:
    """Draw a few of every kind as one picture, one row to a kind."""
    rows = [[texture(kind, np.random.default_rng((seed, row, column)), size, size) for column in range(across)] for row, kind in enumerate(KINDS)]
    return np.vstack([np.hstack(each) for each in rows])
