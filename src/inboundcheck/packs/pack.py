"""What a pack is once it has been read and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from inboundcheck.conditions import Rule
from inboundcheck.documents import Mapping as Written
from inboundcheck.facts import Fact, Vocabulary
from inboundcheck.packs.services import Service
from inboundcheck.packs.settings import PackSetting, with_values
from inboundcheck.places import Place
from inboundcheck.report import Outcome


@dataclass(frozen=True, slots=True)
class Period:
    """A rule as it stands from one day on, until the next period begins."""

    rule: Rule
    begins: date | None = None
    ends: date | None = None
    """The last day, that day included; only the last period of a rule may have one."""
    then_unknown: bool = False
    """After `ends`, nobody knows what holds: inconclusive, never a pass. Otherwise the rule has ended."""


@dataclass(frozen=True, slots=True)
class Example:
    """A case that a rule must judge as it says."""

    name: str
    given: Mapping[str, Any]
    expect: Outcome
    as_of: date | None
    place: Place
    settings: Mapping[str, str] = field(default_factory=dict)
    """The settings that it sets, as written."""


@dataclass(frozen=True)
class PackRule:
    """A rule of a pack: its periods, its examples, and the words that it was written in."""

    pack: str
    name: str
    periods: tuple[Period, ...]
    examples: tuple[Example, ...]
    place: Place
    written: Written
    off: str = ""
    """Why a pack that extends this one has switched it off."""

    @property
    def id(self) -> str:
        """`pack/rule`."""
        return f"{self.pack}/{self.name}"

    @property
    def newest(self) -> Rule:
        """The rule as it stands in its last period."""
        return self.periods[-1].rule

    def on(self, day: date) -> Period | None:
        """Return the period of a day; None before the first, and after a last one that has ended."""
        current = None
        for period in self.periods:
            if period.begins is None or period.begins <= day:
                current = period
        if current is None or (current.ends and day > current.ends and not current.then_unknown):
            return None
        return current


@dataclass(frozen=True)
class Pack:
    """The rules of one authority."""

    name: str
    """Lower-case words joined by hyphens."""
    title: str
    """What it is, for people."""
    version: str
    """Its version, as it says it."""
    scope: Mapping[str, str]
    """Facts of the shipment that choosing the pack gives: `{program: fba, market: US}`."""
    rules: tuple[PackRule, ...]
    """Its own rules, and those that it takes over from the pack it extends."""
    vocabulary: Vocabulary
    """The facts that its rules can name, those that it asks for among them."""
    place: Place
    """Where it begins."""
    extends: str = ""
    """The name of the pack that it extends."""
    asks: tuple[Fact, ...] = ()
    """Its own questions, as facts."""
    settings: tuple[PackSetting, ...] = ()
    """The limits that it leaves to its user."""
    services: tuple[Service, ...] = ()
    """The services of a carrier; `fit` judges by them."""

    def __iter__(self) -> Iterator[PackRule]:
        return iter(self.rules)

    def rule(self, name: str) -> PackRule | None:
        """Return a rule by its name, with or without the pack's."""
        return next((each for each in self.rules if name in (each.name, each.id)), None)

    def with_settings(self, values: Mapping[str, str]) -> Pack:
        """Return the pack with settings set; names that it does not have are left alone.

        Raises:
            UsageError: a value is not of its setting's kind.
        """
        return replace(self, settings=with_values(self.settings, values)) if values and self.settings else self
