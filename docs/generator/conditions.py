"""The page of conditions: what each of them says of a value, an interval, a list, none and nothing, as the code judges it today."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from generator.markdown import code, flow, page, table
from generator.packs_text import OPERATORS
from inboundcheck.packs import load_pack
from inboundcheck.packs.clauses import JOINERS, LISTS, SCALAR
from inboundcheck.packs.selftest import run_examples
from inboundcheck.report import Outcome

_INTRO = """\
What a condition says of what is known: it *holds*, it *fails*, or that is *not known*. The last column was worked out by the program
when this page was written. Where conditions may stand, and what their right sides can be, is in [the pack
language](packs.md#clauses); what a box can say of itself, in [how it decides](../how-it-decides.md#what-can-be-known)."""
_MEANS = {Outcome.PASS: "holds", Outcome.VIOLATION: "fails", Outcome.INCONCLUSIVE: "not known"}
_LABEL, _CARRIER = {"kind": "box_id"}, {"kind": "carrier"}
_LIMITS: list[dict[str, Any]] = [
    {"weight": "50 lb"},
    {"weight": "22.68 kg"},
    {"weight": {"low": "49 lb", "high": "50 lb"}},
    {"weight": {"low": "49 lb", "high": "51 lb"}},
    {},
]
_MARKETS: list[dict[str, Any]] = [{"shipment": {"market": "US"}}, {"shipment": {"market": "MX"}}, {}]
_SOME_SEEN: list[dict[str, Any]] = [{"dunnage": {"open": "true", "seen": [each]}} for each in ("air_pillow", "peanuts")]
_WORDS: list[dict[str, Any]] = [{"dunnage": [each]} if each else {} for each in ("air_pillow", "peanuts", "")]
CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "at_most": ({"weight": {"at_most": "50 lb"}}, _LIMITS),
    "at_least": ({"weight": {"at_least": "50 lb"}}, _LIMITS),
    "more_than": ({"weight": {"more_than": "50 lb"}}, _LIMITS),
    "less_than": ({"weight": {"less_than": "50 lb"}}, _LIMITS),
    "equals": ({"unit_count": {"equals": "1"}}, [{"unit_count": "1"}, {"unit_count": "2"}, {}]),
    "one_of": ({"market": {"one_of": ["US", "CA"]}}, _MARKETS),
    "none_of": ({"market": {"none_of": ["US", "CA"]}}, _MARKETS),
    "matches": ({"box_id": {"matches": "FBA[A-Z0-9]{9}U[0-9]{6}"}}, [{"box_id": "FBA15EXAMPLEU000004"}, {"box_id": "BOX 4"}, {}]),
    "present": ({"sscc": {"present": "true"}}, [{"sscc": "006141410000000012"}, {"sscc": "none"}, {}]),
    "given": ({"sscc": {"given": "true"}}, [{"sscc": "006141410000000012"}, {"sscc": "none"}, {}]),
    "unique_within": (
        {"box_id": {"unique_within": "shipment"}},
        [{"box_id": "A1", "others": [{"box_id": "A2"}]}, {"box_id": "A1", "others": [{"box_id": "A1"}]}, {"box_id": "A1", "others": [{}]}, {}],
    ),
    "every": (
        {"dunnage": {"every": {"one_of": ["air_pillow"]}}},
        [*_WORDS, {"dunnage": []}, *_SOME_SEEN],
    ),
    "some": (
        {"dunnage": {"some": {"equals": "air_pillow"}}},
        [*_WORDS, {"dunnage": []}, *_SOME_SEEN],
    ),
    "includes": ({"dunnage": {"includes": ["air_pillow"]}}, [*_WORDS, *_SOME_SEEN]),
    "count": (
        {"labels": {"count": {"where": {"kind": "box_id"}, "at_most": "1"}}},
        [
            {"labels": [_LABEL, _CARRIER]},
            {"labels": [_LABEL, _LABEL]},
            {"labels": {"open": "true", "seen": [_LABEL]}},
            {"labels": {"open": "true", "seen": [_LABEL, _LABEL]}},
            {},
        ],
    ),
    "all": (
        {"all": [{"weight": {"at_most": "50 lb"}}, {"unit_count": "1"}]},
        [{"weight": "40 lb", "unit_count": "1"}, {"weight": "51 lb"}, {"weight": "40 lb"}],
    ),
    "any": (
        {"any": [{"weight": {"at_most": "50 lb"}}, {"unit_count": "1"}]},
        [{"weight": "40 lb"}, {"weight": "51 lb", "unit_count": "2"}, {"weight": "51 lb"}],
    ),
    "not": ({"not": {"contents_kind": "case_pack"}}, [{"contents_kind": "individual"}, {"contents_kind": "case_pack"}, {}]),
}
"""A clause for boxes with each condition, and what boxes may say of themselves."""
_ONLY_BESIDE = {"where", "distinct"}


def pages() -> dict[str, str]:
    """The page."""
    names = [each for each in dict.fromkeys((*SCALAR, *LISTS, *JOINERS)) if each not in _ONLY_BESIDE]
    outcomes = _outcomes(names)
    sections = [f"## {name}\n\n{OPERATORS[name]}.\n\n{_table(name, outcomes[name])}" for name in names]
    return {"reference/conditions.md": page("Conditions", _INTRO, *sections)}


def _table(name: str, outcomes: list[str]) -> str:
    require, given = CASES[name]
    rows = [(code(_inside(each)) or "nothing", outcome) for each, outcome in zip(given, outcomes, strict=True)]
    return f"`{_inside(require)}`\n\n{table(('the box says', 'so it'), rows)}"


def _inside(mapping: dict[str, Any]) -> str:
    return flow(mapping)[1:-1]


def _outcomes(names: list[str]) -> dict[str, list[str]]:
    """Judge every case; a condition without one is an error."""
    rules = {name.replace("_", "-"): _rule(*CASES[name]) for name in names}
    pack = {"pack": "conditions", "title": "All conditions", "version": "1", "rules": rules}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "conditions.yaml")
        path.write_text(json.dumps(pack), encoding="utf-8")
        loaded = load_pack(path)
    found: dict[str, list[str]] = {name: [] for name in names}
    for each in run_examples(loaded):
        if each.outcome is None:
            raise SystemExit(f"docs/generator/conditions.py: {each.problem}")
        found[each.rule.split("/")[1].replace("-", "_")].append(_MEANS[each.outcome])
    return found


def _rule(require: dict[str, Any], given: list[dict[str, Any]]) -> dict[str, Any]:
    examples = [{"name": str(number), "given": each, "expect": "pass"} for number, each in enumerate(given)]
    source = {"authority": "docs", "page": "Conditions", "standing": "house"}
    rule = {"title": "t", "for": "box", "severity": "advice", "why": "w.", "fix": "f.", "source": source}
    return {**rule, "require": require, "examples": examples}
