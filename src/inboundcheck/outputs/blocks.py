"""One finding, or one thing that could not be read, as a block of terminal lines around the line of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from inboundcheck.errors import Problem
from inboundcheck.outputs.excerpt import excerpt
from inboundcheck.outputs.sheet import Sheet, cells
from inboundcheck.outputs.summary import is_roll_up
from inboundcheck.outputs.words import SHORT_LIST, about, at, consequence, counted, fact, listing, prose, seen, visible, whose
from inboundcheck.places import Place
from inboundcheck.report import Finding, Seen, Severity, Told

Lines: TypeAlias = Callable[[Place], str | None]
"""Reads the line of a file that a place is on; None where it cannot be had."""
_WIDEST_EXCERPT = 120
_MOST_NEEDS = 5


def no_lines(place: Place) -> str | None:  # noqa: ARG001 - one of the functions that read lines
    """Read nothing: for reports whose files are not at hand."""
    return None


@dataclass(slots=True)
class Page:
    """What the blocks of one report share."""

    sheet: Sheet
    lines: Lines
    verbose: bool
    explained: set[str] = field(default_factory=set)
    """The rules whose source was given already; it is given once."""


def finding_block(page: Page, finding: Finding) -> None:
    """Write a violation, or an outcome that is not decided."""
    end = consequence(finding)
    page.sheet.blank()
    title = f"{visible(finding.rule)}: {prose(finding.title)}{f'  ({end})' if end else ''}"
    page.sheet.write(f"{_level(finding)}: ", title, style=_style(finding), body_style="strong", hang=2)
    told = next((each for each in finding.evidence if isinstance(each, Told) and each.place), None)
    margin = _where(page, finding.place, about(finding.subjects, None if page.verbose else SHORT_LIST), told.value if told else "", prose(finding.message))
    _details(page, finding, margin)


def roll_up_block(page: Page, finding: Finding) -> None:
    """Write in one line that nothing in the input speaks of an aspect."""
    weight = "" if finding.severity is Severity.ERROR else f" ({finding.severity})"
    concerned = counted(finding.boxes, "box") if finding.boxes else about(finding.subjects)
    page.sheet.blank()
    body = f"{visible(finding.aspect)}{weight}: {counted(len(finding.rules), 'rule')}, {concerned}; {prose(finding.message)}"
    page.sheet.write("NOT CHECKED ", body, style="open", hang=2)
    _details(page, finding, "  ")


def problem_block(page: Page, problem: Problem) -> None:
    """Write what could not be read."""
    page.sheet.blank()
    page.sheet.write("unreadable: ", f"{prose(problem.found)}  (taken as not known)", style="error", body_style="strong", hang=2)
    margin = _where(page, problem.place, prose(problem.where), "", "")
    for key, value in (("need", problem.expected), ("write", problem.example)):
        if value:
            _detail(page, margin, key, prose(value))


def _level(finding: Finding) -> str:
    if finding.is_violation:
        return finding.severity.value
    return "not decided" if finding.severity is Severity.ERROR else f"not decided ({finding.severity})"


def _style(finding: Finding) -> str:
    return finding.severity.value if finding.is_violation else "open"


def _where(page: Page, place: Place | None, subjects: str, value: str, message: str) -> str:
    """Write the place, the line and the message; return the margin under which the details stand."""
    margin = " " * max(2, len(str(place.line)) if place else 0)
    parts = (at(place) if place else "", subjects)
    page.sheet.write(f"{margin}--> ", "  ".join(part for part in parts if part), style="place")
    line = page.lines(place) if place and place.line else None
    if line is not None and place:
        message = _excerpt(page, place, margin, line, value, message)
    if message:
        _detail(page, margin, "found", message)
    return margin


def _excerpt(page: Page, place: Place, margin: str, line: str, value: str, message: str) -> str:
    """Write the line with its caret; return the message if it found no room after the caret."""
    sheet, gutter = page.sheet, f"{margin} | "
    room = (sheet.width or _WIDEST_EXCERPT) - len(gutter)
    part = excerpt(line, place.column, value, room)
    sheet.line(gutter, style="place")
    sheet.line(f"{place.line:>{len(margin)}} | ", part.line, style="place")
    if part.marked:
        caret = " " * cells(part.before) + "^" * max(cells(part.marked), 1)
        fits = cells(caret) + 1 + cells(message) <= room
        sheet.line(gutter, f"{caret} {message}" if fits else caret, style="place", body_style="error")
        message = "" if fits else message
    sheet.line(gutter, style="place")
    return message


def _details(page: Page, finding: Finding, margin: str) -> None:
    rows = [*_evidence(finding, page.verbose), *_what_to_do(finding, page.verbose)]
    if page.verbose or finding.rule not in page.explained:
        page.explained.add(finding.rule)
        rows += _whose_rule(finding, page.verbose)
    for key, value in rows:
        if value:
            _detail(page, margin, key, value)


def _evidence(finding: Finding, verbose: bool) -> list[tuple[str, str]]:
    rows = [("seen", seen(each)) for each in finding.evidence if isinstance(each, Seen)]
    if verbose:
        rows += [("told", _told(each)) for each in finding.evidence if isinstance(each, Told)]
    rows.append(("note", prose(finding.disagreement)))
    if len(finding.rules) > 1 and (verbose or not is_roll_up(finding)):
        rows.append(("rules", listing([visible(each) for each in finding.rules], None if verbose else SHORT_LIST)))
    return rows


def _what_to_do(finding: Finding, verbose: bool) -> list[tuple[str, str]]:
    needs = finding.needs if verbose else finding.needs[:_MOST_NEEDS]
    rows = [("need", prose(each)) for each in needs]
    if len(needs) < len(finding.needs):
        rows.append(("need", f"and {len(finding.needs) - len(needs):,} more (-v names them)"))
    if verbose:
        rows.append(("why", prose(finding.why)))
    # What mends a violation does not help where nobody knows yet whether it is one.
    if finding.is_violation or finding.leaning or is_roll_up(finding) or verbose:
        rows.append(("fix", prose(finding.fix)))
    return rows


def _whose_rule(finding: Finding, verbose: bool) -> list[tuple[str, str]]:
    rows = [("source", whose(each)) for each in finding.sources[: None if verbose else 1]]
    if verbose:
        rows += [("url", visible(each.url)) for each in finding.sources]
    return rows if is_roll_up(finding) else [*rows, ("more", f"inboundcheck explain {visible(finding.rule)}")]


def _told(evidence: Told) -> str:
    return f"{fact(evidence.fact)} {prose(evidence.value)}" + (f" ({at(evidence.place)})" if evidence.place else "")


def _detail(page: Page, margin: str, key: str, value: str) -> None:
    page.sheet.write(f"{margin} = {key + ':':<8}", value)
