"""The findings as Arrow and Parquet: typed, the same columns always, and nothing lost on the way."""

import io
import sys
from dataclasses import replace
from datetime import date

import pytest
from inline_snapshot import snapshot
from pyarrow import ipc, parquet
from tests.outputs import reports

import inboundcheck as ic
from inboundcheck.errors import UsageError
from inboundcheck.outputs import encoded, render
from inboundcheck.outputs.arrow import schema
from inboundcheck.outputs.json import as_data

ALL = [
    reports.clean,
    reports.full,
    reports.only_data,
    reports.nothing_decided,
    reports.warned,
    reports.one,
    lambda: reports.hostile("\x1b[31m=1\ud800"),
]


@pytest.mark.parametrize("make", ALL)
def test_every_report_has_the_same_columns(make):
    found = parquet.read_table(io.BytesIO(encoded(make(), "parquet")))
    assert found.schema.remove_metadata() == schema()
    assert found.num_rows == len(make().findings) + len(make().defects)


def test_arrow_and_parquet_hold_the_same_table():
    report = reports.full()
    table = ic.to_arrow(report)
    assert ipc.open_file(io.BytesIO(encoded(report, "arrow"))).read_all().equals(table)
    assert parquet.read_table(io.BytesIO(encoded(report, "parquet"))).equals(table)


def test_a_row_says_what_the_json_report_says():
    report = reports.full()
    data = as_data(report)
    rows = ic.to_arrow(report).to_pylist()
    same = ("key", "outcome", "rule", "title", "severity", "effect", "leaning", "message", "subjects", "boxes", "params", "needs", "fix", "rules")
    assert [{name: row[name] for name in same} for row in rows if row["type"] == "finding"] == [
        {name: each[name] for name in same} for each in data["findings"]
    ]
    assert [(row["message"], row["where"], row["place"]["line"]) for row in rows if row["type"] == "defect"] == [
        (each["found"], each["where"], each["place"]["line"]) for each in data["defects"]
    ]
    assert [row["waiver"]["expires"] for row in rows if row["waiver"]] == [
        date.fromisoformat(each["waiver"]["expires"]) for each in data["findings"] if each["waiver"]
    ]


def test_the_columns():
    assert str(schema()) == snapshot("""\
type: string not null
as_of: date32[day] not null
key: string
outcome: string
rule: string
title: string
severity: string
effect: string
leaning: bool
message: string
box: string
boxes: int64
subjects: list<item: struct<kind: string, id: string, index: int64, count: int64, box: string, pointer: string (... 2 chars omitted)
  child 0, item: struct<kind: string, id: string, index: int64, count: int64, box: string, pointer: string>
      child 0, kind: string
      child 1, id: string
      child 2, index: int64
      child 3, count: int64
      child 4, box: string
      child 5, pointer: string
place: struct<file: string, line: int64, column: int64, sheet: string>
  child 0, file: string
  child 1, line: int64
  child 2, column: int64
  child 3, sheet: string
params: list<item: struct<fact: string, condition: string, value: string, limit: string, over: string>>
  child 0, item: struct<fact: string, condition: string, value: string, limit: string, over: string>
      child 0, fact: string
      child 1, condition: string
      child 2, value: string
      child 3, limit: string
      child 4, over: string
evidence: list<item: struct<type: string, fact: string, value: string, pointer: string, place: struct<file: st (... 138 chars omitted)
  child 0, item: struct<type: string, fact: string, value: string, pointer: string, place: struct<file: string, line: (... 126 chars omitted)
      child 0, type: string
      child 1, fact: string
      child 2, value: string
      child 3, pointer: string
      child 4, place: struct<file: string, line: int64, column: int64, sheet: string>
          child 0, file: string
          child 1, line: int64
          child 2, column: int64
          child 3, sheet: string
      child 5, photo: string
      child 6, polygon: list<item: list<item: double>>
          child 0, item: list<item: double>
              child 0, item: double
      child 7, confidence: double
      child 8, by: string
disagreement: string
needs: list<item: string>
  child 0, item: string
why: string
fix: string
sources: list<item: struct<authority: string, standing: string, page: string, url: string, read: date32[day], (... 15 chars omitted)
  child 0, item: struct<authority: string, standing: string, page: string, url: string, read: date32[day], note: stri (... 3 chars omitted)
      child 0, authority: string
      child 1, standing: string
      child 2, page: string
      child 3, url: string
      child 4, read: date32[day]
      child 5, note: string
aspect: string
rules: list<item: string>
  child 0, item: string
waiver: struct<rule: string, reason: string, owner: string, expires: date32[day], box: string>
  child 0, rule: string
  child 1, reason: string
  child 2, owner: string
  child 3, expires: date32[day]
  child 4, box: string
where: string
expected: string
example: string\
""")


def test_a_quantity_stays_as_its_author_wrote_it():
    long = replace(reports.too_long, params=(replace(reports.too_long.params[0], value="64.8 cm", limit="25 1/2 in"),))
    (row,) = ic.to_arrow(reports.one(long)).to_pylist()
    assert (row["box"], row["params"][0]["value"], row["params"][0]["limit"]) == ("A17", "64.8 cm", "25 1/2 in")


def test_the_suffix_picks_the_format(tmp_path):
    for name in ("a.parquet", "a.arrow", "a.feather"):
        ic.save(reports.full(), tmp_path / name)
    assert parquet.read_table(tmp_path / "a.parquet").num_rows > 0
    assert (tmp_path / "a.arrow").read_bytes() == (tmp_path / "a.feather").read_bytes()


def test_without_pyarrow_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for make in (ic.to_arrow, lambda report: encoded(report, "parquet"), lambda report: encoded(report, "arrow")):
        with pytest.raises(
            UsageError, match=r"pyarrow is not installed, and writes Arrow and Parquet; for example pip install 'inboundcheck\[arrow\]'"
        ):
            make(reports.clean())


def test_it_is_no_text():
    with pytest.raises(UsageError, match="'parquet' is not text"):
        render(reports.clean(), "parquet")
