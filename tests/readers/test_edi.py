"""Ship notices in EDI: places, several messages in a file, sizes, and files that are broken in every way."""

import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inboundcheck.answers import Open
from inboundcheck.errors import ReadError
from inboundcheck.readers import read, stream
from inboundcheck.readers.edi import is_edifact, is_x12

HERE = Path(__file__).parent
GOOD = sorted(each for each in (HERE / "good").iterdir() if each.name.startswith(("x12-", "desadv-")) and not each.name.endswith(".json"))
ISA = "ISA*00*          *00*          *ZZ*SELLER         *ZZ*RETAILER       *261123*1015*U*00401*000000101*0*T*>~"


def notice(*body: str, number: str = "0001") -> str:
    return "~".join([f"ST*856*{number}", f"BSN*00*ASN-{number}*20261123*1015", "HL*1**S", *body, f"SE*{len(body) + 4}*{number}"]) + "~"


def interchange(*messages: str) -> str:
    return f"{ISA}GS*SH*S*R*20261123*1015*7*X*004010~{''.join(messages)}GE*{len(messages)}*7~IEA*1*000000101~"


def write(folder: Path, text: str | bytes, name: str = "notice.x12") -> Path:
    path = folder / name
    path.write_bytes(text.encode(errors="surrogateescape") if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(
    ("name", "pointer", "line", "text"),
    [
        ("x12-pick-and-pack.x12", "/id", 4, "ASN-77*"),
        ("x12-pick-and-pack.x12", "/market", 15, "US~"),
        ("x12-pick-and-pack.x12", "/carrier", 8, "UPSN"),
        ("x12-pick-and-pack.x12", "/declared_box_count", 6, "3****G"),
        ("x12-pick-and-pack.x12", "/pallets/0/length", 20, "48*40"),
        ("x12-pick-and-pack.x12", "/pallets/0/id", 19, "0000614"),
        ("x12-pick-and-pack.x12", "/boxes/0", 21, "HL*4*3*P"),
        ("x12-pick-and-pack.x12", "/boxes/0/sscc", 23, "0000614"),
        ("x12-pick-and-pack.x12", "/boxes/0/id", 23, "0000614"),
        ("x12-pick-and-pack.x12", "/boxes/0/tracking", 23, "1Z999"),
        ("x12-pick-and-pack.x12", "/boxes/0/weight", 22, "10.2*KG"),
        ("x12-pick-and-pack.x12", "/boxes/0/items", 21, "HL*4*3*P"),
        ("x12-pick-and-pack.x12", "/boxes/0/items/0", 28, "LIN*1"),
        ("x12-pick-and-pack.x12", "/boxes/0/items/0/quantity", 29, "12*EA"),
        ("x12-pick-and-pack.x12", "/boxes/0/items/0/traits", 28, "LIN*1"),
        ("x12-pick-and-pack.x12", "/boxes/0/items/1/sku", 34, "SOAP-2"),
        ("x12-pick-and-pack.x12", "/boxes/0/dunnage", 21, "HL*4*3*P"),
        ("x12-standard-carton.x12", "/boxes/0/weight", 10, "8*LB"),
        ("x12-standard-carton.x12", "/boxes/1/weight", 15, "8.25*LB"),
        ("x12-swapped-delimiters.txt", "/boxes/0/length", 10, "400~MM"),
        ("x12-terminator-of-three-bytes.txt", "/boxes/0/weight", 1, "3|LB"),
        ("x12-range.x12", "/boxes/4/id", 17, "A09*A10"),
        ("desadv-pallets.edi", "/boxes/0/sscc", 27, "006141410000000425:"),
        ("desadv-pallets.edi", "/boxes/2/items/0/expires", 34, "20280131:102"),
        ("desadv-pallets.edi", "/boxes/0/height", 25, "356"),
        ("desadv-one-line-group.edi", "/boxes/0/weight", 1, "10,25"),
        ("desadv-latin-1.edi", "/boxes/0/items/0/sku", 9, "K"),
    ],
)
def test_values_are_found_where_they_stand(name: str, pointer: str, line: int, text: str) -> None:
    path = HERE / "good" / name
    place = read(path).places.find(pointer)
    written = path.read_bytes().decode("utf-8-sig", "replace").split("\n")[place.line - 1]
    assert (place.line, written[place.column - 1 :][: len(text)]) == (line, text)


def test_values_are_found_in_a_file_that_was_wrapped() -> None:
    path = HERE / "good" / "x12-wrapped.x12"
    text = path.read_text()
    for pointer, value in (("/id", "ASN-7*"), ("/boxes/0/weight", "12.5"), ("/boxes/0/items/0/quantity", "4*EA")):
        place = read(path).places.find(pointer)
        at = sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1
        assert text[at:].replace("\n", "").startswith(value)


@pytest.mark.parametrize("path", sorted((HERE / "bad").glob("*.expected.json")), ids=lambda path: path.name)
def test_a_defect_costs_its_own_value_and_no_other(path: Path) -> None:
    stem = path.name.removesuffix(".expected.json")
    (notice,) = [each for each in path.parent.glob(f"{stem}.*") if not each.name.endswith((".json", ".txt"))]
    assert read(notice).shipment.model_dump(mode="json", exclude_defaults=True) == json.loads(path.read_text(encoding="utf-8"))


def test_each_notice_of_a_file_is_a_shipment(tmp_path: Path) -> None:
    other = "ST*997*0009~AK1*SH*1~SE*3*0009~"
    second = interchange(notice("HL*2*1*P", number="0003")).replace("*", "|").replace("~", "\n").replace(">\n", "^\n")
    path = write(tmp_path, interchange(notice(number="0001"), other, notice("HL*2*1*P", number="0002")) + "\n" + second)
    readings = list(stream(path))
    assert [reading.shipment.id for reading in readings] == ["ASN-0001", "ASN-0002", "ASN-0003"]
    assert [issue.found for reading in readings for issue in reading.issues] == [
        "the notice describes no boxes: none of its HL levels is P, so that nothing is known of them",
        "the transaction set is '997', which is not read (each told once)",
    ]
    with pytest.raises(ReadError, match="the file holds 3 shipments"):
        read(path)


def test_what_is_told_once_is_told_once_in_each_shipment(tmp_path: Path) -> None:
    readings = list(stream(write(tmp_path, interchange(*(notice("HL*2*1*P", "ZZ9*1", "ZZ9*2", number=f"000{number}") for number in (1, 2))))))
    assert [[issue.found for issue in reading.issues] for reading in readings] == [
        ["the segment 'ZZ9' is not known in an 856, and is left out (told once)"]
    ] * 2


def test_a_notice_is_given_before_the_next_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, interchange(*(notice("HL*2*1*P", "REF*ZZ*" + "x" * 80_000, number=f"{number:04}") for number in range(4))))
    readings = stream(path)
    assert next(readings).shipment.id == "ASN-0000"
    with path.open("r+b") as file:
        file.seek(250_000)
        file.write(b"~" * 10)
    assert [reading.shipment.id for reading in readings] == ["ASN-0001", "ASN-0002", "ASN-0003"]


