"""Reads MaxiCodes in a photo at any angle: UPS prints one on each label, and zxing-cpp reads only clean and upright ones with nothing around.

From the bull's-eye on: the marks around it (ISO/IEC 16023, 4.11) tell by which angle it is turned; a grid of hexagons is then laid over the
symbol and moved, from the middle outwards, until what lies at its points is as dark or as light as it can be, perspective included. What is
there, dark or light, is drawn anew, and zxing-cpp reads that. Its error correction (20 or more of the 144 codewords) is the proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.photos.barcodes.bullseyes import bullseyes
from inboundcheck.photos.barcodes.reads import Read
from inboundcheck.photos.barcodes.rings import Bullseye
from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.barcodes.regions import Tensor
    from inboundcheck.photos.opening.pixels import Gray

    Floats: TypeAlias = NDArray[np.float64]
    Bits: TypeAlias = NDArray[np.bool_]

_ROWS, _COLUMNS = 33, 30
_ROW = 3**0.5 / 2
"""From row to row, in widths of a hexagon; odd rows stand half a hexagon to the right."""
_MIDDLE = (16, 14)
"""The row and the column at the middle of the bull's-eye."""
_OUTLINE = ((-14.5, -14.43), (15.5, -14.43), (15.5, 14.43), (-14.5, 14.43))
"""The corners of the symbol from there, in widths of a hexagon: as it is read, from the upper left on."""
_DARK = ((9, 10), (9, 11), (10, 11), (10, 16), (15, 7), (16, 8), (16, 20), (17, 20), (22, 10), (22, 17), (23, 10), (23, 17))
_LIGHT = (
    *((9, 16), (9, 17), (10, 17), (10, 18), (11, 11), (11, 17), (15, 19), (16, 7)),
    *((16, 9), (16, 19), (16, 21), (17, 19), (21, 11), (21, 16), (22, 11), (23, 16)),
)
"""Row and column of the hexagons near the bull's-eye that are the same in every symbol: they mark which way is up."""
_TURNS = 180
_LIKELY = 3
"""How many angles are tried, the likeliest first."""
_NEAR = 5.0
"""From where on hexagons are data, in their widths from the middle."""
_GROWING = ((7.5, 0.3), (10.0, 0.3), (13.0, 0.25), (30.0, 0.25), (30.0, 0.1))
"""How far out the grid is fitted, step by step, and how far its points are moved for it, in widths of a hexagon."""
_ROUNDS = 12
"""How often each number of the grid is moved at each step outwards."""
_MARKED = 26
"""How many of the 28 marks must be as they should, to say that a MaxiCode is there which cannot be read."""
_MOST = 20
"""How many bull's-eyes of a photo are looked at: a page of targets would take minutes."""
_CELL = 8
"""The side of a hexagon as it is drawn for zxing-cpp, in pixels."""


def read_maxicodes(gray: Gray, tensor: Tensor) -> list[Read]:
    """Read the MaxiCodes in a gray photo (height by width, 8 bits), corners in its pixels; hexagons must be about 3 pixels wide.

    `tensor` is the photo's structure tensor. One that cannot be read comes without text.
    """
    return [read for found in bullseyes(gray, tensor)[:_MOST] if (read := _read(gray, found))]


def _read(gray: Gray, found: Bullseye) -> Read | None:
    marked: Floats | None = None
    for turned in _turned(gray, found):
        grid = _grown(gray, turned)
        dark = _dark(gray, grid)
        text = _decoded(dark)
        if text:
            return _told(text, grid)
        if sum(bool(dark[each]) for each in _DARK) + sum(not dark[each] for each in _LIGHT) >= _MARKED:
            marked = grid
    return None if marked is None else _told("", marked)


def _told(text: str, grid: Floats) -> Read:
    first, second, third, fourth = ((float(x), float(y)) for x, y in _projected(grid, _points(_OUTLINE)))
    return Read("zxing-cpp", text, "maxicode", "MaxiCode", (first, second, third, fourth), modules=_COLUMNS)


def _points(points: Sequence[Sequence[float]]) -> Floats:
    import numpy as np

    return np.array(points, dtype=np.float64)


def _places(cells: Sequence[tuple[int, int]]) -> Floats:
    """Return where hexagons of some rows and columns lie from the middle, in their widths."""
    import numpy as np

    rows, columns = np.array(cells).T
    return np.stack([columns - _MIDDLE[1] + 0.5 * (rows % 2), (rows - _MIDDLE[0]) * _ROW], axis=1)


