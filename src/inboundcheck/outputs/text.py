"""The report for a terminal: what is wrong with which box, where it stands in the file, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable

from inboundcheck.outputs.blocks import Lines, Page, finding_block, no_lines, problem_block, roll_up_block
from inboundcheck.outputs.sheet import Sheet
from inboundcheck.outputs.summary import (
    NOT_JUDGED,
    boxes_with_errors,
    chosen,
    headline,
    in_order,
    is_roll_up,
    not_judged,
    review,
)
from inboundcheck.outputs.words import about, counted, listing, prose, visible
from inboundcheck.report import Finding, Report, RuleResult, Waiver

_MOST_BOXES = 20


def render(report: Report, *, lines: Lines = no_lines, width: int | None = None, color: bool = False, verbose: bool = False) -> str:
    """Write the report for people.

    `lines` reads one line of a source file, for the excerpts; `width` is that of the terminal, None where lines need not be
    wrapped (an excerpt is cut all the same); whether to use colour is the caller's to know. Nothing is said by colour alone.
    """
    page = _page(report, lines, width, color=color, verbose=verbose)
    _head(page, report)
    standing = in_order(report)
    for each in standing:
        if each.is_violation:
            finding_block(page, each)
    for problem in report.defects:
        problem_block(page, problem)
    for each in standing:
        if not each.is_violation:
            (roll_up_block if is_roll_up(each) else finding_block)(page, each)
    _set_aside(page.sheet, report)
    _foot(page, report)
    return page.sheet.text()


def findings_text(report: Report, findings: Iterable[Finding], *, lines: Lines = no_lines, width: int | None = None) -> str:
    """Write some findings of a report, as they stand in it."""
    page = _page(report, lines, width, color=False, verbose=False)
    for each in findings:
        (roll_up_block if is_roll_up(each) else finding_block)(page, each)
    return page.sheet.text()


def _page(report: Report, lines: Lines, width: int | None, *, color: bool, verbose: bool) -> Page:
    return Page(Sheet(width, color=color), lines, verbose, {each.name: each.file for each in report.packs if each.file})


def _head(page: Page, report: Report) -> None:
    page.sheet.write("", f"Judged as of {report.as_of}{' by' if report.packs else ''}", body_style="strong")
    for pack in report.packs:
        page.sheet.write("  ", chosen(pack), hang=4)
    for note in report.notes:
        page.sheet.write("note: ", prose(note), style="strong")


def _set_aside(sheet: Sheet, report: Report) -> None:
    if report.waived or report.unused_waivers:
        sheet.blank()
    for each in report.waived:
        if each.waiver:
            what = f"{visible(each.rule)}: {about(each.subjects)}{'' if each.is_violation else ' (not decided)'}: "
            sheet.write("waived: ", what + _reason(each.waiver), style="strong", hang=2)
    for waiver in report.unused_waivers:
        lapsed = "lapsed waiver: " if waiver.expires < report.as_of else "unused waiver: "
        where = "" if waiver.box == "*" else f" for box {visible(waiver.box)}"
        sheet.write(lapsed, f"{visible(waiver.rule)}{where}: {_reason(waiver)}", style="strong", hang=2)


def _reason(waiver: Waiver) -> str:
    return f"{prose(waiver.reason)} ({prose(waiver.owner)}, until {waiver.expires})"


def _foot(page: Page, report: Report) -> None:
    sheet = page.sheet
    sheet.blank()
    for each in report.not_asked:
        if each.leaning:
            many = f"it applies to {each.leaning:,} of {each.not_asked:,}"
            sheet.write("not asked: ", f"{visible(each.rule)}: {prose(each.title)}: {many}", style="open", hang=2)
    if report.answers:
        who = listing(list(dict.fromkeys(visible(each.by) for each in report.answers)))
        sheet.write("Answers about photos taken in: ", f"{len(report.answers):,}, from {who}.", hang=2)
    if report.questions:
        asked = counted(len(report.questions), "question")
        sheet.write("A look at photos settles ", f"{asked}: run {visible(review(report))}, or answer in the page of -o FILE.html.", hang=2)
    boxes = boxes_with_errors(report)
    if boxes:
        sheet.write("Boxes with errors: ", f"{listing(boxes, None if page.verbose else _MOST_BOXES)}.", hang=2)
    _states(page, report)
    sheet.write("", headline(report), body_style="good" if report.ok else "error")


def _states(page: Page, report: Report) -> None:
    line = not_judged(report)
    if line:
        page.sheet.write("", line if page.verbose else f"{line[:-1]} (-v names them).")
    if page.verbose:
        for state in (*NOT_JUDGED, "not asked"):
            for each in report.rules:
                if each.state == state:
                    page.sheet.write(f"  {state}: ", _named_rule(each), hang=4)


def _named_rule(rule: RuleResult) -> str:
    reason = f" ({prose(rule.reason)})" if rule.reason else ""
    return f"{visible(rule.rule)}: {prose(rule.title)}{reason}"
