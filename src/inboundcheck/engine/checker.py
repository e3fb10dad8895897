"""Compiles packs for one day, once; checks any number of shipments, from any number of threads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from inboundcheck.conditions import Rule, Unique, leaves
from inboundcheck.engine.compiling import CHILDREN, Emitter, Program
from inboundcheck.engine.run import Run
from inboundcheck.errors import UsageError, nearest, shown
from inboundcheck.facts import ASPECTS
from inboundcheck.facts.rounding import Rounding
from inboundcheck.model import Shipment
from inboundcheck.packs import Chosen, NotJudged, Pack, in_force
from inboundcheck.report import Coverage, Report, Waiver

DATA_ASPECTS = ("size", "weight", "contents")
"""What `only="data"` means: what a payload holds without anybody looking at the boxes."""


@dataclass(frozen=True)
class PackRules:
    """The rules that one pack brings to the check, by how they are judged."""

    pack: Pack
    numbers: tuple[int, ...]
    """Their numbers in the check."""
    program: Program
    compiled: tuple[int, ...]
    """The numbers of the rules that the program judges, in its order."""
    late: tuple[int, ...]
    """Rules that compare subjects with each other: judged when all have passed."""
    others: dict[str, tuple[int, ...]]
    """Rules of shipments, pallets, products and photos, judged by the tree."""
    rounding: Rounding | None = None
    """How all of them round a box before they look at it."""
    coverage: Coverage = "declared"
    """What shows all of them that there is no more of something."""


class Checker:
    """Rules of some packs, compiled for one day. Holds no state of a run; can be pickled and shared."""

    def __init__(
        self,
        packs: Sequence[Chosen | Pack],
        *,
        as_of: date,
        only: Iterable[str] = (),
        waivers: Iterable[Waiver] = (),
        coverage: Coverage | None = None,
    ) -> None:
        self.chosen = tuple(each if isinstance(each, Chosen) else Chosen(each, "named") for each in packs)
        self.as_of = as_of
        self.only = aspects(only)
        self.waivers = tuple(waivers)
        self.coverage = coverage
        self._compile()

    def _compile(self) -> None:
        judging, idle = in_force([each.pack for each in self.chosen], self.as_of)
        self.rules: tuple[Rule, ...] = tuple(replace(rule, coverage=self.coverage) if self.coverage else rule for _, rule in judging)
        self.idle: tuple[NotJudged, ...] = tuple(idle)
        self.masked = frozenset(ASPECTS) - frozenset(self.only) if self.only else frozenset()
        alike: dict[tuple[str, Rounding | None, Coverage], list[int]] = defaultdict(list)
        for number, ((pack, _), rule) in enumerate(zip(judging, self.rules, strict=True)):
            alike[pack.name, rule.rounding, rule.coverage].append(number)
        packs = {each.pack.name: each.pack for each in self.chosen}
        self.packs = tuple(self._arrange(packs[name], numbers) for (name, _, _), numbers in alike.items())

    def _arrange(self, pack: Pack, numbers: list[int]) -> PackRules:
        rounding, coverage = self.rules[numbers[0]].rounding, self.rules[numbers[0]].coverage
        late = tuple(number for number in numbers if _compares(self.rules[number]))
        compiled = tuple(number for number in numbers if number not in late and self.rules[number].subject in ("box", *CHILDREN))
        others: dict[str, list[int]] = defaultdict(list)
        for number in numbers:
            if number not in late and number not in compiled:
                others[self.rules[number].subject].append(number)
        program = Emitter([self.rules[number] for number in compiled], self.masked).program()
        return PackRules(pack, tuple(numbers), program, compiled, late, {kind: tuple(each) for kind, each in others.items()}, rounding, coverage)

    def __reduce__(self) -> Any:
        return _again, (self.chosen, self.as_of, self.only, self.waivers, self.coverage)

    @property
    def sources(self) -> dict[str, str]:
        """The generated Python text, by pack; rules that round alike have one of their own."""
        return {f"{each.pack.name}{f' {each.rounding}' if each.rounding else ''}": each.program.source for each in self.packs}

    @cached_property
    def rule_numbers(self) -> dict[str, int]:
        """The number of each rule in the check."""
        return {rule.id: number for number, rule in enumerate(self.rules)}

    def run(self) -> Run:
        """Begin a check to which shipments are added one by one."""
        return Run(self)

    def check(self, *shipments: Shipment) -> Report:
        """Check whole shipments."""
        run = self.run()
        for shipment in shipments:
            run.add(shipment)
        return run.close()


def _again(chosen: tuple[Chosen, ...], as_of: date, only: tuple[str, ...], waivers: tuple[Waiver, ...], coverage: Coverage | None) -> Checker:
    return Checker(chosen, as_of=as_of, only=only, waivers=waivers, coverage=coverage)


def aspects(only: Iterable[str]) -> tuple[str, ...]:
    """Resolve the names of aspects, `data` among them; raise UsageError for one that is not known."""
    found: list[str] = []
    for name in [only] if isinstance(only, str) else only:
        if name == "data":
            found.extend(DATA_ASPECTS)
        elif name in ASPECTS:
            found.append(name)
        else:
            raise UsageError(f"{shown(name)} is not an aspect{nearest(name, ASPECTS)}; expected some of {', '.join(ASPECTS)}, or data")
    return tuple(aspect for aspect in ASPECTS if aspect in found)


def _compares(rule: Rule) -> bool:
    return any(isinstance(on.condition, Unique) for node in (rule.require, rule.when, *(each.clause for each in rule.unless)) for on in leaves(node))
