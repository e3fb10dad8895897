"""What a photo of an open box says of the packing material, beside what is declared."""

from __future__ import annotations

from collections.abc import Iterable

from inboundcheck.model import Box, DunnageSeen, Sighting
from inboundcheck.photos.inside import BY, LOOKS_LIKE
from inboundcheck.photos.nets.dunnage import GROUP_OF


def dunnage_seen(sightings: Iterable[Sighting]) -> DunnageSeen | None:
    """Return what the photo stages took for packing material that many sites refuse; None where they took nothing for it."""
    return next((each for each in sightings if isinstance(each, DunnageSeen) and each.by == BY), None)


def dunnage_contradiction(box: Box, seen: DunnageSeen) -> str:
    """Say that a photo looks like something of whose group nothing is declared; nothing where it is, or where not all dunnage is declared."""
    if not isinstance(box.dunnage, tuple) or any(GROUP_OF.get(each) == GROUP_OF[seen.dunnage] for each in box.dunnage):
        return ""
    declared = ", ".join(each.replace("_", " ") for each in box.dunnage) or "no dunnage"
    return f"it looks like {LOOKS_LIKE[seen.dunnage]}; declared is {declared}"
