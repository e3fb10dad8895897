"""The compiled engine judges as the written rules say: compared with an interpreter that shares no code with it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from inboundcheck.answers import Open, Span
from inboundcheck.conditions import scalars, tree
from inboundcheck.engine import Checker, chunk
from inboundcheck.engine.compiling import emit, nodes, sure
from inboundcheck.facts import known, rounding
from inboundcheck.facts.seen import Sightings
from tests.engine.compare import AS_OF, actual, differences, expected, pack_of

_ENOUGH = 12_000


@settings(max_examples=12, phases=[Phase.generate])  # a seed does not get simpler by being smaller
@given(seed=st.integers(0, 2**32))
def test_engine_and_reference_agree_on_every_rule_and_box(seed: int) -> None:
    assert next(differences(seed, 400), None) is None


def test_a_condition_inside_a_list_of_a_list_knows_what_it_lies_in() -> None:
    """Found by chance: the limit of an element hangs on a fact of the thing whose list it is in."""
    table = {"by": "units_packed", "is": {"3": 3}, "else": 12}
    rule = {"for": "box", "require": {"products": {"every": {"units_per_case": {"every": {"at_most": table}}}}}}
    shipment = {"boxes": [{"items": [{"sku": "CUP-2", "quantity": 6}]}]}
    assert actual(Checker([pack_of([rule])], as_of=AS_OF), shipment) == [expected(rule, shipment)]
    assert expected(rule, shipment)[0] == {"pass": 1}


Mutate = Callable[[pytest.MonkeyPatch], None]


def _flip_at_most(patch: pytest.MonkeyPatch) -> None:
    written = nodes.within_range
    patch.setattr(nodes, "within_range", lambda condition, name: written(condition, name).replace("<=", "<"))


def _missing_is_false(patch: pytest.MonkeyPatch) -> None:
    written = nodes.Nodes._inline

    def inline(self: Any, *given: Any) -> Any:
        found = written(self, *given)
        return found and sure.Sure(found.must, found.must)

    patch.setattr(nodes.Nodes, "_inline", inline)


def _missing_is_true(patch: pytest.MonkeyPatch) -> None:
    written = nodes.Nodes._inline

    def inline(self: Any, *given: Any) -> Any:
        found = written(self, *given)
        return found and sure.Sure(found.may, found.may)

    patch.setattr(nodes.Nodes, "_inline", inline)


def _or_for_and(patch: pytest.MonkeyPatch) -> None:
    written = nodes.joined
    patch.setattr(nodes, "joined", lambda parts, word: written(parts, {"and": "or", "or": "and"}[word]))


def _exceptions_forgotten(patch: pytest.MonkeyPatch) -> None:
    written = emit.Emitter._applies

    def applies(self: Any, rule: Any, scope: Any, depth: int) -> Any:
        return written(self, rule.__class__(**{**vars_of(rule), "unless": ()}), scope, depth)

    patch.setattr(emit.Emitter, "_applies", applies)


def vars_of(rule: Any) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in rule.__dataclass_fields__}


def _span_decided_by_its_low_end(patch: pytest.MonkeyPatch) -> None:
    written = scalars.Range.holds
    patch.setattr(scalars.Range, "holds", lambda self, answer: written(self, answer.low if isinstance(answer, Span) else answer))


def _open_list_taken_as_closed(patch: pytest.MonkeyPatch) -> None:
    written = tree.counted
    patch.setattr(tree, "counted", lambda count, answer, ask: written(count, answer.items if isinstance(answer, Open) else answer, ask))


def _table_takes_its_first_row(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(tree, "_by_table", lambda table, answer, _by: table.rows[0][1].holds(answer))


def _photos_never_contradict(patch: pytest.MonkeyPatch) -> None:
    written = known.unite
    patch.setattr(known, "unite", lambda fact, told, seen: written(fact, told, seen)[:1])


def _doubtful_sightings_count(patch: pytest.MonkeyPatch) -> None:
    written = Sightings.trusted

    def trusted(self: Any, kind: str) -> Any:
        return written(Sightings(self.photos, 0.0), kind)

    patch.setattr(Sightings, "trusted", trusted)


def _unlisted_labels_pass(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(chunk.Chunk, "_judge_blank", lambda *_: None)


def _nothing_is_rounded(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rounding.Step, "of", lambda _self, amount: amount)


def _a_multiple_goes_up_too(patch: pytest.MonkeyPatch) -> None:
    written = rounding.Step.of
    patch.setattr(rounding.Step, "of", lambda self, amount: amount if amount == math.inf else written(self, amount + 1))


MUTANTS: list[Mutate] = [
    _flip_at_most, _missing_is_false, _missing_is_true, _or_for_and, _exceptions_forgotten, _span_decided_by_its_low_end, _open_list_taken_as_closed,
    _table_takes_its_first_row, _photos_never_contradict, _doubtful_sightings_count, _unlisted_labels_pass,
    _nothing_is_rounded, _a_multiple_goes_up_too,
]  # fmt: skip


@pytest.mark.parametrize("mutate", MUTANTS, ids=lambda mutate: mutate.__name__.strip("_"))
def test_a_broken_engine_is_caught(mutate: Mutate, monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch)
    assert next(differences(7, _ENOUGH), None) is not None
