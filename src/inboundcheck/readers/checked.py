"""Checks a part against its model and loses nothing: a value that is wrong is told and left out, and all the others stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from inboundcheck.answers import listed
from inboundcheck.documents import Mapping as YamlMapping
from inboundcheck.documents import YamlPlaces
from inboundcheck.errors import Problem
from inboundcheck.places import Place, join, parts
from inboundcheck.readers.parts import Kept, Part, Path, in_file
from inboundcheck.readers.sentences import sentence, where

Checked = TypeVar("Checked", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Result(Generic[Checked]):
    """What came of a part."""

    value: Checked | None
    """The thing, without what was wrong in it; None where nothing of it could be kept."""
    tree: Any
    """What was kept, as written."""
    kept: Kept
    problems: tuple[Problem, ...] = ()


def check(model: type[Checked], tree: Any, part: Part, label: str) -> Result[Checked]:
    """Read a tree as a model. `part` knows where things stand in the file, and `label` names the thing in messages."""
    try:
        return Result(_lean(model.model_validate(tree)), tree, {})
    except ValidationError as trouble:
        result = _Mending(model, tree, part, label).mend(trouble)
    except TypeError as trouble:
        result = Result(None, None, {}, (Problem(f"something in it cannot be read, and it is left out: {trouble}", part.find(()), label),))
    return replace(result, problems=tuple(sorted(result.problems, key=lambda problem: (problem.place is None, problem.place))))


def _lean(thing: Checked) -> Checked:
    """Let things that say the same fields share the set of their names: of a hundred thousand boxes these sets take a third of the memory."""
    for each in (thing, *listed(getattr(thing, "items", None))):
        object.__setattr__(each, "__pydantic_fields_set__", _names(frozenset(each.__pydantic_fields_set__)))
    return thing


@lru_cache(maxsize=1024)
def _names(names: frozenset[str]) -> set[str]:
    """One set for all; pydantic copies it before it adds to it, and what was read is frozen."""
    return set(names)


class _Mending(Generic[Checked]):
    """Leaves out what is wrong in one tree until the rest holds."""

    def __init__(self, model: type[Checked], tree: Any, part: Part, label: str) -> None:
        self.model, self.tree, self.part, self.label = model, tree, part, label
        self.holes: set[Path] = set()
        self.told: list[Path] = []
        self.problems: list[Problem] = []
        self.kept: dict[str, tuple[int, ...]] = {}

    def mend(self, trouble: ValidationError) -> Result[Checked]:
        while True:
            if not self._note(trouble.errors(include_url=False)):
                return Result(None, None, {}, tuple(self.problems))
            self.kept = {}
            tree = _without(self.tree, self.holes, "", self.kept)
            try:
                return Result(self.model.model_validate(tree), tree, self.kept, tuple(self.problems))
            except ValidationError as again:
                trouble = again

    def _note(self, errors: Iterable[ErrorDetails]) -> bool:
        """Tell the errors and mark what has to go; say whether that leaves anything to try again."""
        before = len(self.holes)
        told_before = len(self.told)
        for error in errors:
            path, _ = in_file(self.tree, _without_tags(error["loc"]), self.kept)
            # What is wrong now because a part of it had to go has been told.
            if not any(earlier[: len(path)] == path for earlier in self.told[:told_before]):
                self._tell(error, path)
            self.holes.add(path[:-1] if error["type"] == "missing" else path)
        return len(self.holes) > before and () not in self.holes

    def _tell(self, error: ErrorDetails, path: Path) -> None:
        found, expected, example = sentence(error, self.model, self.tree, path)
        about_key = error["type"] in ("extra_forbidden", "missing")
        place = _key_place(self.part, path) if about_key else self.part.find(path)
        self.told.append(path)
        self.problems.append(Problem(found, place, where(self.label, path[:-1] if about_key else path), expected, example))


def _without_tags(loc: tuple[str | int, ...]) -> Path:
    """Drop what pydantic adds to a path: the kind of each sighting."""
    return tuple(step for at, step in enumerate(loc) if not (at > 1 and loc[at - 2] == "sightings" and isinstance(step, str)))


def _without(tree: Any, holes: Iterable[Path], pointer: str, kept: dict[str, tuple[int, ...]]) -> Any:
    """Copy a tree without the holes; a list that lost elements is open from then on. Only what leads to a hole is copied."""
    below: defaultdict[str | int, list[Path]] = defaultdict(list)
    for hole in holes:
        below[hole[0]].append(hole[1:])
    if isinstance(tree, dict):
        return {key: _inside(value, below.get(key), join(pointer, key), kept) for key, value in tree.items() if () not in below.get(key, ())}
    stayed = tuple(index for index in range(len(tree)) if () not in below.get(index, ()))
    elements = [_inside(tree[index], below.get(index), join(pointer, index), kept) for index in stayed]
    if len(stayed) == len(tree):
        return elements
    kept[pointer] = stayed
    return elements if pointer.endswith("/seen") else {"open": True, "seen": elements}


def _inside(value: Any, holes: list[Path] | None, pointer: str, kept: dict[str, tuple[int, ...]]) -> Any:
    return _without(value, holes, pointer, kept) if holes else value


def _key_place(part: Part, path: Path) -> Place | None:
    """The place of a key, rather than of the value after it, which may be on another line."""
    speaker = next((each for each in (part, *part.behind) if each.says(path)), part)
    if isinstance(speaker.places, YamlPlaces):
        node: Any = speaker.places.tree
        for step in (*parts(speaker.pointer), *path[:-1]):
            node = node[int(step)] if isinstance(node, list) else node[step]
        if isinstance(node, YamlMapping) and path[-1] in node:
            key = node.key(str(path[-1]))
            return Place(speaker.places.file, key.line, key.column)
    return part.find(path)
