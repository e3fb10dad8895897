"""Maps of JSON: where a partner's payload says what. They come with the library, as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from inboundcheck.documents import plain, read_yaml
from inboundcheck.errors import ReadError
from inboundcheck.places import join


@dataclass(frozen=True, slots=True)
class Said:
    """Where one field is said."""

    at: tuple[str, ...] = ()
    """Paths from the object, the first that is filled counts; `*` stands for every element of a list."""
    constant: Any = None
    unit: str = ""
    unit_at: str = ""
    each: str = ""
    """A list of which every element is a value, for a thing of its own."""
    day: bool = False
    """Whether it is a time, of which the day counts."""
    needed: bool = False
    """Whether a payload without it is not complete."""
    no_unit: bool = False
    """Whether it is a measure whose unit the format does not say."""
    condition: Mapping[str, str] = field(default_factory=dict)
    """What must stand beside it for it to count."""


@dataclass(frozen=True, slots=True)
class TreeMap:
    """How the payloads of one format are read."""

    title: str
    known_by: tuple[str, ...]
    """A path that every payload of the format has."""
    boxes: str
    shipment: Mapping[str, Said]
    box: Mapping[str, Said]
    item: Mapping[str, Said]
    product: Mapping[str, Said]
    items: str = ""
    """The list of items in a box; empty where the box itself is one line."""
    kind_at: str = ""
    """The key that says what the list of boxes holds, where that may be something else."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """What it may say: `box`, `pallet`, or `other` for what is neither."""

    def knows(self, tree: Any) -> bool:
        """Say whether a payload is of this format."""
        return all(next(iter(found(tree, path)), None) is not None for path in self.known_by)


def found(tree: Any, path: str, pointer: str = "") -> Iterator[tuple[Any, str]]:
    """Give the values of a path with their pointers."""
    step, _, rest = path.partition("/")
    children: Iterator[tuple[Any, Any]] = iter(())
    if step.isdecimal() and isinstance(tree, list):
        children = iter([(int(step), tree[int(step)])] if int(step) < len(tree) else ())
    elif step == "*" and isinstance(tree, list):
        children = iter(enumerate(tree))
    elif isinstance(tree, dict) and step in tree:
        children = iter([(step, tree[step])])
    for key, child in children:
        at = join(pointer, key)
        if rest:
            yield from found(child, rest, at)
        elif child is not None:
            yield child, at


@cache
def known_tree_maps() -> tuple[TreeMap, ...]:
    """The maps that come with the library."""
    folder = files("inboundcheck.readers") / "maps" / "trees"
    texts = sorted((each.name, each.read_text(encoding="utf-8")) for each in folder.iterdir())
    return tuple(_read(plain(read_yaml(text, name, ReadError))) for name, text in texts)


def _read(tree: Any) -> TreeMap:
    groups = {name: {key: _said(each) for key, each in tree.get(name, {}).items()} for name in ("shipment", "box", "item", "product")}
    return TreeMap(
        tree["title"], tuple(tree["known_by"]), tree["boxes"], **groups, items=tree.get("items", ""), kind_at=tree.get("kind_at", ""),
        kinds=tree.get("kinds", {}),
    )  # fmt: skip


def _said(each: Any) -> Said:
    at = each.get("at", [])
    return Said(
        tuple(at) if isinstance(at, list) else (at,), each.get("is"), each.get("unit", ""), each.get("unit_at", ""), each.get("each", ""),
        "day" in each, "needed" in each, "no_unit" in each, each.get("if", {}),
    )  # fmt: skip
