"""What a text can be. Every number is made here, from serials of our own."""

import string

import pytest
from biip.checksums import gs1_standard_check_digit
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.identifiers import Identity, check_digit_ok, identify
from inboundcheck.identifiers.carriers import carriers_of
from inboundcheck.identifiers.check_digits import METHODS


def made(form_name, serial, before="", after=""):
    """A number of the form: its check digit worked out from the serial."""
    wanted = next(form for form in _forms() if form.name == form_name)
    prefix = wanted.check.get("prefix", "")
    weighed = serial if serial.startswith(prefix) else prefix + serial
    return before + serial + METHODS[wanted.check["method"]](weighed, wanted.check.get("weights", ())) + after


def _forms():
    from inboundcheck.identifiers.carriers import _table

    return _table()[0]


def names(text, symbology=None):
    return [form.name for form in carriers_of(text, symbology=symbology)]


CHECKED = {
    "UPS": made("UPS", "7Q7Q7Q031234567", before="1Z"),
    "UPS Waybill": made("UPS Waybill", "123123123", before="H"),
    "USPS 20": made("USPS 20", "0312345678912345678"),
    "USPS Legacy": made("USPS Legacy", "910112345678912345678"),
    "USPS IMpb N": made("USPS IMpb N", "940011112345678901234"),
    "USPS IMpb C": made("USPS IMpb C", "927489012345671234567"),
    "FedEx Express (12)": made("FedEx Express (12)", "70112233445"),
    "FedEx Express (34)": made("FedEx Express (34)", "7011223344556", before="10019213342500010003"),
    "FedEx ASTRA (32)": made("FedEx ASTRA (32)", "70112233445", before="3297151456010244", after="2014"),
    "FedEx Ground": made("FedEx Ground", "70112233445566"),
    "FedEx Ground 96 (22)": made("FedEx Ground 96 (22)", "12345671234567", before="9611020"),
    "FedEx Ground GSN": made("FedEx Ground GSN", "7011223344556", before="96220019000000000000"),
    "FedEx Ground (SSCC-18)": made("FedEx Ground (SSCC-18)", "00012345000000123"),
    "Canada Post (16)": made("Canada Post (16)", "701122334455667"),
    "S10": made("S10", "70112233", before="RB", after="DE"),
    "DPD (28)": made("DPD (28)", "007011223344556677889900276"),
    "DPD (14)": made("DPD (14)", "01234567890123"),
    "OnTrac": made("OnTrac", "1001122334455", before="C"),
    "OnTrac D": made("OnTrac D", "1001122334455", before="D"),
    "Old Dominion": made("Old Dominion", "7781122334"),
    "Old Dominion Guaranteed Shipment": made("Old Dominion Guaranteed Shipment", "8011223344"),
    "Purolator (12)": made("Purolator (12)", "33112233445"),
    "DHL Express": made("DHL Express", "331122334"),
}
PLAIN = {
    "Amazon Logistics": "TBA701122334455",
    "Amazon International": "A7011223344",
    "GOFO Express (US)": "GFUS70112233445566",
    "Landmark Global LTN": "LTN70112233N1",
    "LaserShip LX": "LX17011223",
    "LaserShip 1LS7 (15)": "1LS712345678901",
    "LaserShip 1LS7 (18)": "1LS7134012701122-1",
    "LaserShip 1LSCX (15)": "1LSCX1234567890",
    "DHL E-Commerce (14)": "70112233445566",
    "Yodel": "JJD7011223344556677",
    "YunExpress": "YT7011223344556677",
    "DHL Express (Piece ID)": "JJD7011223344",
    "DHL E-Commerce": "GM7011223344556677",
    "Canpar (22)": "D701122334455667788990",
    "Purolator (alpha + 9)": "ABC701122334",
    "Spee-Dee (20)": "SP701122334455667788",
}


@pytest.mark.parametrize(("name", "number"), [*CHECKED.items(), *PLAIN.items()])
def test_a_carriers_number_is_known_by_its_form(name, number):
    assert name in names(number)
    assert name in names(" ".join(number)), "spaces do not count"
    assert name not in names(number + "!")


@pytest.mark.parametrize(("name", "number"), CHECKED.items())
def test_a_changed_digit_of_the_serial_is_refused(name, number):
    at = max(i for i, each in enumerate(number[:-5]) if each.isdigit() and each not in "04589")
    changed = number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]
    assert name not in names(changed)


