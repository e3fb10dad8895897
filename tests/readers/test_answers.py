"""The answers file: what is written reads back, and everything that is wrong is told at once, with its line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

import inboundcheck as ic
from inboundcheck.errors import ReadError
from inboundcheck.readers.answers import read_answers, written
from inboundcheck.report import Answered

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ONE = f"{{id: 3f2a9c1b7d4e8a60, answer: yes, by: maria, at: 2026-11-25, photo: photos/A1/front.jpg, sha256: {HASH}}}"
BAD = f"""\
format: 2
answer: [x]
answers:
  - {ONE}
  - {ONE}
  - yes
  - {{id: 1, answer: maybe, by: maria, at: 25.11.2026, photo: a.jpg, sha256: abc, who: li}}
  - {{id: 2, answer: no, by: " ", at: 2026-11-25, sha256: {HASH}}}
"""


def read(folder, text):
    path = folder / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    return read_answers(path)


@pytest.mark.parametrize("text", [f"answers:\n  - {ONE}\n", f"- {ONE}\n", f"format: 1\nanswers: [{ONE}]\n"])
def test_an_answer_is_read_with_its_place(tmp_path, text):
    (found,) = read(tmp_path, text)
    assert found == Answered("3f2a9c1b7d4e8a60", yes=True, by="maria", at=date(2026, 11, 25), photo="photos/A1/front.jpg", sha256=HASH)
    assert found.place.line == text.count("\n", 0, text.index("{")) + 1


def test_everything_that_is_wrong_is_told_at_once(tmp_path):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, BAD)
    assert [str(each).replace(str(tmp_path), "") for each in caught.value.problems] == snapshot(
        [
            "/answers.yaml:2:1: 'answer' is not a key of an answers file; expected format or answers",
            "/answers.yaml:1:9: the answers have format '2'; expected format 1",
            "/answers.yaml:5:5: '3f2a9c1b7d4e8a60' is answered twice; expected one answer to each question",
            "/answers.yaml:6:5: 'yes' is not an answer; for example - {id: 3f2a9c1b7d4e8a60, answer: yes, by: maria, at: 2026-11-25, photo: photos/A1/front.jpg, sha256: 9f86d081…}",
            "/answers.yaml:7:82: 'who' is not a key of an answer; expected one of id, answer, by, at, photo, sha256, question",
            "/answers.yaml:7:43: '25.11.2026' is not a date; expected year-month-day; for example 2026-11-25",
            "/answers.yaml:7:21: 'maybe' is not an answer; expected yes or no",
            "/answers.yaml:7:77: 'abc' is not the SHA-256 of a file; expected 64 hexadecimal digits, as `sha256sum` prints them",
            "/answers.yaml:8:5: the answer has no by; for example - {id: 3f2a9c1b7d4e8a60, answer: yes, by: maria, at: 2026-11-25, photo: photos/A1/front.jpg, sha256: 9f86d081…}",
            "/answers.yaml:8:5: the answer has no photo; for example - {id: 3f2a9c1b7d4e8a60, answer: yes, by: maria, at: 2026-11-25, photo: photos/A1/front.jpg, sha256: 9f86d081…}",
        ]
    )


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(ReadError, match="the answers cannot be read"):
        ic.check(ic.Shipment(), answers=tmp_path / "nowhere.yaml")
    with pytest.raises(ReadError, match="the answers are not a list"):
        read(tmp_path, "answers: yes\n")
    assert read(tmp_path, "answers:\n") == ()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)
ANSWERS = st.builds(
    Answered,
    TEXTS,
    yes=st.booleans(),
    by=TEXTS,
    at=st.dates(),
    photo=TEXTS,
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    question=st.just("") | TEXTS,
)


@given(st.lists(ANSWERS, max_size=3, unique_by=lambda each: each.id))
def test_what_is_written_reads_back(tmp_path_factory, answers):
    assert read(tmp_path_factory.mktemp("answers"), written(answers)) == tuple(answers)
