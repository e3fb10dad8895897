"""Which colours may be those of brown cardboard, and which are something else on it, in CIELAB."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CHROMA = 12.0
"""How strong the colour of cardboard is at least, in units of CIELAB, and between which hues, in degrees."""
_HUES = (55.0, 110.0)
_CAVITY = 0.035
"""What reflects less than this share of the light of the board beside it is a gap into which no light falls: black straps reflect 4 % and more."""
_OWN = 5.0
"""How far a colour is at least from that of the board in another light: shadows, creases, brown tape and brown print have the board's."""


def cardboard(colours: Any) -> NDArray[np.bool_]:
    """Which of some colours (…, 3) may be those of brown cardboard."""
    import numpy as np

    across, down = colours[..., 1], colours[..., 2]
    hues = np.degrees(np.arctan2(down, across))
    return np.asarray((np.hypot(across, down) >= _CHROMA) & (hues >= _HUES[0]) & (hues <= _HUES[1]))


def own_colour(colour: Any, board: Any) -> bool:
    """Whether something has a colour of its own (3,): it is no gap, and not the board beside it (3,) in another light."""
    import numpy as np

    if _light(colour[0]) < _CAVITY * _light(board[0]):
        return False
    shade = min(float(colour[0] / max(board[0], 1.0)), 1.0)
    return bool(np.linalg.norm(colour[1:] - shade * board[1:]) >= _OWN)


def _light(lightness: float) -> float:
    """How much light is reflected, by the lightness of CIELAB: CIE 1976."""
    return float(((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3)  # noqa: PLR2004
