"""What each key of the pack language says. A new key without a text here stops docs/generate.py."""

from __future__ import annotations

INTRO = """\
A pack is one YAML file. An editor that reads JSON Schema completes it if its first line names the schema
([how](../how-to/write-a-rule.md#in-an-editor)). There is no expression language: a rule names [facts](facts.md) and puts conditions
on them. A pack with a mistake does not load at all, and every mistake is told at once with its line and column."""

PACK = {
    "format": "The version of the pack language, `1`; may be left out",
    "pack": "Its name: lower-case words joined by hyphens. Required",
    "title": "What it is, for people. Required",
    "version": "Its version, in quotes. Required",
    "extends": "Another pack, of which it takes over every rule: a file beside this one, a bundled name, or a path",
    "scope": (
        "`program`, `market` and `mode` of the shipments that it judges. A shipment that leaves one open is given it; "
        "one that says otherwise is not judged"
    ),
    "min_confidence": "How sure a sighting must be to count, from 0 to 1; `0.8` where it is left out",
    "coverage": (
        "What shows that there is no other barcode or label, nothing round the box, no box joined to it: `declared` (a declaration that no photo "
        "contradicts; so where it is left out), or `photographed` (photos of all faces alone). For the pack's own rules that say nothing else"
    ),
    "rounding": "How the sides and the weight of a box are rounded before a rule looks at them: see below. For every rule that says nothing else",
    "settings": "Limits that whoever uses the pack sets, by name: see below",
    "services": "The services of a carrier, by name: which weight they charge. Only `inboundcheck fit` reads them",
    "asks": "Questions that no field answers, by name: they become facts, and are answered under `facts:` in the spec",
    "change": "What is different in rules of the extended pack, by rule: `because` (required), and `off: true` or new values of the rule's keys",
    "rules": "The rules, by name. A name says what is wrong: lower-case words joined by hyphens",
}

RULE = {
    "title": "What is wrong, in one line. Required",
    "for": "The subject that is judged. Required",
    "severity": "How much a violation weighs. Required",
    "effect": "What the receiver does",
    "when": "A clause: where the rule applies. Everywhere, if it is left out",
    "require": "A clause: what must hold. Required",
    "unless": (
        "A list of exceptions, each a `because` with a clause beside it (and a `source`, if it has one of its own). One that holds lifts the rule"
    ),
    "rounding": "As in the pack, for this rule; `none` takes the pack's away",
    "min_confidence": "As in the pack, for this rule",
    "coverage": "As in the pack, for this rule",
    "waivable": "`false`: no waiver covers it",
    "covered_by": "A rule of the same pack: where that one violates too, this one is counted and not shown",
    "why": "The reason. Required",
    "fix": (
        "What to do. Required. `{weight.limit}` stands for the limit that was broken, `{weight}` for what was found, "
        "`{weight.over}` for the difference, `{box.id}` for the subject"
    ),
    "source": "Whose rule it is, or a list of sources of which the first decides. Required",
    "periods": "The rule by days, if it changed",
    "examples": "Cases with their outcome. Required; `pack test` wants a violation among them, in each period",
}

SOURCE = {
    "authority": "Whose rule it is. Required",
    "page": "The name of the page",
    "url": "Its address",
    "read": "The day on which it was last read for this rule",
    "standing": "How good the source is. `unverified` allows `severity: advice` only. Required",
    "note": "What else there is to say of it",
}

PERIOD = {
    "from": "The first day on which it holds. Required. It runs until the next period begins",
    "to": "The last day, that day included. Only the last period may have one",
    "then": "What holds after `to`: `ended` (the rule is not in force) or `unknown` (everything it would judge stays undecided). Required with `to`",
}

QUESTION = {
    "for": "The subject of which it is asked",
    "type": (
        "The kind of the answer: `length`, `mass`, `volume`, `duration`, `number`, `int`, `text`, `yes-no`, `date`, `month-day`, `enum` or `list`"
    ),
    "question": "The question; a finding that needs the answer asks it",
    "aspect": "The [aspect](facts.md#aspects) under which a missing answer is told",
    "words": "The words of an `enum` or of a `list`",
}

ABOUT_ROUNDING = """\
`{sides: up to 1 in, weight: up to 1 lb}`: each side of a box, and its weight, is rounded up to a whole multiple before the rule looks
at it. A value that is a multiple already stays as it is. `nearest 1 in` rounds to the nearest one, and half a step up. What is worked
out of sides and weight follows (`length_plus_girth`, `volume`); items and pallets are not rounded. An interval is rounded at both
ends, and so is what photos measure. A girth or a volume that somebody states without the sides is taken as the least that it can be.
A message shows both: `longest side is 107 1/8 in, counted as 108 in`."""

SETTING = {
    "type": "The kind of its value: a plain kind, or `enum` with its `words`. Required, unless the extended pack has the setting",
    "words": "The words of an `enum`",
    "title": "What it limits, for people. Required as `type` is",
    "value": "What holds where nobody sets it. Without it, rules that need the setting do not judge, and are listed as `setting missing`",
}

