"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import Final

HEAD: Final = 64
"""How many bytes from the start of a file tell what it is."""
PHOTO_SUFFIXES: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".heic", ".heif", ".hif", ".tif", ".tiff", ".gif", ".bmp", ".avif", ".dng", ".raw", ".mpo"}
)
"""Names that promise a photo: a file so named that holds none is worth a word."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
)
_OTHERS = (
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x00\x05\x16\x07", "a macOS side file without a picture"),
    (b"\x1a\x45\xdf\xa3", "a video"),
    (b"<", "a web page or XML"),
    (b"{", "JSON text"),
)


def photo_kind(head: bytes) -> str:
    """Return JPEG, PNG, WEBP, TIFF or HEIF for the first bytes of a photo that can be opened, and nothing for anything else."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return "HEIF" if _brands(head) & _HEIF_BRANDS and not _is_avif(head) else ""
    return next((kind for start, kind in _STARTS if head.startswith(start)), "")


def described(head: bytes) -> str:
    """Say in words what a file that is no photo holds: `a PDF document`, `text`, `nothing`."""
    if not head:
        return "nothing (0 bytes)"
    if head[4:8] == b"ftyp":
        return "an AVIF picture" if _is_avif(head) else "a video"
    found = next((words for start, words in _OTHERS if head.startswith(start)), "")
    if found:
        return found
    return "text" if all(byte in b"\t\r\n\f" or byte >= ord(" ") for byte in head) else "data of a kind that is not known"


def _brands(head: bytes) -> set[bytes]:
    """The brands that an ISO base media file names (ISO/IEC 14496-12, 4.3): the major one, then the compatible ones."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}


def _is_avif(head: bytes) -> bool:
    return head[8:12] in {b"avif", b"avis"} or (head[8:12] in {b"mif1", b"msf1"} and bool(_brands(head) & {b"avif", b"avis"}))
