"""A baseline: the findings that were known on some day. It covers those and no others, is never silent, and only ever shrinks."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from inboundcheck.documents import Mapping, Text, place_of, read_yaml
from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.places import Place
from inboundcheck.report import FORMAT, Finding, Report, Waiver

_KEYS = ("format", "reason", "owner", "expires", "findings")
_DAYS = 90
WHY, WHO = "WHY", "WHO"
"""What a new file says until somebody fills it in."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings of one file."""

    file: str
    reason: str
    owner: str
    expires: date
    """The last day on which they are covered."""
    known: dict[str, tuple[int, str]]
    """How many boxes each finding concerned, by its key, and what it was."""


def read_baseline(path: str | Path) -> Baseline:
    """Read a baseline; raise ReadError with every problem at once."""
    file = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        example = "--update-baseline writes a first one"
        raise ReadError(Problem(f"the baseline cannot be read: {trouble}", Place(file), example=example)) from None
    node = read_yaml(text, file, ReadError)
    problems: list[Problem] = []
    if not isinstance(node, Mapping):
        raise ReadError(Problem("this is not a baseline", Place(file), expected=", ".join(_KEYS)))
    strange = [key for key in node if key not in _KEYS]
    problems += [Problem(f"{shown(key)} is not a key of a baseline{nearest(key, _KEYS)}", place_of(key, file)) for key in strange]
    if node.get("format", str(FORMAT)) != str(FORMAT):
        problems.append(Problem(f"the baseline has format {shown(node['format'])}", place_of(node["format"], file), expected=f"format {FORMAT}"))
    reason, owner = (_said(node, key, file, problems) for key in ("reason", "owner"))
    expires = _day(node, file, problems)
    known = _known(node, file, problems)
    if problems or expires is None:
        raise ReadError(problems)
    return Baseline(file, reason, owner, expires, known)


def _said(node: Mapping, key: str, file: str, problems: list[Problem]) -> str:
    value = node.get(key)
    if isinstance(value, Text) and value.strip() and value not in (WHY, WHO):
        return str(value)
    found = f"the baseline has no {key}" if value is None else f"the {key} of the baseline is still {shown(value)}"
    problems.append(
        Problem(found, place_of(value or node, file), expected="who answers for it" if key == "owner" else "why these findings may stand")
    )
    return ""


def _day(node: Mapping, file: str, problems: list[Problem]) -> date | None:
    value = node.get("expires")
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        problems.append(Problem(f"expires is {shown(value)}", place_of(value or node, file), expected="year-month-day", example="2026-12-31"))
        return None


def _known(node: Mapping, file: str, problems: list[Problem]) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    listed = node.get("findings")
    for key, value in (listed if isinstance(listed, Mapping) else Mapping()).items():
        boxes = value.get("boxes") if isinstance(value, Mapping) else None
        if isinstance(value, Mapping) and isinstance(boxes, str) and boxes.isdecimal() and len(boxes) <= 9:  # noqa: PLR2004 - no shipment has more
            found[str(key)] = int(boxes), str(value.get("what") or "")
        else:
            problems.append(Problem(f"the finding {shown(key)} says no number of boxes", place_of(key, file), example="{boxes: 1, what: box A17}"))
    return found


def key_of(finding: Finding) -> str:
    """The key of a finding in a baseline; a finding that stands for several rules is another one when there are more of them."""
    return finding.key if len(finding.rules) <= 1 else f"{finding.key}-{len(finding.rules)}"


def covered(report: Report, baseline: Baseline, *, unwaivable: Iterable[str] = ()) -> tuple[Report, Baseline]:
    """Mark the known findings of a report as waived; return what is left of the baseline too: only what was found again.

    A finding is known while it concerns no more boxes than it did. After its last day a baseline covers nothing.
    """
    if report.as_of > baseline.expires:
        return replace(report, notes=(*report.notes, f"the baseline {baseline.file} ended on {baseline.expires}")), baseline
    left = {key: boxes for key, (boxes, _) in baseline.known.items()}
    never = set(unwaivable)
    findings = []
    for finding in report.findings:
        key, boxes = key_of(finding), max(finding.boxes, 1)
        if finding.waiver is None and left.get(key, 0) >= boxes and not never & {finding.rule, *finding.rules}:
            left[key] -= boxes
            findings.append(replace(finding, waiver=Waiver(finding.rule, f"known: {baseline.reason}", baseline.owner, baseline.expires)))
        else:
            findings.append(finding)
    again = {key: (boxes - left[key], what) for key, (boxes, what) in baseline.known.items() if boxes > left[key]}
    gone = sum(1 for key, boxes in left.items() if boxes)
    notes = (
        [f"{gone} of {len(left)} findings known in {baseline.file} are gone, or concern fewer boxes: --update-baseline takes them out"]
        if gone
        else []
    )
    return replace(report, findings=tuple(findings), notes=(*report.notes, *notes)), replace(baseline, known=again)


def first(report: Report, file: str) -> Baseline:
    """A first baseline: every finding that stands. Somebody has to fill in why, and who answers for it."""
    known: dict[str, tuple[int, str]] = {}
    for finding in report.findings:
        if finding.waiver is None:
            key = key_of(finding)
            boxes = known.get(key, (0, ""))[0] + max(finding.boxes, 1)
            known[key] = boxes, f"{finding.rule}, {finding.subject}"
    return Baseline(file, WHY, WHO, report.as_of + timedelta(days=_DAYS), known)


def written(baseline: Baseline) -> str:
    """The text of a baseline."""

    def quoted(text: Any) -> str:
        return json.dumps(str(text), ensure_ascii=False)

    head = [
        "# Known findings: reported, counted as waived, and covered until the day below. `inboundcheck check --update-baseline` only takes out.",
        f"format: {FORMAT}",
        f"reason: {quoted(baseline.reason)}",
        f"owner: {quoted(baseline.owner)}",
        f"expires: {baseline.expires}",
        "findings:" if baseline.known else "findings: {}",
    ]
    return "\n".join([*head, *(f"  {key}: {{boxes: {boxes}, what: {quoted(what)}}}" for key, (boxes, what) in baseline.known.items())]) + "\n"
