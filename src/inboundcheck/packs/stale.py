"""Sources that nobody has read for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inboundcheck.conditions import Rule
from inboundcheck.packs.pack import Pack
from inboundcheck.report import Source


def stale_sources(pack: Pack, *, today: date, days: int) -> Iterator[str]:
    """Say of each source of the pack's own rules that was not read for more than some days where it stands; house rules have no page."""
    for rule in pack.rules:
        if rule.off or rule.pack != pack.name:
            continue
        every = [
            source for period in rule.periods for source in (*period.rule.sources, *(own for each in period.rule.unless for own in each.sources))
        ]
        for source in dict.fromkeys(every):
            age = (today - source.read).days if source.read else None
            if source.standing != "house" and (age is None or age > days):
                when = f"read on {source.read}, {age} days ago" if source.read else "not read on any day"
                page = ", ".join(part for part in (source.authority, source.page, source.url) if part)
                yield f"{rule.place}: {rule.name}: {page}: {when}"


def _sources(rule: Rule) -> Iterator[Source]:
    yield from rule.sources
    for exemption in rule.unless:
        yield from exemption.sources
