"""A box-content code beside the declared items, and the numbers of an earlier journey."""

import pytest
from biip.checksums import gs1_standard_check_digit

import inboundcheck as ic
from inboundcheck.identifiers.check_digits import METHODS
from inboundcheck.model import Barcode, BarcodeSeen
from inboundcheck.photos import Looked
from inboundcheck.photos.binding import bind

ID = "FBA15ABCDEFU000001"
SAID = "AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,QTY:6,EXP:270501"


def seen(text, kind, **more):
    return BarcodeSeen(barcode=Barcode(text=text, kind=kind, symbology="code_128"), **more)


def bound(items, *sightings, **box):
    box = ic.Box(id="A1", box_id=ID, items=items, **box)
    shipment = ic.Shipment(id="FBA15ABCDEF", program="fba", market="US", mode="spd", boxes=[box, ic.Box(id="A2")])
    return bind(shipment, [Looked(path="photos/A1.jpg", width=4000, height=3000, sightings=(seen(ID, "box_id"), *sightings))])


def differences(items, text=SAID, **more):
    return [finding.message for finding in bound(items, seen(text, "box_content", **more)).findings]


def item(**more):
    return {"sku": "MUG-1", "fnsku": "X00ABCDEF1", "quantity": 6, "expires": "2027-05-01"} | more


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([item()], None),
        ([item(quantity=4), item(quantity=2)], None),
        ([item(quantity=4)], "6 of FNSKU X00ABCDEF1 in the code, 4 declared"),
        ([item(expires="2027-05-02")], "FNSKU X00ABCDEF1 expires 2027-05-01 by the code, 2027-05-02 as declared"),
        ([item(fnsku="X00ZZZZZZ1")], "FNSKU X00ABCDEF1 is in the code and not declared; FNSKU X00ZZZZZZ1 is declared and not in the code"),
        ([item(), item(sku="MUG-2", fnsku="X00ABCDEF2")], "FNSKU X00ABCDEF2 is declared and not in the code"),
        ([item(quantity=None, expires=None)], None),
        ([{"sku": "MUG-1", "quantity": 6}], None),
        (None, None),
        (ic.Open([]), None),
    ],
)
def test_the_code_of_the_contents_is_held_against_what_is_declared(items, said):
    assert differences(items) == ([] if said is None else [f"photo photos/A1.jpg: {said}"])


def test_a_gtin_is_one_number_however_long_it_is_written():
    assert differences([item(gtin="00012345678905")], "AMZN,PO:FBA15ABCDEF,UPC:012345678905,QTY:6") == []


@pytest.mark.parametrize(
    "code",
    [
        {"confidence": 0.5},
        {"text": "AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,QTY:6,LOT:7"},
        {"text": "AMZN,PO:FBA15OTHERS,FNSKU:X00ABCDEF1,QTY:6"},
    ],
)
def test_nothing_is_said_of_a_code_that_is_not_sure_not_known_or_anothers(code):
    assert differences([item(quantity=4)], **code) == []


def test_the_finding_says_where_and_what_to_do():
    (finding,) = bound([item(quantity=4)], seen(SAID, "box_content", polygon=((1, 1), (9, 1), (9, 9)))).findings
    assert (finding.rule, finding.aspect, finding.severity.value, finding.subjects[0].box) == (
        "photos/content-differs",
        "contents",
        "warning",
        "box A1",
    )
    assert finding.evidence[-1].polygon == ((1, 1), (9, 1), (9, 9))


def ups(serial):
    return "1Z" + serial + METHODS["mod10"](serial, (1, 2))


OWN, OLD = ups("7Q7Q7Q031234567"), ups("7Q7Q7Q031234999")
USPS = "9400111234567890123456"[:21]
USPS += METHODS["mod10"](USPS, (3, 1))
SSCC = "00614141123456789"
SSCC += str(gs1_standard_check_digit(SSCC))


@pytest.mark.parametrize(
    ("tracking", "read", "whose"),
    [
        (OWN, OWN, "this_box"),
        (OWN, OLD, "another"),
        (OWN, OLD[:-1] + str((int(OLD[-1]) + 1) % 10), None),
        (OWN, USPS, None),
        ("3318810025", "3318810032", None),
        (None, OLD, None),
    ],
)
def test_a_number_of_the_same_carrier_that_is_not_the_declared_one_is_of_another_journey(tracking, read, whose):
    result = bound(None, seen(read, "carrier"), tracking=tracking)
    assert result.shipment.boxes[0].photos[0].sightings[1].barcode.belongs_to == whose


def test_beside_a_number_that_boxes_share_each_box_has_its_own():
    boxes = [ic.Box(id="A1", box_id=ID, tracking=OWN), ic.Box(id="A2", tracking=OWN)]
    shipment = ic.Shipment(id="FBA15ABCDEF", boxes=boxes)
    result = bind(shipment, [Looked(path="photos/A1.jpg", width=4000, height=3000, sightings=(seen(ID, "box_id"), seen(OLD, "carrier")))])
    assert result.shipment.boxes[0].photos[0].sightings[1].barcode.belongs_to is None
