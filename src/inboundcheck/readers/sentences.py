"""Says in plain words what is wrong with a value, for the person who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from inboundcheck.errors import nearest, shown
from inboundcheck.model import Barcode, Between, Box, Item, Label, Pallet, Photo, Product
from inboundcheck.model.sightings import Sighting
from inboundcheck.readers.parts import Path, in_file

Sentence: TypeAlias = tuple[str, str, str]
"""What was found, what was expected, an example."""

_MODELS: Mapping[str, type[BaseModel]] = {
    "boxes": Box, "items": Item, "products": Product, "pallets": Pallet, "photos": Photo, "labels": Label, "label": Label,
    "barcodes": Barcode, "open_barcodes": Barcode, "barcode": Barcode,
}  # fmt: skip
_SIGHTINGS: Mapping[str, type[BaseModel]] = {each.model_fields["kind"].default: each for each in get_args(get_args(Sighting)[0])}
_THINGS = {
    "Box": ("a box", "{id: A17, length: 27 in}"), "Item": ("an item", "{sku: MUG-1, quantity: 4}"), "Label": ("a label", "{kind: box_id, face: top}"),
    "Barcode": ("a barcode", "{kind: carrier, text: 1Z999AA10123456784}"), "Photo": ("a photo", "{path: photos/A17.jpg}"),
    "Product": ("a product", "{sku: MUG-1, traits: []}"), "Pallet": ("a pallet", "{id: P1, weight: 900 lb}"),
    "Shipment": ("a shipment", "{id: S1, boxes: []}"),
}  # fmt: skip
_ALSO_CALLED = {
    "qty": "quantity", "units": "quantity", "msku": "sku", "expiry": "expires", "expiration": "expires", "upc": "gtin", "ean": "gtin",
    "depth": "height",
    "marketplace": "market", "country": "market", "programme": "program", "contents": "items", "shipment_id": "id", "tracking_number": "tracking",
}  # fmt: skip
"""What other formats call our fields."""


def sentence(error: ErrorDetails, root: type[BaseModel], tree: Any, path: Path) -> Sentence:
    """Put one of pydantic's errors into words; `path` is where it is in `tree`, which was read as a `root`."""
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(str(path[-1]), _owner(root, tree, path[:-1]))
    if kind == "value_error" and path and path[-1] == "facts":
        return f"{shown(error['input'])} is not a group of keys and values", "", "facts: {green_sticker: yes}"
    if kind == "value_error" and isinstance(error["input"], dict) and path and path[-1] in _MODELS:
        return "these are keys and values, where a list belongs", "", f"{path[-1]}: [{_THINGS[_MODELS[str(path[-1])].__name__][1]}]"
    write = next((write for start, write in _BY_TYPE.items() if kind.startswith(start)), _other)
    return write(error["input"], error.get("ctx", {}), error)


def _unknown_key(key: str, model: type[BaseModel]) -> Sentence:
    known = list(model.model_fields)
    also = _ALSO_CALLED.get(key.casefold().replace(" ", "_").replace("-", "_"))
    hint = f"; did you mean {also!r}?" if also in known else nearest(key, known)
    return f"the key {shown(key)} is not known{hint}", "" if hint else f"one of {', '.join(known)}", ""


def _owner(root: type[BaseModel], tree: Any, path: Path) -> type[BaseModel]:
    """Return the model of the object at a path."""
    name = next((step for step in reversed(path) if isinstance(step, str) and step != "seen"), "")
    if name == "sightings":
        kind = in_file(tree, (*path, "kind"), {})[1]
        return _SIGHTINGS.get(str(kind), Photo)
    return _MODELS.get(name, Between if name else root)


def _missing(_value: Any, _ctx: Mapping[str, Any], error: ErrorDetails) -> Sentence:
    return f"the key {shown(error['loc'][-1])} is missing", "", ""


def _own_words(_value: Any, ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return str(ctx["error"]), "", ""


def _word(value: Any, ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    known = re.findall(r"'([^']*)'", ctx.get("expected_tags") or ctx["expected"])
    written = ctx.get("tag", value)
    hint = nearest(written, known) if isinstance(written, str) else ""
    return f"{shown(written)} is not one of {', '.join(known)}{hint}", "", ""


def _no_kind(_value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return "the sighting does not say its kind", f"one of {', '.join(_SIGHTINGS)}", "kind: barcode"


def _whole_number(value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is not a whole number", "", "4"


def _too_small(value: Any, ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is too small", f"{ctx['ge']} or more", ""


def _too_large(value: Any, ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is too large", f"{ctx['le']} or less", ""


def _date(value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is not a date", "year-month-day", "2026-11-23"


def _yes_no(value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is neither yes nor no", "", "yes"


def _number(value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is not a number", "", "0.9"


def _text(value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is not a text; write it in quotes", "", ""


def _thing(value: Any, ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    name, example = _THINGS.get(ctx.get("class_name", ""), ("a group of keys and values", ""))
    return f"{shown(value)} is not {name}, and is left out", "its keys and values", example


def _list(value: Any, _ctx: Mapping[str, Any], _error: ErrorDetails) -> Sentence:
    return f"{shown(value)} is not a list; write for example [] or [one, another]", "", ""


def _other(value: Any, _ctx: Mapping[str, Any], error: ErrorDetails) -> Sentence:
    return f"{shown(value)} cannot stand here", error["msg"].removeprefix("Input should be "), ""


_BY_TYPE: Mapping[str, Callable[[Any, Mapping[str, Any], ErrorDetails], Sentence]] = {
    "missing": _missing, "value_error": _own_words, "literal_error": _word, "union_tag_invalid": _word, "union_tag_not_found": _no_kind,
    "int_": _whole_number, "greater_than_equal": _too_small, "less_than_equal": _too_large, "date_": _date, "bool_": _yes_no, "float_": _number,
    "string_": _text, "model_": _thing, "dict_type": _thing, "tuple_type": _list,
}  # fmt: skip
"""By how pydantic's name of the error starts."""

_ELEMENTS = {
    "items": "item", "labels": "label", "barcodes": "barcode", "open_barcodes": "barcode", "photos": "photo", "sightings": "sighting",
    "boxes": "box", "products": "product", "pallets": "pallet",
}  # fmt: skip


def where(label: str, path: Path) -> str:
    """Name a place in the words of its owner: `box A17, item 2, quantity`."""
    words = [label] if label else []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] = f"{_ELEMENTS.get(words[-1], words[-1])} {step + 1}"
        elif step != "seen":
            words.append(str(step))
    return ", ".join(words)


def named(kind: str, name: Any, index: int) -> str:
    """Name a thing by the ID that its sender gave it, else by its position; control characters are shown, never sent to a terminal."""
    if not isinstance(name, str) or not name or name == "none":
        return f"{kind} no. {index + 1}"
    return f"{kind} {name if name.isprintable() and len(name) <= 80 else shown(name)}"  # noqa: PLR2004 - as long as `shown` shows
