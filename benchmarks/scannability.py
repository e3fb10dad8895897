"""What a photo says of how well a barcode is printed, against the truth of rendered ones, and on a folder of real photos.

python -m benchmarks.scannability 40 7          # that many of each kind, seed
python -m benchmarks.scannability FOLDER 100    # so many of its photos: which readable symbols are called not scannable
"""

from __future__ import annotations

import collections
import sys
from pathlib import Path

import cv2
import numpy as np
import zxingcpp

from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.printing.scannability import with_print

_KINDS = ("Code128", "ITF", "EAN13")
_TEXTS = {"Code128": "FBA15K2M3NXQU{:06d}", "ITF": "154001{:07d}", "EAN13": "40063{:07d}"}


def printed(rng: np.random.Generator, module: int, *, ink: float, zones: tuple[float, float], damaged: float) -> tuple[np.ndarray, str, str]:
    """A label in amounts of light, of `module` samples a module: its bars in ink of so much light, dark frames at the ends of the clear space."""
    kind = str(rng.choice(_KINDS))
    text = _TEXTS[kind].format(int(rng.integers(10**6)))
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    row = np.array(made.to_image(scale=1, add_quiet_zones=False, add_hrt=False))[5] < 128
    bars = np.repeat(np.where(row, ink, 0.85), module)
    height = 50 * module
    label = np.full((height + 20 * module, len(bars) + 44 * module), 0.85)
    left, top = 22 * module, 10 * module
    label[top : top + height, left : left + len(bars)] = bars
    hidden = round(damaged * height)
    start = top + int(rng.uniform(0.05 * height, 0.95 * height - hidden))  # what is missing at an end only makes the bars lower
    label[start : start + hidden, left : left + len(bars)] = np.where(rng.random(), 0.85, 0.05)
    for at in (left - round(zones[0] * module) - module, left + len(bars) + round(zones[1] * module)):
        label[top - 5 * module : top + height + 5 * module, at : at + module] = 0.05
    return label, text, kind


def photographed(rng: np.random.Generator, label: np.ndarray, module: int, *, pixels: float, blur: float, yaw: float) -> np.ndarray:
    """A photo of a label on a carton, at so many pixels a module, turned and seen from the side."""
    height, width = label.shape
    scale, turn = pixels / module, np.radians(rng.uniform(-25, 25))
    x, y = np.meshgrid((-width / 2, width / 2), (-height / 2, height / 2))
    points = np.stack([x.ravel(), y.ravel()], axis=1)
    depth = 1 + points[:, 0] * np.sin(np.radians(yaw)) / (3 * width)
    flat = np.stack([points[:, 0] * np.cos(np.radians(yaw)) / depth, points[:, 1] / depth], axis=1) * scale
    turned = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    size = np.ceil(np.ptp(turned, axis=0) + 120).astype(int)
    fine = 3
    corners = ((turned - turned.min(axis=0) + 60) * fine).astype(np.float32)
    source = np.array([(0, 0), (width, 0), (0, height), (width, height)], np.float32)
    move = cv2.getPerspectiveTransform(source, corners)
    face = cv2.warpPerspective(label.astype(np.float32), move, tuple(int(each) * fine for each in size), borderValue=0.3, flags=cv2.INTER_AREA)
    face[:60, :60] = 0.02
    small = cv2.resize(face, tuple(int(each) for each in size), interpolation=cv2.INTER_AREA)
    light = cv2.GaussianBlur(small, (0, 0), blur) if blur else small
    gray = 255 * np.clip(light, 0, 1) ** (1 / 2.2) + rng.normal(0, 3, light.shape)
    _, data = cv2.imencode(".jpg", gray.clip(0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 88])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)  # type: ignore[return-value]


def rendered(number: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    cases = {
        "sound": {},
        "faint: 15 % contrast": {"ink": 0.85 * 0.85},
        "low: 50 % contrast": {"ink": 0.5 * 0.85},
        "60 % of the height gone": {"damaged": 0.6},
        "75 % of the height gone": {"damaged": 0.75},
        "25 % of the height gone": {"damaged": 0.25},
        "clear space cut": {"zones": "cut"},
    }
    zones_in, zones_all, wide = 0, 0, []
    for name, case in cases.items():
        told: collections.Counter[str] = collections.Counter()
        for _ in range(number):
            zones = tuple(rng.uniform(2, 11, 2)) if case.get("zones") else (20.0, 20.0)
            module = 12
            zones = tuple(round(each * module) / module for each in zones)
            label, text, _kind = printed(rng, module, ink=case.get("ink", 0.05), zones=zones, damaged=case.get("damaged", 0.0))
            pixels = rng.uniform(1.5, 5)
            photo = photographed(rng, label, module, pixels=pixels, blur=rng.uniform(0.3, 1.1), yaw=rng.uniform(0, 35))
            seen = next((with_print(each, photo) for each in barcodes(photo) if each.barcode.text and each.barcode.text[-8:-1] in text), None)
            told["unread" if seen is None else "not measured" if seen.print is None else str(seen.barcode.scannable)] += 1
            if seen is not None and seen.print is not None:
                truth, found = min(zones), seen.barcode.quiet_zone_modules
                zones_all += 1
                right = found.low <= truth and (found.high is None or found.high >= truth)
                zones_in += right
                if found.high is not None:
                    wide.append(found.high - found.low)
                if not right:
                    print(f"   {name}: clear space {truth:.2f} outside {found.low} to {found.high} at {pixels:.1f} pixels, {_kind}")
        print(f"{name:28}", dict(told))
    print(f"clear space inside the interval: {zones_in} of {zones_all}; the interval is {np.median(wide):.2f} modules wide")


def real(folder: str, most: int) -> None:
    told: collections.Counter[str] = collections.Counter()
    paths = [each for each in sorted(Path(folder).rglob("*")) if each.suffix.lower() in (".jpg", ".png", ".webp", ".jpeg")]
    for path in paths[:: max(1, len(paths) // most)]:
        gray = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        if gray is None:
            continue
        for seen in (with_print(each, gray) for each in barcodes(gray)):
            if seen.print is not None:
                told[f"{seen.barcode.scannable} {seen.print.reason[:28]}"] += 1
                zone = seen.barcode.quiet_zone_modules
                told["clear space surely under 5 modules"] += zone.high is not None and zone.high < 5
                if seen.barcode.scannable is False:
                    print(path, seen.barcode.text, seen.print.model_dump(exclude={"bars"}))
            else:
                told["not measured" if seen.barcode.text else "unread"] += 1
    for name, count in sorted(told.items()):
        print(f"{count:5} {name}")


if __name__ == "__main__":
    if sys.argv[1].isdigit():
        rendered(int(sys.argv[1]), int(sys.argv[2]))
    else:
        real(sys.argv[1], int(sys.argv[2]))
