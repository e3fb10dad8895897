"""The report as JSON Lines: one finding a line, for logs, queues and programs that read while it is written.

A line has a `type`: `finding` (the keys of a finding in the JSON report), `defect` (those of a defect), and at the end one `summary` with
everything else of the report.
"""

from __future__ import annotations

import json

from inboundcheck.errors import Problem
from inboundcheck.outputs.json import as_data, finding_data, problem_data
from inboundcheck.report import Finding, Report


def render(report: Report) -> str:
    """Write one line for each finding and defect, in the order of the JSON report, and the summary."""
    data = as_data(report)
    findings, defects = data.pop("findings"), data.pop("defects")
    lines = [*(_line("finding", each) for each in findings), *(_line("defect", each) for each in defects), _line("summary", data)]
    return "".join(lines)


def line(found: Finding | Problem) -> str:
    """Write one finding or defect as a line with its end, as `inboundcheck.stream` gives them."""
    return _line("finding", finding_data(found)) if isinstance(found, Finding) else _line("defect", problem_data(found))


def _line(kind: str, data: dict[str, object]) -> str:
    return json.dumps({"type": kind, **data}, allow_nan=False) + "\n"
