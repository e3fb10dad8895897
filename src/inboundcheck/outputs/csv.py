"""The table of what to do as CSV (RFC 4180), for the packing table and for whatever reads tables."""

from __future__ import annotations

import csv
from io import StringIO

from inboundcheck.outputs.cells import HEADER, rows
from inboundcheck.report import Report


def render(report: Report) -> str:
    """Write the header and a row for each box and finding; no row means that nothing is to be done."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(rows(report))
    return text.getvalue()
