"""Takes the blur out of lines across bars, a little or a lot: what a decoder misses in one of them it often reads in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.strips import Lines
    from inboundcheck.photos.opening.pixels import Gray

_ROWS, _HEIGHT = 2, 12
"""Rows that each line becomes: decoders look at pictures, and want more than one line of a symbol."""


def as_picture(lines: Lines) -> Gray:
    """Return lines as a picture that decoders take, each line several rows high."""
    import numpy as np

    return np.repeat(np.clip(lines, 0, 255).astype(np.uint8), max(_ROWS, _HEIGHT // len(lines)), axis=0)


def unsharp(lines: Lines, width: float) -> Lines:
    """Add to the lines twice what a Gaussian of this width takes from them."""
    import cv2

    return cv2.addWeighted(lines, 3.0, cv2.GaussianBlur(lines, (0, 0), sigmaX=width, sigmaY=0.01), -2.0, 0)  # type: ignore[return-value]


def without_blur(lines: Lines, width: float, noise: float) -> Lines:
    """Undo a Gaussian blur of this width, as far as the noise lets one (Wiener's filter)."""
    import numpy as np

    margin = 32
    padded = np.pad(lines, ((0, 0), (margin, margin)), mode="edge")
    blur = np.exp(-2 * (np.pi * width * np.fft.rfftfreq(padded.shape[1])) ** 2)
    undone = np.fft.irfft(np.fft.rfft(padded) * (blur * (1 + noise) / (blur**2 + noise)), padded.shape[1])
    return undone[:, margin:-margin].astype(np.float32)
