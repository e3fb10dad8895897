"""The report as Markdown, for the comment on a pull request or the summary of a job: what stands, and the rest folded up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from inboundcheck.errors import Problem
from inboundcheck.outputs.steps import reason_of, rule_of, to_do
from inboundcheck.outputs.summary import chosen, headline, in_order, is_roll_up, not_judged
from inboundcheck.outputs.words import about, at, consequence, counted, prose, visible
from inboundcheck.places import Place
from inboundcheck.report import Finding, Report

LONGEST = 65_536
"""GitHub takes a comment of so many characters."""
_LONGEST_CELL = 500
_RESERVED = 400
"""Kept free for the line that says what was left out."""
_HEAD = "| level | what | found | to do |\n|---|---|---|---|\n"
_NUMBERED = "|".join(rf"(?<=^\d{{{digits}}})[.)]" for digits in range(1, 10))
"""What would begin a list with numbers."""
_SPECIAL = re.compile(rf"([\\`*_\[\]<>|~&$]|^[#+\-=]|{_NUMBERED}|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_REFERENCE = re.compile(r"@(?=\w)|#(?=\d)|\bGH-(?=\d)|:(?=[\w+-]+:)", re.IGNORECASE)
"""Where GitHub would call a person, link an issue, or draw an emoji."""
_NO_BREAK = "\u2060"


def render(report: Report) -> str:
    """Write the report; what does not fit into a comment of 65,536 characters is counted at the end."""
    standing = in_order(report)
    violations = [_finding(each) for each in standing if each.is_violation] + [_defect(each) for each in report.defects]
    undecided = [_finding(each) for each in standing if not each.is_violation]
    waived = [_waived(each) for each in report.waived]
    foot = _folded("Judged by", _facts(report))
    page = _Page(f"## Inbound check\n\n{text(headline(report))}\n", LONGEST - _RESERVED - len(foot))
    page.table(violations)
    page.table(undecided, f"{counted(len(undecided), 'finding')} not decided")
    page.table(waived, f"{len(waived):,} waived")
    return page.end(foot)


class _Page:
    """A text that grows no longer than a comment may be."""

    def __init__(self, start: str, room: int) -> None:
        self.parts, self.room, self.left_out = [start], room - len(start), 0

    def table(self, rows: list[str], summary: str = "") -> None:
        """Add as many rows as fit, folded up under a summary if there is one."""
        if not rows:
            return
        start, end = (f"\n<details><summary>{escape(summary)}</summary>\n\n{_HEAD}", "\n</details>\n") if summary else (f"\n{_HEAD}", "")
        room, fitting = self.room - len(start) - len(end), 0
        while fitting < len(rows) and len(rows[fitting]) <= room:
            room -= len(rows[fitting])
            fitting += 1
        self.left_out += len(rows) - fitting
        if fitting:
            self.parts += [start, *rows[:fitting], end]
            self.room = room

    def end(self, foot: str) -> str:
        """Say what was left out, and return the whole."""
        if self.left_out:
            left = counted(self.left_out, "row")
            self.parts.append(f"\n**{left} left out:** a comment holds {LONGEST:,} characters. The other formats hold all of them.\n")
        return "".join([*self.parts, foot])


def text(value: str) -> str:
    """Write a text in which nothing is markup, calls a person or links an issue."""
    return _SPECIAL.sub(r"\\\1", _REFERENCE.sub(lambda found: found[0] + _NO_BREAK, _cut(value)))


def _row(level: str, *cells: str) -> str:
    return f"| {level} | {' | '.join(each.strip() for each in cells)} |\n"


def code(value: str) -> str:
    """Write a name or a place as code, in which nothing is markup; a bar is escaped for the table around it."""
    shown = _cut(value).replace("|", "\\|")
    fence = "`" * (max((len(each) for each in re.findall("`+", shown)), default=0) + 1)
    return f"{fence} {shown} {fence}" if "`" in shown else f"`{shown}`"


def _at(place: Place | None) -> str:
    return code(at(place)) if place else ""


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_CELL else f"{value[:_LONGEST_CELL]}…"


def _finding(finding: Finding) -> str:
    end = "" if len(finding.rules) > 1 else consequence(finding)
    level = finding.severity.value if finding.is_violation else f"not decided ({finding.severity})"
    subjects = "all boxes" if is_roll_up(finding) else about(finding.subjects)
    rule = f"{code(rule_of(finding))}{f', {text(end)}' if end else ''}"
    return _row(level, f"{text(subjects)} {_at(finding.place)}", f"{text(prose(finding.message or finding.title))} ({rule})", text(to_do(finding)))


def _defect(problem: Problem) -> str:
    what = f"{text(prose(problem.where))} {_at(problem.place)}"
    expected = f"Write {prose(problem.expected)}" if problem.expected else ""
    example = f"for example {prose(problem.example)}" if problem.example else ""
    return _row("unreadable", what, text(prose(problem.found)), text(", ".join(part for part in (expected, example) if part)))


def _waived(finding: Finding) -> str:
    return _row("waived", text(about(finding.subjects)), f"{text(prose(finding.message))} ({code(rule_of(finding))})", text(reason_of(finding)))


def _facts(report: Report) -> Iterable[str]:
    yield from (chosen(each) for each in report.packs)
    yield f"As of {report.as_of}."
    yield from (f"Note: {prose(each)}." for each in report.notes)
    yield not_judged(report)
    yield from (f"Not asked: {visible(each.rule)}: {prose(each.title)}." for each in report.not_asked)
    yield from (
        f"Unused waiver: {visible(each.rule)}, box {visible(each.box)}: {prose(each.reason)} ({prose(each.owner)}, until {each.expires})."
        for each in report.unused_waivers
    )


def _folded(summary: str, lines: Iterable[str]) -> str:
    """Fold up a list; one that would fill the comment is cut, and says so."""
    rows = [f"- {text(line)}\n" for line in lines if line]
    written: list[str] = []
    room = LONGEST // 4
    for row in rows:
        if len(row) > room:
            written.append(f"- and {len(rows) - len(written):,} more\n")
            break
        written.append(row)
        room -= len(row)
    return f"\n<details><summary>{escape(summary)}</summary>\n\n{''.join(written)}\n</details>\n"
