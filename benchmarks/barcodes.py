"""Counts what is read in photos with known content, by each decoder alone and by us: `python benchmarks/barcodes.py FOLDER [MANIFEST]`.

The manifest is JSON Lines, one photo a line: `{"image": "a/1.jpg", "expected": [{"format": "EAN13", "text": "4006381333931"}]}`; a text
may have a second form as `text_alt`, a photo without codes has `"expected": []`, and a `kind` puts it into a group. It is
FOLDER/manifest.jsonl when left out. `--half tune` or `--half report` takes one half of the photos, by the hash of their names.

- right: a code that is in the photo was read (by us: with a confidence of 0.8 or more).
- doubtful: it was read, with less. Undecided: it was not read.
- wrong: a text was read, surely, that the manifest does not list; these are printed, for many are real second codes.
- unread: places that we call a barcode that could not be read.
- cost: time over that of decoding the same pictures from colour JPEG (quality 92), in the same process. Opening is not counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from texts import forms, key

from inboundcheck.errors import PhotoError
from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.barcodes.decoders import bars_by_zbar
from inboundcheck.photos.opening import intake

SURE = 0.8
SHIPPING = frozenset({"Code128", "EAN13", "EAN8", "UPCA", "UPCE", "ITF", "Code39", "QRCode", "DataMatrix", "PDF417"})
Texts = set[str]


def main(folder: Path, manifest: Path, half: str | None) -> None:
    import cv2

    cv2.setNumThreads(1)
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    barcodes(intake.gray(folder / rows[0]["image"]))  # what is loaded once is not counted
    counts: defaultdict[str, defaultdict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        row["expected"], nameless = [each for each in row["expected"] if each["text"]], [each for each in row["expected"] if not each["text"]]
        if nameless:
            continue  # a code is there, and nobody has written down what it says
        if half is None or half == half_of(row["image"]):
            try:
                gray = intake.gray(folder / row["image"])
            except PhotoError as trouble:
                notes["could not be opened"].append(str(trouble))
                continue
            look(row, gray, counts, notes)
    for group, counted in counts.items():
        report(group, counted)
    for title, lines in notes.items():
        print(f"\n{len(lines)} {title}:", *lines, sep="\n  ")


def half_of(name: str) -> str:
    """In which half a photo is: rules are chosen on one, and what is told of them is measured on the other."""
    return "tune" if hashlib.sha256(name.encode()).digest()[0] % 2 else "report"


def look(row: dict[str, Any], gray: Any, counts: Any, notes: Any) -> None:
    """Look at one photo in every way, and count."""
    reads, seconds = read(gray)
    sure, doubtful, places = reads.pop("ours"), reads.pop("doubtful"), reads.pop("places")
    reads["union"] = set.union(*reads.values())
    seconds["union"] = sum(seconds[name] for name in reads if name != "union")
    reads["ours"] = sure
    truth = {form for each in row["expected"] for form in forms(each)}
    for group in groups(row):
        for name, texts in reads.items():
            count(counts[group][name], row["expected"], texts, doubtful if name == "ours" else set())
            counts[group][name]["time"] += seconds[name]
            counts[group][name]["jpeg"] += seconds["jpeg"]
        counts[group]["ours"]["unread"] += len(places)
        counts[group]["ours"]["photos with unread"] += bool(places)
    notes["sure reads of ours that the manifest does not list"] += [f"{row['image']}: {text}" for text in sorted(sure - truth)]
    notes["reads of a decoder alone that ours lack"] += [f"{row['image']}: {text}" for text in sorted(reads["union"] & truth - sure - doubtful)]
    if places:
        notes["photos with unread places"].append(f"{row['image']}: {len(places)}")


def read(gray: Any) -> tuple[dict[str, Texts], dict[str, float]]:
    """What each way reads, and how long it takes."""
    import zxingcpp

    seconds: dict[str, float] = {"jpeg": jpeg_seconds(gray)}

    def timed(name: str, way: Callable[[], Any]) -> Any:
        started = time.process_time()
        found = way()
        seconds[name] = time.process_time() - started
        return found

    zxing = timed("zxing-cpp", lambda: zxingcpp.read_barcodes(gray, text_mode=zxingcpp.TextMode.Plain))
    zbar = timed("pyzbar", lambda: bars_by_zbar(gray))
    opencv = timed("cv2", lambda: read_with_opencv(gray))
    seen = timed("ours", lambda: barcodes(gray))
    ours = [(key(str(each.barcode.text)), each.confidence) for each in seen if each.barcode.text]
    return {
        "zxing-cpp": {key(each.text) for each in zxing},
        "pyzbar": {key(each.text) for each in zbar},
        "cv2": {key(each) for each in opencv if each},
        "ours": {text for text, confidence in ours if confidence >= SURE},
        "doubtful": {text for text, confidence in ours if confidence < SURE},
        "places": {str(each.polygon) for each in seen if not each.barcode.text},
    }, seconds


def read_with_opencv(gray: Any) -> list[str]:
    import cv2

    _, bars, _, _ = cv2.barcode.BarcodeDetector().detectAndDecodeWithType(gray)
    try:
        _, dots, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(gray)
    except UnicodeDecodeError:  # of its own wrapper, where a QR code holds other bytes than UTF-8
        dots = ()
    return [*bars, *dots]


def jpeg_seconds(gray: Any) -> float:
    """How long it takes to decode the picture as a colour JPEG: the least of three, for the first may wait for memory."""
    import cv2

    _, data = cv2.imencode(".jpg", cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, 92])
    taken = []
    for _ in range(3):
        started = time.process_time()
        cv2.imdecode(data, cv2.IMREAD_COLOR)
        taken.append(time.process_time() - started)
    return min(taken)


def groups(row: dict[str, Any]) -> list[str]:
    """The groups that a photo counts in."""
    shipping = row["expected"] and all(each["format"] in SHIPPING or "_" in each["format"] or each["format"].islower() for each in row["expected"])
    found = ["all", *(["shipping symbologies"] if shipping else []), *(["without codes"] if not row["expected"] else [])]
    return [*found, f"kind {row['kind']}"] if "kind" in row else found


def count(counted: Counter[str], expected: list[dict[str, Any]], sure: Texts, doubtful: Texts) -> None:
    for each in expected:
        found = forms(each)
        counted["right" if found & sure else "doubtful" if found & doubtful else "undecided"] += 1
    counted["wrong"] += len(sure - {form for each in expected for form in forms(each)})
    counted["photos"] += 1
    counted["photos with all read"] += bool(expected) and all(forms(each) & (sure | doubtful) for each in expected)


def report(group: str, counts: dict[str, Counter[str]]) -> None:
    print(f"\n{group:24}" + "".join(f"{name:>12}" for name in counts))
    for kind in ("photos", "right", "doubtful", "undecided", "wrong", "photos with all read", "unread", "photos with unread"):
        print(f"{kind:24}" + "".join(f"{counted[kind]:12}" for counted in counts.values()))
    read = {name: counted["right"] + counted["doubtful"] for name, counted in counts.items()}
    shares = [f"{read[name] / max(1, read[name] + counted['undecided']):12.1%}" for name, counted in counts.items()]
    print(f"{'read':24}" + "".join(shares))
    print(f"{'cost, JPEG being 1':24}" + "".join(f"{counted['time'] / counted['jpeg']:12.1f}" for counted in counts.values()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("manifest", type=Path, nargs="?")
    parser.add_argument("--half", choices=("tune", "report"))
    chosen = parser.parse_args()
    main(chosen.folder, chosen.manifest or chosen.folder / "manifest.jsonl", chosen.half)
