"""Reads XML as a tree that remembers lines. Document types are refused: they are how an entity bomb, or a file from elsewhere, comes in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place

_DEEPEST = 60


@dataclass(slots=True)
class Element:
    """One element."""

    name: str
    """Without its namespace."""
    line: int
    column: int
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def first(self, name: str) -> Element | None:
        """Return the first child of a name."""
        return next((each for each in self.children if each.name == name), None)

    def all(self, name: str) -> Iterator[Element]:
        """Give all elements of a name, at any depth, that do not lie in another of that name."""
        for each in self.children:
            if each.name == name:
                yield each
            else:
                yield from each.all(name)


def read_xml(data: bytes, file: str) -> Element:
    """Read a document; raise ReadError where it is none, is nested too deeply, or declares a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    root = Element("", 1, 1)
    open_ones = [root]

    def start(name: str, _attributes: dict[str, str]) -> None:
        element = Element(name.rpartition(" ")[2], parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        if len(open_ones) > _DEEPEST:
            raise ReadError(Problem(f"the XML is nested more than {_DEEPEST} levels deep", Place(file, element.line, element.column)))
        open_ones[-1].children.append(element)
        open_ones.append(element)

    def end(_name: str) -> None:
        open_ones[-1].text = open_ones[-1].text.strip()
        open_ones.pop()

    def characters(text: str) -> None:
        if not open_ones[-1].children:
            open_ones[-1].text += text

    def refuse(*_: object) -> NoReturn:
        found = "the XML declares a document type, which may bring in other files or grow without end"
        raise ReadError(Problem(found, Place(file, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1), expected="XML without <!DOCTYPE …>"))

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, characters
    parser.StartDoctypeDeclHandler = refuse
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as trouble:
        found = f"this is not XML: {expat.errors.messages.get(trouble.code, 'a mistake')}"
        raise ReadError(Problem(found, Place(file, trouble.lineno, trouble.offset + 1))) from None
    except (LookupError, ValueError) as trouble:
        raise ReadError(Problem(f"the XML names an encoding that is not known: {trouble}", Place(file))) from None
    return root
