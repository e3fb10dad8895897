import pytest

from inboundcheck.identifiers import identify, numbers_in, readable

UPS = "[)>\x1e01\x1d96841706672\x1d840\x1d001\x1d1Z14647430\x1dUPSN\x1d410E1W\x1d195\x1d\x1d1/1\x1d\x1dY\x1d\x1dPITTSBURGH\x1dPA\x1e\x04"
FEDEX = "[)>\x1e01\x1d0285043\x1d840\x1d019\x1d9999999999990201\x1dFDEG\x1d1234567\x1d1/1\x1d5.00LB\x1dN\x1e\x04"


def test_the_parts_of_a_ups_number_are_put_together():
    assert "1Z410E1W0114647430" in numbers_in(UPS)
    assert identify("1Z410E1W0114647430", symbology="code_128")[0].check  # its check digit is right: it was put together rightly


def test_the_number_of_a_fedex_form_is_left_off():
    assert "999999999999" in numbers_in(FEDEX)


def test_a_whole_number_in_a_field_is_given_without_the_name_of_the_field():
    assert "1Z999AA10123456784" in numbers_in("[)>\x1e01\x1d961Z999AA10123456784\x1dUPSN\x1d999AA1\x1e\x04")


def test_what_is_short_names_no_parcel():
    assert all(len(each) >= 10 for each in numbers_in(UPS))


@pytest.mark.parametrize("text", ["", "1Z999AA10123456784", "[)>", "x[)>\x1e01\x1d961Z999AA10123456784"])
def test_a_text_that_is_no_sorting_data_holds_none(text):
    assert numbers_in(text) == ()


def test_people_know_a_parcel_by_its_number():
    assert readable(UPS) == "1Z410E1W0114647430"
    assert readable("[)>\x1e01\x1d02840\x1e\x04") == "[)>\x1e01\x1d02840\x1e\x04"
    assert readable("FBA15ABCDEFU000001") == "FBA15ABCDEFU000001"
