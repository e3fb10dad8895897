"""The page of the reports names every format, every suffix and every column."""

import pytest

from inboundcheck.outputs import FORMATS
from inboundcheck.outputs.cells import HEADER


@pytest.mark.parametrize("name", FORMATS)
def test_the_page_names_a_format_and_its_suffixes(repository, name):
    page = (repository / "docs/reports.md").read_text(encoding="utf-8")
    assert f"| `{name}`" in page
    assert [suffix for suffix in FORMATS[name].suffixes if suffix not in page] == []


def test_the_page_names_every_column_of_the_table(repository):
    page = (repository / "docs/reports.md").read_text(encoding="utf-8")
    assert [name for name in HEADER if f"`{name}`" not in page] == []
