"""What a person can settle with one look at a photo, and what somebody answered."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field
from datetime import date

from inboundcheck.model.sightings import BY_A_PERSON, Point
from inboundcheck.places import Place


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a photo leaves open, and that one look at it settles: yes or no."""

    id: str
    """A name that stays from run to run, as long as the photo, the kind, the box and the place in the photo do."""
    kind: str
    """What is asked: `seam`, `edge`, `label`, `barcode` …"""
    text: str
    """The question, in words."""
    box: str
    """The box that it is about: `box A1`."""
    photo: str
    """The photo, by the name that `Report.photos` gives it."""
    sha256: str
    """Of the photo's file, in 64 hexadecimal digits: an answer is about this very photo."""
    polygon: tuple[Point, ...] = ()
    """What is meant, in pixels of the upright photo; empty for all of it."""
    crop: tuple[int, int, int, int] = (0, 0, 0, 0)
    """The part of the photo to look at: left, top, right and bottom, in its pixels."""
    sets: str = ""
    """What the answer settles: `seam_clearance of the label`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person answered to one question, about one photo."""

    id: str
    """The question's."""
    _: KW_ONLY
    yes: bool
    """The answer."""
    by: str
    """Who answers for it."""
    at: date
    """The day."""
    photo: str
    """The photo, as it was named when it was asked."""
    sha256: str
    """Of the photo's file as it was when it was looked at."""
    question: str = ""
    """What was asked, for whoever reads the file."""
    place: Place | None = field(default=None, compare=False)
    """Where it stands in its file."""

    @property
    def declared(self) -> str:
        """Say who declared it and of which photo, as the evidence names it."""
        return f"{BY_A_PERSON}{self.by} on {self.at}, photo {self.sha256[:12]}"
