"""The vocabulary: every fact that a rule can name.

To add a fact, write one function (or one `field` line) in the module of its subject. Nothing else is to be registered.
"""

from inboundcheck.facts import agreement, unit_prep  # noqa: F401 - they add to the tables of their subjects
from inboundcheck.facts.boxes import BOX
from inboundcheck.facts.fact import ASPECTS, Aspect, Fact, Vocabulary
from inboundcheck.facts.pallets import PALLET
from inboundcheck.facts.products import PRODUCT
from inboundcheck.facts.things import BARCODE, ITEM, LABEL, PHOTO, SHIPMENT

TABLES = (SHIPMENT, PALLET, BOX, PRODUCT, ITEM, LABEL, BARCODE, PHOTO)
VOCABULARY = Vocabulary([fact for table in TABLES for fact in table.facts])
"""Every fact that comes with the library."""

__all__ = ["ASPECTS", "VOCABULARY", "Aspect", "Fact", "Vocabulary"]
