"""YAML and JSON text as a tree that remembers where everything stands.

YAML scalars stay the text that their author wrote (`02`, `63.50`, `on`, `2025-06-20`): what they mean is for the field or fact
that reads them to say, never for YAML's own guess.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NoReturn, TypeAlias

from inboundcheck.errors import InboundCheckError, Problem, shown
from inboundcheck.places import Place, parts, refused_at

_NULLS = ("", "~", "null", "Null", "NULL")
_MOST_NODES = 2_000_000
_MOST_ALIASED = 100_000
_DEEPEST = 60
_MOST_UNCLOSED = 500
_BRACKET = re.compile(r"[\[\]{}]")


class Text(str):
    """A YAML scalar as written, with its place."""

    __slots__ = ("column", "end_column", "file", "line", "quoted")
    line: int
    column: int
    end_column: int
    """The column after its last character; 0 where it goes over several lines."""
    quoted: bool
    file: str

    def __new__(  # noqa: PYI034 - str's own form
        cls, value: str, line: int, column: int, file: str = "", *, end_column: int = 0, quoted: bool = False
    ) -> Text:
        """Keep a text with its place."""
        text = super().__new__(cls, value)
        text.line, text.column, text.end_column, text.quoted, text.file = line, column, end_column, quoted, file
        return text

    def __getnewargs__(self) -> tuple[str, int, int, str]:  # type: ignore[override]
        """Give back what makes it again, for pickling."""
        return str(self), self.line, self.column, self.file


class Sequence(list[Any]):
    """A YAML sequence with its place."""

    line = 0
    column = 0
    file = ""


class Mapping(dict[str, Any]):
    """A YAML mapping with its place; its keys are `Text` and keep theirs."""

    line = 0
    column = 0
    file = ""

    def key(self, name: str) -> Text:
        """Return the key as it stands in the file."""
        return next(key for key in self if key == name)  # type: ignore[return-value]


Node: TypeAlias = Text | Sequence | Mapping | None


def plain(node: Any) -> Any:
    """Return the tree as ordinary dicts, lists and texts."""
    if isinstance(node, dict):
        return {str(key): plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(each) for each in node]
    return str(node) if isinstance(node, Text) else node


def place_of(node: Any, file: str) -> Place:
    """The place of a node, or the file alone for what has none; a node that was taken over from another file knows that file."""
    file = getattr(node, "file", "") or file
    return Place(file, getattr(node, "line", 0), getattr(node, "column", 0), end_column=getattr(node, "end_column", 0))


@dataclass(frozen=True, slots=True)
class YamlPlaces:
    """Places in one YAML file."""

    file: str
    tree: Node

    def find(self, pointer: str) -> Place | None:
        """Walk the tree to the value; a pointer that is not there gives its nearest parent."""
        node: Any = self.tree
        place = place_of(node, self.file)
        for part in parts(pointer):
            if isinstance(node, Mapping) and part in node:
                key, node = node.key(part), node[part]
                place = place_of(node if hasattr(node, "line") else key, self.file)
            elif isinstance(node, Sequence) and part.isdigit() and int(part) < len(node):
                node = node[int(part)]
                place = place_of(node, self.file) if hasattr(node, "line") else place
            else:
                break
        return place


def read_yaml(text: str, file: str, error: type[InboundCheckError]) -> Node:
    """Parse one YAML 1.2 document; raise `error` with every problem found, each with line and column."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    text = text.removeprefix("\ufeff")
    if _unclosed(text) > _MOST_UNCLOSED:  # the parser takes quadratic time to find that out
        raise error(Problem("the YAML is nested too deeply", Place(file), expected=f"at most {_DEEPEST} levels"))
    try:
        root = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as trouble:
        _refuse(trouble, file, text, error)
    except ReaderError as trouble:
        at = trouble.position
        place = Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        found = f"the control character 0x{ord(text[at]):02x} stands in the YAML"
        raise error(Problem(found, place, expected='it written out in double quotes, for example "\\x1b"')) from None
    except YAMLError as trouble:
        raise error(Problem(f"this is not YAML: {str(trouble).splitlines()[0]}", Place(file))) from None
    except RecursionError:
        raise error(Problem("the YAML is nested too deeply", Place(file), expected=f"at most {_DEEPEST} levels")) from None
    reader = _Reader(file)
    node = reader.read(root, 0) if root is not None else None
    if reader.problems:
        raise error(reader.problems)
    return node


def _unclosed(text: str) -> int:
    """The most brackets that are open at once, those in texts and comments among them."""
    return max(accumulate((1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(text)), initial=0))


