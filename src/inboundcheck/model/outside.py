"""What is on the outside of a box or pallet: labels and barcodes."""

from __future__ import annotations

from pydantic import field_validator

from inboundcheck.model.fields import (
    OptionalDate,
    OptionalLength,
    OptionalNumber,
    OptionalRange,
    OptionalText,
    OptionalYesNo,
    Thing,
    Word,
    absent,
)
from inboundcheck.model.words import BarcodeKind, BelongsTo, Covering, Face, LabelKind, Printing, SitsOn, Symbology


class Label(Thing):
    """A label on a box or pallet."""

    kind: Word[LabelKind] = absent
    """What the label is: the box ID, the carrier's, a handling mark …"""
    face: Word[Face] = absent
    """The face that it is on."""
    sits_on: Word[SitsOn] = absent
    """Whether it is on a box or on a pallet."""
    flat_on_one_face: OptionalYesNo = absent
    """Whether all of it lies flat on one face, folded over no edge or corner."""
    seam_clearance: OptionalLength = absent
    """How far the nearest seam or opening of its face is: `0 in` where the label touches or crosses one, `none` where there is none."""
    edge_clearance: OptionalLength = absent
    """The distance from the label to the nearest edge of its face."""
    over_tape: OptionalYesNo = absent
    """Whether it lies on tape that closes the box, beside any seam."""
    covered_by: Word[Covering] = absent
    """What lies over the label, or `nothing`."""
    long_side: OptionalLength = absent
    """The longer side of the printed label."""
    short_side: OptionalLength = absent
    """The shorter side of the printed label."""
    outside_wrap: OptionalYesNo = absent
    """Whether it is on the outside of the pallet's stretch wrap."""
    printed_by: Word[Printing] = absent
    """The kind of printer."""
    text: OptionalText = absent
    """What a person reads on it."""
    expires: OptionalDate = absent
    """The expiry date printed on it."""


class Barcode(Thing):
    """A barcode that can be scanned from outside."""

    kind: Word[BarcodeKind] = absent
    """What it identifies."""
    text: OptionalText = absent
    """The data it holds."""
    belongs_to: Word[BelongsTo] = absent
    """Whose code it is: this box's, this shipment's or another's. `unclear` says that nobody knows, and is kept as not known."""
    symbology: Word[Symbology] = absent
    """The kind of bars or dots."""
    sits_on: Word[SitsOn] = absent
    """Whether it is on a box or on a pallet."""
    face: Word[Face] = absent
    """The face that it is on."""
    check_digit_ok: OptionalYesNo = absent
    """Whether its check digit is right; worked out from `text` where that is given."""
    x_dimension: OptionalLength = absent
    """The width of its narrowest bar."""
    data_length: OptionalNumber = absent
    """How many characters it holds."""
    bars_above_base: OptionalLength = absent
    """How high the lower edge of its bars is above the base of the box, or of the pallet with its load."""
    bars_from_edge: OptionalLength = absent
    """The distance from its bars to the nearest vertical edge."""
    zone_from_edge: OptionalLength = absent
    """The distance from its quiet zone to the nearest vertical edge."""
    quiet_zone: OptionalLength = absent
    """The narrower of the clear spaces before and after its bars."""
    quiet_zone_modules: OptionalRange = absent
    """The same in widths of its narrowest bar, where it was measured without a scale: `{low: 9.5, high: 10.5}`."""
    scannable: OptionalYesNo = absent
    """Whether a scanner can be expected to read it at the first sweep, by its contrast and by how much of it is undamaged."""
    bar_height: OptionalLength = absent
    """The height of its bars."""
    symbol_length: OptionalLength = absent
    """Its whole length, both quiet zones included."""

    @field_validator("belongs_to", mode="before")
    @classmethod
    def _unclear_is_not_known(cls, value: object) -> object:
        return None if value == "unclear" else value
