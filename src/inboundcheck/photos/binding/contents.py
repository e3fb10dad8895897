"""What a box-content code in a photo says is in the box, beside what is declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.identifiers.box_content import Content, contents_of
from inboundcheck.model import BarcodeSeen, Box, Item, Sighting

_GTIN_14 = 14


def content_seen(sightings: Iterable[Sighting]) -> BarcodeSeen | None:
    """Return the code of the contents that is surely read and not another box's; None where there is none, or more than one."""
    own = [each for each in sightings if isinstance(each, BarcodeSeen) and each.barcode.kind == "box_content"]
    own = [each for each in own if each.confidence >= DEFAULT_CONFIDENCE and each.barcode.belongs_to != "another"]
    return own[0] if len({each.barcode.text for each in own}) == 1 else None


def content_contradiction(box: Box, seen: BarcodeSeen) -> str:
    """Say how a code of the contents differs from the declared items; nothing where it does not, or where that cannot be told.

    Items are compared by the code that is named (FNSKU, ASIN, GTIN or SKU): a product is absent only if every item of the box says its own.
    """
    said = contents_of(str(seen.barcode.text))
    if not said or not isinstance(box.items, tuple) or not box.items:
        return ""
    differences = list(dict.fromkeys(_differences(box.items, said)))
    more = f" and {len(differences) - 3} more" if len(differences) > 3 else ""  # noqa: PLR2004 - three are enough to know
    return "; ".join(differences[:3]) + more


def _differences(items: tuple[Item, ...], said: tuple[Content, ...]) -> Iterator[str]:
    for field in dict.fromkeys(each.field for each in said):
        coded = [each for each in said if each.field == field]
        declared = {_code(getattr(each, field), field): [] for each in items}  # type: ignore[var-annotated]
        for each in items:
            declared[_code(getattr(each, field), field)].append(each)
        for code in dict.fromkeys(_code(each.code, field) for each in coded):
            if code in declared:
                yield from _unlike(_name(field, code), declared[code], [each for each in coded if _code(each.code, field) == code])
            elif None not in declared:
                yield f"{_name(field, code)} is in the code and not declared"
        if len(coded) == len(said):
            yield from (f"{_name(field, code)} is declared and not in the code" for code in declared if code and not _named(code, coded))


def _named(code: str, coded: list[Content]) -> bool:
    return any(_code(each.code, each.field) == code for each in coded)


def _unlike(name: str, items: list[Item], coded: list[Content]) -> Iterator[str]:
    """Compare the units and the expiry dates of one product, where both sides say them all."""
    declared, said = _sum(each.quantity for each in items), _sum(each.quantity for each in coded)
    if declared is not None and said is not None and declared != said:
        yield f"{said} of {name} in the code, {declared} declared"
    own_days, said_days = _days(each.expires for each in items), _days(each.expires for each in coded)
    if own_days and said_days and own_days != said_days:
        yield f"{name} expires {said_days} by the code, {own_days} as declared"


def _sum(quantities: Iterable[object]) -> int | None:
    every = list(quantities)
    known = [each for each in every if isinstance(each, int)]
    return sum(known) if len(known) == len(every) else None


def _days(days: Iterable[object]) -> str:
    every = set(days)
    return ", ".join(sorted(str(each) for each in every)) if all(isinstance(each, date) for each in every) else ""


def _code(value: object, field: str) -> str | None:
    """A code as it is compared: a GTIN with all its 14 digits."""
    if not isinstance(value, str):
        return None
    return value.zfill(_GTIN_14) if field == "gtin" else value.upper() if field != "sku" else value


def _name(field: str, code: str | None) -> str:
    return f"{field.upper()} {code}"
