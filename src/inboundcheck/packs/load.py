"""Finds packs, bundled or the user's own, and loads them whole or not at all."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.documents import Mapping, Text, place_of, read_yaml
from inboundcheck.errors import PackError, Problem, nearest, shown
from inboundcheck.facts import ASPECTS, VOCABULARY, Fact, Vocabulary
from inboundcheck.facts.fact import never_declared
from inboundcheck.facts.kinds import NUMBER, SUBJECTS
from inboundcheck.packs.find import find_pack
from inboundcheck.packs.kinds import read_kind
from inboundcheck.packs.pack import Pack, PackRule
from inboundcheck.packs.rules import CHANGING, RULE_KEYS, RuleReader, changed, read_coverage
from inboundcheck.packs.services import read_rounding, read_services
from inboundcheck.packs.settings import read_settings
from inboundcheck.packs.writing import Writing
from inboundcheck.places import Place
from inboundcheck.report import FORMAT

PACK_KEYS = (
    "format", "pack", "title", "version", "extends", "scope", "rounding", "min_confidence", "coverage", "settings", "asks", "services", "change",
    "rules",
)  # fmt: skip
_CHANGE_KEYS = ("because", "off", *RULE_KEYS)
_SCOPES = ("program", "market", "mode")
_LARGEST = 5_000_000
_MOST_RULES = 2_000
_MOST_ENTRIES = 50_000
_ENTRY = re.compile(r"[:,\n]")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)


class _Chain(tuple[Path, ...]):
    """The packs that extend the one that is read, so that a circle is seen. No part of what is kept: a pack is the same whoever extends it."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Chain)

    def __hash__(self) -> int:
        return 0


def load_pack(source: str | Path) -> Pack:
    """Load a pack by its name (bundled or installed) or from a file; raise `PackError` with every problem at once."""
    path = find_pack(source)
    return _load(path, path.stat().st_mtime_ns, _Chain())


@lru_cache(maxsize=256)
def _load(path: Path, _changed_at: int, chain: _Chain) -> Pack:
    """Read one pack."""
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise PackError(Problem(f"the pack is {size} bytes long", Place(str(path)), expected=f"at most {_LARGEST}"))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        raise PackError(Problem(f"the pack cannot be read: {trouble}", Place(str(path)))) from None
    _refuse_many(text, str(path))
    writing = Writing(str(path))
    node = read_yaml(text, str(path), PackError)
    pack = _read(writing, node, path, chain)
    if writing.problems or pack is None:
        raise PackError(sorted(writing.problems, key=lambda problem: problem.place or Place("")))
    return pack


def _refuse_many(text: str, file: str) -> None:
    """Refuse before it is parsed what would take the parser minutes: far more entries than a pack has."""
    beyond = next(islice(_ENTRY.finditer(text), _MOST_ENTRIES, None), None)
    if beyond is not None:
        line = text.count("\n", 0, beyond.start()) + 1
        place = Place(file, line, beyond.start() - text.rfind("\n", 0, beyond.start()))
        raise PackError(Problem(f"the pack has more than {_MOST_ENTRIES} entries", place, expected="a pack for each authority"))


def _read(writing: Writing, node: Any, path: Path, chain: _Chain) -> Pack | None:
    written = writing.mapping(node, "the pack", None, "pack: my-receiver")
    _refuse_unknown(writing, written)
    name = writing.text(written, "pack", "the pack")
    if name and not _NAME.fullmatch(name):
        writing.wrong(written["pack"], f"{shown(name)} is not a pack name", "lower-case words joined by hyphens", "my-receiver")
    parent = _parent(writing, written, path, chain)
    asked = _asks(writing, written, path)
    vocabulary = (parent.vocabulary if parent else VOCABULARY).with_asked(asked) if asked else parent.vocabulary if parent else VOCABULARY
    settings = read_settings(writing, written, parent.settings if parent else ())
    confidence = float(writing.value(written["min_confidence"], NUMBER) or 0) if "min_confidence" in written else DEFAULT_CONFIDENCE
    rounding = read_rounding(writing, written["rounding"], written.key("rounding")) if "rounding" in written else None
    coverage = read_coverage(writing, written, "the pack") or "declared"
    reader = RuleReader(writing, vocabulary, name, confidence, rounding, tuple((each.name, each.kind) for each in settings), coverage)
    rules = (*_inherited(reader, written, parent), *_own(reader, written, parent))
    if not rules and not writing.problems:
        writing.wrong(written.key("rules") if "rules" in written else written, "the pack has no rules", "rules, by their names")
    title = writing.text(written, "title", "the pack")
    return Pack(
        name, title, writing.text(written, "version", "the pack"), _scope(writing, written, vocabulary), rules, vocabulary,
        Place(str(path)), extends=parent.name if parent else "", asks=tuple(asked), settings=settings,
        services=read_services(writing, written, vocabulary),
    )  # fmt: skip


