"""inboundcheck: which boxes of an inbound shipment the receiving site will refuse or charge for, and why.

>>> import inboundcheck as ic
>>> box = ic.Box(id="A17", length="40 in", width="12 in", height="10 in", weight="31 lb", items=[ic.Item(sku="MUG-1", quantity=4)])
>>> report = ic.check(ic.Shipment(program="fba", market="US", boxes=[box]), only=["data"])
>>> [(finding.rule, finding.message) for finding in report.violations]
[('amazon-fba-us/box-too-long', 'longest side is 40 in; at most 36 in')]
"""

from inboundcheck.answers import NONE, Open, Span
from inboundcheck.api import check, fit, read, save, save_marked, stream, to_arrow
from inboundcheck.engine import Checker
from inboundcheck.errors import InboundCheckError, NotOk, PackError, Problem, ReadError, UsageError
from inboundcheck.model import Barcode, Between, Box, Item, Label, Pallet, Photo, Product, Shipment
from inboundcheck.packs import Pack, load_pack
from inboundcheck.quantities import Length, Mass
from inboundcheck.report import Answered, Finding, Outcome, Question, Report, Seen, Severity, Subject, Told, Waiver

__version__ = "0.1.0"

__all__ = [
    "NONE",
    "Answered",
    "Barcode",
    "Between",
    "Box",
    "Checker",
    "Finding",
    "InboundCheckError",
    "Item",
    "Label",
    "Length",
    "Mass",
    "NotOk",
    "Open",
    "Outcome",
    "Pack",
    "PackError",
    "Pallet",
    "Photo",
    "Problem",
    "Product",
    "Question",
    "ReadError",
    "Report",
    "Seen",
    "Severity",
    "Shipment",
    "Span",
    "Subject",
    "Told",
    "UsageError",
    "Waiver",
    "check",
    "fit",
    "load_pack",
    "read",
    "save",
    "save_marked",
    "stream",
    "to_arrow",
]
