"""Times one worker against two on photos that it makes: `python benchmarks/workers.py [NUMBER]` (200 when left out).

Both are measured in turns, each after a first photo, so that the start of the processes is not counted; the results are compared first.
Where other work goes on beside it, the time that passes says little; so the processor time of the workers is printed too: two that take
together what one takes would be twice as fast on two cores that are free.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import zxingcpp
from PIL import Image

from inboundcheck.photos import Eyes, Looked

ROUNDS = 3
SIZE = (2000, 1500)


def made(folder: Path, number: int) -> list[Path]:
    """Photos of a carton with a shipping label: two linear codes and a QR code, each photo with its own texts and noise."""
    paths = [folder / f"{each}.jpg" for each in range(number)]
    for each, path in enumerate(paths):
        noise = np.random.default_rng(each)
        face = np.full((SIZE[1], SIZE[0]), 150.0) + noise.normal(0, 3, (SIZE[1], SIZE[0]))
        codes = (("Code128", f"FBA15K2M3NXQU{each:06}"), ("Code128", f"1Z{each:016}"), ("QRCode", f"https://example.com/{each}"))
        for place, (kind, text) in enumerate(codes):
            symbol = np.array(zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=4)) * 0.9
            face[100 + 450 * place : 100 + 450 * place + symbol.shape[0], 200 : 200 + symbol.shape[1]] = symbol
        Image.fromarray(face.clip(0, 255).astype(np.uint8)).save(path, quality=90)
    return paths


def timed(workers: int, paths: list[Path]) -> tuple[float, float, list[Looked]]:
    """Seconds that pass and seconds of processor time (the start of the workers included), and the results."""
    used = processor_time()
    with Eyes(workers=workers) as eyes:
        list(eyes.look(paths[:workers]))
        started = time.perf_counter()
        results = list(eyes.look(paths))
        passed = time.perf_counter() - started
    return passed, processor_time() - used, results


def processor_time() -> float:
    """Of this process and of the workers that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def main(number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = made(Path(folder), number)
        rounds = []
        for _ in range(ROUNDS):
            one, one_used, results = timed(1, paths)
            two, two_used, same = timed(2, paths)
            assert results == same
            assert all(looked.ok for looked in results)
            rounds.append(one / two)
            print(
                f"{number} photos of {SIZE[0] * SIZE[1] / 1e6:g} MP: one worker {one:.1f} s, two {two:.1f} s: {one / two:.2f} times as fast;", end=" "
            )
            print(f"processor time {one_used:.1f} s and {two_used:.1f} s", flush=True)
    print(f"two workers: {statistics.median(rounds):.2f} times as fast as one (median of {ROUNDS} rounds)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
