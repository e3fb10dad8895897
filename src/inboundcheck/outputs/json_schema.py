"""The JSON Schema (draft 2020-12) of the JSON report. New keys may come within one format, so other keys are let through."""

from __future__ import annotations

from typing import Any, TypeAlias, get_args

from inboundcheck.report import FORMAT, Effect, Outcome, Severity, Shot, Standing, State

Schema: TypeAlias = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_YES_NO: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_POINT: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_SEVERITY: Schema = {"enum": [each.value for each in Severity]}
_OUTCOMES = [each.value for each in Outcome]


def schema() -> Schema:
    """Return the JSON Schema of what `render` writes."""
    body = _object(
        report={"const": "inboundcheck"},
        format={"const": FORMAT},
        ok=_YES_NO,
        exit_code={"enum": [0, 1, 2]},
        as_of=_DAY,
        boxes=_NUMBER,
        only=_list(_TEXT),
        packs=_list(_object(name=_TEXT, title=_TEXT, version=_TEXT, chosen=_TEXT, file=_TEXT)),
        counts=_counts(),
        notes=_list(_TEXT),
        findings=_list(_ref("finding")),
        defects=_list(_object(found=_TEXT, where=_TEXT, expected=_TEXT, example=_TEXT, place=_or_null(_ref("place")))),
        rules=_list(_rule()),
        not_asked=_list(_TEXT),
        unused_waivers=_list(_ref("waiver")),
        questions=_list(_question()),
        answers=_list(_answered()),
    )
    body["required"] = [name for name in body["required"] if name not in ("questions", "answers")]  # they came later
    known = {"finding": _finding(), "subject": _subject(), "place": _place(), "evidence": _evidence(), "waiver": _waiver()}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:inboundcheck:report:{FORMAT}", "title": "inboundcheck report"}
    return {**head, **body, "$defs": known}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _or_null(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "null"}]}


def _counts() -> Schema:
    return _object(
        findings=_object(error=_NUMBER, warning=_NUMBER, advice=_NUMBER, not_decided=_NUMBER, waived=_NUMBER),
        defects=_NUMBER,
        outcomes=_object(**dict.fromkeys(_OUTCOMES, _NUMBER)),
        rules=_object(**dict.fromkeys(get_args(State), _NUMBER)),
    )


def _finding() -> Schema:
    found = _object(
        key=_TEXT,
        outcome={"enum": [Outcome.VIOLATION.value, Outcome.INCONCLUSIVE.value]},
        rule=_TEXT,
        title=_TEXT,
        severity=_SEVERITY,
        effect={"enum": [*get_args(Effect), None]},
        leaning=_YES_NO,
        message=_TEXT,
        subjects=_list(_ref("subject")),
        boxes=_NUMBER,
        place=_or_null(_ref("place")),
        params=_list(_object(fact=_TEXT, condition=_TEXT, value=_TEXT, limit=_TEXT, over=_TEXT)),
        evidence=_list(_ref("evidence")),
        disagreement=_TEXT,
        needs=_list(_TEXT),
        missing=_list(_TEXT),
        shot={"enum": [*get_args(Shot), None]},
        why=_TEXT,
        fix=_TEXT,
        sources=_list(_source()),
        aspect=_TEXT,
        rules=_list(_TEXT),
        waiver=_or_null(_ref("waiver")),
    )
    found["required"] = [name for name in found["required"] if name not in ("missing", "shot")]  # they came later
    return found


def _subject() -> Schema:
    return _object(kind=_TEXT, id=_TEXT, index=_NUMBER, count={"type": "integer", "minimum": 1}, box=_TEXT, pointer=_TEXT)


def _place() -> Schema:
    position = _or_null({"type": "integer", "minimum": 1})
    return {**_object(file=_TEXT, line=position, column=position, sheet=_TEXT), "required": ["file", "line", "column"]}  # `sheet` came later


def _evidence() -> Schema:
    share = {"type": "number", "minimum": 0, "maximum": 1}
    told = _object(type={"const": "told"}, fact=_TEXT, value=_TEXT, pointer=_TEXT, place=_or_null(_ref("place")))
    seen = _object(type={"const": "seen"}, fact=_TEXT, value=_TEXT, photo=_TEXT, polygon=_list(_POINT), confidence=share, by=_TEXT)
    seen["required"].remove("by")  # it came later
    return {"oneOf": [told, seen]}


def _question() -> Schema:
    crop = {"type": "array", "items": _NUMBER, "minItems": 4, "maxItems": 4}
    return _object(id=_TEXT, kind=_TEXT, text=_TEXT, box=_TEXT, photo=_TEXT, sha256=_TEXT, polygon=_list(_POINT), crop=crop, sets=_TEXT)


def _answered() -> Schema:
    return _object(id=_TEXT, yes=_YES_NO, by=_TEXT, at=_DAY, photo=_TEXT, sha256=_TEXT, question=_TEXT, place=_or_null(_ref("place")))


def _source() -> Schema:
    standing = {"enum": list(get_args(Standing))}
    return _object(authority=_TEXT, standing=standing, page=_TEXT, url=_TEXT, read=_or_null(_DAY), note=_TEXT)


def _waiver() -> Schema:
    return _object(rule=_TEXT, reason=_TEXT, owner=_TEXT, expires=_DAY, box=_TEXT)


def _rule() -> Schema:
    seldom = {"type": "object", "properties": dict.fromkeys(_OUTCOMES, _NUMBER)}
    return _object(
        rule=_TEXT,
        title=_TEXT,
        severity=_SEVERITY,
        state={"enum": list(get_args(State))},
        reason=_TEXT,
        outcomes=seldom,
        not_asked=_NUMBER,
        leaning=_NUMBER,
    )
