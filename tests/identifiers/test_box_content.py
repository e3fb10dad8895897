"""What Amazon's box-content code says. The codes are made here."""

from datetime import date

import pytest

from inboundcheck.identifiers.box_content import Content, contents_of, orders_in


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,QTY:6", (Content("fnsku", "X00ABCDEF1", 6),)),
        ("AMZN,PO:FBA15ABCDEF,ASIN:B00ABCDEF1,QTY:6,EXP:270501", (Content("asin", "B00ABCDEF1", 6, date(2027, 5, 1)),)),
        ("AMZN,PO:FBA15ABCDEF,UPC:012345678905,QTY:1,SKU:MUG-1,QTY:2", (Content("gtin", "012345678905", 1), Content("sku", "MUG-1", 2))),
        ("AMZN, PO:FBA15ABCDEF , fnsku: X00ABCDEF1", (Content("fnsku", "X00ABCDEF1"),)),
        ("AMZN,PO:FBA15ABCDEF", ()),
        ("AMZN,PO:FBA15ABCDEF,QTY:6", None),
        ("AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,QTY:six", None),
        ("AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,EXP:270231", None),
        ("AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,LOT:7", None),
        ("AMZN,PO:FBA15ABCDEF,FNSKU", None),
    ],
)
def test_what_the_code_says(text, contents):
    assert contents_of(text) == contents


def test_the_shipments_that_it_names():
    assert orders_in("AMZN,PO:FBA15ABCDEF,PO:FBA15ABCDEG,FNSKU:X00ABCDEF1") == ("FBA15ABCDEF", "FBA15ABCDEG")
