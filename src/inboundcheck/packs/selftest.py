"""Runs the examples that rules carry. A rule that no example makes fail, in each of its periods, does not pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inboundcheck.errors import Problem, shown
from inboundcheck.packs.examples import case_of, first_of
from inboundcheck.packs.pack import Example, Pack, PackRule
from inboundcheck.packs.settings import bound
from inboundcheck.report import Outcome

_FAR = date.max


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What one example came to."""

    rule: str
    example: Example
    outcome: Outcome | None
    """None where the rule was not in force on the example's day."""
    problem: Problem | None = None

    @property
    def passed(self) -> bool:
        """Whether the rule judged it as the example says."""
        return self.problem is None


def run_examples(pack: Pack) -> tuple[ExampleResult, ...]:
    """Judge every example of the pack's own rules."""
    return tuple(_run(pack, rule, example) for rule in pack.rules if not rule.off for example in rule.examples)


def never_failing(pack: Pack) -> tuple[Problem, ...]:
    """Return a problem for each rule, and each of its periods, that no example makes fail."""
    found = []
    for rule in pack.rules:
        if rule.off:
            continue
        failing = [example.as_of or _FAR for example in rule.examples if example.expect is Outcome.VIOLATION]
        for period in rule.periods:
            if not any(rule.on(day) is period or (day == _FAR and period is rule.periods[-1]) for day in failing):
                since = f" from {period.begins}" if period.begins else ""
                found.append(
                    Problem(
                        f"no example makes rule {rule.name}{since} fail",
                        rule.place,
                        expected="an example with expect: violation" + (f" and as_of in the period{since}" if since else ""),
                    )
                )
    return tuple(found)


def _run(pack: Pack, rule: PackRule, example: Example) -> ExampleResult:
    day = example.as_of or _FAR
    period = rule.on(day) if example.as_of else rule.periods[-1]
    if period is None:
        return ExampleResult(rule.id, example, None, Problem(f"example {shown(example.name)}: the rule is not in force on {day}", example.place))
    try:
        case = case_of(pack, period.rule.subject, example)
    except (ValueError, TypeError) as trouble:
        return ExampleResult(rule.id, example, None, Problem(f"example {shown(example.name)}: {first_of(trouble)}", example.place))
    unset = bound(period.rule, case.settings).settings
    if unset:
        found = f"example {shown(example.name)} of rule {rule.name} does not set {' and '.join(unset)}"
        return ExampleResult(rule.id, example, None, Problem(found, example.place, expected="settings: {NAME: VALUE} beside given"))
    outcome = Outcome.INCONCLUSIVE if period.ends and day > period.ends and example.as_of else case.outcome(period.rule)
    if outcome is example.expect:
        return ExampleResult(rule.id, example, outcome)
    found = f"example {shown(example.name)} of rule {rule.name} comes out {outcome}"
    return ExampleResult(rule.id, example, outcome, Problem(found, example.place, expected=str(example.expect)))
