"""Where a value ends: known of texts, numbers and cells that end on the line on which they start, and written to SARIF."""

import json

import pytest
from tests.outputs.test_sarif import VALIDATOR

from inboundcheck import check, load_pack
from inboundcheck.outputs import render
from inboundcheck.readers import read

YAML = (
    "format: 1\nshipment: {id: S1, program: fba}\nboxes:\n  - {id: A17, length: 40 in, width: '12 in',\n     height: 10\n       in, weight: 31 lb}\n"
)
JSON = '{"format": 1, "shipment": {"id": "S1"},\n "boxes": [{"id": "A\\u00e417", "length": "40 in", "count": 12}]}\n'
CSV = 'Box,Length (in),SKU\nA17, 40 ,"MUG, blue"\nA18,,CUP\n'


def text_at(path, place):
    """What a place marks in its file."""
    line = path.read_text(encoding="utf-8").splitlines()[place.line - 1]
    return line[place.column - 1 : place.end_column - 1] if place.end_column else ""


@pytest.mark.parametrize(
    ("name", "content", "pointer", "marked"),
    [
        ("a.yaml", YAML, "/boxes/0/length", "40 in"),
        ("a.yaml", YAML, "/boxes/0/width", "'12 in'"),
        ("a.yaml", YAML, "/boxes/0/height", ""),
        ("a.yaml", YAML, "/boxes/0", ""),
        ("a.json", JSON, "/boxes/0/id", '"A\\u00e417"'),
        ("a.json", JSON, "/boxes/0/length", '"40 in"'),
        ("a.json", JSON, "/boxes/0/count", "12"),
        ("a.json", JSON, "/boxes/0", ""),
        ("a.csv", CSV, "/boxes/0/id", "A17"),
        ("a.csv", CSV, "/boxes/0/length", " 40 "),
        ("a.csv", CSV, "/boxes/0/items/0/sku", '"MUG, blue"'),
        ("a.csv", CSV, "/boxes/1/items/0/sku", "CUP"),
    ],
)
def test_a_value_ends_where_its_text_does(name, content, pointer, marked, tmp_path):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (tmp_path / "a.map.yaml").write_text("columns: {Box: box.id, Length: box.length, SKU: item.sku}\n", encoding="utf-8")
    assert text_at(path, read(path).places.find(pointer)) == marked


def test_sarif_marks_the_value_and_no_more(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(YAML, encoding="utf-8")
    log = json.loads(render(check(path, packs=[load_pack("amazon-fba-us")]), "sarif"))
    regions = [each["locations"][0]["physicalLocation"]["region"] for each in log["runs"][0]["results"]]
    assert {"startLine": 4, "startColumn": 23, "endLine": 4, "endColumn": 28} in regions
    assert list(VALIDATOR.iter_errors(log)) == []
