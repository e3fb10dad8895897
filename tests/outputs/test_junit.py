from dataclasses import replace

import pytest
from hypothesis import given
from inline_snapshot import snapshot
from junitparser import Error, Failure, JUnitXml, Skipped
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS, is_safe
from tests.outputs.test_same import ALL

from inboundcheck.outputs import render


def cases(report):
    xml = JUnitXml.fromstring(render(report, "junit").encode())
    return [case for suite in xml for case in suite]


def test_one_violation():
    assert render(reports.one(), "junit") == snapshot("""\
<?xml version="1.0" encoding="utf-8"?>
<testsuites name="inboundcheck" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="box A17" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="box A17" name="amazon-fba-us/box-too-long" file="shipment.yaml" line="6">
      <properties>
        <property name="key" value="a364ae4ec7ef3e6e" />
      </properties>
      <failure message="longest side is 40 in; at most 36 in" type="error">shipment.yaml:6:13
box A17
longest side is 40 in; at most 36 in
To do: Repack so that the longest side is 36 in or less.
Source: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 (third-party)</failure>
    </testcase>
  </testsuite>
  <testsuite name="rules" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="rules" name="amazon-fba-us/box-too-long">
      <system-out>A title: 1 violated</system-out>
    </testcase>
  </testsuite>
</testsuites>
""")


def test_each_end_has_its_own_element():
    ends = {case.result[0].type: type(case.result[0]) for case in cases(reports.full()) if case.result}
    assert ends == {
        "error": Failure,
        "warning": Failure,
        "advice": Failure,
        "not decided": Error,
        "unreadable": Error,
        "waived": Skipped,
        "never applied": Skipped,
        "not in force": Skipped,
        "off": Skipped,
    }


def test_what_is_waived_says_why():
    (waived,) = [case.result[0] for case in cases(reports.full()) if case.result and case.result[0].type == "waived"]
    assert waived.message == "waived: Accepted in case 20931. (maria, until 2026-12-31)"


def test_a_group_is_a_case_of_each_box_and_only_the_first_has_the_place():
    found = [(case.classname, case.name, case._elem.get("line")) for case in cases(reports.one(reports.no_dunnage)) if case.classname != "rules"]
    rules = "amazon-fba-us/dunnage-not-allowed, amazon-fba-us/dunnage-loose"
    assert found == [("box A21", rules, "17"), *((f"box B{number}", rules, None) for number in range(5, 16))]


def test_what_passed_is_counted_with_its_rule():
    (passed,) = [case for case in cases(reports.clean()) if case.name == reports.RULE]
    assert (passed.is_passed, passed.system_out) == (True, "A title: 2,640 passed")


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_the_numbers_of_a_suite_are_those_of_its_cases(make):
    xml = JUnitXml.fromstring(render(make(), "junit").encode())
    for suite in xml:
        told = (suite.tests, suite.failures, suite.errors, suite.skipped)
        suite.update_statistics()
        assert told == (suite.tests, suite.failures, suite.errors, suite.skipped)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_no_two_cases_of_a_report_have_one_name(make):
    names = [(case.classname, case.name) for case in cases(make()) if case.classname != "rules"]
    assert make is ALL["hostile"] or len(names) == len(set(names))


@given(TEXTS)
def test_it_is_xml_whatever_stands_in_the_data(text):
    report = reports.hostile(text)
    rendered = render(report, "junit")
    assert len(list(JUnitXml.fromstring(rendered.encode()))) >= 1
    assert is_safe(rendered)


def test_a_box_may_be_named_like_markup():
    hostile = replace(reports.too_long, subjects=(reports.box("]]><testcase/>\x1b"),))
    assert [case.classname for case in cases(reports.one(hostile))] == ["box ]]><testcase/>\\x1b", "rules"]