def _refuse_unknown(writing: Writing, written: Mapping) -> None:
    writing.keys(written, PACK_KEYS, "a pack")
    version = written.get("format", str(FORMAT))
    if version != str(FORMAT):
        writing.wrong(version, f"the pack has format {shown(version)}", f"format {FORMAT}; a newer one needs a newer inboundcheck")


def _parent(writing: Writing, written: Mapping, path: Path, chain: _Chain) -> Pack | None:
    if "extends" not in written:
        return None
    name = writing.text(written, "extends", "the pack")
    try:
        parent = find_pack(name, path.parent, place_of(written["extends"], writing.file))
        if parent.resolve() in {path.resolve(), *chain}:
            writing.wrong(written["extends"], f"the pack extends itself through {shown(name)}", "another pack")
            return None
        return _load(parent, parent.stat().st_mtime_ns, _Chain((*chain, path.resolve())))
    except PackError as trouble:
        writing.problems.extend(trouble.problems)
        return None


def _scope(writing: Writing, written: Mapping, vocabulary: Vocabulary) -> dict[str, str]:
    if "scope" not in written:
        return {}
    node = writing.mapping(written["scope"], "scope", written.key("scope"), "{program: fba, market: US}")
    writing.keys(node, _SCOPES, "a scope")
    values = {str(key): writing.value(value, vocabulary["shipment", str(key)].kind, node.key(key)) for key, value in node.items() if key in _SCOPES}
    return {key: value for key, value in values.items() if isinstance(value, str)}


def _asks(writing: Writing, written: Mapping, _path: Path) -> list[Fact]:
    if "asks" not in written:
        return []
    found = []
    for name, node in writing.mapping(written["asks"], "asks", written.key("asks")).items():
        key = Text(name, getattr(name, "line", 0), getattr(name, "column", 0))
        part = writing.mapping(node, f"the question {name}", key, "{for: box, type: yes-no, question: …, aspect: packing}")
        writing.keys(part, ("for", "type", "question", "aspect", "words"), "a question")
        subject = writing.word(part, "for", f"the question {name}", SUBJECTS)
        aspect = writing.word(part, "aspect", f"the question {name}", ASPECTS)
        question = writing.text(part, "question", f"the question {name}")
        kind = read_kind(writing, part, f"the question {name}")
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or (subject, name) in VOCABULARY:
            writing.wrong(key, f"{shown(name)} cannot be the name of a question", "lower-case words joined by underscores that are no fact already")
        elif subject and aspect and kind:
            found.append(Fact(name, subject, kind, aspect, question, never_declared, (), question=question))
    return found


def _inherited(reader: RuleReader, written: Mapping, parent: Pack | None) -> list[PackRule]:
    """The rules of the pack that is extended, as they are or as `change` makes them."""
    changes = reader.writing.mapping(written["change"], "change", written.key("change")) if "change" in written else Mapping()
    rules = {rule.name: rule for rule in parent.rules} if parent else {}
    for name in changes:
        if name not in rules:
            reader.writing.wrong(name, f"{shown(name)} is not a rule of the extended pack{nearest(name, rules)}", "one of " + ", ".join(rules))
    found = []
    for name, rule in rules.items():
        made = _change(reader, rule, changes.key(name), changes[name]) if name in changes else rule
        if made is not None:
            found.append(made)
    return found


def _change(reader: RuleReader, rule: PackRule, key: Text, node: Any) -> PackRule | None:
    writing = reader.writing
    change = writing.mapping(node, f"the change of {key}", key, "{because: …, off: true}")
    writing.keys(change, _CHANGE_KEYS, "a change")
    because = writing.text(change, "because", f"the change of {key}")
    if writing.yes_no(change, "off", default=False):
        return PackRule(rule.pack, rule.name, rule.periods, rule.examples, rule.place, rule.written, off=because or "switched off")
    keep = not any(name in change for name in CHANGING)
    base = rule.written if keep else Mapping({name: value for name, value in rule.written.items() if name != "examples"})
    return reader.read(key, changed(base, change), rule.examples if keep else ())


def _own(reader: RuleReader, written: Mapping, parent: Pack | None) -> list[PackRule]:
    if "rules" not in written:
        return []
    node = reader.writing.mapping(written["rules"], "rules", written.key("rules"), "box-too-long: {title: …, for: box, …}")
    taken = {rule.name for rule in parent.rules} if parent else set()
    if len(node) > _MOST_RULES:
        reader.writing.wrong(node, f"the pack has {len(node)} rules", f"at most {_MOST_RULES}")
        return []
    found = []
    for name in node:
        key = node.key(name)
        if name in taken:
            reader.writing.wrong(key, f"the extended pack has a rule {shown(name)} already", "the rule under `change:`, or another name")
        rule = reader.read(key, node[name])
        if rule is not None:
            found.append(rule)
    names = {rule.name for rule in found} | taken
    for rule in found:
        if rule.newest.covered_by and rule.newest.covered_by not in names:
            reader.writing.wrong(
                rule.written["covered_by"],
                f"there is no rule {shown(rule.newest.covered_by)}{nearest(rule.newest.covered_by, names)}",
                "a rule of the same pack",
            )
    return found
