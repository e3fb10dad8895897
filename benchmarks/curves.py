"""Measures how far a code can be spoilt until nobody reads it: `python -m benchmarks.curves [N [PICTURE]]`, from the repository's folder.

For each kind of code and each way to spoil it, N pictures (4 when left out) are rendered and read by zxing-cpp alone, by pyzbar alone and by
us: sure with a confidence of 0.8 or more, and read with any (below 1.8 pixels to the module one decoder alone stays doubtful, for wrong reads
pass the checks there). Printed is how many of ten are read; PICTURE gets the same as curves. What is not spoilt is: 2.5 pixels
to the module (5 for MaxiCode), turned by up to 5 degrees, straight on, blurred by 0.45 pixels, noise of 4 of 255, JPEG 88. A size is meant
give or take 4 %: bars of exactly one pixel are read where no wider ones are.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from benchmarks.curve_picture import draw
from examples.render.alone import View, alone, sheet
from numpy.random import default_rng

from inboundcheck.photos.barcodes import barcodes

SURE = 0.8
READERS = ("ours, sure", "ours, read", "zxing-cpp", "pyzbar")
SYMBOLOGIES = ("Code128", "GS1-128", "EAN13", "ITF", "Code39", "PDF417", "DataMatrix", "QRCode", "MaxiCode")
SPOILT: dict[str, tuple[str, tuple[float, ...]]] = {
    "pixels to the module": ("module", (0.8, 0.9, 1.0, 1.1, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5, 3.0, 4.0)),
    "turned, degrees": ("turn", (0, 10, 20, 30, 45, 60, 70, 80, 90)),
    "off-axis, degrees": ("yaw", (0, 20, 40, 50, 60, 70)),
    "blur, modules": ("blur", (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
    "contrast": ("contrast", (0.07, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6, 1.0)),
    "glare, of the width": ("glare", (0, 0.003, 0.006, 0.01, 0.02, 0.05)),
    "hidden, of the height": ("hidden", (0, 0.2, 0.4, 0.6, 0.8, 0.9)),
}
"""What is spoilt, and how much of it."""
Rates = dict[tuple[str, str, str], list[float]]
"""By kind of code, by what is spoilt, by reader: the share that was read at each step."""


def main(number: int, picture: Path | None) -> None:
    rates: Rates = {}
    wrong: list[str] = []
    for symbology in SYMBOLOGIES:
        for name, (field, steps) in SPOILT.items():
            measured = [measure(symbology, field, step, number, wrong) for step in steps]
            for reader in READERS:
                rates[symbology, name, reader] = [each[reader] for each in measured]
        report(symbology, rates)
    print(f"\n{len(wrong)} sure reads of ours that are not what the picture holds:", *wrong, sep="\n  ")
    if picture:
        draw(picture, rates, SYMBOLOGIES, {name: steps for name, (_, steps) in SPOILT.items()}, READERS)


def measure(symbology: str, field: str, step: float, number: int, wrong: list[str]) -> dict[str, float]:
    read = dict.fromkeys(READERS, 0)
    for each in range(number):
        gray, text = spoilt(symbology, field, step, each)
        for reader, texts in read_by(gray).items():
            read[reader] += key(text) in texts
            if reader == "ours, sure":
                wrong += [f"{symbology} {field} {step}: {other!r}" for other in texts - {key(text)}]
    return {reader: count / number for reader, count in read.items()}


def spoilt(symbology: str, field: str, step: float, number: int) -> tuple[Any, str]:
    dice = default_rng([SYMBOLOGIES.index(symbology), number])
    module = 5.0 if symbology == "MaxiCode" else 2.5
    view = View(module=module, turn=float(dice.uniform(-5, 5)), blur=0.45)
    value = step * module if field == "blur" else step * (2 if field == "module" and symbology == "MaxiCode" else 1)
    view = replace(view, **{field: value})
    image, told = alone(sheet(symbology, dice), replace(view, module=view.module * float(dice.uniform(0.96, 1.04))), dice)
    squeezed = cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), [cv2.IMWRITE_JPEG_QUALITY, 88])[1]
    return cv2.imdecode(squeezed, cv2.IMREAD_GRAYSCALE), told["text"]


def read_by(gray: np.ndarray) -> dict[str, set[str]]:
    import zxingcpp
    from pyzbar import pyzbar

    ours = [(key(str(each.barcode.text)), each.confidence) for each in barcodes(gray) if each.barcode.text]
    linear = [pyzbar.ZBarSymbol[name] for name in ("CODE128", "EAN13", "I25", "CODE39")]
    return {
        "ours, sure": {text for text, confidence in ours if confidence >= SURE},
        "ours, read": {text for text, _ in ours},
        "zxing-cpp": {key(each.text) for each in zxingcpp.read_barcodes(gray, text_mode=zxingcpp.TextMode.Plain)},
        "pyzbar": {key(each.data.decode("utf-8", "replace")) for each in pyzbar.decode(gray, symbols=linear)},
    }


def key(text: str) -> str:
    """One form of a text: decoders differ over separators and leading zeros."""
    return text.replace("\x1d", "").lstrip("0")


def report(symbology: str, rates: Rates) -> None:
    print(f"\n{symbology}")
    for name, (_, steps) in SPOILT.items():
        factor = 2 if name == "pixels to the module" and symbology == "MaxiCode" else 1
        print(f"  {name:24}" + "".join(f"{step * factor:6g}" for step in steps))
        for reader in READERS:
            print(f"    {reader:22}" + "".join(f"{round(10 * rate):6}" for rate in rates[symbology, name, reader]), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4, Path(sys.argv[2]) if len(sys.argv) > 2 else None)
