"""What photos show. A sighting has a confidence and a polygon; whether it counts is for the rule that reads it to say.

Sightings come from the photo stages, from a person's answers, or are written in YAML by hand: to the judging they are the same.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, field_validator, model_validator

from inboundcheck.model.fields import ExactLength, Listing, Model, OptionalLength, OptionalText, OptionalYesNo, Range, Word, absent
from inboundcheck.model.outside import Barcode, Label
from inboundcheck.model.words import BarcodeKind, BoundBy, Detector, Dunnage, Face, FaceKind, Mark, Overwrap, PhotoFlaw, SideName

Point: TypeAlias = tuple[float, float]
BY_A_PERSON = "declared by "
"""How `by` begins where a person answered a question about the photo."""
_CORNERS = 4
_LEAST_CORNERS = 3
_ENDS = 2
_OUTLINE = 6


class _Seen(Model):
    """What every sighting has."""

    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    """How sure the observer is, from 0 to 1."""
    polygon: tuple[Point, ...] = ()
    """Where in the photo: corner points in pixels of the upright photo."""
    by: str = ""
    """Who or what saw it."""


class PrintSeen(Model):
    """How well a linear barcode is printed, as far as a photo can say; grades and shares are those of ISO/IEC 15416.

    Light is taken in shares of the lightest space, for nothing in a photo is calibrated: `contrast` is never less than the standard's.
    """

    contrast: float = Field(ge=0.0, le=1.0)
    """How much darker the bars are than the spaces: 1 for black on white, 0 for no difference."""
    modulation: float = Field(ge=0.0, le=1.0)
    """The least contrast of an edge, as a share of `contrast`; blur makes it less."""
    defects: float = Field(ge=0.0, le=1.0)
    """The greatest unevenness inside one bar or space, as a share of `contrast`."""
    grade: float = Field(ge=0.0, le=4.0)
    """The mean of the grades of all lines, from 0 to 4 (an A): as seen in the photo, so its blur counts as bad print."""
    undamaged: float = Field(ge=0.0, le=1.0)
    """The share of the height of the bars on which they are all there."""
    blur: float = Field(ge=0.0)
    """How blurred its edges are, in widths of its narrowest bar (the standard deviation)."""
    before: Range
    """The clear space before the first bar, in widths of its narrowest bar."""
    after: Range
    """The clear space after the last bar."""
    bars: tuple[Point, ...] = ()
    """The corners of the bars, followed over their whole height, in pixels of the upright photo."""
    reason: str = ""
    """Why it does not scan, or why the photo does not tell."""


class BarcodeSeen(_Seen):
    """A barcode was read or found."""

    kind: Literal["barcode"] = "barcode"
    barcode: Barcode
    """What was read; without `text`, something that looks like a barcode and could not be read."""
    candidates: tuple[BarcodeKind, ...] = ()
    """Everything that its data can be, the likeliest first, where more than one form fits; then `barcode.kind` is left open."""
    module: float | None = Field(default=None, gt=0.0)
    """How wide its narrowest bar or dot is in the photo, in pixels."""
    print: PrintSeen | None = None
    """How well it is printed, where that was measured."""


class QualitySeen(_Seen):
    """The photo has a flaw that may hide something."""

    kind: Literal["quality"] = "quality"
    flaw: PhotoFlaw
    """What is wrong with it."""
    reason: str = ""
    """The same as a sentence for the person who took it, with what to do: `too dark; switch on a light`."""


class LabelSeen(_Seen):
    """A label was found. Its four corners as `polygon`, going round, say where it lies on a face whose corners are known too."""

    kind: Literal["label"] = "label"
    label: Label
    """What is known of it from the photo."""


class SeamSeen(_Seen):
    """A straight seam was seen; of one that a label interrupts, each part is one.

    Its `polygon` is the two ends of a line; or four corners, the two at one end first, of the strip in which the seam must run.
    """

    kind: Literal["seam"] = "seam"

    @field_validator("polygon")
    @classmethod
    def _two_ends(cls, value: tuple[Point, ...]) -> tuple[Point, ...]:
        if len(value) not in (_ENDS, _CORNERS):
            raise ValueError(f"a seam is a line, and {len(value)} points are none; write its two ends, for example [[2010, 40], [2025, 900]]")
        return value


class FaceSeen(_Seen):
    """A face of the box was looked at for one thing; `closed` when nothing of that kind can have been missed on it."""

    kind: Literal["face"] = "face"
    face: Face
    """Which face."""
    detector: Detector
    """What was looked for."""
    closed: bool
    """Whether the whole face was seen well enough for the smallest thing looked for."""
    reason: str = ""
    """Why it is not closed: the text of what is needed next."""


class SideSeen(_Seen):
    """One side of the box was measured."""

    kind: Literal["side"] = "side"
    side: SideName
    """Which side, by length."""
    low: OptionalLength = absent
    """The least that it can be."""
    high: OptionalLength = absent
    """The most that it can be; left out where nothing bounds it."""


class ScaleSeen(_Seen):
    """A flat rectangle of known size lies on the face: the printed card, or a label whose paper somebody has measured."""

    kind: Literal["scale"] = "scale"
    width: ExactLength
    """Of the rectangle itself: from its first corner to its second."""
    height: ExactLength
    """Of the rectangle itself: from its second corner to its third."""
    error: float = Field(default=2.0, gt=0.0)
    """How far a corner of `polygon` may be off, in pixels."""

    @field_validator("polygon")
    @classmethod
    def _four_corners(cls, value: tuple[Point, ...]) -> tuple[Point, ...]:
        return _corners(value, "scale", "[[40, 30], [980, 35], [975, 660], [45, 655]]")


class BoxSeen(_Seen):
    """The corners of the box itself, with two or three of its faces whole in the photo.

    Its `polygon` is the outline of these faces: six corners, going round, the first one from which an edge leads inward. Of three faces it leads to
    `near`; of two it leads to the fourth corner.
    """

    kind: Literal["box"] = "box"
    near: Point | None = None
    """The corner within the outline, in which three faces meet; left out where only two faces are seen."""
    error: float | None = Field(default=None, gt=0.0)
    """How far a corner may be off, in pixels; a three-hundredth of the outline's longest diagonal where it is left out."""

    @field_validator("polygon")
    @classmethod
    def _six_corners(cls, value: tuple[Point, ...]) -> tuple[Point, ...]:
        if len(value) != _OUTLINE:
            example = "[[900, 300], [1900, 100], [2900, 320], [2850, 1500], [1900, 2100], [950, 1480]]"
            raise ValueError(f"{len(value)} corners are no outline of two or three faces; write all six, for example {example}")
        return value


