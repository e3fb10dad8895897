"""Compares the compiled engine with the reference interpreter over random rules and random incomplete shipments.

As a script it takes the number of comparisons and a seed: `python -m tests.engine.compare 100000`. A comparison is one rule judged on
one shipment of one to four boxes: the counts of all four outcomes and the set of violating subjects must be the same.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from inboundcheck.documents import Mapping, Sequence, Text
from inboundcheck.engine import Checker
from inboundcheck.facts import VOCABULARY
from inboundcheck.facts.kinds import Kind
from inboundcheck.model import Shipment
from inboundcheck.packs.pack import Pack
from inboundcheck.packs.rules import RuleReader
from inboundcheck.packs.settings import PackSetting
from inboundcheck.packs.writing import Writing
from inboundcheck.places import Place
from inboundcheck.report import Outcome
from tests.reference.interpreter import judge
from tests.reference.strategies import SETTINGS, random_rule, random_shipment, smaller

AS_OF = date(2026, 6, 1)
_SET = {name: text for name, (_, text) in SETTINGS.items() if text}
_RULES_IN_A_PACK = 25
_SHIPMENTS_FOR_A_PACK = 40


def nodes(value: Any) -> Any:
    """Turn plain data into the tree that a YAML file gives."""
    if isinstance(value, dict):
        return Mapping({Text(str(key), 0, 0): nodes(each) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return Sequence(nodes(each) for each in value)
    if value is None:
        return None
    return Text(str(value).lower() if isinstance(value, bool) else str(value), 0, 0)


def pack_of(rules: list[dict[str, Any]], scope: dict[str, str] | None = None) -> Pack:
    """Build a pack of written rules, with what the grammar asks for beside the clauses."""
    writing = Writing("random.yaml")
    settings = tuple(PackSetting(name, Kind(kind), name, text) for name, (kind, text) in SETTINGS.items())
    reader = RuleReader(writing, VOCABULARY, "random", settings=tuple((each.name, each.kind) for each in settings))
    found = []
    for number, rule in enumerate(rules):
        whole = {
            "title": "A rule",
            "severity": "error",
            "why": "Because.",
            "fix": "Mend it.",
            "source": {"authority": "Us", "standing": "house"},
            **rule,
        }
        whole.setdefault("examples", [{"name": "one", "expect": "violation"}])
        made = reader.read(Text(f"rule-{number}", 0, 0), nodes(whole))
        assert made is not None, writing.problems
        found.append(made)
    assert not writing.problems, [str(each) for each in writing.problems]
    return Pack("random", "Random", "1", scope or {}, tuple(found), VOCABULARY, Place("random.yaml"), settings=settings)


def readable(rule: dict[str, Any]) -> bool:
    """Whether the loader takes the rule: it refuses patterns whose time could run away, which the reference does not mind."""
    try:
        pack_of([rule])
    except AssertionError as trouble:
        assert "repetition" in str(trouble) or "pattern" in str(trouble) or "unique_within" in str(trouble), trouble
        return False
    return True


def expected(rule: dict[str, Any], shipment: dict[str, Any]) -> tuple[Counter[str], set[Any]]:
    """What the reference says: outcomes counted by boxes, and the violating subjects."""
    counts: Counter[str] = Counter()
    violating = set()
    for path, outcome in judge(rule, shipment, as_of=AS_OF, settings=_SET).items():
        if outcome in ("not in force", "setting missing"):
            continue
        kind, *where = path
        weight = 1
        if kind in ("box", "label", "barcode", "item", "photo"):
            weight = shipment["boxes"][where[0]].get("count", 1)
        counts[outcome] += int(weight)
        if outcome == "violation":
            violating.add(tuple(path))
    return counts, violating


def actual(checker: Checker, shipment: dict[str, Any]) -> list[tuple[Counter[str], set[Any]]]:
    """What the engine says of each rule."""
    run = checker.run()
    run.add(Shipment.model_validate(shipment))
    report = run.close()
    found: list[tuple[Counter[str], set[Any]]] = []
    for number, rule in enumerate(checker.rules):
        counts = Counter({str(outcome): count for outcome, count in run.tallies[number].outcomes.items() if count})
        violating = {_path(each.subject) for each in report.findings if each.outcome is Outcome.VIOLATION and each.rule == rule.id}
        found.append((counts, violating))
    return found


def _path(subject: Any) -> tuple[Any, ...]:
    if subject.kind == "shipment":
        return ("shipment",)
    if subject.kind == "product":
        return ("product", subject.id)
    return (subject.kind, *(int(part) for part in subject.pointer.split("/") if part.isdigit()))


def differences(seed: int, comparisons: int) -> Iterator[tuple[dict[str, Any], dict[str, Any], Any, Any]]:
    """Yield every rule and shipment on which the two disagree."""
    rng = Random(seed)
    done = 0
    while done < comparisons:
        rules = [rule for _ in range(_RULES_IN_A_PACK) if readable(rule := random_rule(rng))]
        checker = Checker([pack_of(rules)], as_of=AS_OF)
        in_force = {rule.name: number for number, rule in enumerate(checker.rules)}
        for _ in range(_SHIPMENTS_FOR_A_PACK):
            shipment = random_shipment(rng)
            try:
                Shipment.model_validate(shipment)
            except ValueError:
                continue
            got = actual(checker, shipment)
            for number, rule in enumerate(rules):
                done += 1
                at = in_force.get(f"rule-{number}")
                have = got[at] if at is not None else (Counter(), set())
                want = expected(rule, shipment)
                if have != want and "unsupported" not in want[0]:
                    yield rule, shipment, have, want


def differs(rule: dict[str, Any], shipment: dict[str, Any]) -> bool:
    """Whether the two disagree on one rule and shipment; a case that either refuses does not count."""
    try:
        want = expected(rule, shipment)
        got = actual(Checker([pack_of([rule])], as_of=AS_OF), shipment)
    except Exception:  # noqa: BLE001 - shrinking tries forms that are none
        return False
    return "unsupported" not in want[0] and bool(got) and got[0] != want


def main() -> None:
    comparisons, seed = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    found = 0
    for rule, shipment, _, _ in differences(seed, comparisons):
        found += 1
        rule, shipment = smaller(rule, shipment, differs)  # noqa: PLW2901 - the same case, made small
        have = actual(Checker([pack_of([rule])], as_of=AS_OF), shipment)
        print("rule", rule, "\nshipment", shipment, "\nengine   ", have, "\nreference", expected(rule, shipment), "\n", flush=True)
        if found >= 10:
            break
    print(f"{found} differences in {comparisons} comparisons (seed {seed})")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
