"""Every file in good/ reads as its .expected.json says; every one in bad/ gives the text beside it. Adding a case is adding files."""

import json
from pathlib import Path
from typing import Any

import pytest

from inboundcheck.errors import ReadError
from inboundcheck.readers import read

HERE = Path(__file__).parent


def cases(folder: str) -> list[str]:
    return sorted(each.name for each in (HERE / folder).iterdir() if not each.name.endswith((".expected.json", ".errors.txt", ".map.yaml")))


@pytest.mark.parametrize("name", cases("good"))
def test_a_good_file_gives_the_shipment_that_it_describes(name: str) -> None:
    path = HERE / "good" / name
    reading = read(path)
    said = reading.shipment.model_dump(mode="json", exclude_defaults=True)
    assert [str(issue) for issue in reading.issues] == []
    assert said == _json(path.with_suffix(".expected.json"))


@pytest.mark.parametrize("name", cases("bad"))
def test_a_bad_file_is_told_in_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE / "bad")
    try:
        told = [f"{issue}\n" for issue in read(name).issues]
    except ReadError as trouble:
        told = [f"nothing can be read\n{trouble}\n"]
    assert "".join(told) == Path(name).with_suffix(".errors.txt").read_text(encoding="utf-8")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
