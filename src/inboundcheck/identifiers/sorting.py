"""The numbers that a carrier's sorting data holds: what a MaxiCode or a PDF417 says besides where the parcel goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

SORTING = "[)>\x1e"
"""How sorting data begins (ANSI MH10.8.3)."""
_SHORTEST = 10
"""Of a number that names a parcel; a weight or a postal code is shorter."""
_UPS = re.compile(r"\x1d\d(\d\d)\x1d1Z([0-9A-Z]{8})\x1dUPSN\x1d([0-9A-Z]{6})(?=[\x1d\x1e]|$)", re.ASCII)
"""The class of service, what of the tracking number is not said elsewhere, and the shipper (UPS Guide to Labeling, MaxiCode data)."""
_FEDEX = re.compile(r"\x1d(\d{12})\d{4}\x1dFDE", re.ASCII)
"""A tracking number with the number of its form after it."""


def numbers_in(text: str) -> tuple[str, ...]:
    """Return every text in sorting data that may be a tracking number, put together as people are told it; nothing for any other text.

    UPS writes 1Z, the shipper, the service and the parcel in three places; here they are one again. Nothing is said of whether such
    a number was given out: compare it with one that is known.
    """
    return tuple(dict.fromkeys(_numbers(text))) if text.startswith(SORTING) else ()


def _numbers(text: str) -> Iterator[str]:
    for service, parcel, shipper in _UPS.findall(text):
        yield f"1Z{shipper}{service}{parcel}"
    yield from _FEDEX.findall(text)
    for field in re.split(r"[\x1c-\x1e]", text.rstrip("\x04")):
        for number in (field, field[2:]):  # the first field follows its own name, of two digits
            if len(number) >= _SHORTEST:
                yield number
