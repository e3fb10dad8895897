"""The text of the program while it is written: its lines, its names, and the objects that it uses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inboundcheck.answers import NONE
from inboundcheck.conditions import Ref
from inboundcheck.conditions.scalars import versus
from inboundcheck.engine.compiling.called import bounds
from inboundcheck.facts.kinds import QUANTITIES


@dataclass
class Scope:
    """One loop of the program: over the boxes, or over what a box has."""

    subject: str
    variable: str
    locals: dict[Ref, str] = field(default_factory=dict)
    """The facts that are read once per subject, and the variables that hold them."""
    fields: dict[str, str] = field(default_factory=dict)
    """The fields of the subject that were read, and the variables that hold them."""
    between: tuple[tuple[str, str], ...] = ()
    """The subjects between the box and this one, from the box inwards, and the variables that hold them."""


class Text:
    """Lines of Python, and the space in which they run."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.space: dict[str, Any] = {"NONE": NONE, "versus": versus, "date": date, "bounds": bounds}
        self.space |= {each.__name__: each for each in QUANTITIES.values()}
        self._names = itertools.count()

    def write(self, depth: int, line: str) -> None:
        """Add a line."""
        self.lines.append("    " * depth + line)

    def fresh(self, letter: str) -> str:
        """A name that the program has not yet."""
        return f"{letter}{next(self._names)}"

    def keep(self, thing: Any) -> str:
        """Give an object to the program under a name."""
        name = f"k{len(self.space)}"
        self.space[name] = thing
        return name
