"""Settings: limits that whoever uses a pack sets. A rule that needs one that is not set does not judge, and is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inboundcheck.answers import NONE
from inboundcheck.conditions import Always, Node, On, Rule, Setting, mapped
from inboundcheck.documents import Mapping as Written
from inboundcheck.errors import Problem, UsageError, nearest, shown
from inboundcheck.facts.kinds import Kind
from inboundcheck.model import Shipment
from inboundcheck.packs.clauses import set_of, unit_of
from inboundcheck.packs.kinds import read_kind
from inboundcheck.packs.writing import Writing

_KEYS = ("type", "words", "title", "value")
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class PackSetting:
    """One setting of a pack."""

    name: str
    kind: Kind
    title: str
    text: str = ""
    """Its value as written; empty where it is not set."""


def read_settings(writing: Writing, written: Written, inherited: Iterable[PackSetting]) -> tuple[PackSetting, ...]:
    """Read the settings of a pack; one that the extended pack has needs only its `value`."""
    found = {each.name: each for each in inherited}
    nodes = writing.mapping(written["settings"], "settings", written.key("settings")) if "settings" in written else Written()
    for name in nodes:
        key = nodes.key(name)
        part = writing.mapping(nodes[name], f"the setting {name}", key, "{type: duration, title: …}")
        writing.keys(part, _KEYS, "a setting")
        if not _NAME.fullmatch(name) or name in Shipment.model_fields:
            writing.wrong(key, f"{shown(name)} cannot be the name of a setting", "lower-case words joined by underscores, and no field of a shipment")
            continue
        old = found.get(name)
        kind = old.kind if old and "type" not in part else read_kind(writing, part, f"the setting {name}", lists=False)
        title = old.title if old and "title" not in part else writing.text(part, "title", f"the setting {name}")
        if kind is not None:
            if "value" in part:
                writing.value(part["value"], kind, part.key("value"))
            found[name] = PackSetting(str(name), kind, title, str(part["value"]) if part.get("value") is not None else old.text if old else "")
    return tuple(found.values())


def with_values(settings: Iterable[PackSetting], values: Mapping[str, str]) -> tuple[PackSetting, ...]:
    """Set settings; names that are not among them are left alone.

    Raises:
        UsageError: a value is not of its setting's kind.
    """
    found, problems = [], []
    for each in settings:
        text = values.get(each.name)
        if text is not None:
            try:
                each.kind.parse(text)
            except ValueError as trouble:
                problems.append(Problem(f"the setting {each.name}: {trouble}"))
        found.append(each if text is None else replace(each, text=str(text)))
    if problems:
        raise UsageError(problems)
    return tuple(found)


def refuse_unknown(values: Iterable[str], known: Iterable[str]) -> None:
    """Raise UsageError for a name that no pack has as a setting."""
    names = sorted(set(known))
    for name in values:
        if name not in names:
            there = f"the settings are {', '.join(names)}" if names else "the packs that judge have no settings"
            found = f"{shown(name)} is neither a fact of the shipment nor a setting of a pack that judges"
            raise UsageError(f"{found}{nearest(name, [*names, *Shipment.model_fields])}".removesuffix("?") + f"; {there}")


def bound(rule: Rule, settings: Iterable[PackSetting]) -> Rule:
    """The rule with its settings replaced by their values, where they are set."""
    if not rule.settings:
        return rule
    values = {each.name: each for each in settings if each.text}

    def bind(node: Node) -> Node:
        return mapped(node, lambda on: _bind(on, values))

    unless = tuple(replace(each, clause=bind(each.clause)) for each in rule.unless)
    return replace(rule, require=bind(rule.require), when=bind(rule.when), unless=unless)


def _bind(on: On, values: Mapping[str, PackSetting]) -> On:
    condition = on.condition
    if not isinstance(condition, Setting) or condition.name not in values:
        return on
    setting = values[condition.name]
    value: Any = setting.kind.parse(setting.text)
    limit = Always() if value is NONE and condition.operator != "equals" else set_of(condition.operator, setting.kind, value)
    return replace(on, condition=limit, right=setting.text, unit=unit_of(setting.kind, setting.text))
