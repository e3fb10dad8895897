"""Makes findings: violations one by one, gaps by what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from inboundcheck.answers import NONE, listed
from inboundcheck.conditions import Asker, Count, Ref, Rule
from inboundcheck.engine.deciding import Deciding, condition_facts, deciding, element_text, limits, over, value_text
from inboundcheck.engine.sentences import exceptions_text, sentences
from inboundcheck.facts.boxes import STRAPS
from inboundcheck.facts.known import Known, match
from inboundcheck.facts.seen import merge
from inboundcheck.model import LabelSeen
from inboundcheck.packs.rules import PLACEHOLDER
from inboundcheck.places import join
from inboundcheck.report import Evidence, Finding, Outcome, Seen, Subject, Told

PHOTOS_DISAGREE = "photos disagree"
"""How a disagreement begins that is not between what was declared and what was seen."""
_SIGHTINGS = {
    "outside_barcodes": "barcode", "labels": "label", "longest_side": "side", "second_side": "side", "shortest_side": "side", "joined_to": "join",
    "overwraps": "overwrap", "strap_on_box": "overwrap", "dunnage": "dunnage", "team_lift_faces": "mark", "mech_lift_faces": "mark",
    "heavy_mark_faces": "mark",
}  # fmt: skip


def violation(rule: Rule, ask: Asker, subject: Subject, *, disagrees: bool = False) -> Finding:
    """Say why a subject breaks a rule; in a world in which it does, where evidence disagrees."""
    if disagrees:
        ask = _world(rule, ask, Outcome.VIOLATION)
    found = list(deciding(rule.require, ask, truth=False))
    texts, params = sentences(found)
    return Finding(
        outcome=Outcome.VIOLATION, rule=rule.id, title=rule.title, severity=rule.severity, subjects=(subject,), message="; ".join(texts),
        effect=rule.effect, params=tuple(params), evidence=evidence(found, subject), disagreement=_disagreement(rule, ask) if disagrees else "",
        why=rule.why, fix=fill(rule.fix, found, ask, subject), sources=rule.sources, boxes=subject.count,
        aspect=rule.aspects[0] if rule.aspects else "",
    )  # fmt: skip


def undecided(rule: Rule, ask: Asker, subject: Subject, needs: Iterable[str], *, disagrees: bool = False) -> Finding:
    """Say what keeps a rule open for a subject; where only an exception does, say that it leans to a violation."""
    applies, required = rule.applies(ask), rule.require.holds(ask)
    leaning = required is False and applies is None and not rule.lapsed
    needs = tuple(dict.fromkeys(needs))
    found = list(deciding(rule.require, ask, truth=False)) if leaning else []
    texts, params = sentences(found)
    if rule.lapsed:
        message = rule.lapsed
    elif disagrees:
        message = f"not decided: {_disagreement(rule, ask)}"
    elif leaning:
        unless = exceptions_text(rule, ask)
        message = "; ".join(texts) + (f" (allowed only if: {unless})" if unless else " (if the rule applies)")
    else:
        message = "not known: " + ", ".join(needs)
    return Finding(
        outcome=Outcome.INCONCLUSIVE, rule=rule.id, title=rule.title, severity=rule.severity, subjects=(subject,), message=message,
        effect=rule.effect, params=tuple(params), evidence=evidence(found, subject) or at(subject), needs=needs, leaning=leaning,
        disagreement=_disagreement(rule, ask) if disagrees else "", why=rule.why, fix=rule.fix if leaning and "{" not in rule.fix else "",
        sources=rule.sources, boxes=subject.count, rules=(rule.id,),
    )  # fmt: skip


def at(subject: Subject) -> tuple[Evidence, ...]:
    """Point at a subject itself, where nothing of it was found."""
    return (Told("", "", subject.pointer),)


def _world(rule: Rule, ask: Asker, outcome: Outcome) -> Asker:
    return next((world for world in ask.worlds(rule.refs) if rule.judge(world) is outcome), ask)


def _disagreement(rule: Rule, ask: Asker) -> str:
    """Name what was declared and what was seen, where the two contradict each other."""
    plain = Asker(ask.known, ask.min_confidence, masked=ask.masked)
    texts = [_against(ref, answers, plain) for ref in rule.refs if len(answers := plain.alternatives(ref)) > 1]
    if ask.known.conflicting:
        texts.append(f"a photo shows this {ask.known.kind}, and the declared list does not hold it")
    return "; ".join(texts)


def _against(ref: Ref, answers: tuple[Any, ...], ask: Asker) -> str:
    """Name the answers to one fact that contradict each other; of a list that a photo adds to, what it adds."""
    told, *seen = (value_text(ref, Asker(ask.known, ask.min_confidence, {ref: answer})) for answer in answers)
    name = ref.name.replace("_", " ")
    if ask.photos_disagree(ref):
        return f"{PHOTOS_DISAGREE} over {name}: {' against '.join((told, *seen))}"
    besides = match(answers[0], answers[1])[1] if isinstance(answers[0], tuple) and answers[0] else ()
    shows = f"{', '.join(map(element_text, besides))} besides" if besides else seen[0]
    return f"{name} is declared as {told}, and a photo shows {shows}"


# --- evidence -------------------------------------------------------------------------------------------------------------


def evidence(found: list[Deciding], subject: Subject) -> tuple[Evidence, ...]:
    """Where the facts that decided came from."""
    result: list[Evidence] = []
    for each in found:
        result.extend(_failing_elements(each, subject))
    named = {told.fact for told in result if isinstance(told, Told)}
    for ref, inner in condition_facts(found):
        if ref.fact is None or ref.name in named:
            continue
        known = inner.known.at(ref.subject)
        if known is None:
            continue
        result.extend(_told(ref, inner, known, subject))
        result.extend(_seen(ref, inner, known, found))
    return tuple(dict.fromkeys(result))


def _failing_elements(each: Deciding, subject: Subject) -> list[Told]:
    """Point at the very elements of a declared list that fail `every`."""
    on, count = each.on, each.on.condition
    known = each.ask.known.at(on.ref.subject)
    if not isinstance(count, Count) or not count.failing or count.where is None or known is None or on.ref.fact is None or not on.ref.fact.attribute:
        return []
    pointer, attribute = pointer_of(known, subject), on.ref.fact.attribute
    declared = listed(getattr(known.thing, attribute, None))
    if pointer is None or any(name == on.ref.fact.name for name, _ in known.thing.facts):
        return []
    bad = [number for number, element in enumerate(declared) if count.where.holds(each.ask.within(count.element, element)) is False]
    return [Told(on.ref.fact.name, element_text(declared[number]), join(pointer, attribute, number)) for number in bad]


def _told(ref: Ref, ask: Asker, known: Known, subject: Subject) -> list[Told]:
    pointer = pointer_of(known, subject)
    fact = ref.fact
    if fact is None or pointer is None:
        return []
    if any(name == fact.name for name, _ in getattr(known.thing, "facts", ())):
        return [Told(fact.name, value_text(ref, ask), join(pointer, "facts", fact.name))]
    if fact.name in known.given:
        return [Told(fact.name, value_text(ref, ask))]
    told = [(name, getattr(known.thing, name, None)) for name in fact.reads]
    answer = ask.answer(ref)
    exact = [(name, value) for name, value in told if value is not None and getattr(value, "amount", value) == answer]
    return [Told(fact.name, value_text(ref, ask), join(pointer, name)) for name, value in exact[:1] or told if value is not None]


def _seen(ref: Ref, ask: Asker, known: Known, found: list[Deciding]) -> list[Seen]:
    """What photos show of a fact; of a list of which every element must hold, those that do not, where they can be told apart."""
    if known.kind == "label":
        return _seen_label(ref, known, ask.min_confidence)
    kind = _SIGHTINGS.get(ref.name)
    shown = [
        (photo, sighting)
        for photo in (listed(getattr(known.thing, "photos", None)) if kind else ())
        for sighting in listed(photo.sightings)
        if sighting.kind == kind and sighting.confidence >= ask.min_confidence
        and (ref.name != "strap_on_box" or sighting.overwrap in STRAPS)
    ]  # fmt: skip
    bad = [(photo, sighting) for photo, sighting in shown if any(_fails(each, ref, sighting) for each in found)]
    return [
        Seen(ref.name, _sighting_text(each), photo.path if isinstance(photo.path, str) else "", each.polygon, each.confidence)
        for photo, each in bad or [each for each in shown if not any(_uncounted(on, ref, each[1]) for on in found)]
    ]


def _seen_label(ref: Ref, known: Known, min_confidence: float) -> list[Seen]:
    """Where in the photos of its box a label was seen of which they show this fact."""
    box = known.at("box")
    return [
        Seen(ref.name, str(getattr(each.label, ref.name)), photo.path if isinstance(photo.path, str) else "", each.polygon, each.confidence)
        for photo in listed(getattr(box.thing, "photos", None) if box else None)
        for each in listed(photo.sightings)
        if isinstance(each, LabelSeen) and each.confidence >= min_confidence
        and getattr(each.label, ref.name, None) is not None and merge(known.thing, each.label) is not None
    ]  # fmt: skip


def _fails(each: Deciding, ref: Ref, sighting: Any) -> bool:
    """Whether what was seen is an element that fails a condition on every element of the list."""
    count, thing = each.on.condition, getattr(sighting, sighting.kind, None)
    if each.on.ref != ref or not isinstance(count, Count) or not count.failing or count.where is None or thing is None:
        return False
    return count.where.holds(each.ask.within(count.element, thing)) is False


def _uncounted(each: Deciding, ref: Ref, sighting: Any) -> bool:
    """Whether what was seen is no element of those that a condition counts: a missing label is not missing for another that is there."""
    count, thing = each.on.condition, getattr(sighting, sighting.kind, None)
    if each.on.ref != ref or not isinstance(count, Count) or count.failing or count.where is None or thing is None:
        return False
    return count.where.holds(each.ask.within(count.element, thing)) is False


def _sighting_text(sighting: Any) -> str:
    thing = getattr(sighting, sighting.kind, None)
    if thing is not None:
        return element_text(thing)
    if sighting.kind == "side":
        return f"{sighting.side} side {sighting.low} to {sighting.high}"
    return "joined" if getattr(sighting, "joined", False) else "alone"


def pointer_of(known: Known, subject: Subject) -> str | None:
    """The JSON pointer of a subject or of one above it; None for an element that stands alone."""
    if known.kind == subject.kind:
        return subject.pointer
    if known.kind == "shipment":
        return ""
    if known.kind == "box" and (found := re.match(r"/boxes/\d+", subject.pointer)):
        return found[0]
    return None


# --- fixes ----------------------------------------------------------------------------------------------------------------


def fill(template: str, found: list[Deciding], ask: Asker, subject: Subject) -> str:
    """Fill the places of a fix: a fact's value, its limit, by how much it is missed."""
    by_name = limits(found)

    def put(match: re.Match[str]) -> str:
        name, part = match[1], match[2]
        if part == "id":
            return str(subject)
        on = by_name.get(name)
        if part == "limit":
            return on.right if on else "the limit"
        if part == "over":
            return over(on, ask) if on else ""
        ref = on.ref if on else None
        return value_text(ref, ask, on.unit if on else "") if ref else name.replace("_", " ")

    return PLACEHOLDER.sub(put, template)


def subject_of(known: Known, index: int, pointer: str) -> Subject:
    """Describe a subject for the report."""
    box = known.at("box")
    count = getattr(box.thing, "count", 1) if box else getattr(known.thing, "count", 1)
    names = ("id", "box_id", "package_id", "sku", "text", "kind")
    own = next((str(value) for name in names if (value := getattr(known.thing, name, None)) is not None and value is not NONE), "")
    inside = name_of(box.thing, pointer) if box and known.kind != "box" else ""
    return Subject(known.kind, own, index, count, inside, pointer)


def name_of(box: Any, pointer: str) -> str:
    """The name of the box that something belongs to."""
    found = re.match(r"/boxes/(\d+)", pointer)
    own = next((str(value) for name in ("id", "box_id", "package_id") if (value := getattr(box, name, None)) is not None and value is not NONE), "")
    return f"box {own or f'no. {int(found[1]) + 1}' if found else own}"
