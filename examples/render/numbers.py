"""Invented numbers in the real forms: box IDs, tracking numbers, pallets' and products' numbers, with right check digits."""

from __future__ import annotations

import string

from numpy.random import Generator

_PLAIN = string.digits + string.ascii_uppercase
_FROM_LETTERS = {letter: str((number + 2) % 10) for number, letter in enumerate(string.ascii_uppercase)}
"""What a letter of a 1Z number counts as for its check digit: A is 2, B is 3 …"""


def drawn(dice: Generator, size: int, letters: str = string.digits) -> str:
    """So many characters at random."""
    return "".join(dice.choice(list(letters), size))


def mod10(body: str) -> str:
    """Append GS1's check digit: threes and ones from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return body + str(-total % 10)


def box_id(dice: Generator) -> str:
    """An FBA box ID."""
    return f"FBA{drawn(dice, 9, _PLAIN)}U{dice.integers(1, 400):06}"


def fnsku(dice: Generator) -> str:
    """An FNSKU."""
    return f"X00{drawn(dice, 7, _PLAIN)}"


def ups(dice: Generator) -> str:
    """A 1Z number: the odd places once and the even ones twice."""
    body = drawn(dice, 6, _PLAIN) + drawn(dice, 9)
    total = sum(int(_FROM_LETTERS.get(each, each)) * (1 + place % 2) for place, each in enumerate(body))
    return f"1Z{body}{-total % 10}"


def sscc(dice: Generator) -> str:
    """A serial shipping container code."""
    return mod10(drawn(dice, 17))


def impb(dice: Generator) -> str:
    """The 22 digits of a parcel's barcode (IMpb) with a service code of USPS."""
    return mod10("92055" + drawn(dice, 16))


def gtin(dice: Generator, size: int) -> str:
    """A GTIN of 13 or 14 digits."""
    return mod10("40" + drawn(dice, size - 3) if size == 13 else "1" + drawn(dice, size - 2))


def ground(dice: Generator) -> str:
    """The 34 digits on a ground parcel of FedEx."""
    return "9622" + drawn(dice, 30)
