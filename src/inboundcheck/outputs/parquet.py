"""The findings as a Parquet file: the table of `inboundcheck.outputs.arrow`."""

from __future__ import annotations

from io import BytesIO

from inboundcheck.outputs.arrow import table
from inboundcheck.report import Report


def render(report: Report) -> bytes:
    """Write the table as a Parquet file.

    Raises:
        UsageError: pyarrow is not installed.
    """
    found, out = table(report), BytesIO()
    from pyarrow import parquet  # type: ignore[import-untyped]

    parquet.write_table(found, out)
    return out.getvalue()
