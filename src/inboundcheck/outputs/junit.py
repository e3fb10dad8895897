"""The report as JUnit XML, as Jenkins, GitLab and others read it: a suite for each box, and one for the rules.

A violation is a *failure*: the rule was judged, and the box breaks it. What is not decided, and what could not be read, is an *error*: the
test could not be carried out. What is waived, and a rule that judged nothing, is *skipped*, with the reason. The report keeps what passed
by rule and not by box, so that a pass is a case of its rule, with the count. Nothing but the exit code knows of `--fail-on`.
"""

from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

from inboundcheck.outputs.locations import path_of
from inboundcheck.outputs.steps import NOT_DECIDED, UNREADABLE, WAIVED, Step, rule_of, sources_of, steps
from inboundcheck.outputs.summary import headline
from inboundcheck.outputs.words import prose, visible, whose
from inboundcheck.report import Outcome, Report, RuleResult

_NOTHING = 2
"""The exit code where nothing could be decided."""


def render(report: Report) -> str:
    r"""Write the suites. Control characters, which XML cannot hold, are written as `\x1b`."""
    root = ET.Element("testsuites", name="inboundcheck")
    for name, own in _suites(report).items():
        suite = ET.SubElement(root, "testsuite", name=name)
        suite.extend(_case(name, step) for step in own)
    rules = ET.SubElement(root, "testsuite", name="rules")
    rules.extend(_rule(each) for each in report.rules)
    if report.exit_code() == _NOTHING:
        case = ET.SubElement(rules, "testcase", classname="rules", name="something was decided")
        ET.SubElement(case, "error", message=headline(report), type="nothing decided")
    for each in (root, *root):
        _count(each)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suites(report: Report) -> dict[str, list[Step]]:
    """Put the steps into suites: those of a box, those of another thing, and those of what could not be read."""
    suites: dict[str, list[Step]] = {}
    for step in steps(report):
        name = f"box {step.box}" if step.box else UNREADABLE if step.level == UNREADABLE else step.about
        suites.setdefault(name, []).append(step)
    return suites


def _case(suite: str, step: Step) -> ET.Element:
    rule = rule_of(step.finding) if step.finding else UNREADABLE
    name = rule if step.about in (suite, "") else f"{rule} ({step.about})"
    case = ET.Element("testcase", {"classname": suite, "name": name, **_place(step)})
    if step.finding:
        properties = ET.SubElement(case, "properties")
        ET.SubElement(properties, "property", name="key", value=step.finding.key)
    if step.level == WAIVED:
        ET.SubElement(case, "skipped", message=f"waived: {step.do.removeprefix('Nothing: ')}", type=WAIVED).text = step.found
        return case
    tag = "error" if step.level in (NOT_DECIDED, UNREADABLE) else "failure"
    ET.SubElement(case, tag, message=step.found, type=step.level).text = _body(step)
    return case


def _place(step: Step) -> dict[str, str]:
    if step.place is None:
        return {}
    line = {"line": str(step.place.line)} if step.place.line else {}
    return {"file": visible(path_of(step.place.file)), **line}


def _body(step: Step) -> str:
    sources = sources_of(step.finding) if step.finding else ()
    at = visible(step.place) if step.place else ""
    rows = (at, step.about, step.found, f"To do: {step.do}" if step.do else "", *(f"Source: {whose(each)}" for each in sources))
    return "\n".join(row for row in rows if row)


def _rule(rule: RuleResult) -> ET.Element:
    """Write how often a rule passed, or why it judged nothing."""
    case = ET.Element("testcase", classname="rules", name=visible(rule.rule))
    if rule.state != "judged":
        reason = f": {prose(rule.reason)}" if rule.reason else ""
        ET.SubElement(case, "skipped", message=f"{rule.state}{reason}", type=rule.state)
        return case
    words = {Outcome.PASS: "passed", Outcome.NOT_APPLICABLE: "not applicable", Outcome.VIOLATION: "violated", Outcome.INCONCLUSIVE: "not decided"}
    counts = [f"{number:,} {words[outcome]}" for outcome, number in rule.outcomes.items() if number]
    counts += [f"{rule.not_asked:,} not asked: {prose(rule.reason)}"] if rule.not_asked else []
    ET.SubElement(case, "system-out").text = f"{prose(rule.title)}: {', '.join(counts)}"
    return case


def _count(element: ET.Element) -> None:
    """Write on a suite, or on all of them, how many cases there are and how they ended."""
    cases = list(element.iter("testcase"))
    ends = Counter(part.tag for case in cases for part in case)
    for name, number in (("tests", len(cases)), ("failures", ends["failure"]), ("errors", ends["error"]), ("skipped", ends["skipped"])):
        element.set(name, str(number))
