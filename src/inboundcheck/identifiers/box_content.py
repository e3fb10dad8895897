"""Amazon's two-dimensional box-content code: `AMZN,PO:<shipment>,FNSKU:<code>,QTY:<units>,EXP:<YYMMDD>`, with more codes behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

CODES = {"FNSKU": "fnsku", "ASIN": "asin", "UPC": "gtin", "EAN": "gtin", "GTIN": "gtin", "JAN": "gtin", "ISBN": "gtin", "SKU": "sku", "MSKU": "sku"}
"""The names of codes in it, with the field of an item that each is."""
DAY = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
"""A day as it stands in it: year, month, day."""
_QUANTITY = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Content:
    """One product that the code names."""

    field: str
    """The field of an item that `code` is: `fnsku`, `asin`, `gtin` or `sku`."""
    code: str
    quantity: int | None = None
    expires: date | None = None


def orders_in(text: str) -> tuple[str, ...]:
    """Return the shipments that the code names."""
    return tuple(value for name, value in _pairs(text) if name == "PO" and value)


def contents_of(text: str) -> tuple[Content, ...] | None:
    """Return the products that the code names, in their order; None where a part of it is not known here, or is no number."""
    found: list[Content] = []
    for name, value in _pairs(text):
        if name in CODES and value:
            found.append(Content(CODES[name], value))
        elif name == "QTY" and found and _QUANTITY.fullmatch(value):
            found[-1] = replace(found[-1], quantity=int(value))
        elif name == "EXP" and found and (day := _day(value)):
            found[-1] = replace(found[-1], expires=day)
        elif name != "PO":
            return None
    return tuple(found)


def _pairs(text: str) -> list[tuple[str, str]]:
    """The parts behind the first comma, each with the name before its colon."""
    parts = [each.strip().partition(":") for each in text.strip().split(",")[1:] if each.strip()]
    return [(name.strip().upper() if colon else "", value.strip()) for name, colon, value in parts]


def _day(value: str) -> date | None:
    found = DAY.fullmatch(value)
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