def test_memory_does_not_grow_with_the_number_of_notices(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        messages = (notice("HL*2*1*P", "MAN*CA*B-1", "REF*ZZ*" + "x" * 2000, number=f"{number:09}") for number in range(count))
        readings = stream(write(tmp_path, interchange(*messages)))
        next(readings)
        tracemalloc.start()
        assert sum(1 for _ in readings) == count - 1
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(400) < 1.5 * peak(100)


def test_what_is_longer_than_any_segment_is_left_out_and_the_rest_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, interchange(notice("HL*2*1*P", "REF*ZZ*" + "x" * 300_000, "MAN*CA*" + "y" * 5000, "MAN*CA*B-1")))
    reading = read(path)
    assert [box.id for box in reading.shipment.boxes] == ["B-1"]
    assert [str(issue).partition(": ")[2] for issue in reading.issues] == [
        "REF (segment 7): the segment is longer than 65,536 characters, and is left out; expected its terminator before that",
        "MAN02 (segment 8): the element is longer than 4,096 characters, and is left out",
    ]


def test_a_message_of_too_many_segments_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.edi.envelopes.MOST_SEGMENTS", 6)
    reading = read(write(tmp_path, interchange(notice("HL*2*1*P", "MAN*CA*B-1", "HL*3*1*P", "MAN*CA*B-2"))))
    assert isinstance(reading.shipment.boxes, Open)
    assert [box.id for box in reading.shipment.boxes.items] == ["B-1"]
    assert [issue.found for issue in reading.issues] == ["the transaction set has more than 6 segments; the others are left out"]


