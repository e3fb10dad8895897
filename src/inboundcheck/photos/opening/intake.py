"""Opens a photo: checks what it is and how large before anything is decoded, and gives it upright."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from inboundcheck.errors import PhotoError
from inboundcheck.photos.opening.files import DEFAULT_LIMITS, MEGA, Limits, file_bytes, name_of
from inboundcheck.photos.opening.kinds import HEAD, described, photo_kind
from inboundcheck.photos.opening.libraries import HEIF_ADVICE, has_heif
from inboundcheck.photos.opening.pixels import eight_bits, is_deep, over_white, upright

if TYPE_CHECKING:
    from PIL import Image

    from inboundcheck.photos.opening.pixels import Gray

_SAVE_AGAIN = "open it and save it again as JPEG, or take it anew"


def gray(path: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> Gray:
    """Open a photo as an upright gray array, height by width, 8 bits, see-through parts over white.

    Raises:
        PhotoError: it is no photo, too large, damaged, or its kind cannot be opened here. The message says what to do.
    """
    import numpy as np

    image = opened(path, limits)
    if image.format in ("JPEG", "MPO"):
        image.draft("L", None)  # libjpeg gives the luma alone: half the time and a third of the memory of colour
    image = upright(_loaded(image, path))
    if is_deep(image):
        return eight_bits(np.asarray(image))
    return np.ascontiguousarray(np.asarray(over_white(image).convert("L")))


def colour(path: str | Path, *, limits: Limits = DEFAULT_LIMITS, longest: int | None = None) -> Image.Image:
    """Open a photo as an upright RGB picture, to draw on or to shrink: `longest` is the most pixels that a side may have.

    Raises:
        PhotoError: as for `gray`.
    """
    from PIL import Image

    image = opened(path, limits)
    if longest and image.format in ("JPEG", "MPO"):
        image.draft(None, (longest, longest))  # libjpeg shrinks by 2, 4 or 8 while it decodes, never below this size
    image = upright(_loaded(image, path))
    if is_deep(image):
        import numpy as np

        image = Image.fromarray(eight_bits(np.asarray(image)))
    image = over_white(image).convert("RGB")
    if longest and max(image.size) > longest:
        image.thumbnail((longest, longest))
    return image


def longer_side(path: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> int:
    """Return the pixels of a photo's longer side, which no turn changes; nothing is decoded for it.

    Raises:
        PhotoError: as for `gray`.
    """
    return max(opened(path, limits).size)


def opened(path: str | Path, limits: Limits) -> Image.Image:
    """Read the head of a picture: its kind, size and number are known and checked, its pixels not yet decoded.

    Raises:
        PhotoError: as for `gray`.
    """
    from PIL import Image

    data = file_bytes(path, limits)
    name = name_of(path)
    kind = photo_kind(data[:HEAD])
    if not kind:
        raise PhotoError(f"{name} holds {described(data[:HEAD])}; give a photo as JPEG, PNG, WebP, HEIC or TIFF")
    if kind == "HEIF" and not has_heif():
        raise PhotoError(f"{name}: {HEIF_ADVICE}, or save it as JPEG")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow's own size limit and of odd metadata; ours is checked next
            image = _heif(data) if kind == "HEIF" else Image.open(BytesIO(data), formats=(kind,))
    except Image.DecompressionBombError as trouble:
        number = re.search(r"\d+", str(trouble))  # Pillow's own limit is a setting of the whole process, which is not ours to change
        raise PhotoError(_too_many(name, int(number[0]) if number else 2 * limits.pixels, limits)) from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file makes the libraries raise almost anything
        raise PhotoError(f"{name} is a damaged {kind} file; {_SAVE_AGAIN}") from None
    _check_size(image, name, limits)
    return image


def _heif(data: bytes) -> Image.Image:
    """Open the main picture of a HEIF file, upright already; its thumbnails and depth pictures are left out."""
    import pillow_heif

    return pillow_heif.HeifImageFile(BytesIO(data))  # type: ignore[no-untyped-call]


def _check_size(image: Image.Image, name: str, limits: Limits) -> None:
    pixels = image.width * image.height
    if pixels > limits.pixels:
        raise PhotoError(_too_many(name, pixels, limits))
    number = getattr(image, "n_frames", 1)
    if number > 1 and image.format not in ("MPO", "HEIF"):  # phones put a second view or a preview into those; the first is the photo
        raise PhotoError(f"{name} holds {number} pictures, and only one can be meant; save that one as a photo of its own")


def _too_many(name: str, pixels: int, limits: Limits) -> str:
    most = limits.pixels / MEGA
    return f"{name} has {pixels / MEGA:,.0f} megapixels, and at most {most:g} are read; take it in the phone's usual mode (12 or 50) or shrink it"


def _loaded(image: Image.Image, path: str | Path) -> Image.Image:
    """Decode the pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.load()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise PhotoError(f"{name_of(path)} is cut off or damaged; copy it anew from the phone, or take it anew") from None
    return image
