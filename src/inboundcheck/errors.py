"""What can go wrong, said so that the reader can mend it.

Two kinds of trouble are two types. An [`InboundCheckError`][] means that the run could not be done as asked (a pack that
is not a pack, a file that is not there): it is raised, with every problem at once. A defect of the data, such as
`length: 25,4 cm` in one box, is a [`Problem`][] on the report: that box is judged without the value and the others as usual.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from inboundcheck.places import Place

_LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what was given, and how to put it right."""

    found: str
    """What stands there, in words: `'25,4 cm' is not a length`."""
    place: Place | None = None
    """File, line and column (from 1); None where nothing was read from a file."""
    where: str = ""
    """The place in the field's own words, for readers without line numbers: `box A17, length`."""
    expected: str = ""
    """What would have been right."""
    example: str = ""
    """A right form to copy."""

    def __str__(self) -> str:
        start = ": ".join(part for part in (str(self.place) if self.place else "", self.where) if part)
        rest = [self.found]
        if self.expected:
            rest.append(f"expected {self.expected}")
        if self.example:
            rest.append(f"for example {self.example}")
        return f"{start}: {'; '.join(rest)}" if start else "; ".join(rest)


class InboundCheckError(Exception):
    """Base of every error that inboundcheck raises. `problems` holds all that was found, never only the first."""

    def __init__(self, problems: str | Problem | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ReadError(InboundCheckError):
    """A file of boxes could not be read at all."""


class PackError(InboundCheckError):
    """A rule pack is not valid, or no pack fits."""


class UsageError(InboundCheckError):
    """The call itself cannot be carried out: an unknown aspect, a date that is none, nothing to judge."""


class PhotoError(InboundCheckError):
    """A photo could not be opened. Looking at many photos does not raise it: it becomes the `trouble` of the one photo."""


class NotOk(InboundCheckError):
    """Raised by `Report.raise_unless_ok`: something breaks a rule, could not be decided, or could not be read."""


def shown(text: object) -> str:
    """Quote what was found, cut to a length that fits a terminal line."""
    written = str(text)
    return repr(written if len(written) <= _LONGEST_SHOWN else written[:_LONGEST_SHOWN] + "…")


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the hint `; did you mean 'weight'?` for a mistyped name, or nothing when no known name is near."""
    candidates: Sequence[str] = sorted(known)
    matches = get_close_matches(name.casefold(), [each.casefold() for each in candidates], n=1, cutoff=0.6)
    found = next((each for each in candidates if matches and each.casefold() == matches[0]), None)
    return f"; did you mean {found!r}?" if found else ""
