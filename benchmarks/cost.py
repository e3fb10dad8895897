"""What looking at a photo of 12 megapixels costs, all stages together: `python -m benchmarks.cost [COUNT] [SEED]` (10, 1 when left out).

The time is that of one core, in times of decoding the same file in colour, measured side by side; the memory is the most that a worker process held.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

import cv2
import numpy as np
from examples.render.closeups import close_up
from PIL import Image

from inboundcheck.photos import Eyes, worker
from inboundcheck.photos.opening.files import Limits

ROUNDS = 3
_KIB = 1024


def main(count: int, seed: int) -> None:
    """Render, look and print."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        paths = [_rendered(Path(folder), number) for number in range(seed, seed + count)]
        ratios = [_ratio(path) for path in paths]
        print(f"{count} close-ups of 12 megapixels: {statistics.median(ratios):.1f} times as long as decoding (median), {max(ratios):.1f} at most")
        print(f"most memory: {_most_memory(paths) / _KIB**2:.2f} GiB")


def _rendered(folder: Path, seed: int) -> Path:
    path = folder / f"{seed}.jpg"
    Image.fromarray(close_up(np.random.default_rng(seed)).photo).save(path, quality=90)
    return path


def _ratio(path: Path) -> float:
    """How much longer looking takes than decoding; each the shortest of some rounds that alternate."""
    decoding, looking = [], []
    for _ in range(ROUNDS):
        started = time.process_time()
        Image.open(path).convert("RGB").load()
        decoding.append(time.process_time() - started)
        started = time.process_time()
        worker._look(str(path), Limits(), None)  # noqa: SLF001 - what a worker does with a photo, without the pipes
        looking.append(time.process_time() - started)
    return min(looking) / min(decoding)


def _most_memory(paths: list[Path]) -> int:
    """Look at the photos in a worker, and return the most that it held, in KiB."""
    with Eyes(workers=1) as eyes:
        assert all(looked.ok for looked in eyes.look(paths))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    main(*(int(each) for each in (*sys.argv[1:], *("10", "1")[len(sys.argv) - 1 :])))
