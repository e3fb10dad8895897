"""The page of the pack language: every key, and what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from generator.markdown import code, page, table
from generator.packs_text import (
    ABOUT_CLAUSES,
    ABOUT_KEYS,
    ABOUT_ROUNDING,
    ABOUT_SERVICES,
    ABOUT_SETTINGS,
    CHARGEABLE,
    INTRO,
    KINDS,
    OPERATORS,
    PACK,
    PERIOD,
    QUESTION,
    RIGHT,
    RULE,
    SERVICE,
    SETTING,
    SOURCE,
)  # fmt: skip
from inboundcheck.facts.kinds import SUBJECTS
from inboundcheck.packs.clauses import JOINERS, LISTS, SCALAR
from inboundcheck.packs.load import PACK_KEYS
from inboundcheck.packs.rules import IN_PERIOD, RULE_KEYS
from inboundcheck.report import Effect, Severity, Standing


def pages() -> dict[str, str]:
    """The page."""
    replaced = f"A period may also have {', '.join(map(code, IN_PERIOD))}: what stands there replaces the rule's own."
    words = {"for": SUBJECTS, "severity": Severity, "effect": get_args(Effect), "standing": get_args(Standing)}
    return {
        "reference/packs.md": page(
            "The pack language",
            INTRO,
            "## A pack\n\n" + _keys(PACK_KEYS, PACK, {}),
            "## A rule\n\n" + _keys(RULE_KEYS, RULE, words) + "\n\n" + ABOUT_KEYS,
            "### A source\n\n" + _keys(SOURCE, SOURCE, words),
            "### A period\n\n" + _keys(PERIOD, PERIOD, {}) + "\n\n" + replaced,
            "### Rounding\n\n" + ABOUT_ROUNDING,
            "### A setting\n\n" + _keys(SETTING, SETTING, {}) + "\n\n" + ABOUT_SETTINGS,
            "### A service\n\n" + _keys(SERVICE, SERVICE, {}) + "\n\n" + ABOUT_SERVICES + "\n\n" + _keys(CHARGEABLE, CHARGEABLE, {}),
            "### A question (`asks`)\n\n" + _keys(QUESTION, QUESTION, {"for": SUBJECTS}),
            "## Clauses\n\n" + ABOUT_CLAUSES,
            "### Operators\n\n" + _keys((*SCALAR, *(each for each in LISTS if each not in SCALAR), *JOINERS), OPERATORS, {}),
            "### Right sides\n\n" + table(("right side", "means"), [(code(name), text) for name, text in RIGHT.items()]),
            "## Kinds of values\n\n" + table(("kind", "written as", "conditions that fit"), [(name, *text) for name, text in KINDS.items()]),
        )
    }


def _keys(keys: Iterable[str], about: Mapping[str, str], words: Mapping[str, Iterable[str]]) -> str:
    """A table of keys; a key that nobody has described is an error."""
    rows = []
    for key in keys:
        choice = f" One of {', '.join(code(str(each)) for each in words[key])}." if key in words else ""
        rows.append((code(key), f"{about[key]}.{choice}"))
    return table(("key", "what it says"), rows)