ABOUT_SETTINGS = """\
A limit `{setting: NAME}` takes the value from `--set NAME=VALUE`, from `settings=` in `check`, from `settings:` in the spec, or from
`value` here or in a pack that extends this one, in this order. An example sets it under `settings:`, beside `given`."""

SERVICE = {
    "title": "What it is called, for people. Required",
    "carrier": "The carrier, as in `carrier` of a shipment. Required",
    "chargeable": "How the weight that is charged is worked out, by days: a list of what follows, each with its `from`",
}

ABOUT_SERVICES = """\
A chargeable weight is the greater of two: the weight, and the volume by the divisor. Each entry of `chargeable` has:"""

CHARGEABLE = {
    "from": "The first day on which it holds. Required",
    "divisor": "Volume for each weight: `139 in3/lb`, `5000 cm3/kg`. Left out, only the scale counts",
    "sides": "How each side is rounded before the volume is worked out: `up to 1 in`, `nearest 1 cm`",
    "weight": "How both weights are rounded: `up to 1 lb`",
    "above": "The volume above which the divisor counts at all: `1728 in3`",
}

ABOUT_KEYS = """\
An example has `name`, `given`, `expect` (`pass`, `violation`, `inconclusive`, `not_applicable`) and perhaps `as_of`; without it the
newest period is tested. In `given` stand fields and facts of the subject side by side; a fact wins over what would be worked out.
What lies above the subject goes under its name (`shipment: {mode: spd}`), and `others` lists further subjects of the same kind.

In `change`, the facts of `when` and `require` are merged by name; every other key is replaced whole. A change of `when`, `require`,
`unless` or `periods` takes the inherited examples away, and needs new ones."""

ABOUT_CLAUSES = """\
A clause is a mapping of facts to conditions: `{longest_side: {at_most: 36 in}, contents_kind: case_pack}`. Everything side by side
must hold. A condition is a value (which means `equals`) or operators, which must all hold.

A name is a fact of the subject, else of the nearest subject above it; `shipment.mode` says which. Inside `every`, `some` and
`count` the names are facts of the elements; where the elements are plain values, conditions on the value stand there instead."""

OPERATORS = {
    "equals": "It is this value",
    "one_of": "It is one of these values",
    "none_of": "It is none of these values; `none` is none of them",
    "at_most": "This or less",
    "at_least": "This or more",
    "more_than": "More than this",
    "less_than": "Less than this",
    "matches": (
        "The whole text has this form: a regular expression of at most 200 characters, with at most one repetition without an end and no look-around"
    ),
    "present": "`true`: there is one in the world; `false`: there is none. What is missing in the file is not known",
    "given": "`true`: the input says something of it; `false`: it says nothing. Never unknown",
    "unique_within": "No other subject of the rule has the same value within its `box`, the `shipment` or the whole `run`. Once in a rule",
    "every": "Every element of the list satisfies this",
    "some": "One element at least satisfies this",
    "includes": "The list holds each of these values",
    "count": (
        "How many elements there are: `{where: CLAUSE, distinct: FACT, at_most: 1}`. `where` and `distinct` may be "
        "left out; `distinct: value` counts different plain values"
    ),
    "all": "A list of clauses that must all hold",
    "any": "A list of clauses of which one at least must hold",
    "not": "A clause that must not hold",
}

RIGHT = {
    "36 in": "a value, with its unit",
    "{setting: stock_cover}": "what the user of the pack sets; a rule without its setting does not judge",
    "{fact: option_max_weight}": "what another fact says; `none` there is no limit",
    "{by: mode, is: {spd: 200, ltl: 5000}, else: none}": (
        "a value that depends on another fact; where it is none of these and there is no `else`, nothing is known; `none` is no limit"
    ),
    "{by: longest_side, steps: [{under: 29 in, is: 10 pt}, {is: 24 pt}]}": "rising steps, each `under` or `upto` a bound; the last has none",
}

_ORDERED = "`equals` `one_of` `none_of` `at_most` `at_least` `more_than` `less_than` `present` `given` `unique_within`"
_PLAIN = "`equals` `one_of` `none_of` `present` `given` `unique_within`"
KINDS = {
    "length": ("`36 in`, `25 1/2 in`, `91.44 cm`, `2 ft 1 in`", _ORDERED),
    "mass": ("`50 lb`, `5 lb 3 oz`, `22.68 kg`", _ORDERED),
    "volume": ("`10368 in3`, `0.17 m3`, `8 l`", _ORDERED),
    "duration": ("`90 days`, `2 weeks`", _ORDERED),
    "number, int": ("`1.5`, `4`", _ORDERED),
    "date, month-day": ("`2026-11-23`, `04-15`", _ORDERED),
    "text": ("`MUG-1`", f"{_PLAIN} `matches`"),
    "yes-no": ("`true` or `false`, `yes` or `no`", _PLAIN),
    "enum": ("one of its words", _PLAIN),
    "list": ("`[one, two]`, `none` for `[]`", "`every` `some` `includes` (plain values only) `count` `present` `given`"),
}
