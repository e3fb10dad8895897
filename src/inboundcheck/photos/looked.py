"""What looking at one photo gave: plain data, so that it can cross from a worker process, be kept, and be bound to a box later."""

from __future__ import annotations

from inboundcheck.model import LabelSeen, Sighting
from inboundcheck.model.fields import Model
from inboundcheck.model.sightings import Point
from inboundcheck.model.words import Face


class Marks(Model):
    """What a person said of a photo before it is looked at, in pixels of the upright photo."""

    view: Face | None = None
    """The face that it shows."""
    face: tuple[Point, ...] = ()
    """The corners of that face, going round."""
    labels: tuple[tuple[Point, ...], ...] = ()
    """The corners of each label on it; none where they are to be found."""
    open_box: bool = False
    """Whether the net for packing material is to look into the box that it shows open. It errs too often to be asked without being told to."""
    inside: tuple[Point, ...] = ()
    """The corners of the inside, going round; the middle of the photo where there are none."""


class Looked(Model):
    """One photo that was looked at, or that could not be."""

    path: str
    """The file, as it was given."""
    width: int = 0
    """Of the upright photo, in pixels; 0 where it could not be opened."""
    height: int = 0
    """Of the upright photo, in pixels."""
    focal: float = 0.0
    """The focal length in pixels of the photo, as its file says; 0 where that is not known."""
    sha256: str = ""
    """Of the file, in 64 hexadecimal digits; empty where nobody has worked it out."""
    sightings: tuple[Sighting, ...] = ()
    """What was seen, with polygons in pixels of the upright photo. Whose each barcode is (`belongs_to`) is not decided yet."""
    labels: tuple[LabelSeen, ...] = ()
    """Sheets that look like labels, with their corners from the upper left one as they are read; from a confidence of 0.8 on these are trusted."""
    face: tuple[Point, ...] = ()
    """The corners of the one face that the labels lie on, where they were found; seams were looked for on it."""
    face_confidence: float = 0.0
    """How sure they are: 0.85 where lines and board agree, 0.6 by its lines alone. The declared sides of its box must confirm it in any case."""
    face_advice: str = ""
    """Why the face was not found, as what to do, where a label was found surely."""
    inside_advice: str = ""
    """What came of looking into an open box, as a sentence; empty where nobody said that it is open."""
    trouble: str = ""
    """Why it could not be looked at, as a sentence that says what to do; empty where it was."""

    @property
    def ok(self) -> bool:
        """Whether it was looked at to the end."""
        return not self.trouble
