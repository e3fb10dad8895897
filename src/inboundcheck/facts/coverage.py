"""What is known of a box where only photos may say that there is no more of something than was seen."""

from __future__ import annotations

from inboundcheck.answers import Open
from inboundcheck.model import Box

CLOSED_BY_PHOTOS = {"barcodes": "outside_barcodes", "labels": "labels", "overwraps": "overwraps", "joined_to": "joined_to"}
"""The fields of a box that list what photos can show the whole of, and the fact that each is."""
_STATED = frozenset({*CLOSED_BY_PHOTOS.values(), "strap_on_box"})


def photographed(box: Box) -> Box:
    """Return a box of which what was declared is not taken for all there is: photos must show that there is no more.

    Dunnage is left as it is: no photo shows the whole of it, so a declaration is all that there can be. So are marks that must be there.
    """
    lists = {name: getattr(box, name) for name in CLOSED_BY_PHOTOS}
    update: dict[str, object] = {name: Open(value) for name, value in lists.items() if isinstance(value, tuple)}
    if any(name in _STATED for name, _ in box.facts):
        update["facts"] = tuple((name, value) for name, value in box.facts if name not in _STATED)
    return box.model_copy(update=update) if update else box
