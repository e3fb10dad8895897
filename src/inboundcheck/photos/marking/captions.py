"""Where the captions of a marked photo go: beside what they name, inside the picture, and never over each other. Pure geometry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from inboundcheck.model.sightings import Point

MOST_CAPTIONS = 40
"""A picture with more of them would be all captions."""
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Area:
    """An upright rectangle, in pixels of the picture that is drawn."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, polygon: Sequence[Point]) -> Area:
        """Return the smallest one around some points, of which there must be one."""
        across, down = [point[0] for point in polygon], [point[1] for point in polygon]
        return cls(min(across), min(down), max(across), max(down))

    def shared(self, other: Area) -> float:
        """How many square pixels two areas share."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def gap(self, other: Area) -> float:
        """How far two areas are apart; 0 where they touch."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        down = max(self.top - other.bottom, other.top - self.bottom, 0.0)
        return hypot(across, down)


Size = tuple[float, float]


def place(sizes: Sequence[Size], targets: Sequence[Area], picture: Size) -> list[Area | None]:
    """Give each caption its place; None where no free place is left.

    Args:
        sizes: width and height of each caption, the most important first.
        targets: what each of them names.
        picture: width and height of the picture.

    A place costs what it hides of other things that are named, and how far it is from what it names; the cheapest is taken.
    """
    placed: list[Area | None] = []
    hideable = [each for each in targets[:MOST_CAPTIONS] if 4 * each.shared(each) < picture[0] * picture[1]]
    for number, (size, target) in enumerate(zip(sizes, targets, strict=True)):
        taken = [each for each in placed if each is not None]
        fits = number < MOST_CAPTIONS and size[0] <= picture[0] and size[1] <= picture[1]
        placed.append(_best(size, target, picture, taken, hideable) if fits else None)
    return placed


def _best(size: Size, target: Area, picture: Size, taken: Sequence[Area], hideable: Sequence[Area]) -> Area | None:
    free = [area for area in (*_beside(size, target, picture), *_grid(size, picture)) if not any(area.shared(each) for each in taken)]
    return min(free, key=lambda area: sum(area.shared(each) for each in hideable) + size[1] * target.gap(area), default=None)


def _beside(size: Size, target: Area, picture: Size) -> Iterator[Area]:
    """The places around the target, moved into the picture."""
    width, height = size
    middle = (target.top + target.bottom - height) / 2
    for left, top in (
        (target.left, target.top - height),
        (target.left, target.bottom),
        (target.right - width, target.top - height),
        (target.right - width, target.bottom),
        (target.right, middle),
        (target.left - width, middle),
    ):
        inside_left = min(max(left, 0.0), picture[0] - width)
        inside_top = min(max(top, 0.0), picture[1] - height)
        yield Area(inside_left, inside_top, inside_left + width, inside_top + height)


def _grid(size: Size, picture: Size) -> Iterator[Area]:
    """Places all over the picture: steps of half a caption, and at most so many of them."""
    across, down = max(size[0] / 2, picture[0] / _STEPS), max(size[1], picture[1] / _STEPS)
    for row in range(int((picture[1] - size[1]) / down) + 1):
        for column in range(int((picture[0] - size[0]) / across) + 1):
            yield Area(column * across, row * down, column * across + size[0], row * down + size[1])
