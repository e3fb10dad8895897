"""Random written rules, and random shipments of which much is missing.

`random_rule(rng)` and `random_shipment(rng)` need nothing but a `random.Random`, for loops of 100,000 cases; `rules()` and
`shipments()` are the same for hypothesis. `smaller` shrinks a case on which two judges differ, however it was found.

Values come from small pools, in several units that mean exactly the same, so that they often sit right at a limit. Left out of
the rules, because the text of DESIGN.md leaves their meaning open: `sits_on` (a label of a box "sits on the box unless it says
otherwise"), a choice beside a range in one condition, and `unique_within` inside `every`, `some` and `where`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.reference.interpreter import FACES, FACTS, SUBJECTS

Written = dict[str, Any]

# --- pools ----------------------------------------------------------------------------------------------------------------

_LENGTHS = (
    ("6 in", "15.24 cm", "1/2 ft"), ("12 in", "1 ft", "30.48 cm"), ("24.999 in",), ("25 in", "63.5 cm", "635 mm", "2 ft 1 in"), ("63.5001 cm",),
    ("25.001 in", "63.50254 cm"), ("36 in", "3 ft", "91.44 cm", "0.9144 m"), ("36 1/64 in",), ("48 in", "4 ft", "1219.2 mm"),
)  # fmt: skip
_SMALL = (
    ("0 in", "0 mm"),
    ("1/16 in", "1.5875 mm", "62.5 mil"),
    ("1 in", "25.4 mm", "72 pt", "1000 mil"),
    ("1.25 in", "31.75 mm", "90 pt"),
    ("2 in", "5.08 cm"),
)
_GIRTHS = (("84 in", "7 ft"), ("120 in", "304.8 cm"), ("130 in",), ("165 in", "4191 mm"))
_MASSES = (
    ("1 lb", "16 oz", "453.59237 g"), ("2 lb",), ("15 kg", "15000 g"), ("49.999 lb",), ("50 lb", "800 oz", "22.6796185 kg"), ("50 lb 1 oz", "50.0625 lb"),
    ("100 lb", "45.359237 kg"),
)  # fmt: skip
_VOLUMES = (("1728 in3", "1 ft3"), ("10368 in3", "6 ft3"), ("15625 in3",), ("0.256048 m3", "256.048 l"))
_DATES = ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-20")
_MONTH_DAYS = ("01-01", "03-31", "04-15", "12-31")
_INTS = (1, 2, 3, 4, 6, 12)

_WORDS: dict[str, tuple[str, ...]] = {
    "program": ("fba", "awd", "wfs"),
    "market": ("US", "GB", "DE"),
    "mode": ("spd", "ltl", "ftl"),
    "carrier": ("ups", "usps", "amazon"),
    "seller_role": ("reseller", "brand_owner"),
    "contents_kind": ("case_pack", "individual"),
    "container": ("corrugated", "bag", "lidless"),
    "faces": FACES,
    "closures": ("tape", "staple", "large_staple"),
    "overwraps": ("bag", "strap", "tape"),
    "dunnage": ("peanuts", "bubble_wrap", "paper_sheet"),
    "label.kind": ("box_id", "carrier", "fragile"),
    "barcode.kind": ("box_id", "carrier", "gtin", "fnsku"),
    "covered_by": ("nothing", "clear_tape", "opaque_tape"),
    "printed_by": ("laser", "inkjet"),
    "symbology": ("code_128", "qr"),
    "belongs_to": ("this_box", "this_shipment", "another"),
    "condition": ("new", "used_good"),
    "traits": ("liquid", "fragile", "adult"),
    "prep": ("poly_bag", "label", "none"),
    "prep_owner": ("seller", "amazon", "none"),
    "label_owner": ("seller", "amazon", "none"),
    "unit_label": ("fnsku", "maker_barcode", "none"),
    "sits_on": ("box", "pallet"),
}
_TEXTS: dict[str, tuple[str, ...]] = {
    "shipment_id": ("FBA15ABCDEF", "FBA99ZZZZZZ"),
    "box_id_shipment": ("FBA15ABCDEF", "FBA99ZZZZZZ"),
    "box_id": ("FBA15ABCDEFU000001", "FBA15ABCDEFU000002", "FBA99ZZZZZZU001", "BOX-1"),
    "shipment_ids": ("FBA15ABCDEF", "FBA99ZZZZZZ"),
    "sscc": ("003456789012345675", "106141412345678908"),
    "joined_to": ("B1", "B2", "another box"),
    "sku": ("MUG-1", "CUP-2", "PAN-3"),
    "fnsku": ("X001", "X002"),
    "text": ("FBA15ABCDEFU000001", "4006381333931", "4006381333932", "HELLO"),
}
_OTHER_TEXTS = ("A1", "B2", "C3")
_PATTERNS = ("FBA[0-9A-Z]{7,10}U[0-9]{6}", "[A-Z]{1,4}-[0-9]+", "X00[0-9]", "[A-Z][0-9]", ".*1", "[0-9]{13}")
_GIRTH_FACTS = ("length_plus_girth",)
_SMALL_FACTS = ("seam_clearance", "edge_clearance", "long_side", "short_side", "x_dimension", "cushioning")

SETTINGS: dict[str, tuple[str, str]] = {
    "longest_of_ours": ("length", "25 in"), "heaviest_of_ours": ("mass", "22.6796185 kg"), "most_of_ours": ("int", "3"),
    "length_not_set": ("length", ""), "mass_not_set": ("mass", ""),
}  # fmt: skip
"""The settings that random rules name, with their kinds and values; an empty value is one that is not set."""
_ROUNDINGS: tuple[Written | str, ...] = (
    {"sides": "up to 1 in"}, {"sides": "up to 1 in", "weight": "up to 1 lb"}, {"sides": "nearest 1 cm"}, {"weight": "nearest 1/2 kg"},
    {"sides": "up to 7 mm", "weight": "up to 1 oz"},
)  # fmt: skip

_LEFT_OUT = {("label", "sits_on"), ("barcode", "sits_on")}
USABLE: dict[str, list[str]] = {subject: [name for kind, name in FACTS if kind == subject and (kind, name) not in _LEFT_OUT] for subject in SUBJECTS}
"""The facts that random rules name, by subject."""
_CHAINS = {
    "shipment": ("shipment",), "box": ("box", "shipment"), "product": ("product", "shipment"), "item": ("item", "box", "shipment"),
    "label": ("label", "box", "shipment"), "barcode": ("barcode", "box", "shipment"), "photo": ("photo", "box", "shipment"),
    "pallet": ("pallet", "shipment"),
}  # fmt: skip
"""Whose facts a clause may name, the nearest first."""
_FAVOURITES = {
    "photo": ["view"],
    "pallet": ["height"],
    "box": [
        "longest_side",
        "second_side",
        "weight",
        "unit_count",
        "labels",
        "outside_barcodes",
        "items",
        "joined_to",
        "dunnage",
        "overwraps",
        "longest_item_side",
    ],
    "label": ["kind", "seam_clearance", "covered_by", "flat_on_one_face", "face"],
    "barcode": ["kind", "belongs_to", "text"],
    "item": ["sku", "quantity", "condition", "expires", "traits"],
    "product": ["traits", "units_packed", "units_per_case", "fnsku", "prep_owner"],
    "shipment": ["mode", "market", "created_on", "box_count"],
}
_FOR = ("box",) * 8 + ("label",) * 3 + ("barcode",) * 2 + ("item",) * 2 + ("product",) * 2 + ("shipment",)


def _words(subject: str, name: str) -> tuple[str, ...]:
    """Return the words of an enum, or of a list of them."""
    if name in ("face", "view") or name.endswith("_faces"):
        return _WORDS["faces"]
    return _WORDS.get(f"{subject}.{name}") or _WORDS[name]


def _kind(subject: str, name: str) -> str:
    return FACTS[subject, name]


def _same_words(subject: str, name: str) -> object:
    """Return what two facts must share to be compared."""
    kind = _kind(subject, name)
    return (kind, _words(subject, name)) if kind.startswith("enum") else kind


_DISTINCT = ("text", "enum", "enum+none", "date", "int", "yes-no")
Chain = tuple[str, ...]

# --- rules ----------------------------------------------------------------------------------------------------------------


@lru_cache
def _pool(subject: str, name: str) -> tuple[tuple[Any, ...], ...]:
    """Values of a fact's kind, rising where the kind is ordered, each as the ways to write it."""
    kind = _kind(subject, name).removeprefix("list(").removesuffix(")")
    if kind == "length":
        return _GIRTHS if name in _GIRTH_FACTS else _SMALL if name in _SMALL_FACTS else _LENGTHS
    fixed: dict[str, Any] = {"mass": _MASSES, "volume": _VOLUMES, "date": _DATES, "month-day": _MONTH_DAYS, "int": _INTS, "yes-no": (True, False)}
    plain = fixed.get(kind) or (_TEXTS.get(name, _OTHER_TEXTS) if kind == "text" else _words(subject, name))
    return tuple(each if isinstance(each, tuple) else (each,) for each in plain)


