"""What a shell offers after Tab: names of packs, rules, formats and aspects. Nothing is loaded for it but the texts of the packs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from inboundcheck.cli.own_page import OWN_NAMES
from inboundcheck.errors import PackError
from inboundcheck.facts import ASPECTS, VOCABULARY
from inboundcheck.outputs import FORMATS
from inboundcheck.packs import available, find_pack

_ASKED = "_INBOUNDCHECK_COMPLETE"
"""Set by the script of the shell when it asks."""
_BLOCK = re.compile(r"^(?:rules|change):[ \t]*(?:#.*)?\n((?:(?:[ \t#].*)?\n)+)", re.MULTILINE)
_NAME = re.compile(r"^( +)([a-z0-9-]+):", re.MULTILINE)


def prepare() -> None:
    """Keep typer from breaking descriptions into lines: fish takes each line for a completion."""
    if _ASKED in os.environ:
        os.environ.setdefault("TERMINAL_WIDTH", "1000")


def packs(incomplete: str) -> list[str]:
    """Offer the packs that can be named; the shell offers files where none begins so."""
    return _beginning(available(), incomplete)


def rules(incomplete: str) -> list[str]:
    """Offer `pack/rule`, and once something is typed the rule's name alone."""
    names = [(pack, rule) for pack in available() for rule in _rules_of(pack)]
    whole = [*(f"{pack}/{rule}" for pack, rule in names), *OWN_NAMES]
    return _beginning([*whole, *(rule for _, rule in names if incomplete)], incomplete)


def formats(incomplete: str) -> list[str]:
    """Offer the formats of reports."""
    return _beginning(FORMATS, incomplete)


def aspects(incomplete: str) -> list[str]:
    """Offer aspects, behind those that are written already: `size,weight`."""
    before, comma, last = incomplete.rpartition(",")
    written = before.split(",")
    return [f"{before}{comma}{each}" for each in _beginning((*ASPECTS, "data"), last) if each not in written]


def subjects(incomplete: str) -> list[str]:
    """Offer the subjects that facts are of."""
    return _beginning((kind for kind, _ in VOCABULARY), incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [each for each in dict.fromkeys(names) if each.startswith(incomplete)]


def _rules_of(pack: str) -> Iterator[str]:
    """The rules that a pack has or changes, read off its text: loading all packs takes seconds. What it switches off is another pack's."""
    try:
        text = find_pack(pack).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, PackError):
        return
    for block in _BLOCK.findall(f"{text}\n"):
        found = list(_NAME.finditer(block))
        names = [each for each in found if each[1] == found[0][1]]
        for each, following in zip_longest(names, names[1:]):
            if "off: true" not in block[each.start() : following.start() if following else None]:
                yield each[2]