def test_the_rules_own_published_example():
    # Deutsche Post's Identcode: 56.310 243.031 3
    assert names("563102430313", "itf")[-1:] == ["DHL Identcode"]
    assert "DHL Identcode" not in names("563102430313"), "the form is used in ITF alone"


def test_every_form_of_the_table_has_an_example_here():
    assert {form.name for form in _forms()} == {*CHECKED, *PLAIN, "DHL Identcode", "DHL Leitcode"}


def test_a_leitcode_is_known_in_itf_alone():
    number = made("DHL Leitcode", "7011223344556")
    assert "DHL Leitcode" in names(number, "itf")
    assert "DHL Leitcode" not in names(number, "code_128")


SSCC = "00614141123456789"
SSCC += str(gs1_standard_check_digit(SSCC))


@pytest.mark.parametrize(
    ("text", "symbology", "kinds"),
    [
        ("FBA15ABCDEFU000001", "code_128", ["box_id"]),
        ("X00ABCDEF1", "code_128", ["fnsku"]),
        ("B00ABCDEF1", None, ["asin"]),
        ("LPNRR0011223344", "code_128", ["lpn"]),
        ("AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,QTY:4", "pdf417", ["box_content"]),
        ("https://example.com/menu", "qr", ["web_address"]),
        ("4006381333931", "ean_13", ["gtin"]),
        ("15400141288763", "itf", ["itf14"]),
        ("04252614", "upc_e", ["gtin"]),
        ("[)>\x1e01\x1d02840", "maxicode", ["carrier_routing"]),
        ("SHIP-A1", "code_128", []),
        ("", "qr", []),
    ],
)
def test_what_a_text_is(text, symbology, kinds):
    assert [each.kind for each in identify(text, symbology=symbology)] == kinds


def test_fnc1_announces_element_strings():
    unit = Identity("sscc", "", SSCC, check=True)
    assert identify("00" + SSCC, gs1=True) == (unit,)
    assert identify(f"(00){SSCC}") == (unit,)
    assert identify("00" + SSCC, symbology="gs1_128") == (unit,)
    assert identify("02" + "10614141000415" + "3712", gs1=True)[0] == Identity("gtin", "", "10614141000415", check=True)
    assert identify("42094107", gs1=True) == (Identity("carrier_routing", "", "94107", None),)
    assert identify("0110614141000415" + "21AB7", gs1=True)[0].kind == "gtin"


def test_a_link_that_names_a_logistic_unit_is_both():
    assert [each.kind for each in identify(f"https://example.com/00/{SSCC}", symbology="qr")] == ["sscc", "web_address"]


def test_a_wrong_check_digit_is_told_where_the_symbol_announces_the_form():
    wrong = SSCC[:-1] + str((int(SSCC[-1]) + 1) % 10)
    assert identify("00" + wrong, gs1=True) == (Identity("sscc", "", wrong, check=False),)
    assert identify("4006381333932", symbology="ean_13") == (Identity("gtin", "", "4006381333932", check=False),)
    assert identify("15400141288764", symbology="itf")[0] == Identity("itf14", "", "15400141288764", check=False)
    assert "sscc" not in [each.kind for each in identify(wrong, symbology="code_128")]


def test_colliding_forms_are_all_kept_and_the_likelier_comes_first():
    found = identify("00106141412345678908", symbology="code_128")
    assert [(each.kind, each.carrier) for each in found] == [("sscc", ""), ("carrier", "usps")]
    upc = "70112233445" + str(gs1_standard_check_digit("70112233445"))
    assert identify(upc)[0].kind == "gtin"
    assert identify(upc, symbology="code_128")[-1].kind == "gtin"


def test_usps_numbers_stand_in_gs1_symbols():
    number = CHECKED["USPS IMpb N"]
    assert identify("42094107\x1d" + number, gs1=True, symbology="code_128")[0] == Identity("carrier", "usps", "42094107" + number, check=True)


@given(st.text(max_size=60), st.sampled_from([None, "code_128", "qr", "itf", "upc_e", "ean_13", "data_matrix"]), st.booleans())
def test_any_text_is_taken(text, symbology, gs1):
    assert all(each.text for each in identify(text, symbology=symbology, gs1=gs1)) or not text.strip()


@given(st.text(string.digits, min_size=17, max_size=17))
def test_every_right_sscc_is_one(payload):
    number = payload + str(gs1_standard_check_digit(payload))
    assert check_digit_ok(number, "sscc")
    assert identify(number, symbology="code_128")[0] == Identity("sscc", "", number, check=True)