class Writer:
    """Writes conditions on facts with one source of chance."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.compares = False

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def some_of(self, pool: Any, most: int, least: int = 1) -> list[Any]:
        pool = list(pool)
        return self.rng.sample(pool, min(len(pool), self.rng.randint(least, most)))

    # values

    def value(self, subject: str, name: str) -> Any:
        return self.rng.choice(self.rng.choice(_pool(subject, name)))

    def values(self, subject: str, name: str, most: int, least: int = 1) -> list[Any]:
        """Return different values, in rising order."""
        pool = _pool(subject, name)
        found = sorted(self.rng.sample(range(len(pool)), min(len(pool), self.rng.randint(least, most))))
        return [self.rng.choice(pool[at]) for at in found]

    # what a name may mean

    def reachable(self, chain: Chain) -> Iterator[tuple[str, str, str]]:
        """Every fact that a clause can name: whose it is, its name, and how it is written."""
        taken: set[str] = set()
        for owner in chain:
            for name in USABLE[owner]:
                yield owner, name, f"{owner}.{name}" if name in taken or self.chance(0.05) else name
            taken.update(name for kind, name in FACTS if kind == owner)

    def fact_like(self, chain: Chain, owner: str, name: str) -> str | None:
        """Another fact to compare with."""
        alike = _same_words(owner, name)
        found = [how for each, other, how in self.reachable(chain) if (each, other) != (owner, name) and _same_words(each, other) == alike]
        return self.rng.choice(found) if found else None

    def right(self, chain: Chain, owner: str, name: str, value: Callable[[], Any], *, ordering: bool) -> Any:
        """Write a right side: a value, another fact, or a table."""
        dice = self.rng.random()
        settings = [each for each, (kind, _) in SETTINGS.items() if kind == _kind(owner, name)]
        if settings and self.chance(0.06):
            return {"setting": self.rng.choice(settings)}
        if dice < 0.7:
            return value()
        if dice < 0.82:
            fact = self.fact_like(chain, owner, name)
            return value() if fact is None else {"fact": fact}
        stepped = dice < 0.91
        kinds = ("length", "mass", "int", "date") if stepped else ("enum", "enum+none", "yes-no", "int", "text")
        found = [each for each in self.reachable(chain) if _kind(each[0], each[1]) in kinds]
        if not found:
            return value()
        by_owner, by_name, by = self.rng.choice(found)

        def outcome() -> Any:
            return "none" if ordering and self.chance(0.15) else value()

        if stepped:
            # Whole numbers stay apart: between 2 and 3 there is no unit count, but there might be for an engine that sees a range.
            bounds = self.rng.choice(([2, 4], [3, 12], [4])) if _kind(by_owner, by_name) == "int" else self.values(by_owner, by_name, 3)
            return {"by": by, "steps": [{self.rng.choice(("under", "upto")): bound, "is": outcome()} for bound in bounds] + [{"is": outcome()}]}
        table: Written = {"by": by, "is": {key: outcome() for key in self.values(by_owner, by_name, 3)}}
        if self.chance(0.5):
            table["else"] = outcome()
        return table

    # conditions

    def condition(self, chain: Chain, owner: str, name: str, depth: int, *, own: bool = False) -> Any:
        """Write a condition on a fact of `owner`; `own` where it is the subject of the rule itself."""
        kind = _kind(owner, name)
        if self.chance(0.06):
            return {"given": self.chance(0.6)}
        if kind.startswith("list("):
            return self.listed(chain, owner, name, kind[5:-1], depth)
        if own and kind == "text" and not self.compares and self.chance(0.35):
            self.compares = True  # once in a rule: the loader takes no more
            return {"unique_within": self.scope(owner)}
        if self.chance(0.07):
            return {"present": self.chance(0.6)}
        return self.scalar(chain, owner, name, kind)

    def scope(self, owner: str) -> str:
        if owner in ("label", "barcode"):
            return "box"
        return self.rng.choice(("box", "shipment", "run") if owner == "item" else ("shipment", "run"))

    def scalar(self, chain: Chain, owner: str, name: str, kind: str) -> Any:
        if kind in ("length", "mass", "volume", "int", "number", "date", "month-day") and self.chance(0.8):
            return self.ordered(chain, owner, name)

        def value() -> Any:
            return "none" if self.chance(0.06) and kind != "yes-no" else self.value(owner, name)

        dice = self.rng.random()
        if dice < 0.3:
            return value()
        if dice < 0.5:
            return {"equals": self.right(chain, owner, name, value, ordering=False)}
        if kind == "text" and dice < 0.7:
            return {"matches": self.rng.choice(_PATTERNS)}
        if kind == "yes-no":
            return self.chance(0.5)
        choice = self.values(owner, name, 3)
        if self.chance(0.15) and "none" not in choice:
            choice.append("none")
        return {self.rng.choice(("one_of", "none_of")): choice}

    def ordered(self, chain: Chain, owner: str, name: str) -> Written:
        if self.chance(0.25):
            low, high = self.values(owner, name, 2, 2)
            return {self.rng.choice(("at_least", "more_than")): low, self.rng.choice(("at_most", "less_than")): high}
        operator = self.rng.choice(("at_most", "at_most", "at_least", "more_than", "less_than"))
        return {operator: self.right(chain, owner, name, lambda: self.value(owner, name), ordering=True)}

    def listed(self, chain: Chain, owner: str, name: str, element: str, depth: int) -> Written:
        """Write a condition on a list."""
        if element not in SUBJECTS and self.chance(0.2):
            return {"includes": self.values(owner, name, 2)}
        if self.chance(0.04):
            return {"present": self.chance(0.6)}
        operator = self.rng.choice(("every", "some", "count"))
        if operator != "count":
            return {operator: self.element(chain, owner, name, element, depth)}
        spec: Written = {}
        if self.chance(0.6):
            spec["where"] = self.element(chain, owner, name, element, depth)
        if self.chance(0.35):
            spec["distinct"] = "value"
            if element in SUBJECTS:
                spec["distinct"] = self.rng.choice([each for each in USABLE[element] if _kind(element, each) in _DISTINCT])
        spec[self.rng.choice(("equals", "at_most", "at_least", "more_than", "less_than"))] = self.rng.choice((0, 1, 1, 1, 2, 2, 3))
        return {"count": spec}

    def element(self, chain: Chain, owner: str, name: str, element: str, depth: int) -> Any:
        """Write a clause about the elements of a list of subjects, or a condition on values."""
        if element in SUBJECTS:
            # What lies above the products of a box, or above the barcodes of a product, is left open by the text.
            if element == "product":
                return self.clause(("product", "shipment"), depth - 1)
            return self.clause(("barcode",) if owner == "product" else _CHAINS[element], depth - 1)
        if element == "int":
            return self.ordered(chain, owner, name) if self.chance(0.7) else self.value(owner, name)
        if self.chance(0.3):
            return self.value(owner, name)
        if element == "text" and self.chance(0.3):
            return {"matches": self.rng.choice(_PATTERNS)}
        return {self.rng.choice(("one_of", "none_of")): self.values(owner, name, 3)}

    # clauses

    def pick(self, chain: Chain) -> tuple[str, str, str]:
        """Choose a fact: whose it is, its name, and how it is written."""
        subject = chain[0]
        if len(chain) > 1 and self.chance(0.2):
            return self.rng.choice([each for each in self.reachable(chain) if each[0] != subject])
        name = self.rng.choice(_FAVOURITES[subject] if self.chance(0.6) else USABLE[subject])
        return subject, name, f"{subject}.{name}" if self.chance(0.04) else name

    def clause(self, chain: Chain, depth: int, *, top: bool = False) -> Written:
        """Write a clause: facts side by side, and clauses in it."""
        clause: Written = {}
        for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3))):
            owner, name, how = self.pick(chain)
            # Lists of subjects hold clauses of their own: not for ever.
            if depth > 0 or _kind(owner, name)[5:-1] not in SUBJECTS:
                clause[how] = self.condition(chain, owner, name, depth, own=top and owner == chain[0])
        if depth > 0 and (self.chance(0.25) or not clause):
            joint = self.rng.choice(("all", "any", "any", "not"))
            inner = [self.clause(chain, depth - 1, top=top) for _ in range(self.rng.randint(1, 3))]
            clause[joint] = inner[0] if joint == "not" else inner
        if not clause:
            name = next(each for each in USABLE[chain[0]] if not _kind(chain[0], each).startswith("list("))
            clause[name] = self.condition(chain, chain[0], name, depth)
        return clause


def random_rule(rng: Random, subjects: tuple[str, ...] = _FOR) -> Written:
    """Write a rule: `for`, `require`, and often `when`, `unless` and `periods`."""
    writer = Writer(rng)
    subject = rng.choice(subjects)

    def clause(depth: int) -> Written:
        return writer.clause(_CHAINS[subject], depth, top=True)

    def exceptions() -> list[Written]:
        return [{"because": "It may."} | clause(1) for _ in range(rng.choice((1, 1, 2)))]

    rule: Written = {"for": subject}
    if writer.chance(0.5):
        rule["when"] = clause(1)
    rule["require"] = clause(2)
    if writer.chance(0.25):
        rule["unless"] = exceptions()
    if subject == "box" and writer.chance(0.4):
        rule["rounding"] = rng.choice(_ROUNDINGS)
    if writer.chance(0.12):
        rule["periods"] = _periods(writer, clause, exceptions)
    return rule


AS_OF = ("2024-12-31", "2025-01-01", "2025-06-19", "2025-06-20", "2026-11-23", "2026-11-24")
"""Days on which rules with periods are worth judging."""


def _periods(writer: Writer, clause: Callable[[int], Written], exceptions: Callable[[], list[Written]]) -> list[Written]:
    rng = writer.rng
    periods: list[Written] = []
    for start in writer.some_of(("2025-01-01", "2025-06-20", "2026-11-23"), 2):
        period: Written = {"from": start}
        if writer.chance(0.5):
            period["require"] = clause(1)
        if writer.chance(0.2):
            period["when"] = clause(1)
        if writer.chance(0.2):
            period["unless"] = exceptions()
        if writer.chance(0.2):
            period["rounding"] = rng.choice((*_ROUNDINGS, "none"))
        periods.append(period)
    periods.sort(key=lambda period: str(period["from"]))
    if writer.chance(0.4):
        periods[-1] |= {"to": "2026-11-23", "then": rng.choice(("unknown", "ended"))}
    return periods


# --- shipments ------------------------------------------------------------------------------------------------------------


class Packer:
    """Writes shipments of which a share is missing."""

    def __init__(self, rng: Random, missing: float) -> None:
        self.rng = rng
        self.missing = missing
        self.writer = Writer(rng)
        self.chance = self.writer.chance

    def fill(self, into: Written, **makers: Callable[[], Any]) -> Written:
        """Set each field, or leave it out."""
        for name, make in makers.items():
            if not self.chance(self.missing):
                into[name] = make()
        return into

    def fact(self, subject: str, name: str, none: float = 0.04) -> Callable[[], Any]:
        return lambda: "none" if self.chance(none) else self.writer.value(subject, name)

    def measured(self, pool: tuple[tuple[str, ...], ...], none: float = 0.03) -> Callable[[], Any]:
        """A quantity, sometimes between two."""

        def make() -> Any:
            if self.chance(none):
                return "none"
            if self.chance(0.12):
                low, high = sorted(self.rng.choices(range(len(pool)), k=2))
                return {"low": self.rng.choice(pool[low]), "high": self.rng.choice(pool[high])}
            return self.rng.choice(self.rng.choice(pool))

        return make

    def listed(self, make: Callable[[], Any], most: int, opened: float = 0.15) -> Callable[[], Any]:
        def several() -> Any:
            found = [make() for _ in range(self.rng.randint(0, most))]
            return {"open": True, "seen": found} if self.chance(opened) else found

        return several

    def distinct(self, pool: tuple[str, ...], most: int = 2) -> Callable[[], Any]:
        def several() -> Any:
            found = self.writer.some_of(pool, most, 0)
            return {"open": True, "seen": found} if self.chance(0.15) else found

        return several

    # the parts

    def label(self) -> Written:
        small = self.measured(_SMALL)
        return self.fill(
            {},
            kind=self.fact("label", "kind"), face=self.fact("label", "face"), flat_on_one_face=self.fact("label", "flat_on_one_face"),
            seam_clearance=small, edge_clearance=small, covered_by=self.fact("label", "covered_by"), long_side=small, short_side=small,
            outside_wrap=self.fact("label", "outside_wrap"), printed_by=self.fact("label", "printed_by"), text=self.fact("label", "text"),
        )  # fmt: skip

    def barcode(self) -> Written:
        barcode = self.fill(
            {},
            kind=self.fact("barcode", "kind"), text=self.fact("barcode", "text"), belongs_to=self.fact("barcode", "belongs_to"),
            symbology=self.fact("barcode", "symbology"), face=self.fact("barcode", "face"), x_dimension=self.measured(_SMALL),
            data_length=self.fact("barcode", "data_length"),
        )  # fmt: skip
        if self.chance(0.1):
            barcode["check_digit_ok"] = self.chance(0.5)
        if self.chance(0.08):
            barcode["belongs_to"] = "unclear"
        return barcode

    def item(self) -> Written:
        side = self.measured(_LENGTHS)
        item = self.fill(
            {},
            sku=self.fact("item", "sku", none=0), quantity=self.fact("item", "quantity"), fnsku=self.fact("item", "fnsku"), lot=self.fact("item", "lot"),
            asin=self.fact("item", "asin"), gtin=self.fact("item", "gtin"), units_per_case=self.fact("item", "units_per_case"),
            expires=self.fact("item", "expires", none=0.3), condition=self.fact("item", "condition"), prep_owner=self.fact("item", "prep_owner"),
            label_owner=self.fact("item", "label_owner"), prep=self.distinct(_WORDS["prep"]), traits=self.distinct(_WORDS["traits"]),
            length=side, width=side, height=side, weight=self.measured(_MASSES), on_rma=self.fact("item", "on_rma"),
        )  # fmt: skip
        if self.chance(0.06):
            item["facts"] = self.answers("item", ("longest_side", "on_rma", "condition", "weight"))
        return item

    def answers(self, subject: str, names: tuple[str, ...]) -> Written:
        """Write some answers under `facts:`."""
        return {name: "none" if self.chance(0.08) else self.writer.value(subject, name) for name in self.writer.some_of(names, 2)}

    def sheet(self, sku: str) -> Written:
        """What is known of a SKU by itself."""
        before, self.missing = self.missing, max(self.missing, 0.4)
        sheet = self.fill(
            {"sku": sku},
            fnsku=self.fact("product", "fnsku"), units_planned=self.fact("product", "units_planned"), plan_lines=self.fact("product", "plan_lines"),
            traits=self.distinct(_WORDS["traits"]), prep=self.distinct(_WORDS["prep"]), prep_owner=self.fact("product", "prep_owner"),
            label_owner=self.fact("product", "label_owner"), unit_label=self.fact("product", "unit_label"),
            has_maker_barcode=self.fact("product", "has_maker_barcode"), open_barcodes=self.listed(self.barcode, 2), length=self.measured(_LENGTHS),
            weight=self.measured(_MASSES),
        )  # fmt: skip
        self.missing = before
        if self.chance(0.1):
            sheet["facts"] = self.answers("product", ("units_packed", "fnsku", "contents_kind"))
        return sheet

    def box(self, number: int) -> Written:
        side, mass = self.measured(_LENGTHS), self.measured(_MASSES)
        faces = self.distinct(FACES, 6)
        box = self.fill(
            {"id": f"B{number + 1}"},
            box_id=self.fact("box", "box_id"), sscc=self.fact("box", "sscc"), tracking=self.fact("box", "tracking"), rma=self.fact("box", "rma"),
            length=side, width=side, height=side, weight=mass, option_min_weight=mass, option_max_weight=mass, container=self.fact("box", "container"),
            contents_kind=self.fact("box", "contents_kind"), items=self.listed(self.item, 3), labels=self.listed(self.label, 3),
            barcodes=self.listed(self.barcode, 3), team_lift_marks=faces, mech_lift_marks=faces, heavy_marks=faces,
            shipment_ids=self.distinct(_TEXTS["shipment_ids"]), joined_to=self.distinct(_TEXTS["joined_to"], 1), overwraps=self.distinct(_WORDS["overwraps"]),
            closures=self.distinct(_WORDS["closures"]), dunnage=self.distinct(_WORDS["dunnage"]), cushioning=self.measured(_SMALL),
            in_maker_packaging=self.fact("box", "in_maker_packaging"), contents_move=self.fact("box", "contents_move"), ect=self.fact("box", "ect"),
            burst_psi=self.fact("box", "burst_psi"),
        )  # fmt: skip
        if self.chance(0.15):
            box["count"] = self.rng.choice((2, 3))
        if self.chance(0.1):
            names = ("longest_side", "unit_count", "longest_item_side", "weight", "box_id_shipment", "volume", "container", "joined_to", "dunnage")
            given = self.answers("box", names)
            box["facts"] = {name: value if not FACTS["box", name].startswith("list") or value == "none" else [value] for name, value in given.items()}
        if self.chance(0.35):
            box["photos"] = [self.photo(box) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        return box

    # photos

    def confidence(self) -> float:
        return self.rng.choice((1.0, 1.0, 0.95, 0.9, 0.81, 0.8, 0.79, 0.5))

    def photo(self, box: Written) -> Written:
        photo: Written = {"path": f"{box['id']}.jpg"}
        if self.chance(0.7):
            photo["bound_by"] = self.rng.choice(("id", "path", "spec"))
        if self.chance(0.3):
            photo["view"] = self.rng.choice(FACES)
        if self.chance(0.1):
            return photo
        sightings = [self.sighting(box) for _ in range(self.rng.choice((0, 1, 1, 2, 3, 4)))]
        for detector in ("barcodes", "labels", "marks", "joins"):
            if self.chance(0.3):
                # Mostly sure: six faces have to be closed before a list is.
                doubt = self.chance(0.15)
                sightings += [
                    {"kind": "face", "face": face, "detector": detector, "closed": True, "confidence": 0.7 if doubt and face == "left" else 0.95}
                    for face in FACES
                ]
        for sighting in sightings:
            if "confidence" not in sighting and self.chance(0.9):
                sighting["confidence"] = self.confidence()
        photo["sightings"] = sightings
        return photo

    def sighting(self, box: Written) -> Written:
        rng, kind = self.rng, self.rng.choice(("side", "side", "face", "label", "label", "barcode", "barcode", "join", "overwrap", "dunnage", "mark"))
        if kind == "side":
            at = rng.randrange(len(_LENGTHS))
            low, high = max(0, at - rng.choice((0, 1, 2))), min(len(_LENGTHS) - 1, at + rng.choice((0, 1, 2)))
            return {
                "kind": kind, "side": rng.choice(("longest", "second", "shortest")), "low": rng.choice(_LENGTHS[low]), "high": rng.choice(_LENGTHS[high]),
            }  # fmt: skip
        if kind == "face":
            detector = rng.choice(("barcodes", "labels", "seams", "marks", "joins"))
            return {"kind": kind, "face": rng.choice(FACES), "detector": detector, "closed": self.chance(0.7)}
        if kind in ("label", "barcode"):
            return {"kind": kind, kind: self.glimpse(kind, box.get(f"{kind}s"))}
        if kind == "join":
            join: Written = {"kind": kind, "joined": self.chance(0.4)}
            return join | {"to": rng.choice(_TEXTS["joined_to"])} if self.chance(0.5) else join
        if kind == "mark":
            return {"kind": kind, "mark": rng.choice(("team_lift", "mech_lift", "heavy")), "face": rng.choice(FACES)}
        return {"kind": kind, kind: rng.choice(_WORDS["overwraps" if kind == "overwrap" else kind])}

    def glimpse(self, kind: str, written: Any) -> Written:
        """What a photo shows of a label or barcode: mostly a part of one that is declared."""
        known = written["seen"] if isinstance(written, dict) else written
        whole: Written = self.rng.choice(known) if known and self.chance(0.75) else self.label() if kind == "label" else self.barcode()
        return {name: value for name, value in whole.items() if self.chance(0.6)}


def random_shipment(rng: Random) -> Written:
    """Write a shipment of one to four boxes, in which more or less is missing."""
    packer = Packer(rng, rng.choice((0.0, 0.1, 0.1, 0.3, 0.6)))
    shipment = packer.fill(
        {},
        id=packer.fact("shipment", "shipment_id"), program=packer.fact("shipment", "program", none=0), market=packer.fact("shipment", "market"),
        mode=packer.fact("shipment", "mode"), carrier=packer.fact("shipment", "carrier"), seller_role=packer.fact("shipment", "seller_role"),
        created_on=packer.fact("shipment", "created_on"), arrival_date=packer.fact("shipment", "arrival_date"),
        declared_box_count=packer.fact("shipment", "declared_box_count"),
    )  # fmt: skip
    if packer.chance(0.3):
        shipment["products"] = [packer.sheet(sku) for sku in packer.writer.some_of(_TEXTS["sku"], 2)]
    shipment["boxes"] = [packer.box(number) for number in range(rng.choice((1, 1, 2, 2, 3, 4)))]
    return shipment


# --- hypothesis, and shrinking what a plain loop found -----------------------------------------------------------------------


# From a seed: one that drew each value by itself would be too large for hypothesis to shrink well; `smaller` does that.
_SEEDS = st.integers(0, 2**32 - 1)


def rules(subjects: tuple[str, ...] = _FOR) -> st.SearchStrategy[Written]:
    """Random rules for hypothesis."""
    return _SEEDS.map(lambda seed: random_rule(Random(seed), subjects))


def shipments() -> st.SearchStrategy[Written]:
    """Random shipments for hypothesis."""
    return _SEEDS.map(lambda seed: random_shipment(Random(seed)))


def smaller(rule: Written, shipment: Written, differs: Callable[[Written, Written], bool]) -> tuple[Written, Written]:
    """Take away whatever can go while the two still judge differently; `differs` says whether they do.

    What is taken away may leave a rule that no loader accepts: an exception in `differs` counts as "no".
    """

    def still(case: Any) -> bool:
        try:
            return differs(*json.loads(json.dumps(case)))
        except Exception:  # noqa: BLE001 - a case that cannot be judged is no smaller case
            return False

    case: Any = json.loads(json.dumps([rule, shipment]))
    if not still(case):  # keys of tables that are no texts do not outlive JSON
        return rule, shipment
    shrunk = True
    while shrunk:
        shrunk = False
        for path in sorted(_paths(case), key=len):
            candidate = _without(case, path)
            if candidate is not None and still(candidate):
                case, shrunk = candidate, True
                break
    return case[0], case[1]


def _paths(case: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(case, dict | list):
        for key in list(case) if isinstance(case, dict) else range(len(case)):
            if path:
                yield (*path, key)
            yield from _paths(case[key], (*path, key))


def _without(case: Any, path: tuple[Any, ...]) -> Any:
    copy = json.loads(json.dumps(case))
    within = copy
    for key in path[:-1]:
        within = within[key]
    del within[path[-1]]
    return copy