def test_a_short_file_does_not_become_a_large_shipment(tmp_path: Path) -> None:
    many = [segment for number in range(40) for segment in (f"HL*P{number}*1*P", f"MAN*CA*{number}0000001*{number}0001000")]
    shipment = read(write(tmp_path, interchange(notice(*many)))).shipment
    assert sum(box.count for box in shipment.boxes) == 40_000
    assert len(shipment.boxes) == 10_030


@pytest.mark.parametrize("terminator", ["~", "~\r\n", "\n", "\r\n", "…"])
@pytest.mark.parametrize("group", ["", "GS*SH*ST*R*20261123*1015*7*X*004010~"])
def test_a_notice_without_an_interchange(tmp_path: Path, terminator: str, group: str) -> None:
    text = group + notice("HL*2*1*P", "MAN*CA*B-1") + ("GE*1*7~" if group else "")
    reading = read(write(tmp_path, text.replace("~", terminator)))
    assert [box.id for box in reading.shipment.boxes] == ["B-1"]
    assert [issue.found for issue in reading.issues] == [f"{'GS' if group else 'ST'} stands in no interchange"]


def test_defaults_answer_for_what_a_notice_cannot_say(tmp_path: Path) -> None:
    (tmp_path / "defaults.yaml").write_text("shipment: {program: retail}\nbox: {dunnage: []}\n")
    reading = read(write(tmp_path, interchange(notice("HL*2*1*P"))), defaults=tmp_path / "defaults.yaml")
    assert (reading.shipment.program, reading.shipment.boxes[0].dunnage) == ("retail", ())
    assert Path(reading.places.find("/boxes/0/dunnage").file).name == "defaults.yaml"


def test_a_folder_with_a_notice(tmp_path: Path) -> None:
    write(tmp_path, interchange(notice("HL*2*1*P")), "monday.edi")
    assert read(tmp_path).shipment.id == "ASN-0001"


@pytest.mark.parametrize(
    ("opening", "which"),
    [
        (b"ISA*00*", "x12"),
        (b"\xef\xbb\xbf\r\n  ISA~00~", "x12"),
        (b"ISA\t00\t", "x12"),
        (b"GS*SH*", "x12"),
        (b"ST|856|0001", "x12"),
        (b"UNA:+.? '", "edifact"),
        (b"UNB+UNOA:3", "edifact"),
        (b"UNH+1+DESADV", "edifact"),
        (b"UNB\x1dUNOB", "edifact"),
        (b"ISABEL: 1", ""),
        (b"ST*850*1", ""),
        (b"UNAVAILABLE", ""),
        (b"ISA: 5\n", ""),
        (b"", ""),
    ],
)
def test_the_format_is_known_by_how_the_file_begins(opening: bytes, which: str) -> None:
    assert [name for name, knows in (("x12", is_x12), ("edifact", is_edifact)) if knows(opening)] == ([which] if which else [])


def read_any(path: Path) -> None:
    """Read a file that may hold anything: a reading or a ReadError, each defect with a place that exists."""
    lines = path.read_bytes().count(b"\n") + 1
    try:
        for reading in stream(path):
            for issue in reading.issues:
                assert str(issue)
                assert issue.place is not None
                assert 0 < issue.place.line <= lines
                assert issue.place.column > 0
            for pointer in ("", "/boxes/0/items/0/sku", "/boxes/1/weight", "/pallets/0/id", "/products/0/sku", "/id"):
                assert reading.places.find(pointer).line <= lines
    except ReadError as trouble:
        assert all(problem.found for problem in trouble.problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("edi")


TAGS = ["ST", "SE", "GS", "GE", "IEA", "ISA", "BSN", "HL", "TD1", "PO4", "MEA", "MAN", "PAL", "LIN", "SN1", "REF", "DTM", "N1", "N4", "PID", "CTT"]
UN_TAGS = ["UNH", "UNT", "UNZ", "UNG", "UNE", "UNB", "UNA", "BGM", "DTM", "CPS", "PAC", "MEA", "QTY", "GIN", "LIN", "PIA", "IMD", "CNT", "NAD"]
WORDS = [
    "856", "1", "2", "3", "S", "O", "T", "P", "I", "GM", "CP", "CA", "006141410000000012", "006141410000000029", "A1", "A9", "PD", "G", "LN", "12.5", "0", "LB", "IN",
    "EA", "CA", "", "", "CTN25", "PLT94", "VN", "UP", "036000291452", "011", "036", "20261123", "LT", "1Z999AA10123456784", "99999999999999999999", "-1", "1e9",
    "DESADV:D:96A", "BJ", "KGM:12,5", "CMT:4", "CT", "201", "BX", "11:20261123:102", "12:6", "52:3:PCE", "59:6", "A:Z", "?", "'", "??",
]  # fmt: skip
segments = st.tuples(st.sampled_from(TAGS), st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=8)).map(
    lambda each: "*".join([each[0], *each[1]])
)
un_segments = st.tuples(st.sampled_from(UN_TAGS), st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=6)).map(
    lambda each: "+".join([each[0], *each[1]])
)


