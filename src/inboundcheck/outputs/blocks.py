"""One finding, or one thing that could not be read, as a block of terminal lines around the line of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from inboundcheck.errors import Problem
from inboundcheck.outputs.excerpt import excerpt
from inboundcheck.outputs.sheet import Sheet, cells
from inboundcheck.outputs.words import SHORT_LIST, about, at, consequence, fact, listing, prose, seen, visible, whose
from inboundcheck.places import Place
from inboundcheck.report import Finding, Seen, Severity, Told

Lines: TypeAlias = Callable[[Place], str | None]
"""Reads the line of a file that a place is on; None where it cannot be had."""
Row: TypeAlias = tuple[str, str]
"""What a line of a block is about, and what it says."""
_WIDEST_EXCERPT = 120


def no_lines(place: Place) -> str | None:  # noqa: ARG001 - one of the functions that read lines
    """Read nothing: for reports whose files are not at hand."""
    return None


@dataclass(slots=True)
class Page:
    """What the blocks of one report share."""

    sheet: Sheet
    lines: Lines
    verbose: bool
    pack_files: Mapping[str, str] = field(default_factory=dict)
    """The files of packs that cannot be named without one."""
    explained: set[str] = field(default_factory=set)
    """The rules whose source was given already; it is given once."""


def finding_block(page: Page, finding: Finding) -> None:
    """Write a violation, or an outcome that is not decided."""
    # A group of rules has the effect of none of them.
    end = "" if len(finding.rules) > 1 else consequence(finding)
    page.sheet.blank()
    title = f"{visible(finding.rule)}: {prose(finding.title)}{f'  ({end})' if end else ''}"
    page.sheet.write(f"{_level(finding)}: ", title, style=_style(finding), body_style="strong", hang=2)
    value = next((each.value for each in finding.evidence if isinstance(each, Told) and each.place), "")
    subjects = about(finding.subjects, None if page.verbose else SHORT_LIST)
    _details(page, finding, _where(page, _Spot(finding.place, subjects, value, prose(finding.message))))


def roll_up_block(page: Page, finding: Finding) -> None:
    """Write in one line that nothing in the input speaks of an aspect."""
    weight = "" if finding.severity is Severity.ERROR else f" ({finding.severity})"
    page.sheet.blank()
    page.sheet.write("NOT CHECKED ", f"{visible(finding.aspect)}{weight}: {prose(finding.message)}", style="open", hang=2)
    most = None if page.verbose else SHORT_LIST
    rows = [("need", listing([prose(each) for each in finding.needs], most)), ("fix", prose(finding.fix))]
    if page.verbose:
        rows.append(("rules", listing([visible(each) for each in finding.rules], most)))
    _write(page, "  ", rows)


def problem_block(page: Page, problem: Problem) -> None:
    """Write what could not be read."""
    page.sheet.blank()
    page.sheet.write("unreadable: ", f"{prose(problem.found)}  (taken as not known)", style="error", body_style="strong", hang=2)
    margin = _where(page, _Spot(problem.place, prose(problem.where)))
    _write(page, margin, [("need", prose(problem.expected)), ("write", prose(problem.example))])


def _level(finding: Finding) -> str:
    if finding.is_violation:
        return finding.severity.value
    return "not decided" if finding.severity is Severity.ERROR else f"not decided ({finding.severity})"


def _style(finding: Finding) -> str:
    return finding.severity.value if finding.is_violation else "open"


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where something is, and what to write there."""

    place: Place | None
    subjects: str
    value: str = ""
    """What stands there, as told."""
    message: str = ""


def _where(page: Page, spot: _Spot) -> str:
    """Write the place, its line and the message; return the margin left of the details."""
    margin = " " * max(2, len(str(spot.place.line)) if spot.place else 0)
    parts = (at(spot.place) if spot.place else "", spot.subjects)
    page.sheet.write(f"{margin}--> ", "  ".join(part for part in parts if part), style="place")
    line = page.lines(spot.place) if spot.place and spot.place.line else None
    written = line is not None and spot.place is not None and _excerpt(page.sheet, line, spot.place, spot)
    if spot.message and not written:
        _write(page, margin, [("found", spot.message)])
    return margin