def _refuse(trouble: Any, file: str, text: str, error: type[InboundCheckError]) -> NoReturn:
    mark = trouble.problem_mark or trouble.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    lines = text.splitlines()
    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    if "\t" in line[: (mark.column if mark else 0) + 1]:
        raise error(Problem("a tab stands where YAML takes spaces", place, expected="indentation by spaces")) from None
    raise error(Problem(f"this is not YAML: {trouble.problem or trouble.context}", place)) from None


class _Reader:
    """Turns ruamel's nodes into ours, and collects what is wrong with them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.count = 0
        self.seen: set[int] = set()
        self.aliased = 0

    def read(self, node: Any, depth: int) -> Node:
        """Turn one node, and all below it."""
        line, column = node.start_mark.line + 1, node.start_mark.column + 1
        if self._too_much(node, depth, Place(self.file, line, column)):
            return None
        if node.id == "scalar":
            quoted = node.style in ("'", '"', "|", ">")
            end = node.end_mark.column + 1 if node.end_mark.line + 1 == line else 0
            return None if not quoted and node.value in _NULLS else Text(node.value, line, column, self.file, end_column=end, quoted=quoted)
        is_list = node.id == "sequence"
        result: Sequence | Mapping = Sequence(self.read(each, depth + 1) for each in node.value) if is_list else self._mapping(node, depth)
        result.line, result.column, result.file = line, column, self.file
        return result

    def _mapping(self, node: Any, depth: int) -> Mapping:
        result = Mapping()
        for key_node, value_node in node.value:
            place = Place(self.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key_node.id != "scalar":
                self.problems.append(Problem("a key of a mapping is a list or a mapping", place, expected="a name", example="id: A17"))
                continue
            key = Text(key_node.value, place.line, place.column, self.file)
            if key in result:
                self.problems.append(
                    Problem(f"the key {shown(key)} is given twice", place, expected=f"it once (first on line {result.key(key).line})")
                )
                continue
            result[key] = self.read(value_node, depth + 1)
        return result

    def _too_much(self, node: Any, depth: int, place: Place) -> bool:
        """Refuse what an alias bomb or endless nesting makes; each is told once."""
        self.count += 1
        self.aliased += id(node) in self.seen or self.aliased > 0
        self.seen.add(id(node))
        found = ""
        if depth > _DEEPEST:
            found = f"the YAML is nested more than {_DEEPEST} levels deep"
        elif self.aliased > _MOST_ALIASED:
            found = f"the YAML's aliases expand to more than {_MOST_ALIASED} values"
        elif self.count > _MOST_NODES:
            found = f"the YAML holds more than {_MOST_NODES} values; write large shipments as JSON Lines"
        if found and not any(problem.found == found for problem in self.problems):
            self.problems.append(Problem(found, place))
        return bool(found)


def read_json(text: str, file: str, error: type[InboundCheckError], *, line: int = 1) -> Any:
    """Parse one JSON text exactly: decimals stay texts, a key given twice is refused, and so are NaN and Infinity."""
    try:
        tree = _EXACT.decode(text)
    except json.JSONDecodeError as trouble:
        raise error(Problem(f"this is not JSON: {trouble.msg}", Place(file, line + trouble.lineno - 1, trouble.colno))) from None
    except _Refused as trouble:
        at = refused_at(text)
        place = Place(file, line + text.count("\n", 0, at), at - text.rfind("\n", 0, at))
        raise error(Problem(str(trouble), place)) from None
    except RecursionError:
        raise error(_too_deep(file, line)) from None
    except ValueError:  # Python's own limit on the digits of a whole number
        raise error(Problem("a number in the JSON has thousands of digits", Place(file, line))) from None
    # Fewer brackets than levels: so it is with nearly every line of JSON Lines.
    if text.count("[") + text.count("{") > _DEEPEST and _deeper_than(_DEEPEST, tree):
        raise error(_too_deep(file, line))
    return tree


def _too_deep(file: str, line: int) -> Problem:
    return Problem(f"the JSON is nested more than {_DEEPEST} levels deep", Place(file, line))


def _deeper_than(levels: int, tree: Any) -> bool:
    """Say whether a tree has more levels; level by level, so that no depth can exhaust the stack."""
    level = [tree]
    for _ in range(levels + 1):
        level = [each for node in level for each in _children(node)]
        if not level:
            return False
    return True


def _children(node: Any) -> list[Any]:
    """The lists and objects inside a list or an object."""
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [each for each in inside if each.__class__ is dict or each.__class__ is list]


class _Refused(Exception):
    """JSON that a lenient reader would take."""


def _no_constant(name: str) -> NoReturn:
    raise _Refused(f"{name} is not a JSON number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(f"the key {shown(twice)} is given twice in one object")
    return result


_EXACT = json.JSONDecoder(parse_float=str, parse_constant=_no_constant, object_pairs_hook=_once)
"""Made once: a file of lines is decoded line by line."""
