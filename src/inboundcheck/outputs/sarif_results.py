"""The results of a SARIF log: a finding, a value that could not be read, or what a rule came out as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

from inboundcheck.errors import Problem
from inboundcheck.outputs.locations import key_of, place_of, unique, uri_of
from inboundcheck.outputs.sarif_rules import LEVELS, UNREADABLE
from inboundcheck.outputs.steps import reason_of, to_do
from inboundcheck.outputs.summary import is_roll_up
from inboundcheck.outputs.words import about, counted, named, prose, seen, visible
from inboundcheck.places import Place
from inboundcheck.report import Finding, Outcome, Report, RuleResult, Seen, Severity, Subject

Data: TypeAlias = dict[str, Any]
Keyed: TypeAlias = tuple[str, Data]

_MOST_PLACES = 100
"""GitHub keeps so many locations of a result, and refuses a file with ten times as many."""
_KINDS = {Outcome.PASS: ("pass", "passed"), Outcome.NOT_APPLICABLE: ("notApplicable", "does not apply to")}


def of_finding(report: Report, finding: Finding) -> Keyed:
    """Write a finding, with its key."""
    files = {each.name: each.file for each in report.photos}
    photos = [replace(each, photo=files.get(each.photo, each.photo)) for each in finding.evidence if isinstance(each, Seen) and each.photo]
    data = {
        **_judged(finding.rule, finding.severity if finding.is_violation else None, "fail" if finding.is_violation else "open"),
        "message": {"text": _message(finding, len(photos[:_MOST_PLACES]))},
        "locations": [_location(place_of(report, finding.place), finding.subjects)],
        **({"relatedLocations": [_photo(number, each) for number, each in enumerate(photos[:_MOST_PLACES], 1)]} if photos else {}),
        **({"attachments": [_attachment(each) for each in photos]} if photos else {}),
        "suppressions": [{"kind": "external", "status": "accepted", "justification": reason_of(finding)}] if finding.waiver else [],
        "properties": {
            "severity": finding.severity.value,
            "effect": finding.effect,
            "leaning": finding.leaning,
            "subjects": [named(each) for each in finding.subjects],
            "boxes": finding.boxes,
            "rules": [visible(each) for each in finding.rules],
            "needs": [prose(each) for each in finding.needs],
            "disagreement": prose(finding.disagreement),
        },
    }
    return finding.key, data


def of_defect(problem: Problem) -> Keyed:
    """Write a value that could not be read, with its key."""
    where = f"{prose(problem.where)}: " if problem.where else ""
    expected = f" Expected {prose(problem.expected)}." if problem.expected else ""
    text = f"{where}{prose(problem.found)}; taken as not known.{expected}"
    data = {
        **_judged(UNREADABLE, Severity.ERROR, "fail"),
        "message": {"text": _plain(text)},
        "locations": [_location(problem.place, ())],
        "suppressions": [],
    }
    return key_of(problem), data


def of_rule(report: Report, rule: RuleResult) -> Iterator[Keyed]:
    """Write what a rule came out as where nothing is wrong: how often it passed, and how often it did not apply."""
    for outcome, (kind, words) in _KINDS.items():
        number = rule.outcomes.get(outcome, 0)
        if number:
            text = f"{prose(rule.title)}: {words} {counted(number, 'subject')}."
            data = {
                **_judged(rule.rule, None, kind),
                "message": {"text": _plain(text)},
                "locations": [_location(place_of(report, None), ())],
                "suppressions": [],
                "properties": {"count": number},
            }
            yield f"{rule.rule}|{kind}", data


def with_fingerprints(results: Iterable[Keyed]) -> list[Data]:
    """Give each result the fingerprints by which tools know it again. GitHub reads the first of them and no other."""
    keyed = list(results)
    names = unique(key for key, _ in keyed)
    prints = ({"primaryLocationLineHash": name, "inboundcheckKey/v1": key} for name, (key, _) in zip(names, keyed, strict=True))
    return [{**data, "partialFingerprints": each} for each, (_, data) in zip(prints, keyed, strict=True)]


def _judged(rule: str, severity: Severity | None, kind: str) -> Data:
    """Say which rule came out as what. By the standard, what does not fail has no level."""
    return {"ruleId": visible(rule), "kind": kind, "level": LEVELS[severity] if severity else "none"}


def _message(finding: Finding, photos: int) -> str:
    subjects = "" if is_roll_up(finding) else f"{about(finding.subjects)}: "
    state = "" if finding.is_violation else "Not decided: "
    links = "".join(f" [Photo {number}]({number})." for number in range(1, photos + 1))
    return _plain(f"{state}{subjects}{prose(finding.message or finding.title)}. {to_do(finding)}".strip()) + links


def _plain(text: str) -> str:
    """Write a text in which nothing passes for a placeholder or a link (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _location(place: Place | None, subjects: tuple[Subject, ...]) -> Data:
    things = [_thing(each) for each in subjects[:_MOST_PLACES]]
    return {
        **({"physicalLocation": {"artifactLocation": _artifact(place.file), **_region(place)}} if place else {}),
        **({"logicalLocations": things} if things else {}),
    }


def _thing(subject: Subject) -> Data:
    name = f"{visible(subject.box)}/{named(subject)}" if subject.box else named(subject)
    return {"name": named(subject), "fullyQualifiedName": name, "kind": visible(subject.kind)}


def _region(place: Place) -> Data:
    column = {"startColumn": place.column} if place.column else {}
    if place.column and place.end_column > place.column:
        column |= {"endLine": place.line, "endColumn": place.end_column}
    return {"region": {"startLine": place.line, **column}} if place.line else {"region": {"startLine": 1}}


def _artifact(file: str) -> Data:
    uri = uri_of(file)
    return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _photo(number: int, evidence: Seen) -> Data:
    return {"id": number, "physicalLocation": {"artifactLocation": _artifact(evidence.photo)}, "message": {"text": _plain(seen(evidence))}}


def _attachment(evidence: Seen) -> Data:
    """Write a photo with the area that matters, in pixels of the upright photo."""
    across, down = [x for x, _ in evidence.polygon], [y for _, y in evidence.polygon]
    area = {"top": min(down), "left": min(across), "bottom": max(down), "right": max(across)} if evidence.polygon else None
    text = {"text": _plain(seen(evidence))}
    rectangles = {"rectangles": [{**area, "message": text}]} if area else {}
    return {"artifactLocation": _artifact(evidence.photo), "description": text, **rectangles}
