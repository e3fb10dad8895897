"""Reads the type of a question or a setting."""

from __future__ import annotations

from inboundcheck.documents import Mapping
from inboundcheck.facts.kinds import Kind, enum, list_of
from inboundcheck.packs.writing import Writing

PLAIN = ("length", "mass", "volume", "duration", "number", "int", "text", "yes-no", "date", "month-day")


def read_kind(writing: Writing, part: Mapping, what: str, *, lists: bool = True) -> Kind | None:
    """Read `type`: a plain one, or `enum` or `list` with its `words`."""
    chosen = writing.word(part, "type", what, (*PLAIN, "enum", "list") if lists else (*PLAIN, "enum"))
    if chosen not in ("enum", "list"):
        return Kind(chosen) if chosen else None
    kind = enum([str(word) for word in writing.sequence(part.get("words"), "words", part, "[green, red]")])
    if not kind.words:
        return None
    return kind if chosen == "enum" else list_of(kind)
