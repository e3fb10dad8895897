"""SARIF with results of every kind: also what passed and what does not apply, one result for each rule, with the count.

For tools that tell the kinds apart. GitHub does not: it would show each pass as an alert.
"""

from __future__ import annotations

from inboundcheck.outputs import sarif
from inboundcheck.report import Report


def render(report: Report) -> str:
    """Write the report as SARIF with results of the kinds `fail`, `open`, `pass` and `notApplicable`."""
    return sarif.render(report, every_kind=True)
