"""The JSON Schema of packs takes what the loader takes."""

import pytest
from jsonschema import Draft202012Validator

from inboundcheck.documents import plain, read_yaml
from inboundcheck.errors import PackError
from inboundcheck.packs import bundled, find_pack
from inboundcheck.packs.schema import pack_schema

WHOLE = """\
format: 1
pack: carrier
title: A carrier
version: "1"
rounding: {sides: up to 1 in, weight: nearest 1 lb}
settings:
  heaviest: {type: mass, title: The heaviest box, value: 20 kg}
  colour: {type: enum, words: [green, red], title: The colour}
services:
  ground:
    title: Ground
    carrier: ups
    chargeable: [{from: 2025-08-18, divisor: 139 in3/lb, sides: up to 1 in, weight: up to 1 lb, above: 1728 in3}]
rules:
  heavy:
    title: Heavy
    for: box
    severity: error
    rounding: none
    require: {weight: {at_most: {setting: heaviest}}}
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    periods: [{from: 2025-01-01, rounding: {weight: up to 1 kg}}]
    examples: [{name: e, settings: {heaviest: 5 kg}, given: {weight: 6 kg}, expect: violation}]
"""


def errors(text):
    return [each.message for each in Draft202012Validator(pack_schema()).iter_errors(_typed(plain(read_yaml(text, "pack", PackError))))]


def _typed(node):
    """Give plain scalars the types that an editor sees in them."""
    if isinstance(node, dict):
        return {key: 1 if key == "format" else _typed(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_typed(each) for each in node]
    if node in ("true", "false"):
        return node == "true"
    try:
        return float(node) if node and "." in node else int(node)
    except (TypeError, ValueError):
        return node


@pytest.mark.parametrize("name", bundled())
def test_bundled_packs_are_valid(name):
    assert errors(find_pack(name).read_text(encoding="utf-8").replace('version: "2026.11"', "version: v1")) == []


def test_every_key_of_the_grammar_is_known():
    assert errors(WHOLE.replace('"1"', "v1")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("sides: up to", "sides: down to"), ("divisor:", "devisor:"), ("type: mass", "type: weight"), ("carrier: ups", "carrier: uppps")],
)
def test_what_is_wrong_is_marked(right, wrong):
    assert errors(WHOLE.replace('"1"', "v1").replace(right, wrong, 1))
