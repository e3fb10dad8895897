"""Fuzzes one reader with atheris (`pip install atheris`): `python -m tests.fuzz.run READER [MINUTES]`, from the root of the repository.

It starts from our own fixtures, stops at the first input that breaks what `trial` holds, and keeps that input in `tests/fuzz/seeds/READER`,
where the tests read it from then on. Give it a name that says what it is.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["inboundcheck.readers", "inboundcheck.documents", "inboundcheck.places", "inboundcheck.model"]):
    from inboundcheck import readers
from tests.fuzz.trial import READERS, trial

HERE = Path(__file__).parent
FIXTURES = HERE.parent / "readers"
LONGEST = 20_000


def corpus(name: str, folder: Path) -> None:
    """Copy what fuzzing starts from."""
    found = [each for kind in ("good", "bad") for each in (FIXTURES / kind).iterdir() if each.name.endswith(READERS[name].starts)]
    for each in (*found, *(HERE / "seeds" / name).glob("*")):
        if not each.name.endswith((".expected.json", ".errors.txt")):
            shutil.copy(each, folder / each.name)


def main() -> None:
    """Fuzz until the time is up or something breaks."""
    name, minutes = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 10
    reader, seeds = READERS[name], HERE / "seeds" / name
    if reader.streamed:
        readers.table_streams.LARGE, readers._STRETCH = 0, 2
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as start:
        corpus(name, Path(start))
        seeds.mkdir(exist_ok=True)
        for each in Path(start).iterdir():  # loads what is loaded when it is first used
            trial(reader, each.read_bytes(), Path(work), factor=20)
        flags = [f"-max_total_time={minutes * 60:.0f}", f"-max_len={LONGEST}", f"-artifact_prefix={seeds}/", "-timeout=60", "-print_final_stats=1"]
        # What is instrumented is several times slower.
        atheris.Setup([sys.argv[0], *flags, start], lambda data: trial(reader, data, Path(work), factor=5))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
