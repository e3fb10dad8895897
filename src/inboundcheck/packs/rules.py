"""Builds the rules of a pack: their periods, sources, exceptions and examples."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, get_args

from inboundcheck.conditions import DEFAULT_CONFIDENCE, TRUE, Exemption, Rule, Unique, leaves
from inboundcheck.documents import Mapping, Text, place_of, plain
from inboundcheck.errors import nearest, shown
from inboundcheck.facts import Vocabulary
from inboundcheck.facts.kinds import NUMBER, SUBJECTS, Kind
from inboundcheck.facts.rounding import Rounding, concerns
from inboundcheck.packs.clauses import Clauses
from inboundcheck.packs.pack import Example, PackRule, Period
from inboundcheck.packs.services import read_rounding
from inboundcheck.packs.writing import Writing
from inboundcheck.report import Coverage, Effect, Outcome, Severity, Source, Standing

CHANGING = ("when", "require", "unless", "rounding", "periods")
"""Keys whose change makes the inherited examples worthless."""
IN_PERIOD = ("when", "require", "unless", "severity", "effect", "source", "why", "fix", "min_confidence", "coverage", "rounding")
RULE_KEYS = (
    "title", "for", "severity", "effect", "when", "require", "unless", "rounding", "min_confidence", "coverage", "waivable", "covered_by", "why",
    "fix", "source", "periods", "examples",
)  # fmt: skip
_PERIOD_KEYS = ("from", "to", "then", *IN_PERIOD)
_EXAMPLE_KEYS = ("name", "as_of", "settings", "given", "expect")
_SOURCE_KEYS = ("authority", "page", "url", "read", "standing", "note")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
PLACEHOLDER = re.compile(r"\{([a-z_]+)(?:\.([a-z_]+))?\}")


def read_coverage(writing: Writing, written: Mapping, what: str) -> Coverage | None:
    """Read what shows that there is none of something; None where nothing says."""
    return writing.word(written, "coverage", what, get_args(Coverage), required=False) or None  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads the rules of one pack."""

    writing: Writing
    vocabulary: Vocabulary
    pack: str
    min_confidence: float = DEFAULT_CONFIDENCE
    rounding: Rounding | None = None
    settings: tuple[tuple[str, Kind], ...] = ()
    coverage: Coverage = "declared"

    def read(self, name: Text, node: Any, inherited: tuple[Example, ...] = ()) -> PackRule | None:
        """Read one rule; what is wrong with it is noted, and None comes back where too little is right."""
        what = f"rule {name}"
        written = self.writing.mapping(node, what, name)
        if not _NAME.fullmatch(name):
            self.writing.wrong(name, f"{shown(name)} is not a rule name", "lower-case words joined by hyphens", "box-too-long")
        self.writing.keys(written, RULE_KEYS, what)
        subject = self.writing.word(written, "for", what, SUBJECTS)
        if not subject or not written:
            return None
        periods = self._periods(name, written, subject)
        examples = self._examples(written, what) if "examples" in written else inherited
        if not examples:
            self.writing.wrong(name, f"{what} has no examples", "at least one that it judges a violation")
        return PackRule(self.pack, str(name), periods, examples, place_of(name, self.writing.file), written) if periods else None

    def _periods(self, name: Text, written: Mapping, subject: str) -> tuple[Period, ...]:
        """The rule by days: one period for ever, or those listed, each with what it overrides."""
        if "periods" not in written:
            return (Period(self._rule(name, written, subject)),)
        listed = self.writing.sequence(written["periods"], "periods", written.key("periods"), "[{from: 2025-06-20, require: {…}}]")
        periods: list[Period] = []
        for number, node in enumerate(listed):
            part = self.writing.mapping(node, "a period", written.key("periods"))
            self.writing.keys(part, _PERIOD_KEYS, "a period")
            begins = self.writing.day(part.get("from"), part)
            if begins and periods and periods[-1].begins and begins <= periods[-1].begins:
                self.writing.wrong(
                    part["from"],
                    f"this period begins on {begins}, not after the one before ({periods[-1].begins})",
                    "periods in the order of their dates",
                )
            ends, then_unknown = self._end(part, begins, last=number == len(listed) - 1)
            merged = _merged(written, {key: part[key] for key in IN_PERIOD if key in part})
            rule = self._rule(name, merged, subject)
            periods.append(Period(rule, begins, ends, then_unknown))
        return tuple(periods)

    def _end(self, part: Mapping, begins: date | None, *, last: bool) -> tuple[date | None, bool]:
        """The last day of a period, and whether nobody knows what holds after it."""
        if "to" not in part and "then" not in part:
            return None, False
        ends = self.writing.day(part.get("to"), part)
        then = self.writing.word(part, "then", "a period that ends", ("unknown", "ended"))
        if not last:
            self.writing.wrong(part.key("to" if "to" in part else "then"), "only the last period may end", "each period runs to the next `from`")
        if begins and ends and ends < begins:
            self.writing.wrong(part["to"], f"this period ends on {ends}, before it begins ({begins})")
        return ends, then == "unknown"

    def _rule(self, name: Text, written: Mapping, subject: str) -> Rule:
        """The rule of one period."""
        what = f"rule {name}"
        clauses = Clauses.of(self.writing, self.vocabulary, subject, self.settings)
        severity = self.writing.word(written, "severity", what, [str(each) for each in Severity], "error")
        sources = self._sources(written, what, name)
        if sources and sources[0].standing == "unverified" and severity != Severity.ADVICE:
            self.writing.wrong(written.get("severity", name), f"{what} rests on an unverified source", "severity: advice")
        confidence = self.writing.value(written["min_confidence"], NUMBER) if "min_confidence" in written else self.min_confidence
        rule = Rule(
            pack=self.pack, name=str(name), title=self.writing.text(written, "title", what), subject=subject, severity=Severity(severity),
            require=clauses.clause(written.get("require"), f"require of {what}", name),
            when=clauses.clause(written["when"], "when", written.key("when")) if "when" in written else TRUE,
            unless=self._exceptions(clauses, written),
            effect=self.writing.word(written, "effect", what, get_args(Effect), required=False) or None,  # type: ignore[arg-type]
            why=self.writing.text(written, "why", what), fix=self.writing.text(written, "fix", what), sources=sources,
            min_confidence=float(confidence or 0), waivable=self.writing.yes_no(written, "waivable", default=True),
            covered_by=self.writing.text(written, "covered_by", what, required=False), rounding=self._rounding(written),
            coverage=read_coverage(self.writing, written, what) or self.coverage,
        )  # fmt: skip
        if rule.rounding and not any(ref.fact and concerns(ref.fact) for ref in rule.refs):
            rule = replace(rule, rounding=None)
        self._check_template(rule, written)
        comparing = [on for node in rule.clauses for on in leaves(node) if isinstance(on.condition, Unique)]
        if len(comparing) > 1:
            self.writing.wrong(name, f"{what} has more than one unique_within", "one; make two rules of it")
        return rule

    def _rounding(self, written: Mapping) -> Rounding | None:
        return read_rounding(self.writing, written["rounding"], written.key("rounding")) if "rounding" in written else self.rounding

    def _exceptions(self, clauses: Clauses, written: Mapping) -> tuple[Exemption, ...]:
        if "unless" not in written:
            return ()
        found = []
        for node in self.writing.sequence(written["unless"], "unless", written.key("unless"), "[{because: …, unit_count: 1}]"):
            part = self.writing.mapping(node, "an exception", written.key("unless"))
            because = self.writing.text(part, "because", "an exception")
            sources = self._sources(part, "an exception", part) if "source" in part else ()
            clause = _merged(Mapping(), {key: value for key, value in part.items() if key not in ("because", "source")}, like=part)
            found.append(Exemption(because, clauses.clause(clause, "an exception", part), sources))
        return tuple(found)

    def _sources(self, written: Mapping, what: str, at: Any) -> tuple[Source, ...]:
        """Whose rule it is: one source, or several of which the first decides."""
        node = written.get("source")
        nodes = node if isinstance(node, list) else [node]
        return tuple(self._source(self.writing.mapping(each, f"source of {what}", at, "{authority: …, standing: official}"), what) for each in nodes)

    def _source(self, node: Mapping, what: str) -> Source:
        self.writing.keys(node, _SOURCE_KEYS, "a source")
        read = self.writing.day(node["read"], node) if "read" in node else None
        optional = {key: self.writing.text(node, key, "a source", required=False) for key in ("page", "url", "note")}
        standing = self.writing.word(node, "standing", f"the source of {what}", get_args(Standing), "unverified")
        return Source(self.writing.text(node, "authority", f"the source of {what}"), standing, read=read, **optional)  # type: ignore[arg-type]

    def _examples(self, written: Mapping, what: str) -> tuple[Example, ...]:
        listed = self.writing.sequence(written["examples"], f"examples of {what}", written.key("examples"))
        return self.writing.each(listed, lambda node: self._example(node, what))

    def _example(self, node: Any, what: str) -> Example | None:
        part = self.writing.mapping(node, f"an example of {what}", node)
        self.writing.keys(part, _EXAMPLE_KEYS, "an example")
        expect = self.writing.word(part, "expect", f"an example of {what}", [str(each) for each in Outcome])
        given = self.writing.mapping(part["given"], "given", part) if part.get("given") is not None else Mapping()
        as_of = self.writing.day(part["as_of"], part) if "as_of" in part else None
        name = self.writing.text(part, "name", f"an example of {what}")
        settings = self._example_settings(part)
        return Example(name, plain(given), Outcome(expect), as_of, place_of(part, self.writing.file), settings) if expect else None

    def _example_settings(self, part: Mapping) -> dict[str, str]:
        """The settings that an example sets."""
        if "settings" not in part:
            return {}
        node = self.writing.mapping(part["settings"], "settings of an example", part.key("settings"), "{stock_cover: 90 days}")
        kinds = dict(self.settings)
        self.writing.keys(node, kinds, "the settings of the pack")
        known = {str(name): value for name, value in node.items() if name in kinds}
        return {name: str(value) for name, value in known.items() if self.writing.value(value, kinds[name], node.key(name)) is not None}

    def _check_template(self, rule: Rule, written: Mapping) -> None:
        """A fix names only what its rule reads."""
        names = {ref.name for ref in rule.refs}
        for name, part in PLACEHOLDER.findall(rule.fix):
            if (name in names and part in ("", "limit", "over")) or (name in SUBJECTS and part == "id"):
                continue
            self.writing.wrong(
                written["fix"],
                f"the template {{{name}{'.' + part if part else ''}}} names nothing that the rule reads{nearest(name, names)}",
                "a fact of the rule",
                "{" + next(iter(sorted(names)), "weight") + ".limit}",
            )


def _merged(base: Mapping, over: dict[str, Any], *, like: Mapping | None = None) -> Mapping:
    """A mapping with some keys replaced, at the place of the first."""
    merged = Mapping({**base, **over})
    first = like or base
    merged.line, merged.column, merged.file = first.line, first.column, first.file
    return merged


def changed(base: Mapping, change: Mapping) -> Mapping:
    """Apply a `change` to a rule as written: the facts of a clause merge by name, everything else is replaced whole."""
    over: dict[str, Any] = {}
    for key, value in change.items():
        if key in ("when", "require") and isinstance(value, Mapping) and isinstance(base.get(key), Mapping):
            over[key] = _merged(base[key], dict(value))
        elif key not in ("because", "off"):
            over[key] = value
    return _merged(base, over)
