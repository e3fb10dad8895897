"""Goes down to the least sum of squares (Levenberg and Marquardt; the damping after Nielsen, Damping parameter in Marquardt's method, 1999)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_STEPS = 60
_ENOUGH = 1e-9
"""By what share the sum must shrink in a step for another to be taken."""
_NUDGE = 1e-6
"""By how much a parameter is moved to see what it changes; parameters are of the size of 1."""
_SHORTEST = 1e12
"""The damping at which no step is so short that it leads down."""


class Least(NamedTuple):
    """Where the sum is least."""

    parameters: Floats
    off: Floats
    """The differences there."""
    slopes: Floats
    """How each difference changes with each parameter: rows are differences."""

    @property
    def sum(self) -> float:
        """The sum of their squares."""
        return float(self.off @ self.off)


def least(off: Callable[[Floats], Floats], start: Floats) -> Least | None:
    """Go down from a start; None where there is no way.

    Args:
        off: gives the differences, one row of them for each row of parameters.
        start: the parameters to begin with.
    """
    import numpy as np

    at = Least(start, off(start[None])[0], _slopes(off, start))
    if not _finite(at):
        return None
    damping, growth = 1e-3, 2.0
    for _ in range(_STEPS):
        curve = at.slopes.T @ at.slopes
        try:
            step = np.linalg.solve(curve + damping * np.diag(np.diag(curve)), -at.slopes.T @ at.off)
        except np.linalg.LinAlgError:
            return None
        before, there = at.sum, at.parameters + step
        new = off(there[None])[0]
        if float(new @ new) < before:  # never of what is not a number
            at = Least(there, new, _slopes(off, there))
            if not _finite(at):
                return None
            damping, growth = max(damping / 3, 1 / _SHORTEST), 2.0
            if before - at.sum <= _ENOUGH * before:
                return at
        else:
            damping, growth = damping * growth, 2 * growth
            if damping > _SHORTEST:
                return at
    return at


def _slopes(off: Callable[[Floats], Floats], at: Floats) -> Floats:
    import numpy as np

    nudges = np.eye(len(at)) * _NUDGE
    both = off(np.concatenate([at + nudges, at - nudges]))
    return np.asarray((both[: len(at)] - both[len(at) :]).T / (2 * _NUDGE))


def _finite(at: Least) -> bool:
    import numpy as np

    return bool(np.isfinite(at.off).all() and np.isfinite(at.slopes).all())
