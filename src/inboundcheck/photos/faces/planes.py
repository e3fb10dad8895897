"""The plane of a label: brought upright, what lies in it is seen without perspective, but for its aspect."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from inboundcheck.photos.faces.quads import projected

if TYPE_CHECKING:
    from inboundcheck.photos.faces.papers import Corners
    from inboundcheck.photos.faces.straights import Straight

    Sided: TypeAlias = tuple[Straight, float]
    """A line, and how it leans against the label's own side."""

_TURNED: Final = math.tan(math.radians(20))
"""How far a label may be turned on its face, and the perspective by which it is brought upright be off."""
_AT_LABEL: Final = 0.02
"""How far a border may cut into a label, in its shorter sides: so exactly are its corners known."""
_RIGHT: Final = math.sin(math.radians(15))
"""How far the corners of another label on the same face may be from right angles there: it too may be turned."""
_MOST: Final = 10
"""How many lines are tried for each side."""
_HORIZON: Final = 0.15
"""How near to the horizon of the label's plane a line may be, as its depth in those of the label's first corner."""


class Plane:
    """That of one label, with the others that lie in it."""

    def __init__(self, label: Corners, others: Sequence[Corners]) -> None:
        import cv2
        import numpy as np

        wide, high = ((math.dist(label[a], label[b]) + math.dist(label[c], label[d])) / 2 for a, b, c, d in ((0, 1, 2, 3), (1, 2, 3, 0)))
        flat = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
        self._turn: Any = cv2.getPerspectiveTransform(label.astype(np.float32), flat)
        near = (self._upright(each) for each in others if self._visible(each))
        self._labels = np.concatenate([self._upright(label), *filter(_is_square, near)])
        self._cuts = _AT_LABEL * min(wide, high)

    def sides(self, lines: Iterable[Straight]) -> list[list[Sided]]:
        """Return the lines above, right of, below and left of all its labels that run with their sides, as many as are tried."""
        sides: list[list[Sided]] = [[], [], [], []]
        for line in lines:
            found = self._side(line)
            if found is not None:
                sides[found[0]].append((line, found[1]))
        return [each[:_MOST] for each in sides]

    def _side(self, line: Straight) -> tuple[int, float] | None:
        """Say on which side of the labels a line runs, and how it leans; None where it does not run with them."""
        import numpy as np

        ends = line.at + np.outer((line.runs[0, 0], line.runs[-1, 1]), line.along)
        if not self._visible(ends):
            return None
        one, other = self._upright(ends)
        run = np.abs(other - one)
        if run.min() > _TURNED * run.max():
            return None
        along = int(run.argmax())  # 0: it runs with the label's upper and lower side
        lean = float((other - one)[1 - along] / (other - one)[along])
        aside = self._labels[:, 1 - along] - one[1 - along] - lean * (self._labels[:, along] - one[along])
        if (aside >= -self._cuts).all():
            return 3 * along, lean
        return (2 - along, lean) if (aside <= self._cuts).all() else None

    def _upright(self, points: Corners) -> Corners:
        brought: Corners = projected(points, self._turn)
        return brought

    def _visible(self, points: Corners) -> bool:
        """Whether points lie well before the horizon."""
        return bool((points @ self._turn[2, :2] + self._turn[2, 2] >= _HORIZON).all())


def _is_square(corners: Corners) -> bool:
    """Whether what is brought upright has right angles: a label on another face has not."""
    import numpy as np

    sides = np.roll(corners, -1, axis=0) - corners
    sides /= np.linalg.norm(sides, axis=1)[:, None]
    return bool(np.abs((sides * np.roll(sides, 1, axis=0)).sum(axis=1)).max() <= _RIGHT)
