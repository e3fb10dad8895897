"""What fuzzing found once stays found: every input in seeds/ is read without a traceback, and in memory that goes with its size."""

from pathlib import Path

import pytest

from tests.fuzz.trial import READERS, trial

SEEDS = Path(__file__).parent / "seeds"


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*/*")), ids=lambda each: f"{each.parent.name}-{each.name}")
def test_a_seed_is_read_or_refused(seed, tmp_path, monkeypatch) -> None:
    reader = READERS[seed.parent.name]
    if reader.streamed:
        monkeypatch.setattr("inboundcheck.readers.table_streams.LARGE", 0)
        monkeypatch.setattr("inboundcheck.readers._STRETCH", 2)
    trial(reader, seed.read_bytes(), tmp_path, factor=20)
