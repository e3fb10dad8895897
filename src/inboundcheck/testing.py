"""For tests of your own: is a shipment clean, does a box break a rule, does a pack hold its own examples?

>>> import inboundcheck as ic
>>> from inboundcheck.testing import assert_passes, assert_violates
>>> box = ic.Box(id="A1", length="36 in", width="25 in", height="20 in", weight="44 lb", items=[ic.Item(sku="MUG-1", quantity=12)])
>>> assert_passes(box, rule="box-too-long", packs=["amazon-fba-us"])
>>> longer = box.model_copy(update={"length": ic.Length("36.001 in")})
>>> [finding.message for finding in assert_violates(longer, rule="box-too-long", packs=["amazon-fba-us"])]
['longest side is 36.001 in; at most 36 in']

What does not hold is an `AssertionError` that shows the findings as `inboundcheck check` prints them. What could not be judged at all, and
a rule that no pack has, is an `InboundCheckError`.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from inboundcheck import api
from inboundcheck.errors import UsageError, nearest, shown
from inboundcheck.outputs.files import Lines
from inboundcheck.outputs.summary import headline, in_order, is_roll_up
from inboundcheck.outputs.text import findings_text, render
from inboundcheck.outputs.words import about, prose, visible
from inboundcheck.packs import Pack, load_all
from inboundcheck.report import Finding, Outcome, Report, Severity

if TYPE_CHECKING:
    from typing import Unpack

    from inboundcheck.api.config import CheckOptions
    from inboundcheck.api.sources import Checkable

_INDENT = 8
"""How far pytest indents what an assertion says."""
_WORDS = {
    Outcome.PASS: "passed", Outcome.VIOLATION: "violated", Outcome.INCONCLUSIVE: "not decided", Outcome.NOT_APPLICABLE: "not applicable",
}  # fmt: skip


def assert_ok(what: Checkable | Iterable[Checkable], *, fail_on: Severity | str = Severity.ERROR, **options: Unpack[CheckOptions]) -> Report:
    """Assert that a check would end with exit code 0; return its report. The other arguments are those of `inboundcheck.check`."""
    __tracebackhide__ = True
    report = api.check(what, **options)
    if report.exit_code(fail_on):
        raise AssertionError(f"{why_not_ok(report, fail_on)}\n{render(report, lines=Lines().find, width=_width())}".rstrip("\n"))
    return report


def assert_passes(what: Checkable | Iterable[Checkable], *, rule: str, **options: Unpack[CheckOptions]) -> None:
    """Assert that a rule passes for something, and is neither violated nor open for anything; a waiver does not change that.

    `rule` is `pack/rule`, or the name of the rule alone. The other arguments are those of `inboundcheck.check`.
    """
    __tracebackhide__ = True
    report = api.check(what, **options)
    outcomes = _outcomes(report, rule)
    left_out = any(each.not_asked for each in report.rules if each.rule == _id(report, rule))
    if not outcomes[Outcome.PASS] or outcomes[Outcome.VIOLATION] or outcomes[Outcome.INCONCLUSIVE] or left_out:
        raise AssertionError(_said(report, rule, "does not pass"))


def assert_violates(what: Checkable | Iterable[Checkable], *, rule: str, **options: Unpack[CheckOptions]) -> tuple[Finding, ...]:
    """Assert that something breaks a rule; return the violations of it. The arguments are those of `assert_passes`."""
    __tracebackhide__ = True
    report = api.check(what, **options)
    if not _outcomes(report, rule)[Outcome.VIOLATION]:
        raise AssertionError(_said(report, rule, "is not violated"))
    return tuple(each for each in _findings(report, rule) if each.is_violation)


def assert_inconclusive(what: Checkable | Iterable[Checkable], *, rule: str, **options: Unpack[CheckOptions]) -> tuple[Finding, ...]:
    """Assert that a rule stays open for something; return what would decide it (`needs`). The arguments are those of `assert_passes`."""
    __tracebackhide__ = True
    report = api.check(what, **options)
    if not _outcomes(report, rule)[Outcome.INCONCLUSIVE]:
        raise AssertionError(_said(report, rule, "is not left open"))
    return tuple(each for each in _findings(report, rule) if not each.is_violation)


def assert_pack_holds(pack: str | Path | Pack) -> None:
    """Assert what `inboundcheck pack test` asserts: of a pack, or of every pack of a folder."""
    __tracebackhide__ = True
    from inboundcheck.packs.tested import tested

    found = [tested(each) for each in ([pack] if isinstance(pack, Pack) else load_all(pack))]
    if any(each.problems for each in found):
        raise AssertionError("\n".join(line for each in found for line in (*map(str, each.problems), each.summary)))


def why_not_ok(report: Report, fail_on: Severity | str = Severity.ERROR) -> str:
    """Say in a line the first thing for which a report does not end with 0, and how many more there are."""
    limit = Severity(fail_on).rank
    standing = [each for each in in_order(report) if each.severity.rank <= limit]
    reasons = [_reason(each) for each in standing]
    reasons += [prose(each) for each in report.defects]
    if not reasons:
        return headline(report)
    return reasons[0] + (f" (and {len(reasons) - 1:,} more)" if len(reasons) > 1 else "")


def _reason(finding: Finding) -> str:
    subjects = "" if is_roll_up(finding) else f"{about(finding.subjects)}: "
    return f"{visible(finding.rule)}: {subjects}{prose(finding.message or finding.title)}"


def _outcomes(report: Report, rule: str) -> Counter[Outcome]:
    """Count the outcomes of one rule; a rule that did not judge has none."""
    name = _id(report, rule)
    counts: Counter[Outcome] = Counter()
    for each in report.rules:
        if each.rule == name:
            counts.update(each.outcomes)
    return counts


def _id(report: Report, rule: str) -> str:
    """Return `pack/rule` for the name of a rule, with or without its pack."""
    known = list(dict.fromkeys(each.rule for each in report.rules))
    found = [each for each in known if rule in (each, each.partition("/")[2])]
    if len(found) > 1:
        raise UsageError(f"{shown(rule)} names several rules: {', '.join(found)}; say which")
    if not found:
        packs = ", ".join(each.name for each in report.packs)
        hint = nearest(rule, [name for each in known for name in (each, each.partition("/")[2])])
        raise UsageError(f"no rule {shown(rule)} is in what judged: {packs}{hint}")
    return found[0]


def _findings(report: Report, rule: str) -> tuple[Finding, ...]:
    name = _id(report, rule)
    return tuple(each for each in report.findings if name in (each.rule, *each.rules))


def _said(report: Report, rule: str, how: str) -> str:
    """Say what became of a rule instead, and show its findings."""
    name = _id(report, rule)
    counts = [f"{number} {_WORDS[outcome]}" for outcome, number in _outcomes(report, rule).items() if number]
    own = [each for each in report.rules if each.rule == name]
    states = [f"{each.state}{f': {each.reason}' if each.reason else ''}" for each in own if each.state not in ("judged", "not asked")]
    states += [f"{each.not_asked} not asked: {each.reason}" for each in own if each.not_asked]
    text = findings_text(report, _findings(report, rule), lines=Lines().find, width=_width())
    return f"{name} {how}: {', '.join(counts + states)}\n{text}".rstrip("\n")


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns - _INDENT
