"""Which questions are worth a person's look: those that some rule is open for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inboundcheck.report import Question, Report

_EVERY = ""
"""Stands for all boxes: what a finding that rolls up many says."""


def asked(questions: Iterable[Question], report: Report) -> Iterator[Question]:
    """Give the questions that would bring an undecided finding about their box nearer to being decided.

    What two photos show of one label is asked once: the first answer settles it, or the next check asks about the other photo.
    """
    from inboundcheck.photos.asking.kinds import BY_NAME

    missing, told = _missing(report), _told(report)
    first: dict[tuple[str, ...], str] = {}
    for each in questions:
        kind, facts = BY_NAME[each.kind], missing.get(each.box, set()) | missing.get(_EVERY, set())
        wanted = not kind.facts.isdisjoint(facts) or not kind.told.isdisjoint(told.get(each.box, ()))
        once = (each.box, each.kind) if each.kind in ("edge", "seam") else (each.id,)
        if wanted and first.setdefault(once, each.photo) == each.photo:
            yield each


def _missing(report: Report) -> dict[str, set[str]]:
    """The facts that keep findings open, by the box that they are about."""
    found: dict[str, set[str]] = {}
    for finding in report.inconclusive:
        for subject in finding.subjects:
            box = subject.box or (str(subject) if subject.kind == "box" else _EVERY)
            found.setdefault(box, set()).update(finding.missing)
    return found


def _told(report: Report) -> dict[str, set[str]]:
    """The findings about photos, by the box that they are about."""
    found: dict[str, set[str]] = {}
    for finding in report.inconclusive:
        for subject in finding.subjects if finding.rule.startswith("photos/") else ():
            found.setdefault(subject.box, set()).add(finding.rule)
    return found
