"""Makes one list of what several payloads say of the same boxes or pallets: a package counts once, and what they say differently is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from inboundcheck.errors import Problem, shown
from inboundcheck.quantities import Length, Mass
from inboundcheck.readers.parts import Part
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer

_KINDS = {"length": Length, "width": Length, "height": Length, "weight": Mass}
_OF_AN_ITEM = ("sku", "quantity", "expires", "lot")
"""What every payload says of an item, where it says anything of it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What one payload lists."""

    parts: tuple[Part, ...]
    operation: str
    """The operation that it comes from; empty where nothing says so."""

    @property
    def asked(self) -> bool:
        """Whether it is a request: what it lists has no numbers of the API's own yet."""
        return bool(self.parts) and not any(map(_number, self.parts))

    @property
    def count(self) -> int:
        """How many packages it speaks of."""
        counts = (each.tree.get("count", 1) if isinstance(each.tree, dict) else 1 for each in self.parts)
        return sum(each for each in counts if isinstance(each, int))


def merged(lists: Sequence[Listed], kind: str, writer: Writer) -> tuple[tuple[Part, ...], bool]:
    """Return each package once, and whether these are all that the payloads speak of."""
    answers = [each for each in lists if not each.asked]
    asked = [each for each in lists if each.asked]
    if not answers or not asked:
        return _each_once(lists, kind, writer)
    parts, complete = _each_once(answers, kind, writer)
    requested = sum(each.count for each in asked)
    if requested != sum(each.count for each in answers):
        first = asked[0].parts[0] if asked[0].parts else None
        found = f"a request speaks of {requested} {kind}, and the API's own lists of {sum(each.count for each in answers)}; the latter are read"
        writer.tell(found, first.pointer if first else "", "shipment", f"payloads that speak of the same {kind}")
        complete = False
    return parts, complete


def _each_once(lists: Sequence[Listed], kind: str, writer: Writer) -> tuple[tuple[Part, ...], bool]:
    result: dict[object, Part] = {}
    first_in: dict[object, int] = {}
    complete = True
    for number, listed in enumerate(lists):
        for index, part in enumerate(listed.parts):
            own = _number(part)
            before = first_in.get(own, number)
            if own is None or before == number or (listed.operation and listed.operation == lists[before].operation):
                key: object = own if own is not None and own not in result else (number, index)
                first_in.setdefault(own, number)
                result[key] = part
                continue
            result[own], same_count = _both(result[own], part, named(kind.removesuffix("es" if kind == "boxes" else "s"), own, len(result)), writer)
            complete = complete and same_count
    return tuple(result.values()), complete


def _number(part: Part) -> str | None:
    """The API's own number of a package."""
    number = part.tree.get("package_id") or part.tree.get("id") if isinstance(part.tree, dict) else None
    return number if isinstance(number, str) else None


def _both(first: Part, second: Part, label: str, writer: Writer) -> tuple[Part, bool]:
    """Complete a part from another one of the same package. Values that differ are told, and not known; say whether the counts agree."""
    unclear = {name for name, value in first.tree.items() if name in second.tree and not _same(name, value, second.tree[name])}
    unclear -= {"id"}
    for name in sorted(unclear):
        now, then = ("other items" if name == "items" else shown(str(each.tree[name])) for each in (second, first))
        found = f"{now} {'stand' if name == 'items' else 'stands'} here, and {'some' if name == 'items' else then} at {first.find((name,))}"
        writer.problems.append(Problem(found, second.find((name,)), f"{label}, {name}", "payloads that say the same of one package"))
    trees = [{name: value for name, value in each.tree.items() if name not in unclear} for each in (first, second)]
    return replace(first, tree=trees[0], behind=(*first.behind, replace(second, tree=trees[1]))), "count" not in unclear


def _same(name: str, one: Any, other: Any) -> bool:
    if name == "items" and isinstance(one, list) and isinstance(other, list):
        return sorted(map(_item, one)) == sorted(map(_item, other))
    if name in _KINDS and isinstance(one, str | Length | Mass) and isinstance(other, str | Length | Mass):
        try:
            return bool(_KINDS[name].accept(one) == _KINDS[name].accept(other))
        except ValueError:
            return str(one) == str(other)
    return bool(one == other)


def _item(tree: Any) -> str:
    return repr([tree.get(name) for name in _OF_AN_ITEM]) if isinstance(tree, dict) else repr(tree)
