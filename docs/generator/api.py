"""The page of the Python API, made from signatures and docstrings."""

from __future__ import annotations

from collections.abc import Iterable

import griffe

import inboundcheck
from generator.markdown import block, code, page, table

_INTRO = """\
`import inboundcheck as ic` brings every name of the first four parts. Arguments after the first are given by name. All values are
frozen, nothing is global, and nothing reads the clock but `check`, `stream` and `fit`, where you give neither a day nor `today`.

`Checkable` is a `Shipment`, a `Box`, a `Reading` or the path of a file or folder. `PackName` is the name of a pack, the path of one, or a
`Pack`. [Use it in an app](../how-to/use-in-an-app.md) says what may be shared between threads."""
_PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Functions": ("inboundcheck", ("check", "read", "save", "save_marked", "to_arrow", "stream", "fit", "load_pack")),
    "The report": (
        "inboundcheck",
        ("Report", "Finding", "Outcome", "Severity", "Subject", "Told", "Seen", "Waiver", "Question", "Answered"),
    ),
    "Values and packs": ("inboundcheck", ("Length", "Mass", "Span", "Open", "NONE", "Pack", "Checker")),
    "Errors": ("inboundcheck", ("InboundCheckError", "ReadError", "PackError", "UsageError", "NotOk", "Problem")),
    "More of the report": ("inboundcheck.report", ("RuleResult", "PackUsed", "PhotoUsed", "Param", "Source")),
    "What lengths and masses share": ("inboundcheck.quantities", ("Quantity",)),
    "What `fit` gives": ("inboundcheck.engine.fit", ("Fit", "Hit")),
    "Photos": ("inboundcheck.photos", ("Eyes", "look", "photos_in", "Looked", "Limits", "Found", "Refused")),
    "Tests of your own": (
        "inboundcheck.testing",
        ("assert_ok", "assert_passes", "assert_violates", "assert_inconclusive", "assert_pack_holds"),
    ),
    "Other formats": ("inboundcheck.outputs", ("render", "encoded", "format_of")),
    "What a reader gives": ("inboundcheck.readers", ("Reading",)),
}
_MODELS = ("Shipment", "Box", "Item", "Product", "Label", "Barcode", "Pallet", "Photo", "Between")
_ABOUT_MODELS = """\
{names} are pydantic models, and each of their fields is in [the spec](spec.md). A wrong value raises pydantic's `ValidationError`."""


def pages() -> dict[str, str]:
    """The page."""
    shown = {name for where, names in _PARTS.values() for name in names if where == "inboundcheck"} | set(_MODELS)
    if missing := set(inboundcheck.__all__) ^ shown:
        raise SystemExit(f"docs/generator/api.py and inboundcheck.__all__ differ in {sorted(missing)}")
    package = griffe.load("inboundcheck", docstring_parser="google", resolve_aliases=True)
    parts = [_part(title, package, where, names) for title, (where, names) in _PARTS.items()]
    models = "## Models\n\n" + _ABOUT_MODELS.format(names=", ".join(f"`{name}`" for name in _MODELS))
    return {"reference/api.md": page("The Python API", _INTRO, *parts, models)}


def _part(title: str, package: griffe.Object | griffe.Alias, where: str, names: Iterable[str]) -> str:
    module = package[where.removeprefix("inboundcheck").lstrip(".")] if where != "inboundcheck" else package
    imported = f"From `{where}`.\n\n" if where != "inboundcheck" else ""
    return f"## {title}\n\n{imported}" + "\n\n".join(_section(module[name]) for name in names)


def _section(what: griffe.Object | griffe.Alias) -> str:
    """One public name."""
    parts = [f"### {what.name}"]
    if what.is_function:
        parts.append(block("python", _signature(what)))
    parts += _doc(what)
    if what.is_class:
        parts += _members(what)
    return "\n\n".join(parts)


def _signature(function: griffe.Object | griffe.Alias, name: str = "") -> str:
    """A function with its arguments: on one line where that fits, else one on each."""
    arguments, by_name = [], False
    for each in function.parameters:
        if each.name == "self":
            continue
        if each.kind is griffe.ParameterKind.keyword_only and not by_name:
            arguments.append("*")
            by_name = True
        star = "*" if each.kind is griffe.ParameterKind.var_positional else "**" if each.kind is griffe.ParameterKind.var_keyword else ""
        by_name = by_name or star == "*"
        default = f" = {each.default}" if each.default is not None and not star else ""
        arguments.append(f"{star}{each.name}{f': {each.annotation}' if each.annotation else ''}{default}")
    start, end = f"{name or function.name}(", f"){f' -> {function.returns}' if function.returns else ''}"
    line = start + ", ".join(arguments) + end
    return line if len(line) <= _WIDE else "\n".join([start, *(f"    {each}," for each in arguments), end])


_WIDE = 90


def _doc(what: griffe.Object | griffe.Alias) -> list[str]:
    """What its docstring says: prose, arguments, errors."""
    parts = []
    for section in what.docstring.parsed if what.docstring else ():
        if section.kind is griffe.DocstringSectionKind.text:
            parts.append(_plain(section.value))
        elif section.kind is griffe.DocstringSectionKind.parameters:
            parts.append(table(("argument", "what it is"), [(code(each.name), each.description) for each in section.value]))
        elif section.kind is griffe.DocstringSectionKind.raises:
            parts.append("Raises:\n\n" + "\n".join(f"- {code(str(each.annotation))}: {' '.join(each.description.split())}" for each in section.value))
    return parts


def _members(of: griffe.Object | griffe.Alias) -> list[str]:
    """The fields, properties and methods of a class."""
    public = [each for each in of.members.values() if not each.name.startswith("_")]
    enum = any("Enum" in str(base) for base in of.bases)
    values = [each for each in public if each.is_attribute and (each.docstring or enum)]
    methods = [each for each in public if each.is_function]
    rows = [(code(each.name), code(str(each.annotation or each.value or "")), _line(each)) for each in values]
    parts = [table(("has", "kind", "what it is"), rows)] if rows else []
    return parts + ["\n\n".join([f"#### {of.name}.{each.name}", block("python", _signature(each, each.name)), *_doc(each)]) for each in methods]


def _line(what: griffe.Object | griffe.Alias) -> str:
    return _plain(what.docstring.value) if what.docstring else ""


def _plain(text: str) -> str:
    """A docstring as Markdown: a reference to a name becomes the name."""
    return text.replace("[`", "`").replace("`][]", "`").strip()