@given(body=st.lists(segments, max_size=25))
def test_any_segments_of_x12(folder: Path, body: list[str]) -> None:
    read_any(write(folder, interchange(notice(*body))))


@given(body=st.lists(un_segments, max_size=25))
def test_any_segments_of_edifact(folder: Path, body: list[str]) -> None:
    read_any(write(folder, "'".join(["UNB+UNOA:3+S+R+261123:1015+1", "UNH+1+DESADV:D:96A", *body, "UNT+9+1", "UNZ+1+1"])))


@given(
    text=st.text(alphabet="ISAGSTHLUNBMP*~+:?'>^|\n\r \t\0\x1a\x1d0123456789.,é", max_size=300),
    start=st.sampled_from(["", ISA, "UNA:+.? '", "UNB+", "UNA"]),
)
def test_any_text(folder: Path, text: str, start: str) -> None:
    read_any(write(folder, start + text))


@given(path=st.sampled_from(GOOD), data=st.data())
def test_good_files_that_were_damaged(folder: Path, path: Path, data: st.DataObject) -> None:
    damaged = path.read_bytes()
    for _ in range(data.draw(st.integers(1, 4))):
        at, length = data.draw(st.integers(0, len(damaged))), data.draw(st.integers(0, 40))
        change = data.draw(
            st.binary(max_size=6) | st.sampled_from([b"", damaged[at : at + length] * 3, b"~", b"'", b"*", b"+", b"?", b"\n", b"0", b"9" * 20])
        )
        damaged = damaged[:at] + change + damaged[at + length :]
    read_any(write(folder, damaged))


@example(encoding="utf-8", wrapped=80)
@example(encoding="utf-8", wrapped=26)  # a break between the last two characters of the ISA
@given(encoding=st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]), wrapped=st.integers(20, 200))
def test_line_breaks_and_a_byte_order_mark_change_nothing(folder: Path, encoding: str, wrapped: int) -> None:
    text = interchange(notice("HL*2*1*P", "MAN*CA*BOX-1", "PO4*1*****22.5*LB***20*16*14*IN", "HL*3*2*I", "LIN**VN*MUG-1", "SN1**6*EA"))
    plain = read(write(folder, text)).shipment
    broken = "\n".join(text[at : at + wrapped] for at in range(0, len(text), wrapped))
    assert read(write(folder, broken.encode(encoding))).shipment == plain


def calls(path: Path) -> int:
    """Count the calls, Python's and C's, that reading a file takes: the same on every machine."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read_any(path)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "body",
    [
        lambda count: [f"HL*{number}*{number - 1}*P" for number in range(2, count)],
        lambda count: [f"HL*7*7*{chr(65 + number % 26)}{number}" for number in range(count)],
        lambda count: ["HL*2*1*P", *(["LIN**VN*A", "SN1**1*EA"] * count), *(f"MAN*CA*A{number}" for number in range(count))],
        lambda count: ["HL*2*1*T", "HL*3*2*P", *(f"MAN*CP*{number}" for number in range(count)), *["HL*4*3*I", "MEA*PD*G*1"] * count],
        lambda count: ["HL*2*1*I", "LIN**VN*A", *(["HL*3*2*P", "MAN*GM*1"] * count)],
        lambda count: [f"Z{number}*1" for number in range(count)],
    ],
)
def test_work_grows_with_the_file_and_not_faster(tmp_path: Path, body: Callable[[int], list[str]]) -> None:
    small, large = (calls(write(tmp_path, interchange(notice(*body(count))))) for count in (200, 800))
    assert large < 4.5 * small
