"""The words of a report: outcomes, severities, standings, states."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

FORMAT = 1
"""The version of every format that is written: pack, spec, waivers, JSON report."""


class Outcome(StrEnum):
    """What a rule says of one subject."""

    VIOLATION = "violation"
    INCONCLUSIVE = "inconclusive"
    PASS = "pass"  # noqa: S105 - the outcome, not a password
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a violation weighs; an inconclusive outcome weighs as much as its rule's violation would."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


Effect: TypeAlias = Literal["refused", "charged", "delayed"]
Standing: TypeAlias = Literal["official", "copy", "third-party", "house", "unverified"]
Coverage: TypeAlias = Literal["declared", "photographed"]
"""What shows that there is none of something: a declaration that no photo contradicts, or photos of all faces alone."""
Shot: TypeAlias = Literal["face", "corner"]
State: TypeAlias = Literal["judged", "never applied", "not in force", "setting missing", "not asked", "off"]
