"""Puts behind each box with `same_as` the box that it is like, so that the place of an answer is where it was written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from inboundcheck.errors import Problem
from inboundcheck.model import Box
from inboundcheck.model.alike import ALIKE, models_of
from inboundcheck.readers.checked import check
from inboundcheck.readers.parts import Part


class Alike:
    """The boxes that others are like: those of one stretch, and of the stretches before it those that were named already."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}
        self._same_as: dict[str, Any] = {}
        self._shared: dict[str, Part] = {}
        self._named: set[str] = set()

    def behind(self, parts: Sequence[Part]) -> None:
        """Take in the next stretch of boxes."""
        kept = {name: part for name, part in self._parts.items() if name in self._named}
        own = {part.tree["id"]: part for part in reversed(parts) if isinstance(part.tree, dict) and isinstance(part.tree.get("id"), str)}
        self._parts = {**own, **kept}
        self._same_as = {name: part.tree.get("same_as") for name, part in self._parts.items()}
        self._shared = {}

    def completed(self, part: Part, where: str) -> tuple[Part, tuple[Problem, ...]]:
        """Return a box with those that it is like behind it, or what is wrong with the name that it gives."""
        if not isinstance(part.tree, dict) or not isinstance(part.tree.get("same_as"), str):
            return part, ()
        own = part.tree.get("id")
        try:
            names = models_of(own if isinstance(own, str) else "", part.tree["same_as"], self._same_as)
        except ValueError as trouble:
            expected = "the ID of another box of the shipment; in JSON Lines, of one that stands near or was named before"
            return part, (Problem(str(trouble), part.find(("same_as",)), where, expected),)
        self._named.update(names)
        return replace(part, behind=(*part.behind, *self._models(names))), ()

    def _models(self, names: Iterable[str]) -> Iterable[Part]:
        """The boxes that answer, each with what boxes of a kind share; what is wrong there is told there, once."""
        for name in names:
            if name not in self._shared:
                part = self._parts[name]
                shared = {key: value for key, value in part.tree.items() if key in ALIKE}
                self._shared[name] = replace(part, tree=check(Box, shared, part, name).tree, behind=())
            yield self._shared[name]
