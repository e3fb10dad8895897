"""The kinds of questions, one row each: which sightings leave something open, what is asked, and what yes and no make of the sighting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.model import Between, JoinSeen, LabelSeen, Sighting
from inboundcheck.quantities import Length

Settled = Callable[[Any], "Sighting | None"]
"""Makes of a sighting what an answer says; None where nothing is there."""
_TOUCHES = Length("0 mm")
_CLEAR = Between(low=Length("0.001 mm"), high=Length("10 m"))
"""Not over a seam and not touching one: how far away it is, nobody has measured."""
_ON_LABELS = ("box_id", "carrier", "carrier_routing", "sscc", "box_content")
_UNREAD = 0.3
"""The confidence of something that looks like a barcode and was not read."""
_AROUND = 0.4
_FAR_AROUND = 1.2
"""How much is shown around what is meant, as a share of its longer side: whether a label lies on a seam is seen beside it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question."""

    name: str
    asks: str
    """The question, with places for the box (`{box}`) and for what is meant (`{what}`)."""
    sets: str
    """What of the spec the answer sets, in words."""
    facts: frozenset[str]
    """The facts that the answer is about: it is asked only where a rule that reads one of them is open."""
    open: Callable[[Any], bool]
    """Whether a sighting leaves this open."""
    yes: Settled
    no: Settled
    around: float = _AROUND
    told: frozenset[str] = frozenset()
    """The findings about photos for which it is asked even where no rule is open."""


def _sure(seen: Any) -> bool:
    return bool(seen.confidence >= DEFAULT_CONFIDENCE)


def _doubted(kind: str) -> Callable[[Any], bool]:
    return lambda seen: seen.kind == kind and not _sure(seen)


def _is_there(seen: Any) -> Any:
    return seen.model_copy(update={"confidence": 1.0})


def _is_not_there(seen: Any) -> None:  # noqa: ARG001 - one of the functions that settle
    return None


def _barcode(seen: Any, **update: object) -> Any:
    return seen.model_copy(update={"barcode": seen.barcode.model_copy(update=update)})


def _label(seen: Any, **update: object) -> Any:
    return seen.model_copy(update={"label": seen.label.model_copy(update=update)})


def _misread(seen: Any) -> Any:
    unread = _barcode(seen, text=None, kind=None, belongs_to=None, check_digit_ok=None)
    return unread.model_copy(update={"confidence": _UNREAD, "candidates": ()})


def _nobody_knows_whose(seen: Any) -> bool:
    """A product's code is a product's whoever put it there; one of a kind that stands on shipping labels may be an old one."""
    return seen.kind == "barcode" and _sure(seen) and seen.barcode.belongs_to is None and seen.barcode.kind in (None, *_ON_LABELS)


def _on_own_label(seen: Any) -> Any:
    likely = next((each for each in seen.candidates if each in _ON_LABELS), "carrier_routing")
    return _barcode(seen, belongs_to="this_box", kind=seen.barcode.kind or likely)


def _on_no_label_of_it(seen: Any) -> Any:
    return _barcode(seen, belongs_to="another") if seen.barcode.kind else _barcode(seen, kind="other")


def _of_label(field: str) -> Callable[[Any], bool]:
    return lambda seen: isinstance(seen, LabelSeen) and _sure(seen) and getattr(seen.label, field) is None


def _over_an_edge(seen: Any) -> Any:
    return _label(seen, flat_on_one_face=False, edge_clearance=_TOUCHES)


def _alone(seen: Any) -> JoinSeen:
    return JoinSeen(joined=False, polygon=seen.polygon, by=seen.by)


_OUTSIDE = frozenset({"box.outside_barcodes", "barcode.kind", "barcode.belongs_to"})
_LABELS = frozenset({"box.labels", "label.kind"})

KINDS = (
    Kind(
        "read", "Is {what} the number that is printed at this barcode?", "text of the barcode", _OUTSIDE | _LABELS,
        lambda seen: _doubted("barcode")(seen) and seen.barcode.text is not None, _is_there, _misread,
    ),
    Kind(
        "unread", "Is this a barcode that a scanner could read?", "a barcode that is there", _OUTSIDE,
        lambda seen: _doubted("barcode")(seen) and seen.barcode.text is None, _is_there, _is_not_there,
    ),
    Kind(
        "whose", "Is this barcode printed on a shipping label of {box} itself, and not on an old label or a product?",
        "belongs_to and kind of the barcode", _OUTSIDE | _LABELS, _nobody_knows_whose, _on_own_label, _on_no_label_of_it, _FAR_AROUND,
    ),
    Kind(
        "label", "Is this the shipping label with the box ID of {box}?", "a label of kind box_id", _LABELS,
        lambda seen: isinstance(seen, LabelSeen) and not _sure(seen) and seen.label.kind is None,
        lambda seen: _is_there(_label(seen, kind="box_id")), _is_not_there,
    ),
    Kind(
        "edge", "Does this label go over an edge or a corner of the box?", "flat_on_one_face of the label", frozenset({"label.flat_on_one_face"}),
        _of_label("flat_on_one_face"), _over_an_edge, lambda seen: _label(seen, flat_on_one_face=True), _FAR_AROUND,
    ),
    Kind(
        "seam", "Does this label lie over a seam of the box, or touch one?", "seam_clearance of the label", frozenset({"label.seam_clearance"}),
        _of_label("seam_clearance"), lambda seen: _label(seen, seam_clearance=_TOUCHES), lambda seen: _label(seen, seam_clearance=_CLEAR),
        _FAR_AROUND,
    ),
    Kind(
        "joined", "Is {box} joined to another box by tape, a strap or wrap?", "joined_to of the box", frozenset({"box.joined_to"}),
        lambda seen: _doubted("join")(seen) and seen.joined, _is_there, _alone, told=frozenset({"photos/possibly-joined"}),
    ),
    Kind(
        "overwrap", "Does {what} go round the outside of {box}?", "overwraps of the box", frozenset({"box.overwraps", "box.strap_on_box"}),
        _doubted("overwrap"), _is_there, _is_not_there, told=frozenset({"photos/possibly-strapped"}),
    ),
    Kind(
        "dunnage", "Does this show {what}, or something like it, in {box}?", "dunnage of the box", frozenset({"box.dunnage"}),
        _doubted("dunnage"), _is_there, _is_not_there, told=frozenset({"photos/dunnage-differs"}),
    ),
)  # fmt: skip
"""Every kind, in the order in which the answers build on each other: what is no barcode is nobody's barcode."""
BY_NAME = {each.name: each for each in KINDS}
