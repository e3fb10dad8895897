"""Which file is read, and what is said of what is no file to read."""

import os
from pathlib import Path

import pytest

from inboundcheck.errors import ReadError
from inboundcheck.readers import read, stream

BOX = "id: A17\nlength: 27 in\n"


def refused(path: Path | str, **options: Path) -> str:
    with pytest.raises(ReadError) as caught:
        read(path, **options)
    return str(caught.value)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str | bytes = BOX) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_a_folder_is_its_shipment_file() -> None:
    write("out/shipment.yml")
    write("out/other.yaml", "id: B1\nlength: 1 in\n")
    reading = read("out")
    assert reading.files == (os.path.join("out", "shipment.yml"),)  # noqa: PTH118 - as the system writes it
    assert reading.shipment.boxes[0].id == "A17"


def test_a_folder_is_else_its_one_readable_file() -> None:
    for name in ("out/monday.json", "out/defaults.yaml", "out/waivers.yaml", "out/inboundcheck.toml", "out/notes.txt", "out/.hidden.yaml"):
        write(name, '{"id": "A17", "length": "27 in"}')
    assert read("out").shipment.boxes[0].id == "A17"


def test_two_files_that_could_be_the_shipment_are_named() -> None:
    write("out/a.yaml")
    write("out/b.json")
    assert refused("out") == "out: the folder holds 2 files that could be the shipment: 'a.yaml', 'b.json'; expected one of them named"
    write("out/shipment.yaml")
    write("out/shipment.json")
    assert "'shipment.json', 'shipment.yaml'" in refused("out")


def test_an_empty_folder() -> None:
    Path("out").mkdir()
    assert refused("out") == "out: the folder holds no file that can be read; expected shipment.yaml, or one YAML or JSON file"


def test_a_file_that_is_not_there_gives_the_nearest_name() -> None:
    write("shipment.yaml")
    assert refused("shipmet.yaml") == "there is no file 'shipmet.yaml'; did you mean 'shipment.yaml'?"
    assert refused("elsewhere/shipment.yaml") == "there is no file 'elsewhere/shipment.yaml'"
    assert refused("a\0b.yaml") == "there is no file 'a\\x00b.yaml'"


def test_a_file_of_defaults_that_is_not_there() -> None:
    write("shipment.yaml")
    write("answers.yaml", "box: {}")
    assert refused("shipment.yaml", defaults=Path("answer.yaml")) == "there is no file 'answer.yaml'; did you mean 'answers.yaml'?"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n\n", "the file is empty"),
        (b"boxes:\n  - id: A\x0017\n", "boxes.yaml:2: a NUL byte stands in the file"),
        (b"boxes:\n  - id: A\x1b[31m17\n", "boxes.yaml:2:10: the control character 0x1b stands in the YAML"),
        (b"boxes:\n  - id: K\xe4se\n", "boxes.yaml:2:10: the byte 0xe4 is not UTF-8; expected the file saved as UTF-8"),
        ("boxes: []".encode("utf-16"), "this is text saved as UTF-16"),
        (b"PK\x03\x04rest", "this is an Excel workbook or another zip archive"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"ISA*00*          *", "begins no interchange whose delimiters can be known"),
        (b"<?xml version='1.0'?>", "this is XML"),
        (b"[" * 100_000, "nested too deeply"),
        (b"{" * 100_000, "nested too deeply"),
        (b"a: " + b"[" * 200 + b"]" * 200, "nested more than 60 levels deep"),
    ],
)
def test_what_is_no_text_is_said(content: bytes, said: str) -> None:
    assert said in refused(write("boxes.yaml", content))


@pytest.mark.parametrize("content", ["[" * 100_000, '{"boxes": [{"id": ' + "[" * 500 + "]" * 500 + "}]}", '{"a":' * 100_000])
def test_deep_json_is_refused(content: str) -> None:
    assert "nested more than 60 levels deep" in refused(write("boxes.json", content))


def test_a_table_without_a_map_is_told() -> None:
    assert "a table whose columns are not known" in refused(write("boxes.csv", '"Box","Weight"\n"A17","31"\n'))


def test_a_file_that_is_too_large_is_advised_to_be_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.files.LARGEST", 10)
    assert "JSON Lines" in refused(write("boxes.yaml"))


def test_a_byte_order_mark_is_allowed() -> None:
    for name in ("boxes.yaml", "boxes.json", "boxes.jsonl"):
        assert read(write(name, b'\xef\xbb\xbf{"id": "A17", "length": "27 in"}')).shipment.boxes[0].id == "A17"


def test_the_content_decides_and_not_the_name() -> None:
    assert read(write("boxes.json", BOX)).shipment.boxes[0].id == "A17"
    assert read(write("boxes.txt", '{"id": "A17"}\n{"id": "A18"}\n')).shipment.boxes[1].id == "A18"
    assert read(write("boxes.jsonl", '{\n  "boxes": [\n    {"id": "A17"}\n  ]\n}\n')).shipment.boxes[0].id == "A17"
    assert read(write("broken.jsonl", '{"id": "A17"\n{"id": "A18"}\n')).shipment.boxes.items[0].id == "A18"
    assert read(write("one.jsonl", '{"id": "A17"}')).shipment.boxes[0].id == "A17"


def test_a_stream_of_another_file_is_one_reading() -> None:
    (reading,) = stream(write("boxes.yaml"))
    assert reading.shipment.boxes[0].id == "A17"
    assert (reading.first_box, reading.continues, reading.partial) == (0, False, False)