def _projected(grid: Floats, points: Floats) -> Floats:
    """Return where points of the symbol lie in the photo. A grid is a homography of eight numbers: shape (4), middle (2), perspective (2)."""
    away = 1 + points @ grid[6:]
    projected: Floats = points @ grid[:4].reshape(2, 2).T / away[:, None] + grid[4:6]
    return projected


def _turned(gray: Gray, found: Bullseye) -> list[Floats]:
    """Return a first grid for each of the likeliest angles."""
    import numpy as np

    marks = _places((*_DARK, *_LIGHT))
    sign = np.repeat([-1 / len(_DARK), 1 / len(_LIGHT)], [len(_DARK), len(_LIGHT)])
    grids, scores = [], []
    for turn in np.linspace(0, 2 * np.pi, _TURNS, endpoint=False):
        around = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        grid = np.concatenate([(_points(found.shape) @ around).ravel(), found.middle, (0.0, 0.0)])
        grids.append(grid)
        scores.append(float(sign @ light_at(gray, _projected(grid, marks))))
    best = [number for number in range(_TURNS) if scores[number] >= max(scores[number - 1], scores[(number + 1) % _TURNS])]
    return [grids[number] for number in sorted(best, key=lambda each: -scores[each])[:_LIKELY]]


def _grown(gray: Gray, grid: Floats) -> Floats:
    """Move the grid until its points are as dark or as light as they can be: first near the middle, then farther out."""
    import numpy as np

    cells = _places([(row, column) for row in range(_ROWS) for column in range(_COLUMNS - row % 2)])
    far = np.hypot(*cells.T)
    for reach, step in _GROWING:
        grid = _settled(gray, grid, cells[(far > _NEAR) & (far < reach)], step)
    return grid


def _settled(gray: Gray, grid: Floats, cells: Floats, step: float) -> Floats:
    """Try each number of the grid a little more and a little less, and keep what is better, in smaller and smaller steps."""
    import numpy as np

    reach = float(np.hypot(*cells.T).max())
    size = float(np.sqrt(abs(np.linalg.det(grid[:4].reshape(2, 2)))))  # pixels to a hexagon
    steps = np.array([size / reach] * 4 + [size] * 2 + [1 / reach**2] * 2) * step  # each moves the outermost point by as much

    def sharp(tried: Floats) -> float:
        return float(np.std(light_at(gray, _projected(tried, cells))))

    best = sharp(grid)
    for _ in range(_ROUNDS):
        moved = False
        for number in range(len(grid)):
            for way in (1, -1):
                tried = grid.copy()
                tried[number] += way * steps[number]
                if (score := sharp(tried)) > best:
                    grid, best, moved = tried, score, True
                    break
        if not moved:
            steps = steps / 2
    return grid


def _dark(gray: Gray, grid: Floats) -> Bits:
    """Say of each hexagon whether it is dark: darker than half way between the dark and the light ones."""
    import numpy as np

    cells = _places([(row, column) for row in range(_ROWS) for column in range(_COLUMNS)])
    values: Floats = light_at(gray, _projected(grid, cells))
    data = values[np.hypot(*cells.T) > _NEAR]
    middle = (float(data.min()) + float(data.max())) / 2
    for _ in range(8):  # the middle between the means of both kinds
        middle = (float(data[data <= middle].mean()) + float(data[data > middle].mean())) / 2 if (data > middle).any() else middle
    return (values < middle).reshape(_ROWS, _COLUMNS)


def _decoded(dark: Bits) -> str:
    """Let zxing-cpp read the hexagons, drawn as it samples them; nothing where they say nothing."""
    import numpy as np
    import zxingcpp

    picture = np.full((_ROWS * _CELL, _COLUMNS * _CELL), 255, np.uint8)
    for row in range(_ROWS):
        line = np.roll(np.repeat(np.where(dark[row], 0, 255), _CELL), _CELL // 2 * (row % 2))
        picture[row * _CELL : (row + 1) * _CELL] = line
    picture[0, 0] = picture[-1, -1] = 0  # the corners, by which zxing-cpp finds the outline
    read = zxingcpp.read_barcodes(
        picture, zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.MaxiCode]), is_pure=True, text_mode=zxingcpp.TextMode.Plain
    )
    return read[0].text if read else ""
