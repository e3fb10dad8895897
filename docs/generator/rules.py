"""The pages of rules: an index, and one page for each pack."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from generator.markdown import block, code, flow, link, page, table, yaml
from inboundcheck.documents import plain
from inboundcheck.facts import VOCABULARY
from inboundcheck.packs import Example, Pack, PackRule, Period, bundled, load_pack
from inboundcheck.packs.rules import PLACEHOLDER
from inboundcheck.packs.services import Chargeable
from inboundcheck.report import Source

_INTRO = """\
The rules of the packs that come with the library. `inboundcheck pack rules` prints the same list, and `inboundcheck explain RULE`
prints one of them. *Standing* says how good the source of its figures is:

| standing | means |
|---|---|
| `official` | read on a page of the authority itself, perhaps an older copy; the note says so |
| `copy` | read on a page that reproduces the authority's text |
| `third-party` | told by others; the note says how many pages agree |
| `house` | a rule of whoever owns the pack |
| `unverified` | no page was found; such a rule may only be advice |"""
_OUTCOMES = {"pass": "passes", "violation": "**violation**", "inconclusive": "not decided", "not_applicable": "does not apply"}


def pages() -> dict[str, str]:
    """The pages."""
    packs = [load_pack(name) for name in bundled()]
    index = page("Rules", _INTRO, *(_index(pack) for pack in packs))
    return {"reference/rules.md": index, **{f"rules/{pack.name}.md": _pack_page(pack) for pack in packs}}


def _index(pack: Pack) -> str:
    rows = [_row(rule) for rule in pack.rules if not rule.off]
    head = f"## [{pack.name}](../rules/{pack.name}.md)\n\n{pack.title}, version {pack.version}: {len(rows)} rules."
    return f"{head}\n\n{table(('rule', 'what is wrong', 'for', 'severity', 'standing', 'since'), rows)}"


def _row(rule: PackRule) -> tuple[str, ...]:
    newest, since = rule.newest, rule.periods[-1].begins
    name = link(f"../rules/{rule.pack}.md#{rule.name}", rule.name)
    return name, newest.title, newest.subject, _weight(rule), newest.sources[0].standing, str(since or "")


def _weight(rule: PackRule) -> str:
    return f"{rule.newest.severity}{f', {rule.newest.effect}' if rule.newest.effect else ''}"


def _pack_page(pack: Pack) -> str:
    facts = " and ".join(f"`{name}: {value}`" for name, value in pack.scope.items())
    scope = f"It judges shipments with {facts}." if facts else "It fits any receiver, and judges where it is named."
    extends = f" It extends [{pack.extends}]({pack.extends}.md)." if pack.extends else ""
    off = [(link(f"{rule.pack}.md#{rule.name}", rule.id), rule.off) for rule in pack.rules if rule.off]
    switched = f"## Switched off\n\nThese rules of the pack that it extends do not judge:\n\n{table(('rule', 'because'), off)}" if off else ""
    sections = [_rule(rule) for rule in pack.rules if not rule.off and rule.pack == pack.name]
    return page(pack.name, f"{pack.title}, version {pack.version}. {scope}{extends}", _settings(pack), _services(pack), *sections, switched)


def _settings(pack: Pack) -> str:
    """What the pack leaves to its user."""
    rows = [(code(each.name), each.title, str(each.kind), code(each.text) or "not set") for each in pack.settings]
    if not rows:
        return ""
    intro = "A rule that needs a setting that is not set does not judge. `--set NAME=VALUE` sets one."
    return f"## Settings\n\n{intro}\n\n{table(('setting', 'what it limits', 'kind', 'value'), rows)}"


def _services(pack: Pack) -> str:
    """Which weight each service charges."""
    rows = [(each.title, each.carrier, *_charge(one)) for each in pack.services for one in each.chargeable]
    rows += [(each.title, each.carrier, "", "", "", "") for each in pack.services if not each.chargeable]
    head = ("service", "carrier", "from", "divisor", "rounded", "divisor counts above")
    return f"## Services\n\n`inboundcheck fit` judges a box by each of them.\n\n{table(head, rows)}" if rows else ""


def _charge(each: Chargeable) -> tuple[str, str, str, str]:
    above = VOCABULARY["box", "volume"].kind.show(each.above) if each.above is not None else ""
    return str(each.begins), each.divisor_text or "none: the scale alone counts", str(each.rounding), above


def _rule(rule: PackRule) -> str:
    newest = rule.newest
    parts = [f"## {rule.name}", f"**{newest.title}**: {_weight(rule)}; for each {newest.subject}."]
    for number, period in enumerate(rule.periods):
        parts += [_span(rule, number), block("yaml", yaml(_clauses(rule, number)))]
        if period.rule.rounding:
            parts.append(f"Rounded before: {period.rule.rounding}.")
        if period.rule.sources != newest.sources:
            parts.append("Source of this period:\n\n" + "\n".join(map(_source, period.rule.sources)))
    parts += [f"Why: {newest.why}", f"Fix: {_marked(newest.fix)}", "Source:\n\n" + "\n".join(map(_source, newest.sources))]
    return "\n\n".join(each for each in [*parts, _examples(rule.examples)] if each)


def _span(rule: PackRule, number: int) -> str:
    """From when to when a period holds."""
    period = rule.periods[number]
    if period.begins is None:
        return ""
    until = rule.periods[number + 1].begins if number + 1 < len(rule.periods) else None
    last = _eve(until) or period.ends
    return f"From {period.begins}{f' to {last}' if last else ''}{_then(period)}:"


def _eve(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _then(period: Period) -> str:
    if not period.ends:
        return ""
    return "; what holds after that is not known" if period.then_unknown else "; after that it has ended"


def _clauses(rule: PackRule, number: int) -> dict[str, Any]:
    """What the rule asks in a period, as written."""
    written = plain(rule.written)
    part = {**written, **(written["periods"][number] if "periods" in written else {})}
    return {key: part[key] for key in ("when", "require", "unless") if key in part}


def _marked(template: str) -> str:
    return PLACEHOLDER.sub(lambda found: code(found[0]), template)


def _source(source: Source) -> str:
    name = ", ".join(part for part in (source.authority, source.page) if part)
    read = f", read {source.read}" if source.read else ""
    return f"- {link(source.url, name) if source.url else name}{read} ({source.standing}).{f' {source.note}' if source.note else ''}"


def _given(example: Example) -> str:
    settings = f"settings: {flow(dict(example.settings))}, given: " if example.settings else ""
    return settings + flow(example.given)


def _examples(examples: tuple[Example, ...]) -> str:
    dated = any(each.as_of for each in examples)
    rows = [(each.name, code(_given(each)), *([str(each.as_of or "")] if dated else []), _OUTCOMES[each.expect]) for each in examples]
    return table(("example", "given", *(["on"] if dated else []), "outcome"), rows)
