"""Says what is wrong with a photo before anybody trusts what it does not show. Every flaw is told with what to do about it.

Thresholds were chosen on 800 public photos of barcodes and 44 of cartons, so that hardly any photo is blamed in which everything could
be read. Of the 498 photos in which the decoders read every code, 5 are called blurred, 4 glare (127 are large enough to be asked), one dark
and one overexposed; of the 44 of cartons, glare one. `small` says nothing of what was read: 371 of the 498 are small crops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboundcheck.model.sightings import Point, QualitySeen
from inboundcheck.model.words import PhotoFlaw
from inboundcheck.photos.opening.pixels import shrunk

if TYPE_CHECKING:
    from typing import Any

    from inboundcheck.photos.opening.pixels import Gray

_SMALL = 480
"""Pixels of the shorter side: a box face of 12 in has 1.6 pixels a millimetre then, half a pixel for a narrow bar."""
_DARK = 80
"""Of 255: how bright the brightest 2 % are at most. A label is white; in the dark it is not."""
_LIGHT, _NO_BLACK = 245, 90
"""Overexposed: half of the photo is lighter than the first, and nothing but 2 % of it is darker than the second, not even print."""
_SHARP = 1.3
"""How much steeper the steepest edges are than after a blur of 1.5 pixels, on a copy of 2,048 pixels. A rendered label in 12 megapixels comes
to 1.9 when sharp, to 1.55 where its bars (4 pixels) can no longer be read, and to 1.3 when blurred by 4.3 pixels."""
_EDGE = 40
"""The least slope (Sobel, of 255) that is an edge at all: without edges there is nothing to be sharp."""
_WHITE = 250
_GLARE_AREA = 0.01
_HALO = 215
"""How bright it still is around a white spot that is glare. White paper ends at an edge, a reflection fades."""
_ADVICE: dict[PhotoFlaw, str] = {
    "blurred": "blurred: hold the phone still, tap on the label to focus, and take the photo again",
    "glare": "a light is mirrored in it: switch off the flash, tilt the phone or the box a little, and take the photo again",
    "dark": "too dark: switch on a light or step out of the shadow, and take the photo again",
    "overexposed": "overexposed, the print is washed out: switch off the flash, tap on the label, and take the photo again",
    "small": "too few pixels: send the original from the phone, not a preview or a screenshot",
}


def flaws(gray: Gray) -> tuple[QualitySeen, ...]:
    """Return what is wrong with an upright gray photo, as sightings; nothing for a good one."""
    exposure, blur = _exposure(gray), _blur(gray)
    found = [_flaw(each) for each in (exposure, blur) if each]
    if min(gray.shape) < _SMALL:
        return (*found, _flaw("small"))
    glare = _glare(gray) if exposure is None else None
    return (*found, glare) if glare else tuple(found)


def _flaw(flaw: PhotoFlaw, polygon: tuple[Point, ...] = ()) -> QualitySeen:
    return QualitySeen(flaw=flaw, reason=_ADVICE[flaw], polygon=polygon, by="quality")


def _exposure(gray: Gray) -> PhotoFlaw | None:
    import numpy as np

    darkest, middle, brightest = np.percentile(shrunk(gray, 1024), [2, 50, 98])
    if brightest < _DARK:
        return "dark"
    return "overexposed" if middle >= _LIGHT and darkest >= _NO_BLACK else None


def _blur(gray: Gray) -> PhotoFlaw | None:
    """Compare the steepest edges with themselves after a blur: what is blurred already loses little (Crete and others, SPIE 6492, 2007)."""
    import cv2
    import numpy as np

    copy = shrunk(gray, 2048)
    blurred = _slopes(cv2.GaussianBlur(copy, (0, 0), 1.5))
    steep = blurred >= np.percentile(blurred, 99.5)  # where they are steep even then: noise is not
    edge = float(_slopes(copy)[steep].mean())
    return "blurred" if edge >= _EDGE and edge < _SHARP * float(blurred[steep].mean()) else None


def _slopes(gray: Any) -> Any:
    import cv2
    import numpy as np

    return np.abs(cv2.Sobel(gray, cv2.CV_32F, 1, 0)) + np.abs(cv2.Sobel(gray, cv2.CV_32F, 0, 1))


def _glare(gray: Gray) -> QualitySeen | None:
    """Find the largest white spot that fades into what is around it."""
    import cv2
    import numpy as np

    copy = shrunk(gray, 512)
    scale = max(gray.shape) / max(copy.shape)
    number, spots, stats, _ = cv2.connectedComponentsWithStats((copy >= _WHITE).astype(np.uint8))
    large = [each for each in range(1, number) if stats[each, cv2.CC_STAT_AREA] >= _GLARE_AREA * copy.size]
    for each in sorted(large, key=lambda each: -int(stats[each, cv2.CC_STAT_AREA])):
        spot = (spots == each).astype(np.uint8)
        ring = cv2.dilate(spot, np.ones((9, 9), np.uint8)) - cv2.dilate(spot, np.ones((5, 5), np.uint8))
        if ring.any() and float(np.median(copy[ring > 0])) > _HALO:
            left, top, width, height = (float(side) * scale for side in stats[each, :4])
            return _flaw("glare", ((left, top), (left + width, top), (left + width, top + height), (left, top + height)))
    return None
