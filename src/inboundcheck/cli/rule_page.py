"""A rule in words, for the terminal."""

from __future__ import annotations

import textwrap
from typing import Any

from inboundcheck.documents import plain
from inboundcheck.packs import Example, PackRule, Period
from inboundcheck.report import Outcome

_WIDTH = 96


def rule_page(rule: PackRule) -> str:
    """Write what, why, fix, whose, since when, and examples."""
    newest = rule.newest
    effect = f", {newest.effect}" if newest.effect else ""
    lines = [
        f"{rule.id}: {newest.title}",
        f"{newest.severity}{effect}, for each {newest.subject}" + (f"; switched off: {rule.off}" if rule.off else ""),
        "",
    ]
    for period in rule.periods:
        lines += _period(rule, period)
    lines += ["", *_wrapped("why     ", newest.why), *_wrapped("fix     ", newest.fix)]
    for source in newest.sources:
        lines += _wrapped("source  ", str(source) + (f". {source.note}" if source.note else ""))
        lines += [f"        {source.url}"] if source.url else []
    lines += [
        "",
        "examples",
        *(_example(each) for each in rule.examples),
        "",
        "To accept one box as it is, with a name and an end, put this into waivers.yaml:",
    ]
    lines.append(f"  - {{rule: {rule.id}, box: A17, reason: WHY, owner: WHO, expires: YEAR-MONTH-DAY}}")
    return "\n".join(lines)


def _period(rule: PackRule, period: Period) -> list[str]:
    """What the rule asks in one period."""
    lines = []
    if period.begins:
        until = f" to {period.ends}" if period.ends else ""
        lines.append(f"from {period.begins}{until}")
    number = rule.periods.index(period)
    written = plain(rule.written)
    part = {**written, **(written["periods"][number] if "periods" in written else {})}
    for key, word in (("when", "when    "), ("require", "require "), ("unless", "unless  ")):
        if key in part:
            for each in part[key] if isinstance(part[key], list) else [part[key]]:
                because = each.get("because", "")
                asked = {name: value for name, value in each.items() if name not in ("because", "source")}
                lines += _wrapped(word, _words(asked) + (f"  ({because})" if because else ""))
    return lines


def _words(node: Any) -> str:
    """A written clause on one line."""
    if isinstance(node, dict):
        return ", ".join(
            f"{name} {_words(value)}"
            if isinstance(value, str)
            else f"{name}: {{{_words(value)}}}"
            if isinstance(value, dict)
            else f"{name} {_words(value)}"
            for name, value in node.items()
        )
    if isinstance(node, list):
        return "[" + ", ".join(f"{{{_words(each)}}}" if isinstance(each, dict) else _words(each) for each in node) + "]"
    return str(node)


def _wrapped(word: str, text: str) -> list[str]:
    return (
        textwrap.wrap(text, _WIDTH, initial_indent=word, subsequent_indent=" " * len(word), break_long_words=False, break_on_hyphens=False)
        if text
        else []
    )


def _example(example: Example) -> str:
    mark = {Outcome.PASS: "passes", Outcome.VIOLATION: "violates", Outcome.INCONCLUSIVE: "stays open", Outcome.NOT_APPLICABLE: "does not apply"}[
        example.expect
    ]
    day = f" on {example.as_of}" if example.as_of else ""
    return f"  {mark:14} {example.name}{day}"
