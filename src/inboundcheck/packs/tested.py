"""All that a pack's own test finds: its examples, cases made from its limits, and changes that nobody notices."""

from __future__ import annotations

from dataclasses import dataclass

from inboundcheck.errors import Problem
from inboundcheck.packs.generated import generated_cases
from inboundcheck.packs.mutation import mutation_check
from inboundcheck.packs.pack import Pack
from inboundcheck.packs.selftest import never_failing, run_examples


@dataclass(frozen=True, slots=True)
class Tested:
    """What came of the test of one pack."""

    problems: tuple[Problem, ...]
    summary: str
    """What was tried and how much of it holds, in a line."""


def tested(pack: Pack) -> Tested:
    """Run the examples that the rules carry and cases made from their limits; then change each rule a little, which an example must notice."""
    results, generated, noticed = run_examples(pack), generated_cases(pack), mutation_check(pack)
    problems = (*(each.problem for each in results if each.problem), *never_failing(pack), *generated.problems, *noticed.problems)
    parts = [
        f"{sum(not rule.off for rule in pack.rules)} rules",
        f"{sum(each.passed for each in results)} of {len(results)} examples hold",
        f"{generated.cases - len(generated.problems)} of {generated.cases} cases made from {generated.limits} limits hold",
        f"{noticed.changes - len(noticed.problems)} of {noticed.changes} changes are noticed",
        *([f"{len(problems)} problems"] if problems else []),
    ]
    return Tested(problems, f"{pack.name} {pack.version}: {', '.join(parts)}")
