"""Which packs judge a shipment, and which of their rules are in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from os.path import isdir  # unlike pathlib's, it says no of what can be no path
from pathlib import Path
from typing import TypeAlias

from inboundcheck.answers import listed
from inboundcheck.conditions import Rule
from inboundcheck.errors import PackError, Problem
from inboundcheck.model import Shipment
from inboundcheck.packs.find import available, find_pack, packs_in
from inboundcheck.packs.load import load_pack
from inboundcheck.packs.pack import Pack, PackRule
from inboundcheck.packs.scopes import may_fit
from inboundcheck.packs.settings import bound, refuse_unknown
from inboundcheck.report import PackUsed, State

PackName: TypeAlias = "str | Pack"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A pack that judges, and how it was chosen."""

    pack: Pack
    how: str

    @property
    def used(self) -> PackUsed:
        """As the report names it."""
        file = "" if self.pack.name in available() else self.pack.place.file
        return PackUsed(self.pack.name, self.pack.title, self.pack.version, self.how, file)


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A rule that does not judge on this day, and why."""

    rule: PackRule
    state: State
    reason: str


def choose(named: Sequence[PackName], shipment: Shipment, settings: Mapping[str, str] | None = None) -> tuple[Chosen, ...]:
    """Choose the packs: those named, else those that the shipment names, else every one there is whose scope fits; set their settings.

    Raises:
        PackError: a pack is not valid, or nothing fits; the message lists what there is.
        UsageError: a setting is of no pack that judges, or its value is not of its kind.
    """
    return set_all(_choose(named, shipment), settings or {})


def set_all(chosen: Sequence[Chosen], settings: Mapping[str, str]) -> tuple[Chosen, ...]:
    """Set the settings of packs; raise UsageError for one that none of them has, or a value that is not of its kind."""
    refuse_unknown(settings, [each.name for one in chosen for each in one.pack.settings])
    return tuple(replace(each, pack=each.pack.with_settings(settings)) for each in chosen)


def load_all(source: str | Path) -> list[Pack]:
    """Load a pack by its name or path, or every pack of a folder."""
    return [load_pack(path) for path in packs_in(source)] if isdir(source) else [load_pack(source)]  # noqa: PTH112 - as imported


def _choose(named: Sequence[PackName], shipment: Shipment) -> tuple[Chosen, ...]:
    if named:
        return tuple(Chosen(pack, "named") for each in named for pack in ([each] if isinstance(each, Pack) else load_all(each)))
    if listed(shipment.packs):
        return tuple(Chosen(pack, "named by the shipment") for name in listed(shipment.packs) for pack in load_all(name))
    likely = [load_pack(name) for name in available() if may_fit(find_pack(name), shipment)]
    fitting = [pack for pack in likely if pack.scope and all(getattr(shipment, name) == value for name, value in pack.scope.items())]
    if not fitting:
        raise PackError(_nothing_fits([load_pack(name) for name in available()], shipment))
    return tuple(Chosen(pack, "its scope fits") for pack in fitting)


def _nothing_fits(packs: Iterable[Pack], shipment: Shipment) -> Problem:
    said = ", ".join(f"{name} {getattr(shipment, name)}" for name in ("program", "market") if getattr(shipment, name) is not None)
    scopes = "; ".join(f"{pack.name} ({', '.join(f'{name}: {value}' for name, value in pack.scope.items()) or 'any receiver'})" for pack in packs)
    return Problem(
        f"no pack fits: the shipment says {said or 'neither program nor market'}",
        expected=f"the shipment to say which, or a pack by name; there are {scopes}",
        example="--pack amazon-fba-us",
    )


def contradicts(pack: Pack, shipment: Shipment) -> str:
    """Say what the shipment says against a pack's scope: `market GB, not US`; nothing where it does not."""
    found = [f"{name} {getattr(shipment, name)}, not {value}" for name, value in pack.scope.items() if getattr(shipment, name) not in (None, value)]
    return " and ".join(found)


def given_by_scope(pack: Pack, shipment: Shipment) -> dict[str, str]:
    """The facts of the shipment that choosing the pack gives, where the shipment leaves them open."""
    return {name: value for name, value in pack.scope.items() if getattr(shipment, name) is None}


def in_force(packs: Iterable[Pack], day: date) -> tuple[list[tuple[Pack, Rule]], list[NotJudged]]:
    """Return the rules that judge on a day, each with its pack, and those that do not.

    A rule that two packs take over from one parent judges once.
    """
    judging: dict[str, tuple[Pack, Rule]] = {}
    idle: dict[str, NotJudged] = {}
    for pack in packs:
        for rule in pack.rules:
            period = rule.on(day)
            if rule.off:
                idle.setdefault(rule.id, NotJudged(rule, "off", rule.off))
            elif period is None:
                idle.setdefault(rule.id, NotJudged(rule, "not in force", _when(rule)))
            elif rule.id not in judging:
                lapsed = f"no figure is known after {period.ends}" if period.ends and day > period.ends else ""
                judged = replace(bound(period.rule, pack.settings), lapsed=lapsed)
                if judged.settings and not lapsed:
                    idle.setdefault(rule.id, NotJudged(rule, "setting missing", _unset(pack, judged)))
                else:
                    judging[rule.id] = (pack, judged)
    return list(judging.values()), [each for name, each in idle.items() if name not in judging]


def _unset(pack: Pack, rule: Rule) -> str:
    """Name the settings that a rule waits for, with a right form to copy."""
    kinds = {each.name: each.kind for each in pack.settings}
    return "; ".join(f"{name} is not set, for example --set {name}='{kinds[name].example}'" for name in rule.settings)


def _when(rule: PackRule) -> str:
    first, last = rule.periods[0], rule.periods[-1]
    return f"from {first.begins}" + (f" to {last.ends}" if last.ends else "")
