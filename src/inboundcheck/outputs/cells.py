"""The table of what to do, for spreadsheets: a row for each box and finding, in which no cell is taken for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inboundcheck.outputs.steps import WAIVED, Step, rule_of, sources_of, steps
from inboundcheck.outputs.summary import headline
from inboundcheck.outputs.words import visible
from inboundcheck.report import Report, Seen

HEADER = ("order", "box", "boxes", "level", "effect", "about", "found", "do", "rule", "file", "line", "column", "photo", "source", "url", "key")
Row = tuple[str | int | None, ...]
_FORMULA = re.compile(r"(^|[;,\t|])(?=[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
"""Where a cell could begin that a spreadsheet runs (OWASP, CSV Injection): also after a separator of another country's lists,
and before the wide forms of the four signs."""


def rows(report: Report) -> Iterator[Row]:
    """Give the rows below the header. `order` counts what is to be done, the heaviest box first; what is waived has none."""
    found = steps(report)
    for number, step in enumerate(found, 1):
        yield _row(step, None if step.level == WAIVED else number)
    if not found and not report.ok:
        yield (None, "", None, "not decided", "", "", safe(headline(report)), *[None] * (len(HEADER) - 7))


def _row(step: Step, number: int | None) -> Row:
    finding, place = step.finding, step.place
    source = next(iter(sources_of(finding)), None) if finding else None
    rule = rule_of(finding) if finding else ""
    boxes = step.count if step.box else (finding.boxes or None) if finding else None
    line, column = (place.line or None, place.column or None) if place else (None, None)
    texts = (step.level, (finding.effect or "") if finding else "", step.about, step.found, step.do, rule, visible(place.file) if place else "")
    photo = next((visible(each.photo) for each in (finding.evidence if finding else ()) if isinstance(each, Seen)), "")
    sources = (photo, *((visible(source), visible(source.url)) if source else ("", "")))
    return (number, safe(step.box), boxes, *map(safe, texts), line, column, *map(safe, sources), finding.key if finding else "")


def safe(text: str) -> str:
    """Put an apostrophe where a spreadsheet would take a text for a formula."""
    return _FORMULA.sub(r"\1'", text)
