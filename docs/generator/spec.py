"""The page of the spec: the fields of every model."""

from __future__ import annotations

from datetime import date
from inspect import cleandoc
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.markdown import code, page, table
from inboundcheck import model as models
from inboundcheck.model.words import Country
from inboundcheck.quantities import Duration, Length, Mass

_INTRO = """\
A shipment in our own form is one YAML or JSON file (`inboundcheck new FOLDER` begins one). At its top stand the fields of the
shipment, `format: 1`, and, if wanted, `defaults:` (see [formats](../formats.md#our-own-form)). The same names are the arguments of
the models in Python: `ic.Box(id="A17", length="27 in")`.

Every field may be left out unless it says otherwise, which means that it is **not known**. `none` says that there is none
(`expires: none`), and is known; for a list, `none` is the same as `[]`. A key that is not in these tables is told as a mistake.

| kind | written as |
|---|---|
| length, mass | a number with its unit: `27 in`, `25 1/2 in`, `68.6 cm`, `5 lb 3 oz`. A side and a weight are more than zero |
| … with a tolerance | `{low: 24.5 in, high: 25.5 in}` |
| time | a number of days or weeks: `90 days` |
| number with a tolerance | `{low: 9.5, high: 10.5}`, `{low: 12}` for at least that much, or `10` |
| date | year-month-day: `2026-11-23` |
| yes or no | `true` or `false`, `yes` or `no` |
| whole number | digits only; a quantity is 1 or more |
| list of … | `[one, another]` is all of them, `{open: true, seen: [one]}` at least these |
| facts | answers to questions that no field holds, by fact name: a fact of the vocabulary, or one that a pack `asks` for |"""
_ORDER = (models.Shipment, models.Product, models.Box, models.Item, models.Label, models.Barcode, models.Pallet, models.Photo)
_SIGHTINGS: tuple[type[BaseModel], ...] = get_args(get_args(models.Sighting)[0])
_PARTS = (models.Between, models.Range, models.PrintSeen)
"""What stands inside fields of the others."""
_ABOUT_SIGHTINGS = """\
What was seen in a photo, each with its `kind`. How they are judged is in [how it decides](../how-it-decides.md#what-photos-show), and
[writing them by hand](../how-to/write-sightings.md) has an example. Every sighting has these fields:"""
_PLAIN = {
    str: "text", int: "whole number", float: "number", bool: "yes or no", date: "date", Length: "length", Mass: "mass", Duration: "time",
    models.Range: "number with a tolerance",
}  # fmt: skip


def pages() -> dict[str, str]:
    """The page."""
    every = [getattr(models, name) for name in models.__all__]
    missing = {each for each in every if isinstance(each, type) and issubclass(each, BaseModel)} - {*_ORDER, *_SIGHTINGS, *_PARTS}
    if missing:
        raise SystemExit(f"docs/generator/spec.py does not show {missing}")
    common = [name for name in _SIGHTINGS[0].model_fields if all(name in each.model_fields for each in _SIGHTINGS) and name != "kind"]
    sections = [f"## {each.__name__}\n\n{each.__doc__}\n\n{_fields(each, list(each.model_fields))}" for each in _ORDER]
    sightings = [_sighting(each, common) for each in _SIGHTINGS]
    said = cleandoc(models.PrintSeen.__doc__ or "")
    printed = f"### Print\n\n{said}\n\n{_fields(models.PrintSeen, list(models.PrintSeen.model_fields))}"
    seen = ("## Sightings", _ABOUT_SIGHTINGS, _fields(_SIGHTINGS[0], common), *sightings, printed)
    return {"reference/spec.md": page("The spec", _INTRO, *sections, *seen)}


def _sighting(model: type[BaseModel], common: list[str]) -> str:
    kind, own = model.model_fields["kind"].default, [name for name in model.model_fields if name not in (*common, "kind")]
    return f"### `kind: {kind}`\n\n{cleandoc(model.__doc__ or '')}\n\n{_fields(model, own)}"


def _fields(model: type[BaseModel], names: list[str]) -> str:
    in_order = sorted(names, key=lambda name: name == "facts")  # what every model has comes last
    rows = [(code(name), _kind(_something(model.model_fields[name].annotation), name), _about(model.model_fields[name])) for name in in_order]
    return table(("field", "kind", "what it is"), rows)


def _about(field: FieldInfo) -> str:
    usual = "Required." if field.is_required() else f"`{field.default}` where it is left out." if field.default not in (None, (), "") else ""
    return f"{field.description or ''} {usual}"


def _something(annotation: Any) -> Any:
    """A number or pair that may be left out, without the nothing."""
    inside = get_args(annotation)
    return inside[0] if inside in ((float, type(None)), (models.sightings.Point, type(None))) else annotation


def _kind(annotation: Any, name: str = "") -> str:
    """What a field takes, in words."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if name == "facts" or annotation in _PLAIN:
        return _PLAIN.get(annotation, name)
    if models.PrintSeen in inside:
        return "[print](#print)"
    if annotation == Country:
        return "a country, ISO 3166-1 alpha-2"
    if origin is Literal:
        return "one of " + ", ".join(map(code, inside))
    if origin is tuple:
        return f"list of {_kind(inside[0]).removeprefix('one of ')}" if inside[-1] is Ellipsis else "pair of numbers"
    return "[sightings](#sightings)" if origin else f"[{annotation.__name__.lower()}](#{annotation.__name__.lower()})"
