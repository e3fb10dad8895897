"""A look at a pack's scope without reading the whole pack: most packs are for other receivers than the shipment's."""

from __future__ import annotations

import re
from pathlib import Path

from inboundcheck.model import Shipment

_BLOCK = re.compile(r"^scope:[ \t]*\n((?:[ \t]+.*\n|[ \t]*\n)+)", re.MULTILINE)
_PLAIN = re.compile(r"^[ \t]+(program|market|mode): (\w+)[ \t]*$", re.MULTILINE | re.ASCII)


def may_fit(path: Path, shipment: Shipment) -> bool:
    """Whether the scope of a pack may fit a shipment. False only where the text leaves no doubt; whatever else is written is to be read whole."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return True
    if "scope" not in text:
        return False
    found = _BLOCK.findall(text)
    return len(found) != 1 or all(getattr(shipment, name) == value for name, value in _PLAIN.findall(found[0]))
