"""What a reader gives back."""

from __future__ import annotations

from dataclasses import dataclass

from inboundcheck.errors import Problem
from inboundcheck.model import Shipment
from inboundcheck.places import Nowhere, Places

_NOWHERE = Nowhere()


@dataclass(frozen=True, slots=True)
class Reading:
    """A shipment as it was read, or one stretch of a long one."""

    shipment: Shipment
    """Everything that could be read. What could not is missing, and a list that lost something is open."""
    issues: tuple[Problem, ...] = ()
    """The defects of the data, each with its place."""
    places: Places = _NOWHERE
    """Finds where a value of the shipment stands. The pointer of a box holds its index in the whole shipment."""
    first_box: int = 0
    """The index in the whole shipment of the first box of this stretch."""
    continues: bool = False
    """Whether this stretch goes on with the shipment of the reading before it."""
    partial: bool = False
    """Whether another stretch of the same shipment may follow."""
    files: tuple[str, ...] = ()
    """The files that were read."""
