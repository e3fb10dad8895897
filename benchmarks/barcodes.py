"""Counts what is read in photos with known content, by each decoder alone and by us: `python benchmarks/barcodes.py FOLDER [MANIFEST]`.

The manifest is JSON Lines, one photo a line: `{"image": "a/1.jpg", "expected": [{"format": "EAN13", "text": "4006381333931"}]}`; a text
may have a second form as `text_alt`, and a photo without codes has `"expected": []`. It is FOLDER/manifest.jsonl when left out.

- right: a code that is in the photo was read (by us: with a confidence of 0.8 or more).
- doubtful: it was read, with less.
- wrong: a text was read, surely, that the manifest does not list; these are printed, for many are real second codes.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from inboundcheck.errors import PhotoError
from inboundcheck.photos import Eyes, intake
from inboundcheck.photos.decoders import read_with_zbar

SURE = 0.8
Texts = set[str]


def main(folder: Path, manifest: Path) -> None:
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    counts: dict[str, Counter[str]] = {"zxing-cpp": Counter(), "pyzbar": Counter(), "ours": Counter()}
    seconds: Counter[str] = Counter()
    extra: list[str] = []
    lost: list[str] = []
    started = time.perf_counter()
    with Eyes(workers=1) as eyes:
        ours = list(eyes.look(folder / row["image"] for row in rows))
    seconds["ours"] = time.perf_counter() - started
    for row, looked in zip(rows, ours, strict=True):
        alone = read_alone(folder / row["image"], seconds)
        barcodes = [each for each in looked.sightings if each.kind == "barcode" and each.barcode.text is not None]
        sure = {key(str(each.barcode.text)) for each in barcodes if each.confidence >= SURE}
        doubtful = {key(str(each.barcode.text)) for each in barcodes} - sure
        for name, reads in (*alone.items(), ("ours", sure)):
            count(counts[name], row["expected"], reads, doubtful if name == "ours" else set())
        truth = {form for each in row["expected"] for form in forms(each)}
        extra += [f"{row['image']}: {text}" for text in sorted(sure - truth)]
        missing = set.union(set(), *alone.values()) - sure - doubtful
        lost += [f"{row['image']}: {text}" for text in sorted(missing)]
    report(counts, seconds, [looked.trouble for looked in ours if looked.trouble], extra, lost)


def read_alone(path: Path, seconds: Counter[str]) -> dict[str, Texts]:
    """What each decoder reads by itself: zxing-cpp in all its formats, pyzbar in those that are safe."""
    import zxingcpp

    started = time.perf_counter()
    try:
        gray = intake.gray(path)
    except PhotoError:
        return {"zxing-cpp": set(), "pyzbar": set()}
    opened = time.perf_counter()
    zxing = {key(each.text) for each in zxingcpp.read_barcodes(gray, text_mode=zxingcpp.TextMode.Plain)}
    middle = time.perf_counter()
    zbar = {key(each.text) for each in read_with_zbar(gray)}
    seconds["zxing-cpp"] += middle - started
    seconds["pyzbar"] += time.perf_counter() - middle + opened - started
    return {"zxing-cpp": zxing, "pyzbar": zbar}


def count(counted: Counter[str], expected: list[dict[str, Any]], sure: Texts, doubtful: Texts) -> None:
    for each in expected:
        found = forms(each)
        counted["right" if found & sure else "doubtful" if found & doubtful else "not read"] += 1
    truth = {form for each in expected for form in forms(each)}
    counted["wrong"] += len(sure - truth)
    counted["photos with all read"] += bool(expected) and all(forms(each) & sure for each in expected)
    counted["photos without codes, something read"] += not expected and bool(sure)


def forms(expected: dict[str, Any]) -> Texts:
    """The texts under which a code counts as read."""
    from inboundcheck.photos.decoders import _upc_a_of

    texts = [expected["text"], *([expected["text_alt"]] if isinstance(expected.get("text_alt"), str) else expected.get("text_alt") or [])]
    if expected["format"] == "UPCE":
        texts += [_upc_a_of(text) for text in texts if re.fullmatch(r"\d{8}", text)]
    if expected["format"].startswith("DataBar"):
        texts += [f"01{text}" for text in texts]
    if expected["format"] == "Codabar":
        texts += [f"{start}{text}{stop}" for text in texts for start in "ABCD" for stop in "ABCD"]
    return {key(text) for text in texts}


def key(text: str) -> str:
    """One form of a text: brackets, separators, blanks at the ends and leading zeros differ from decoder to decoder."""
    return re.sub(r"[()\[\]\x1d]", "", text).replace("\r\n", "\n").strip().lstrip("0")


def report(counts: dict[str, Counter[str]], seconds: Counter[str], troubles: list[str], extra: list[str], lost: list[str]) -> None:
    kinds = ("right", "doubtful", "not read", "wrong", "photos with all read", "photos without codes, something read")
    print(f"{'':40}" + "".join(f"{name:>12}" for name in counts))
    for kind in kinds:
        print(f"{kind:40}" + "".join(f"{counted[kind]:12}" for counted in counts.values()))
    print(f"{'time, pyzbar being 1':40}" + "".join(f"{seconds[name] / seconds['pyzbar']:12.2f}" for name in counts))
    print(f"\n{len(troubles)} photos could not be looked at", *sorted(set(troubles)), sep="\n  ")
    print(f"\n{len(extra)} sure reads of ours that the manifest does not list:", *extra, sep="\n  ")
    print(f"\n{len(lost)} reads of a decoder alone that ours lack:", *lost, sep="\n  ")


if __name__ == "__main__":
    chosen = Path(sys.argv[1])
    main(chosen, Path(sys.argv[2]) if len(sys.argv) > 2 else chosen / "manifest.jsonl")
