"""What a file says of one thing, before it is checked, and where in the file that stands.

Every reader turns its file into parts: one for the shipment, one for each box, product and pallet. A part may have others
*behind* it (a `defaults:` block, a packing option) that say what it leaves out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from inboundcheck.places import Place, Places, join

Step: TypeAlias = str | int
Path: TypeAlias = tuple[Step, ...]
"""A way into a tree: keys and indexes."""
Kept: TypeAlias = Mapping[str, Sequence[int]]
"""For each list that lost elements, by its pointer in the file: the indexes of those that stayed."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """One object of a file."""

    tree: Any
    """What it says, under the names of our fields: a mapping, unless the file is wrong."""
    places: Places
    pointer: str = ""
    """Where the object stands in its file."""
    names: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    """What the file calls our fields where it says it in other words, as a path from the object: `dimensions/length`."""
    behind: tuple[Part, ...] = ()
    """What answers for that which this part leaves out, the nearest first."""
    kept: Kept = field(default_factory=lambda: _NOTHING)

    def whole(self) -> Any:
        """What this part says, completed from those behind it. An explicit `none` or `[]` is an answer and stays."""
        tree = self.tree
        for other in self.behind:
            tree = filled(tree, other.tree)
        return tree

    def says(self, path: Path) -> bool:
        """Say whether this part itself (not those behind it) gives the value."""
        return bool(path) and in_file(self.tree, path, self.kept)[1] is not None

    def find(self, path: Path) -> Place | None:
        """Return the place of a value: here, else in the part behind that says it, else the place nearest to where it is missing."""
        speaker = next((each for each in (self, *self.behind) if each.says(path)), self)
        steps = in_file(speaker.tree, path, speaker.kept)[0]
        named = "".join(f"/{speaker.names[step]}" if step in speaker.names else join("", step) for step in map(str, steps))
        return speaker.places.find(speaker.pointer + named)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a list."""

    parts: tuple[Part, ...] = ()
    closed: bool = True
    """Whether these are all of them."""


def filled(tree: Any, answers: Mapping[str, Any]) -> Any:
    """Return the tree with what it leaves out (no key, or nothing after it) taken from `answers`; free facts are filled one by one."""
    if not isinstance(tree, dict) or not answers:
        return tree
    result = {**answers, **{key: value for key, value in tree.items() if value is not None}}
    if isinstance(tree.get("facts"), dict) and isinstance(answers.get("facts"), dict):
        result["facts"] = filled(tree["facts"], answers["facts"])
    return result


def in_file(tree: Any, path: Path, kept: Kept) -> tuple[Path, Any]:
    """Follow a path of the model through a file's tree; return the path in the file, and the value (None where there is none).

    The two differ where a list is open (its elements stand under `seen`) and where elements could not be read and were left out.
    """
    node = tree
    taken: list[Step] = []
    pointer = ""
    for each in path:
        step: Step = each
        if _is_index(each) and isinstance(node, dict) and each not in node and "seen" in node:
            node, pointer = node["seen"], f"{pointer}/seen"
            taken.append("seen")
        if isinstance(node, list) and _is_index(each):
            step = int(each)
            stayed = kept.get(pointer) if kept else None
            step = stayed[step] if stayed and step < len(stayed) else step
            node = node[step] if step < len(node) else None
        else:
            node = node.get(each) if isinstance(node, dict) else None
        taken.append(step)
        if kept:
            pointer = join(pointer, step)
    return tuple(taken), node


def _is_index(step: Step) -> bool:
    return isinstance(step, int) or (step.isascii() and step.isdigit())


def elements(part: Part, name: str) -> Parts | None:
    """Return the list under a name as parts; None where there is none, or something else than a list."""
    speaker = next((each for each in (part, *part.behind) if each.says((name,))), None)
    value, pointer = (speaker.tree[name], join(speaker.pointer, name)) if speaker else (None, "")
    closed = True
    if isinstance(value, dict) and value.get("open") in (True, "true") and not set(value) - {"open", "seen"}:
        value, pointer, closed = value.get("seen") or [], join(pointer, "seen"), False
    if value == "none":
        value = []
    if speaker is None or not isinstance(value, list):
        return None
    return Parts(tuple(Part(each, speaker.places, join(pointer, index), speaker.names) for index, each in enumerate(value)), closed)


def answers(behind: Sequence[Part]) -> dict[str, Any]:
    """Merge what several parts say, the nearest first."""
    result: dict[str, Any] = {}
    for part in behind:
        result = filled(result, part.tree) if result else dict(part.tree)
    return result
