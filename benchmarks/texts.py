"""The forms under which a text counts as read: decoders and lists of what is in photos write the same code in several ways."""

from __future__ import annotations

import re
from typing import Any


def forms(expected: dict[str, Any]) -> set[str]:
    """The texts under which a code counts as read."""
    from inboundcheck.photos.barcodes.decoders import _upc_a_of

    texts = [expected["text"], *([expected["text_alt"]] if isinstance(expected.get("text_alt"), str) else expected.get("text_alt") or [])]
    if expected["format"] == "UPCE":
        texts += [_upc_a_of(text) for text in texts if re.fullmatch(r"\d{8}", text)]
    if expected["format"].startswith("DataBar"):
        texts += [f"01{text}" for text in texts]
    if expected["format"] == "Codabar":
        texts += [f"{start}{text}{stop}" for text in texts for start in "ABCD" for stop in "ABCD"]
    return {key(text) for text in texts}


def key(text: str) -> str:
    """One form of a text: brackets, separators, blanks at the ends and leading zeros differ from decoder to decoder."""
    return re.sub(r"[()\[\]\x1d]", "", text).replace("\r\n", "\n").strip().lstrip("0")
