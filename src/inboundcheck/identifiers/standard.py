"""The check digits of GS1's numbers; the rule itself is biip's."""

from __future__ import annotations

_GTIN_LENGTHS = (8, 12, 13, 14)
_SSCC_LENGTH = 18


def check_digit_ok(text: str, kind: str) -> bool | None:
    """Say whether the check digit of an SSCC or GTIN is right; None for other kinds and for texts that hold none.

    The digit is GS1's standard one (GS1 General Specifications, section 7.9). An SSCC may carry its application identifier (00).
    """
    digits = text.removeprefix("(00)") if kind == "sscc" else text
    if kind == "sscc" and len(digits) == _SSCC_LENGTH + 2 and digits.startswith("00"):
        digits = digits[2:]
    if not (digits.isascii() and digits.isdigit()):
        return False if kind in ("sscc", "gtin", "itf14") else None
    right_length = len(digits) == _SSCC_LENGTH if kind == "sscc" else len(digits) in _GTIN_LENGTHS
    if kind not in ("sscc", "gtin", "itf14"):
        return None
    if not right_length:
        return False
    from biip.checksums import gs1_standard_check_digit

    return gs1_standard_check_digit(digits[:-1]) == int(digits[-1])
