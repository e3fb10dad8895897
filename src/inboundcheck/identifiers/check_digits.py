"""The ways in which carriers work out a check digit. GS1's own is biip's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import cycle

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _values(serial: str) -> list[int]:
    """Digits as they are; letters count from A = 2, as UPS does (`1Z…`)."""
    return [int(each) if each.isdigit() else (ord(each) - 3) % 10 for each in serial]


def mod10(serial: str, weights: Sequence[int]) -> str:
    """Add up the values times the weights that go round from the left; the digit fills the sum up to a ten."""
    return str(-sum(value * weight for value, weight in zip(_values(serial), cycle(weights), strict=False)) % 10)


def mod7(serial: str, _weights: Sequence[int]) -> str:
    """Take the whole number's remainder by seven (DHL Express)."""
    return str(int(serial) % 7)


def luhn(serial: str, _weights: Sequence[int]) -> str:
    """Double every second digit from the right and add up the digits of the products (ISO/IEC 7812-1)."""
    doubled = (sum(divmod(2 * int(each), 10)) if at % 2 == 0 else int(each) for at, each in enumerate(reversed(serial)))
    return str(-sum(doubled) % 10)


def s10(serial: str, weights: Sequence[int]) -> str:
    """Take eleven less the weighted sum's remainder by eleven, with 10 written as 0 and 11 as 5 (Universal Postal Union, S10)."""
    left = 11 - sum(value * weight for value, weight in zip(_values(serial), weights, strict=True)) % 11
    return str({10: 0, 11: 5}.get(left, left))


def sum_product(serial: str, weights: Sequence[int]) -> str:
    """Take the weighted sum's remainder by eleven, of which 10 counts as 0 (FedEx)."""
    return str(sum(value * weight for value, weight in zip(_values(serial), cycle(weights), strict=False)) % 11 % 10)


def mod_37_36(serial: str, _weights: Sequence[int]) -> str:
    """Work out the hybrid check character of ISO/IEC 7064, modulo 37 and 36 (DPD)."""
    rest = 36
    for each in serial:
        rest = (rest + _ALPHABET.index(each)) % 36 or 36
        rest = rest * 2 % 37
    return _ALPHABET[(37 - rest) % 36]


METHODS: dict[str, Callable[[str, Sequence[int]], str]] = {
    "mod10": mod10,
    "mod7": mod7,
    "luhn": luhn,
    "s10": s10,
    "sum_product": sum_product,
    "mod_37_36": mod_37_36,
}
"""By the name that the table of carriers gives them."""
