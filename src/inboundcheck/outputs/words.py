"""The wording that every format for people shares: safe text, numbers, names of boxes, lists that stay short."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from inboundcheck.places import Place
from inboundcheck.report import Finding, Seen, Source, Subject
from inboundcheck.safe import visible as visible  # noqa: PLC0414 - handed on: one of the words that every format shares

SHORT_LIST = 6
"""How many names are shown where a list is shortened."""
_BLANKS = re.compile(r"[ \t\r\n]+")


def prose(text: object) -> str:
    """Put text that a person wrote in several lines into one, safe to show."""
    return visible(_BLANKS.sub(" ", str(text)).strip())


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its word: `1 box`, `240 boxes`."""
    return f"{number:,} {one if number == 1 else many or plural(one)}"


def plural(word: str) -> str:
    """Return the plural of one of our nouns."""
    return word + ("es" if word.endswith(("x", "s")) else "s")


def listing(names: Sequence[str], most: int | None = SHORT_LIST) -> str:
    """Join names, the first few of a long list: `A1, A2, A3 and 9 more`. None shows all of them."""
    if most is None or len(names) <= most + 1:
        return ", ".join(names)
    return f"{', '.join(names[:most])} and {len(names) - most:,} more"


def fact(name: str) -> str:
    """Write the name of a fact in words."""
    return visible(name.replace("_", " "))


def named(subject: Subject) -> str:
    """Name one subject: `box A17`, `label no. 2 of box A17`, `the shipment`."""
    if subject.kind == "shipment" and not subject.id:
        return "the shipment"
    return f"{visible(subject.kind)} {_own_name(subject)}"


def about(subjects: Iterable[Subject], most: int | None = SHORT_LIST) -> str:
    """Name what a finding is about: one subject, or all of a group by kind."""
    groups = [list(group) for _, group in groupby(subjects, key=lambda each: each.kind)]
    return "; ".join(named(group[0]) if len(group) == 1 else _group(group, most) for group in groups)


def _group(subjects: list[Subject], most: int | None) -> str:
    number = sum(each.count for each in subjects)
    return f"{counted(number, visible(subjects[0].kind))}: {listing([_own_name(each) for each in subjects], most)}"


def _own_name(subject: Subject) -> str:
    name = visible(subject.id) if subject.id else f"no. {subject.index + 1}"
    same = f" ({subject.count:,} identical)" if subject.count > 1 else ""
    return f"{name}{same} of {visible(subject.box)}" if subject.box else f"{name}{same}"


def box_of(subject: Subject) -> str:
    """Name the box that a subject is or belongs to, without the word."""
    return visible(subject.box.removeprefix("box ")) if subject.box else _own_name(subject)


def whose(source: Source) -> str:
    """Say whose rule it is, where it was read, and how far to trust that."""
    read = f"read {source.read}" if source.read else ""
    return prose(f"{', '.join(part for part in (source.authority, source.page, read) if part)} ({source.standing})")


def at(place: Place) -> str:
    """Write a place as editors read it: `shipment.yaml:14:13`."""
    return visible(place)


def seen(evidence: Seen) -> str:
    """Say what was seen, in which photo, where in it, and how surely."""
    parts = ("photo " + visible(evidence.photo) if evidence.photo else "", _area(evidence), f"confidence {evidence.confidence:.2f}")
    return f"{', '.join(part for part in parts if part)}: {fact(evidence.fact)} {prose(evidence.value)}{by(evidence)}"


def by(evidence: Seen) -> str:
    """Say who declared it, where a person looked at the photo; nothing otherwise."""
    return f", {prose(evidence.by)}" if evidence.by else ""


def _area(evidence: Seen) -> str:
    """Return the corners of the smallest upright area around the polygon."""
    if not evidence.polygon:
        return ""
    across, down = [point[0] for point in evidence.polygon], [point[1] for point in evidence.polygon]
    return f"at {min(across):.0f},{min(down):.0f}-{max(across):.0f},{max(down):.0f}"


def consequence(finding: Finding) -> str:
    """Say what happens to the box: `refused`, `may be refused`, `refused unless an exception applies`."""
    if finding.leaning:
        return f"{finding.effect or 'breaks the rule'} unless an exception applies"
    if finding.effect is None or finding.is_violation:
        return finding.effect or ""
    return f"may be {finding.effect}"
