"""One thing that a text can be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """What a text says, when it is read as one kind of identifier."""

    kind: str
    """A word of the closed list of barcode kinds (`box_id`, `sscc`, `carrier` …)."""
    carrier: str
    """Whose number it is, for a carrier's; else empty."""
    text: str
    """The identifier itself: without brackets, application identifiers and spaces."""
    check: bool | None
    """Whether its check digit is right; None where the form has none."""
