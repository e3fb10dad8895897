"""Pixels of any kind become upright, opaque and 8 bits deep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    Gray: TypeAlias = NDArray[np.uint8]
    """Height by width, 0 is black."""

_ORIENTATION = 0x0112
_MOST_OF_16_BITS = 0xFFFF


def light_at(picture: Any, points: Any) -> Any:
    """Return the values of a picture at points (…, 2) between its pixels, with its channels last; beyond its border as at it."""
    import cv2
    import numpy as np

    x, y = points[..., 0].astype(np.float32), points[..., 1].astype(np.float32)
    found = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float64)
    return found.reshape(*points.shape[:-1], *picture.shape[2:])


def is_deep(image: Image.Image) -> bool:
    """Whether its pixels have more than 8 bits, or no set range."""
    return image.mode in ("I", "F") or image.mode.startswith("I;")


def upright(image: Image.Image) -> Image.Image:
    """Turn or mirror the picture as its EXIF says (TIFF 6.0, tag 274); a damaged EXIF says nothing."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        turn = turns.get(image.getexif().get(_ORIENTATION, 1))  # asked after decoding: TIFF and HEIF are turned by then, and say so
    except Exception:  # noqa: BLE001 - as above
        turn = None
    return image.transpose(turn) if turn is not None else image


def over_white(image: Image.Image) -> Image.Image:
    """Lay what is see-through over white, as a page would show it, and turn inks and palettes into light."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        above = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
    if image.mode == "LAB":
        return image.getchannel(0)
    return image.convert("RGB") if image.mode in ("P", "CMYK", "YCbCr", "HSV") else image


def eight_bits(values: NDArray[Any]) -> Gray:
    """Bring 16 bits, or numbers without a set range, down to 8."""
    import numpy as np

    if values.dtype.kind == "u":
        return (values >> 8).astype(np.uint8)
    finite = np.nan_to_num(values.astype(np.float64), posinf=0, neginf=0)
    low, high = float(finite.min()), float(finite.max())
    if values.dtype.kind == "i" and low >= 0 and high <= _MOST_OF_16_BITS:
        return (finite / 257).astype(np.uint8)
    return ((finite - low) * (255 / (high - low or 1))).astype(np.uint8)


def shrunk(gray: Gray, longest: int) -> Gray:
    """Return a copy whose longer side has at most so many pixels; the picture itself where it has."""
    import cv2

    share = longest / max(gray.shape)
    if share >= 1:
        return gray
    size = (max(1, round(gray.shape[1] * share)), max(1, round(gray.shape[0] * share)))
    return cv2.resize(gray, size, interpolation=cv2.INTER_AREA)  # type: ignore[return-value]  # 8 bits stay 8 bits
