"""Photos for tests, rendered by the barcode writer that comes with zxing-cpp."""

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
import zxingcpp
from PIL import Image

FORMATS = {
    name.lower(): getattr(zxingcpp.BarcodeFormat, name)
    for name in ("Code128", "EAN13", "EAN8", "UPCA", "UPCE", "ITF", "Code39", "QRCode", "DataMatrix", "PDF417")
}


def code(text, kind="code128", *, module=4, **options):
    """The symbol alone, with its quiet zone: black on white."""
    made = zxingcpp.create_barcode(text, FORMATS[kind], **options).to_image(scale=module, add_quiet_zones=True)
    return np.array(made)


def photo(*placed, size=(1200, 900), carton=150, noise=2.0, blur=0.7, seed=1):
    """A carton face with codes on white labels, each `(picture, left, top)`; `size` is width and height."""
    rng = np.random.default_rng(seed)
    face = np.full((size[1], size[0]), float(carton))
    for picture, left, top in placed:
        label = np.pad(picture, 24, constant_values=255)
        face[top : top + label.shape[0], left : left + label.shape[1]] = label * 0.92
    face = cv2.GaussianBlur(face, (0, 0), blur) if blur else face
    return (face + rng.normal(0, noise, face.shape)).clip(0, 255).astype(np.uint8)


def save(path, gray, **options):
    """Write a photo; the suffix picks the format."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(gray).save(path, **options)
    return path