class JoinSeen(_Seen):
    """A binder over the contact line of two boxes was seen, or one whole box alone was."""

    kind: Literal["join"] = "join"
    joined: bool
    """Whether the box is joined to another."""
    to: str = "another box"
    """The other box, where its ID was read."""


class OverwrapSeen(_Seen):
    """Something goes round the outside of the box."""

    kind: Literal["overwrap"] = "overwrap"
    overwrap: Overwrap
    """What it is."""


class DunnageSeen(_Seen):
    """Packing material was seen inside the open box."""

    kind: Literal["dunnage"] = "dunnage"
    dunnage: Dunnage
    """What it is."""


class MarkSeen(_Seen):
    """A handling mark was seen on a face."""

    kind: Literal["mark"] = "mark"
    mark: Mark
    """Which mark."""
    face: Face
    """On which face."""


Sighting: TypeAlias = Annotated[
    BarcodeSeen | QualitySeen | LabelSeen | SeamSeen | FaceSeen | SideSeen | ScaleSeen | BoxSeen | JoinSeen | OverwrapSeen | DunnageSeen | MarkSeen,
    Field(discriminator="kind"),
]


def _corners(value: tuple[Point, ...], what: str, example: str) -> tuple[Point, ...]:
    if len(value) != _CORNERS:
        raise ValueError(f"{len(value)} corners are no {what}; write all four, for example {example}")
    return value


class Photo(Model):
    """A photo of a box, and what was seen in it."""

    path: OptionalText = absent
    """The file."""
    view: Word[Face] = absent
    """The face that it shows, where its maker says so."""
    face_kind: Word[FaceKind] = absent
    """What that face is made of: flaps that meet (`closing`), or a wall without a seam (`end`, `side`); left out, top and bottom are `closing`."""
    whole_face: OptionalYesNo = absent
    """Whether all four borders of that face are in the photo, which was taken straight on, with the face filling most of it."""
    face_corners: tuple[Point, ...] = ()
    """The four corners of that face, going round, in pixels of the upright photo; says more exactly what `whole_face` says."""
    open_box: OptionalYesNo = absent
    """Whether it shows the box open, from above: it speaks of what is inside, and of none of the faces."""
    inside_corners: tuple[Point, ...] = ()
    """The corners of the inside of the open box, going round, in pixels of the upright photo; says more exactly what `open_box` says."""
    bound_by: BoundBy = "spec"
    """How the photo was given to this box; what it shows outweighs the spec only when an ID was read in it."""
    sightings: Listing[Sighting] = absent
    """What was seen; left out where nobody has looked yet."""

    @field_validator("face_corners")
    @classmethod
    def _four_corners(cls, value: tuple[Point, ...]) -> tuple[Point, ...]:
        return value and _corners(value, "face", "[[40, 30], [3980, 35], [3975, 2960], [45, 2955]]")

    @field_validator("inside_corners")
    @classmethod
    def _round_an_area(cls, value: tuple[Point, ...]) -> tuple[Point, ...]:
        if value and len(value) < _LEAST_CORNERS:
            raise ValueError(
                f"{len(value)} corners go round nothing; write at least three, for example [[600, 400], [3400, 420], [3380, 2600], [620, 2580]]"
            )
        return value

    @model_validator(mode="after")
    def _open_or_closed(self) -> Self:
        if self.shows_inside and (self.whole_face is True or self.face_corners):
            raise ValueError("an open box shows no closed face; leave out whole_face and face_corners, or open_box and inside_corners")
        return self

    @property
    def shows_inside(self) -> bool:
        """Whether its maker says that it shows the box open."""
        return self.open_box is True or bool(self.inside_corners)
