"""The JSON Schema of a pack, for editors: made from the vocabulary and the key tables, so that it cannot fall behind them."""

from __future__ import annotations

from typing import Any, get_args

from inboundcheck.facts import ASPECTS, VOCABULARY, Fact
from inboundcheck.facts.kinds import SUBJECTS, Kind
from inboundcheck.facts.known import ABOVE
from inboundcheck.packs.clauses import ORDERING, SCOPES
from inboundcheck.packs.kinds import PLAIN
from inboundcheck.packs.rules import IN_PERIOD
from inboundcheck.report import Coverage, Effect, Outcome, Severity, Standing

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string"}
_SCALAR: Schema = {"type": ["string", "number", "boolean"]}


def pack_schema() -> Schema:
    """Return the schema of a pack file (JSON Schema 2020-12)."""
    rule = {"allOf": [{"$ref": "#/$defs/rule"}, *(_for_subject(subject) for subject in SUBJECTS)]}
    change = {**_mapping({**_rule_keys(None), "because": _TEXT, "off": {"type": "boolean"}}, ["because"])}
    properties = {
        "format": {"const": 1},
        "pack": _TEXT,
        "title": _TEXT,
        "version": _TEXT,
        "extends": _TEXT,
        "scope": _mapping({name: {"enum": list(VOCABULARY["shipment", name].kind.words)} for name in ("program", "market", "mode")}),
        "rounding": {"$ref": "#/$defs/rounding"},
        "min_confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "coverage": {"enum": list(get_args(Coverage))},
        "settings": {"type": "object", "additionalProperties": _setting()},
        "services": {"type": "object", "additionalProperties": _service()},
        "asks": {"type": "object", "additionalProperties": _question()},
        "change": {"type": "object", "additionalProperties": change},
        "rules": {"type": "object", "additionalProperties": rule},
    }
    definitions = {
        "rule": {"type": "object", "properties": _rule_keys(None), "required": ["title", "for", "severity", "why", "fix", "source", "examples"]}
    }
    definitions |= {f"clause-{subject}": _clause(subject) for subject in SUBJECTS}
    definitions |= {str(fact): _condition(fact) for fact in VOCABULARY.values()}
    definitions |= {"source": _source(), "example": _example(), "rounding": _rounding()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "inboundcheck rule pack",
        **_mapping(properties, ["pack", "title", "version"]),
        "$defs": definitions,
    }


def _mapping(properties: Schema, required: list[str] | None = None) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False, **({"required": required} if required else {})}


def _for_subject(subject: str) -> Schema:
    """Which facts a rule may name depends on its `for`."""
    return {
        "if": {"properties": {"for": {"const": subject}}, "required": ["for"]},
        "then": {"properties": _rule_keys(subject), "additionalProperties": False},
    }


def _rule_keys(subject: str | None) -> Schema:
    clause: Schema = {"$ref": f"#/$defs/clause-{subject}"} if subject else {"type": "object"}
    exception = {"allOf": [{"type": "object", "required": ["because"]}], "description": "`because`, and the clause that lifts the rule."}
    source = {"$ref": "#/$defs/source"}
    keys: Schema = {
        "title": _TEXT,
        "for": {"enum": list(SUBJECTS)},
        "severity": {"enum": [str(each) for each in Severity]},
        "effect": {"enum": list(get_args(Effect))},
        "when": clause,
        "require": clause,
        "unless": {"type": "array", "items": exception},
        "rounding": {"$ref": "#/$defs/rounding"},
        "min_confidence": {"type": "number"},
        "coverage": {"enum": list(get_args(Coverage))},
        "waivable": {"type": "boolean"},
        "covered_by": _TEXT,
        "why": _TEXT,
        "fix": _TEXT,
        "source": {"anyOf": [source, {"type": "array", "items": source}]},
        "examples": {"type": "array", "items": {"$ref": "#/$defs/example"}},
    }
    period = _mapping({**{key: keys[key] for key in IN_PERIOD}, "from": _TEXT, "to": _TEXT, "then": {"enum": ["unknown", "ended"]}}, ["from"])
    return {**keys, "periods": {"type": "array", "items": period}}


