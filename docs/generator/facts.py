"""The page of facts: what a rule can name."""

from __future__ import annotations

from generator.markdown import code, page, table
from inboundcheck.facts import ASPECTS, VOCABULARY
from inboundcheck.facts.kinds import SUBJECTS, Kind
from inboundcheck.facts.known import ABOVE
from inboundcheck.model.words import Country, words

_INTRO = """\
A rule puts conditions on facts. A rule `for: label` can name the facts of a label, and those of what the label is on: the nearest
subject that has a fact of the name is meant, and `box.weight` says which. `inboundcheck pack facts` prints the same list.

A fact of the kind `list(label)` holds labels, and its conditions name facts of labels. *Seen* marks the facts of which photos can
speak ([how](../how-it-decides.md#what-photos-show))."""


def pages() -> dict[str, str]:
    """The page."""
    numbers = [(f"[{each}](#{each})", str(len(VOCABULARY.of(each))), ", ".join(ABOVE[each])) for each in SUBJECTS]
    subjects = table(("subject", "facts", "can also name facts of"), numbers)
    facts = {aspect: [code(str(fact)) for fact in VOCABULARY.values() if fact.aspect == aspect] for aspect in ASPECTS}
    aspects = table(("aspect", "facts"), [(aspect, ", ".join(found)) for aspect, found in facts.items()])
    sections = [f"## {subject}\n\n{_facts(subject)}" for subject in SUBJECTS]
    return {"reference/facts.md": page("Facts", _INTRO, subjects, *sections, "## Aspects\n\n`--only` chooses by them.", aspects)}


def _facts(subject: str) -> str:
    rows = [(code(fact.name), kind(fact.kind), fact.aspect, "seen" if fact.seen else "", fact.doc) for fact in VOCABULARY.of(subject).values()]
    return table(("fact", "kind", "aspect", "", "what it is"), rows)


def kind(of: Kind) -> str:
    """A kind, its words each on their own."""
    if of.name == "list" and of.of is not None:
        return f"list of {kind(of.of)}" if of.of.words else f"list of {of.of}"
    if of.words == words(Country):
        return "a country, ISO 3166-1 alpha-2"
    return "one of " + ", ".join(map(code, of.words)) if of.words else of.name
