"""What is told of answers that count for nothing: whoever gave them believes that they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from inboundcheck.photos.binding.kinds import KINDS
from inboundcheck.report import Answered, Evidence, Finding, Outcome, PhotoUsed, Seen, Subject, Told

STALE, UNKNOWN = "answer-stale", "answer-unknown"


def unused_findings(answers: Iterable[Answered], photos: Sequence[PhotoUsed]) -> tuple[Finding, ...]:
    """Make a finding of each kind for the answers that no question took: those about photos that were changed, and all others."""
    by_hash = {each.sha256 for each in photos if each.sha256}
    groups: dict[str, list[Answered]] = {STALE: [], UNKNOWN: []}
    for each in answers:
        groups[UNKNOWN if each.sha256 in by_hash else STALE].append(each)
    names = {_tail(each.name) for each in photos}
    return tuple(_finding(name, group, names) for name, group in groups.items() if group)


def _finding(name: str, answers: list[Answered], photos: set[tuple[str, ...]]) -> Finding:
    kind, said = KINDS[name], [_said(name, each, photos) for each in answers]
    more = f" and {len(said) - 1:,} more" if len(said) > 1 else ""
    return Finding(
        Outcome.INCONCLUSIVE,
        f"photos/{name}",
        kind.title,
        kind.severity,
        tuple(Subject("photo", each.photo, number) for number, each in enumerate(answers)),
        kind.message.format(said=said[0] + more),
        evidence=tuple(one for each, text in zip(answers, said, strict=True) for one in _evidence(each, text)),
        needs=(kind.needs,),
        fix=kind.fix,
        aspect="labels",
    )


def _said(name: str, answered: Answered, photos: set[tuple[str, ...]]) -> str:
    who = f"{answered.by} answered on {answered.at}"
    if name == UNKNOWN:
        return f"{who} what {answered.photo} does not ask: {answered.id}"
    changed = _tail(answered.photo) in photos
    return f"{who} about {answered.photo}, and the photo {'was changed since' if changed else 'was not looked at: no photo has this content'}"


def _evidence(answered: Answered, text: str) -> Iterator[Evidence]:
    yield Told("answer", "yes" if answered.yes else "no", place=answered.place)
    yield Seen("answer", text, answered.photo, by=answered.declared)


def _tail(photo: str) -> tuple[str, ...]:
    """The name of a photo and of its folder: what stands before depends on where the check is run."""
    return PurePath(photo).parts[-2:]