def _clause(subject: str) -> Schema:
    """The clause of one subject: its own facts, those above it, and the joiners."""
    own = {"$ref": f"#/$defs/clause-{subject}"}
    properties: Schema = {"all": {"type": "array", "items": own}, "any": {"type": "array", "items": own}, "not": own}
    for level in reversed((subject, *ABOVE[subject])):
        for fact in VOCABULARY.of(level).values():
            properties[fact.name] = {"$ref": f"#/$defs/{fact}"}
            if level != subject:
                properties[f"{level}.{fact.name}"] = {"$ref": f"#/$defs/{fact}"}
    return _mapping(properties)


def _condition(fact: Fact) -> Schema:
    """What may be asked of one fact."""
    kind = fact.kind
    operators = _list_operators(kind) if kind.name == "list" else _operators(kind)
    choices: list[Schema] = [_mapping(operators)]
    if kind.name != "list":
        choices.append(_value(kind))
    return {"description": f"{fact.doc} ({kind})", "anyOf": choices}


def _value(kind: Kind) -> Schema:
    return {"enum": [*kind.words, "none"]} if kind.name == "enum" else {**_SCALAR, "examples": [kind.example]}


def _operators(kind: Kind) -> Schema:
    value = _value(kind)
    right = {"anyOf": [value, {"type": "object"}]}
    found: Schema = {
        "equals": right,
        "one_of": {"type": "array", "items": value},
        "none_of": {"type": "array", "items": value},
        "present": {"type": "boolean"},
        "given": {"type": "boolean"},
        "unique_within": {"enum": list(SCOPES)},
    }
    if kind.ordered:
        found |= dict.fromkeys(ORDERING, right)
    if kind.name == "text":
        found["matches"] = _TEXT
    return found


def _list_operators(kind: Kind) -> Schema:
    of = kind.of or Kind("int")
    inside: Schema = {"$ref": f"#/$defs/clause-{of.name}"} if of.name in SUBJECTS else {"anyOf": [_value(of), _mapping(_operators(of))]}
    count = {"where": inside, "distinct": _TEXT, "equals": {"type": "integer"}, **{name: {"type": "integer"} for name in ORDERING}}
    found: Schema = {"every": inside, "some": inside, "count": _mapping(count), "present": {"type": "boolean"}, "given": {"type": "boolean"}}
    return found if of.name in SUBJECTS else {**found, "includes": {"type": "array", "items": _value(of)}}


def _source() -> Schema:
    properties: Schema = {**dict.fromkeys(("authority", "page", "url", "read", "note"), _TEXT), "standing": {"enum": list(get_args(Standing))}}
    return _mapping(properties, ["authority", "standing"])


def _example() -> Schema:
    return _mapping(
        {
            "name": _TEXT,
            "as_of": _TEXT,
            "settings": {"type": "object"},
            "given": {"type": "object"},
            "expect": {"enum": [str(each) for each in Outcome]},
        },
        ["name", "expect"],
    )


def _step(example: str) -> Schema:
    return {"type": "string", "pattern": "^(up to|nearest) .+$", "examples": [example]}


def _rounding() -> Schema:
    return {"anyOf": [_mapping({"sides": _step("up to 1 in"), "weight": _step("up to 1 lb")}), {"const": "none"}]}


def _setting() -> Schema:
    """`type` and `title` may be left out where the extended pack has the setting."""
    return _mapping({"type": {"enum": [*PLAIN, "enum"]}, "words": {"type": "array"}, "title": _TEXT, "value": _SCALAR})


def _service() -> Schema:
    divisor = {"type": "string", "examples": ["139 in3/lb", "5000 cm3/kg"]}
    steps = {"sides": _step("up to 1 in"), "weight": _step("up to 1 lb")}
    charge = _mapping({"from": _TEXT, "divisor": divisor, **steps, "above": {**_TEXT, "examples": ["1728 in3"]}}, ["from"])
    carriers = list(VOCABULARY["shipment", "carrier"].kind.words)
    return _mapping({"title": _TEXT, "carrier": {"enum": carriers}, "chargeable": {"type": "array", "items": charge}}, ["title", "carrier"])


def _question() -> Schema:
    kinds = [*PLAIN, "enum", "list"]
    properties = {
        "for": {"enum": list(SUBJECTS)},
        "type": {"enum": kinds},
        "question": _TEXT,
        "aspect": {"enum": list(ASPECTS)},
        "words": {"type": "array"},
    }
    return _mapping(properties, ["for", "type", "question", "aspect"])