def _excerpt(sheet: Sheet, line: str, place: Place, spot: _Spot) -> bool:
    """Write the line with its caret; return whether the message found room after the caret."""
    number = f"{place.line:>2} | "
    gutter = " " * (len(number) - 2) + "| "
    room = (sheet.width or _WIDEST_EXCERPT) - len(gutter)
    part = excerpt(line, place.column, spot.value, room)
    caret = " " * cells(part.before) + "^" * max(cells(part.marked), 1)
    fits = bool(part.marked and spot.message) and cells(caret) + 1 + cells(spot.message) <= room
    sheet.line(gutter, style="place")
    sheet.line(number, part.line, style="place")
    if part.marked:
        sheet.line(gutter, f"{caret} {spot.message}" if fits else caret, style="place", body_style="error")
    sheet.line(gutter, style="place")
    return fits


def _details(page: Page, finding: Finding, margin: str) -> None:
    rows = [*_evidence(finding, verbose=page.verbose), *_what_to_do(finding, verbose=page.verbose)]
    # Whose rule it is matters where it says no; what is only not known yet is told in as few lines as can be.
    judged = finding.is_violation or finding.leaning
    if page.verbose or (judged and finding.rule not in page.explained):
        page.explained.add(finding.rule)
        rows += _whose_rule(finding, page)
    _write(page, margin, rows)


def _evidence(finding: Finding, *, verbose: bool) -> list[Row]:
    shown = [seen(each) for each in finding.evidence if isinstance(each, Seen)]
    rows = [("seen", each) for each in (shown if verbose else shown[:SHORT_LIST])]
    if len(shown) > len(rows):
        rows.append(("seen", f"and {len(shown) - len(rows):,} more (-v shows them)"))
    if verbose:
        rows += [("told", _told(each)) for each in finding.evidence if isinstance(each, Told) and each.fact]
    if finding.disagreement not in finding.message:
        rows.append(("note", prose(finding.disagreement)))
    return rows


def _told(evidence: Told) -> str:
    return f"{fact(evidence.fact)} {prose(evidence.value)}" + (f" ({at(evidence.place)})" if evidence.place else "")


def _what_to_do(finding: Finding, *, verbose: bool) -> list[Row]:
    most = None if verbose else SHORT_LIST
    rows = [("rules", listing([visible(each) for each in finding.rules], most))] if len(finding.rules) > 1 else []
    if not _told_in_the_message(finding):
        rows += [("need", prose(each)) for each in finding.needs]
    if verbose:
        rows.append(("why", prose(finding.why)))
    # What mends a violation does not help where nobody knows yet whether it is one.
    if finding.is_violation or finding.leaning:
        rows.append(("fix", prose(finding.fix)))
    return rows


def _told_in_the_message(finding: Finding) -> bool:
    """Whether the message `not known: weight` says what is needed already: `weight of box A18`."""
    return finding.message.endswith(", ".join(each.removesuffix(f" of {finding.subject}") for each in finding.needs))


def _whose_rule(finding: Finding, page: Page) -> list[Row]:
    if len(finding.rules) > 1:
        return []  # the sources of the first rule would pass for those of all
    rows = [("source", whose(each)) for each in finding.sources[: None if page.verbose else 1]]
    if page.verbose:
        rows += [("url", visible(each.url)) for each in finding.sources]
    file = page.pack_files.get(finding.rule.split("/")[0])
    return [*rows, ("more", f"inboundcheck explain {visible(finding.rule)}" + (f" --pack {visible(file)}" if file else ""))]


def _write(page: Page, margin: str, rows: list[Row]) -> None:
    """Write the rows that say something."""
    for key, value in rows:
        if value:
            page.sheet.write(f"{margin} = {key + ':':<8}", value)
