"""A rule in words, for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from inboundcheck.documents import plain
from inboundcheck.packs import Example, PackRule, Period
from inboundcheck.packs.settings import PackSetting
from inboundcheck.report import Outcome, Source

_WIDTH = 96


def rule_page(rule: PackRule, settings: Iterable[PackSetting] = ()) -> str:
    """Write what, why, fix, whose and of what standing, since when, and the examples; with the settings that it needs."""
    newest = rule.newest
    effect = f", {newest.effect}" if newest.effect else ""
    lines = [
        f"{rule.id}: {newest.title}",
        f"{newest.severity}{effect}, for each {newest.subject}" + (f"; switched off: {rule.off}" if rule.off else ""),
        "",
    ]
    for number, period in enumerate(rule.periods):
        lines += _period(rule, number, period)
    needed = [each for each in settings if each.name in {name for period in rule.periods for name in period.rule.settings}]
    for each in needed:
        lines += _wrapped("setting ", f"{each.name}: {each.title} ({each.kind}); {each.text or f'not set: --set {each.name}=VALUE'}")
    lines += ["", *_wrapped("why     ", newest.why), *_wrapped("fix     ", newest.fix)]
    lines += [f"covered by {newest.covered_by}: not shown where that one violates too"] if newest.covered_by else []
    lines += [] if newest.waivable else ["no waiver covers it"]
    lines += [line for source in newest.sources for line in _source("source  ", source)]
    lines += ["", "examples", *(_example(each) for each in rule.examples), ""]
    lines += ["To accept one box as it is, with a name and an end, put this into waivers.yaml:"] if newest.waivable else []
    lines += [f"  - {{rule: {rule.id}, box: A17, reason: WHY, owner: WHO, expires: YEAR-MONTH-DAY}}"] if newest.waivable else []
    return "\n".join(lines)


_STANDING = {
    "official": "official: read on a page of the authority itself",
    "copy": "copy: read on a page that reproduces the authority's text",
    "third-party": "third-party: told by others",
    "house": "house: a rule of whoever owns the pack",
    "unverified": "unverified: no page was found, so it is advice only",
}


def _source(word: str, source: Source) -> list[str]:
    name = ", ".join(part for part in (source.authority, source.page, f"read {source.read}" if source.read else "") if part)
    note = f". {source.note}" if source.note else ""
    lines = _wrapped(word, f"{name} ({_STANDING[source.standing]}){note}")
    return [*lines, f"        {source.url}"] if source.url else lines


def _period(rule: PackRule, number: int, period: Period) -> list[str]:
    """What the rule asks in one period, and what of it is not so in the newest one."""
    lines = []
    if period.begins:
        following = rule.periods[number + 1].begins if number + 1 < len(rule.periods) else None
        last = following - timedelta(days=1) if following else period.ends
        then = ("; what holds after that is not known" if period.then_unknown else "; after that it has ended") if period.ends else ""
        lines.append(f"from {period.begins}{f' to {last}' if last else ''}{then}")
    written = plain(rule.written)
    part = {**written, **(written["periods"][number] if "periods" in written else {})}
    for key, word in (("when", "when    "), ("require", "require "), ("unless", "unless  ")):
        if key in part:
            for each in part[key] if isinstance(part[key], list) else [part[key]]:
                because = each.get("because", "")
                asked = {name: value for name, value in each.items() if name not in ("because", "source")}
                lines += _wrapped(word, _words(asked) + (f"  ({because})" if because else ""))
    if period.rule.rounding:
        lines += _wrapped("rounded ", str(period.rule.rounding))
    if period.rule.severity != rule.newest.severity:
        lines.append(f"severity {period.rule.severity}")
    if period.rule.sources != rule.newest.sources:
        lines += [line for source in period.rule.sources for line in _source("source  ", source)]
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
