"""What holds of every reader, whatever it is given: an error of ours or a reading, in time and memory that go with the size of the file."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from pathlib import Path

from inboundcheck.answers import listed
from inboundcheck.errors import ReadError
from inboundcheck.readers import stream

SECONDS_PER_100_KB = 1.0
TIMES_THE_FILE = 50
CONSTANT_MB = 64
"""What no size of a file explains: libraries that are loaded, tables of words, the maps that come with us."""
MAP = """
columns: {Box: box.id, L: {is: box.length, unit: in}, Weight: {is: box.weight, unit: lb}, SKU: item.sku, Qty: item.quantity, GTIN: item.gtin,
  Expires: item.expires, Ship: shipment.ship_date, Tracking: box.tracking}
"""


@dataclass(frozen=True)
class Reader:
    """One way into the readers."""

    suffix: str
    """How its files end."""
    starts: tuple[str, ...]
    """How names of its fixtures end."""
    map: str = ""
    streamed: bool = False


READERS = {
    "yaml": Reader(".yaml", (".yaml",)),
    "json": Reader(".json", (".json",)),
    "lines": Reader(".jsonl", (".jsonl", ".ndjson")),
    "sheets": Reader(".csv", (".csv", ".tsv", ".txt")),
    "table": Reader(".csv", (".csv",), MAP),
    "stretches": Reader(".csv", (".csv",), MAP, streamed=True),
    "workbook": Reader(".xlsx", (".xlsx",)),
    "xml": Reader(".xml", (".xml",)),
    "x12": Reader(".x12", (".x12",)),
    "edifact": Reader(".edi", (".edi",)),
}


class Slow(AssertionError):
    """A reader took too long."""


class Large(AssertionError):
    """A reader took too much memory."""


def trial(reader: Reader, data: bytes, folder: Path, *, factor: float = 1.0) -> None:
    """Read data as a file, and find every value that came of it. Anything but a `ReadError` is a defect; `factor` stretches the time."""
    path = folder / f"fuzzed{reader.suffix}"
    path.write_bytes(data)
    if reader.map:
        (folder / "fuzzed.map.yaml").write_text(reader.map, encoding="utf-8")
    before = _most()
    began = time.process_time()
    try:
        for reading in stream(path):
            for index, box in enumerate(listed(reading.shipment.boxes), reading.first_box):
                for name in box.model_fields_set:
                    reading.places.find(f"/boxes/{index}/{name}")
            for issue in reading.issues:
                str(issue)
    except ReadError as trouble:
        assert trouble.problems
    seconds = time.process_time() - began
    if seconds > factor * SECONDS_PER_100_KB * max(len(data) / 100_000, 1):
        raise Slow(f"{seconds:.1f} s for {len(data):,} bytes")
    taken = _most() - before
    if taken > CONSTANT_MB * 2**20 + TIMES_THE_FILE * len(data):
        raise Large(f"{taken / 2**20:.0f} MB for {len(data):,} bytes")


def _most() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
