"""Judge a written rule over a written shipment, straight from the text of DESIGN.md; slow, plain, and on its own.

This file imports nothing of `inboundcheck`. A rule and a shipment are what YAML holds: dicts, lists, texts, numbers, booleans.

>>> judge({"for": "box", "require": {"longest_side": {"at_most": "25 in"}}}, {"boxes": [{"length": "63.5 cm"}]}, as_of=date(2026, 11, 23))
{('box', 0): 'inconclusive'}

An answer is a plain value, `NONE` (known: there is none), a `Span`, a tuple (a closed list), an `Open` list or None (unknown).
A subject's path is `("shipment",)`, `("box", 0)`, `("label", 0, 1)`, `("product", "SKU1")`: positions count from 0. In place of a
position, `"?"` stands for what an unknown or open list may hold besides: `("label", 0, "?")`, `("box", "?")`, and `("label", "?")`
for labels of boxes that are not listed. A rule that is not in force gives `{("rule",): "not in force"}`.
"""

# ruff: noqa: C901, PLR0911, PLR0917 - a reference follows its text case by case, in one place each

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import product as combinations
from typing import Any, NamedTuple

PASS, VIOLATION, INCONCLUSIVE, NOT_APPLICABLE = "pass", "violation", "inconclusive", "not_applicable"
NOT_IN_FORCE, SETTING_MISSING = "not in force", "setting missing"
UNSUPPORTED = "unsupported"
"""For `("label", 0, "?")`: declared and seen labels disagree, so which subjects there are is left open here. Compare nothing of that box."""
WORST_FIRST = (VIOLATION, INCONCLUSIVE, PASS, NOT_APPLICABLE)

Truth = bool | None
Path = tuple[Any, ...]


class Nothing:
    """The one value `NONE`: known, and there is none."""

    def __repr__(self) -> str:
        return "NONE"


NONE = Nothing()


class Span(NamedTuple):
    """A value known to lie between two ends, both included."""

    low: Any
    high: Any


class Open(NamedTuple):
    """A list of which more may exist than these."""

    items: tuple[Any, ...]


class Disagreement(NamedTuple):
    """What was declared and what photos show cannot both be true."""

    declared: Any
    seen: Any


class Quarrel(tuple[Any, ...]):
    """What photos show cannot all be true: what was declared, if anything was, and each of the things that they show."""

    __slots__ = ()


# --- the vocabulary -------------------------------------------------------------------------------------------------------
# An enum whose own words hold `none` is "enum+none": there, `none` is a word like any other.

FACES = ("top", "bottom", "front", "back", "left", "right")

FACTS: dict[tuple[str, str], str] = {
    (subject, name): kind
    for subject, facts in {
        "shipment": {
            "shipment_id": "text", "program": "enum", "market": "enum", "mode": "enum", "carrier": "enum", "seller_role": "enum",
            "created_on": "date", "arrival_date": "date", "arrival_month_day": "month-day", "declared_box_count": "int", "box_count": "int",
        },
        "pallet": {"height": "length", "weight": "mass", "labels": "list(label)"},
        "box": {
            "longest_side": "length", "second_side": "length", "shortest_side": "length", "length_plus_girth": "length", "volume": "volume",
            "height": "length", "weight": "mass", "option_min_weight": "mass", "option_max_weight": "mass", "items": "list(item)",
            "contents_kind": "enum", "shipment_ids": "list(text)", "count": "int", "rma": "text", "unit_count": "int", "contents_weight": "mass",
            "heaviest_item": "mass", "longest_item_side": "length", "products": "list(product)", "most_expiry_dates_of_a_sku": "int",
            "box_id": "text", "sscc": "text", "tracking": "text", "box_id_shipment": "text", "labels": "list(label)",
            "outside_barcodes": "list(barcode)", "team_lift_faces": "list(enum)", "mech_lift_faces": "list(enum)", "heavy_mark_faces": "list(enum)",
            "container": "enum", "joined_to": "list(text)", "overwraps": "list(enum)", "closures": "list(enum)", "dunnage": "list(enum)",
            "cushioning": "length", "in_maker_packaging": "yes-no", "contents_move": "yes-no", "ect": "int", "burst_psi": "int",
            "photos": "list(photo)",
        },
        "product": {
            "sku": "text", "fnsku": "text", "plan_lines": "int", "units_packed": "int", "units_planned": "int", "units_per_case": "list(int)",
            "contents_kind": "enum", "traits": "list(enum)", "prep": "list(enum)", "prep_owner": "enum+none", "label_owner": "enum+none",
            "unit_label": "enum+none", "has_maker_barcode": "yes-no", "open_barcodes": "list(barcode)",
        },
        "item": {
            "sku": "text", "quantity": "int", "units_per_case": "int", "condition": "enum", "expires": "date", "lot": "text", "on_rma": "yes-no",
            "fnsku": "text", "asin": "text", "gtin": "text", "traits": "list(enum)", "prep": "list(enum)", "prep_owner": "enum+none",
            "label_owner": "enum+none", "weight": "mass", "longest_side": "length", "second_side": "length", "shortest_side": "length",
        },
        "label": {
            "kind": "enum", "sits_on": "enum", "face": "enum", "flat_on_one_face": "yes-no", "seam_clearance": "length", "edge_clearance": "length",
            "covered_by": "enum", "long_side": "length", "short_side": "length", "outside_wrap": "yes-no", "printed_by": "enum", "text": "text",
        },
        "barcode": {
            "kind": "enum", "text": "text", "sits_on": "enum", "symbology": "enum", "face": "enum", "x_dimension": "length", "data_length": "int",
            "belongs_to": "enum", "check_digit_ok": "yes-no",
        },
        "photo": {"path": "text", "view": "enum"},
    }.items()
    for name, kind in facts.items()
}  # fmt: skip

SUBJECTS = ("shipment", "pallet", "box", "product", "item", "label", "barcode", "photo")
PHOTO_FACTS = (
    "longest_side", "second_side", "shortest_side", "labels", "outside_barcodes", "team_lift_faces", "mech_lift_faces", "heavy_mark_faces",
    "joined_to", "overwraps", "dunnage",
)  # fmt: skip

_FIELD_OF = {
    ("shipment", "shipment_id"): "id", ("box", "outside_barcodes"): "barcodes", ("box", "team_lift_faces"): "team_lift_marks",
    ("box", "mech_lift_faces"): "mech_lift_marks", ("box", "heavy_mark_faces"): "heavy_marks",
}  # fmt: skip
_CHILDREN = {"box": "boxes", "pallet": "pallets", "item": "items", "label": "labels", "barcode": "outside_barcodes", "photo": "photos"}
_SHARED = ("asin", "fnsku", "gtin", "title", "prep_owner", "label_owner", "prep", "traits", "length", "width", "height", "weight")

# --- texts become values --------------------------------------------------------------------------------------------------

_INCH, _POUND, _GRAM = Fraction("25.4"), Fraction("453.59237"), Fraction(1)  # millimetres and grams
_UNITS: dict[str, dict[str, Fraction]] = {
    "length": {
        "in": _INCH, '"': _INCH, "inch": _INCH, "inches": _INCH, "cm": Fraction(10), "mm": Fraction(1), "m": Fraction(1000), "ft": 12 * _INCH,
        "yd": 36 * _INCH, "pt": _INCH / 72, "mil": _INCH / 1000,
    },
    "mass": {"lb": _POUND, "lbs": _POUND, "oz": _POUND / 16, "kg": 1000 * _GRAM, "g": _GRAM},
    "volume": {
        "in3": _INCH**3, "ft3": (12 * _INCH) ** 3, "cm3": Fraction(1000), "m3": Fraction(10) ** 9, "l": Fraction(10) ** 6, "ml": Fraction(1000),
    },
    "duration": {"days": Fraction(1), "day": Fraction(1), "weeks": Fraction(7)},
}  # fmt: skip
# A fraction is tried first: "25 1/2 in" must not be read as "25" and "1/2 in".
_ONE_PART = re.compile(r"""\s*(?:(?:(\d+)\s+)?(\d+)/(\d+)|(\d+(?:\.\d+)?|\.\d+))\s*([a-z]+3?|")\s*""")


@lru_cache(maxsize=65536)
def quantity(dimension: str, text: str) -> Fraction | int:
    """Read `25 in`, `25 1/2 in`, `.5 kg`, `5 lb 3 oz` as an exact number of millimetres, grams, cubic millimetres or days."""
    amount, at = Fraction(0), 0
    while at < len(text) or not text:
        found = _ONE_PART.match(text, at)
        if found is None or found[5] not in _UNITS[dimension]:
            raise ValueError(f"not a {dimension}: {text!r}")
        number = Fraction(found[4]) if found[4] else int(found[1] or 0) + Fraction(int(found[2]), int(found[3]))
        amount += number * _UNITS[dimension][found[5]]
        at = found.end()
    return amount.numerator if amount.denominator == 1 else amount


@lru_cache(maxsize=65536)
def _scalar(kind: str, text: str) -> Any:
    if kind in _UNITS:
        return quantity(kind, text)
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "month-day":
        month, day = text.split("-")
        return int(month), int(day)
    if kind in ("int", "number"):
        number = Fraction(text)
        return number.numerator if number.denominator == 1 else number
    if kind == "yes-no":
        return {"true": True, "yes": True, "false": False, "no": False}[text.lower()]
    return text


def parse(kind: str, raw: Any) -> Any:
    """Turn what is written into an answer of the kind; the elements of a list of subjects stay as they are written."""
    if raw is None:
        return None
    if kind.startswith("list("):
        if raw == "none":
            return ()
        if isinstance(raw, dict):
            return Open(_elements(kind[5:-1], raw.get("seen") or ()))
        return _elements(kind[5:-1], raw)
    if isinstance(raw, str):
        return NONE if raw == "none" and kind != "enum+none" else _scalar(kind, raw)
    if isinstance(raw, dict):
        return span(quantity(kind, raw["low"]), quantity(kind, raw["high"]))
    if raw.__class__ is float:
        return _scalar(kind, repr(raw))
    return raw


def _elements(kind: str, raw: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(raw) if kind in SUBJECTS else tuple(parse(kind, each) for each in raw)


def span(low: Any, high: Any) -> Any:
    """An interval, or its one value."""
    return low if low == high else Span(low, high)


def ends(answer: Any) -> tuple[Any, Any]:
    """The least and the most that a known ordered answer can be."""
    return (answer.low, answer.high) if answer.__class__ is Span else (answer, answer)


# --- Kleene's logic -------------------------------------------------------------------------------------------------------


def both(truths: Iterable[Truth]) -> Truth:
    """False if one is false, else unknown if one is unknown, else true."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def either(truths: Iterable[Truth]) -> Truth:
    """True if one is true, else unknown if one is unknown, else false."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def negate(truth: Truth) -> Truth:
    """Unknown stays unknown."""
    return None if truth is None else not truth


def unite(truths: Iterable[Truth]) -> Truth:
    """What is true in every case is true, what is false in every case is false, all else is unknown."""
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else None


# --- rounding -------------------------------------------------------------------------------------------------------------

Steps = dict[str, tuple[str, Fraction | int]]
"""For each field of a box that is rounded: `up to` or `nearest`, and the step."""


def steps_of(written: Any) -> Steps:
    """Read `{sides: up to 1 in, weight: up to 1 lb}`."""
    found: Steps = {}
    for what, text in (written if isinstance(written, dict) else {}).items():
        way = "up to" if text.startswith("up to ") else "nearest"
        step = quantity("length" if what == "sides" else "mass", text.removeprefix(way).strip())
        found |= dict.fromkeys(
            ("length", "width", "height", "longest_side", "second_side", "shortest_side") if what == "sides" else ("weight",), (way, step)
        )
    return found


def rounded(step: tuple[str, Fraction | int] | None, answer: Any) -> Any:
    """Round a value, or both ends of an interval; half a step goes up."""
    if step is None or answer is None or answer is NONE:
        return answer
    if answer.__class__ is Span:
        return span(rounded(step, answer.low), rounded(step, answer.high))
    way, size = step
    steps = Fraction(answer) / size
    whole = math.ceil(steps) if way == "up to" else math.floor(steps + Fraction(1, 2))
    return whole * size


# --- subjects and their facts ---------------------------------------------------------------------------------------------


class Node:
    """A subject: what is written of it, and what it belongs to. `imagined` where it stands for what may exist unseen."""

    __slots__ = ("answers", "data", "imagined", "kind", "parent", "rounding")

    def __init__(self, kind: str, data: dict[str, Any], parent: Node | None, *, imagined: bool = False, rounding: Steps | None = None) -> None:
        self.rounding = rounding or {}
        self.kind = kind
        self.data = data
        self.parent = parent
        self.imagined = imagined
        self.answers: dict[str, Any] = {}

    def chain(self) -> Iterator[Node]:
        """Itself, then its parents, nearest first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def field(self, name: str, kind: str) -> Any:
        """Read one field as written, of a box as it is rounded."""
        return rounded(self.rounding.get(name), parse(kind, self.data.get(name)))


def completed(shipment: dict[str, Any]) -> dict[str, Any]:
    """Let items take from `products` what they do not say themselves."""
    sheets = shipment.get("products")
    if not isinstance(sheets, list) or not sheets or not isinstance(shipment.get("boxes"), list):
        return shipment
    known = {sheet["sku"]: sheet for sheet in sheets}

    def item(written: dict[str, Any]) -> dict[str, Any]:
        sheet = known.get(written.get("sku"))
        if sheet is None:
            return written
        return written | {name: sheet[name] for name in _SHARED if written.get(name) is None and sheet.get(name) is not None}

    def items(written: Any) -> Any:
        if isinstance(written, dict):
            return written | {"seen": items(written.get("seen") or [])}
        return [item(each) for each in written] if isinstance(written, list) else written

    boxes = [box | {"items": items(box["items"])} if "items" in box else box for box in shipment["boxes"]]
    return shipment | {"boxes": boxes}


def sides(node: Node) -> tuple[list[Any], list[Any]] | None:
    """The least and the most that each of the three sides can be, both rising; None where no side is known."""
    known = [side for name in ("length", "width", "height") if (side := node.field(name, "length")) is not None and side is not NONE]
    if not known:
        return None
    missing = 3 - len(known)
    return sorted([ends(side)[0] for side in known] + [0] * missing), sorted([ends(side)[1] for side in known] + [math.inf] * missing)


def _side(node: Node, which: int) -> Any:
    bounds = sides(node)
    if bounds is None:
        return None
    low, high = bounds[0][which], bounds[1][which]
    # From nought to anything says nothing, of a box; of an item the interval is kept.
    return None if node.kind == "box" and (low, high) == (0, math.inf) else span(low, high)


def _girth(node: Node) -> Any:
    bounds = sides(node)
    return None if bounds is None else span(*(each[2] + 2 * (each[0] + each[1]) for each in bounds))


def _volume(node: Node) -> Any:
    bounds = sides(node)
    if bounds is None:
        return None
    low, high = (0 if 0 in each else math.prod(each) for each in bounds)
    return None if (low, high) == (0, math.inf) else span(low, high)


def known_number(answer: Any) -> Any:
    """`none` says nothing where a number is wanted."""
    return None if answer is NONE else answer


def _items(box: Node) -> tuple[list[Node], bool] | None:
    """The known items of a box and whether they are all; None where nothing is known of its items."""
    answer = box.field("items", "list(item)")
    if answer is None:
        return None
    closed = answer.__class__ is tuple
    return [Node("item", each, box) for each in (answer if closed else answer.items)], closed


def _unit_count(box: Node) -> Any:
    found = _items(box)
    if found is None:
        return None
    quantities = [known_number(item.field("quantity", "int")) for item in found[0]]
    least = sum(1 if each is None else each for each in quantities)
    return least if found[1] and None not in quantities else Span(least, math.inf)


def _contents_weight(box: Node) -> Any:
    found = _items(box)
    if found is None:
        return None
    least, complete = Fraction(0), found[1]
    for item in found[0]:
        weight, count = known_number(item.field("weight", "mass")), known_number(item.field("quantity", "int"))
        if weight is None or count is None or weight.__class__ is Span:
            complete = False
        else:
            least += weight * count
    return least if complete else Span(least, math.inf)


def _largest(box: Node, measures: Any) -> Any:
    found = _items(box)
    if found is None:
        return None
    items, closed = found
    if not items and closed:
        return NONE
    answers = [measures(item) for item in items]
    lows = [ends(each)[0] for each in answers if each is not None]
    if not lows:
        return None
    highs = [math.inf if each is None else ends(each)[1] for each in answers]
    return span(max(lows), max(highs) if closed else math.inf)


def _most_expiry_dates(box: Node) -> Any:
    found = _items(box)
    if found is None:
        return None
    items, certain = found
    dates: dict[Any, set[Any]] = {}
    for item in items:
        sku, expires = item.field("sku", "text"), item.field("expires", "date")
        if sku is None or expires is None:
            certain = False
        # Lines whose SKU is not known may be of different SKUs: only lines of one known SKU add up.
        if sku is not None:
            dates.setdefault(sku, set()).update(() if expires is None else (expires,))
        elif expires is not None:
            dates.setdefault(object(), set()).add(expires)
    most = max((len(each) for each in dates.values()), default=0)
    return most if certain else Span(most, math.inf)


_AMAZON_BOX_ID = re.compile(r"(FBA[0-9A-Z]{7,10})U[0-9]{3,6}")


def _box_id_shipment(box: Node) -> Any:
    box_id = box.field("box_id", "text")
    if box_id is None or box_id is NONE:
        return box_id
    found = _AMAZON_BOX_ID.fullmatch(box_id)
    return found[1] if found else None


def products_in(boxes: Iterable[Node], sheets: Iterable[dict[str, Any]], parent: Node, *, complete: bool) -> tuple[tuple[Node, ...], bool]:
    """Group items by SKU, in order of appearance, SKUs that are only planned last; and say whether these are all."""
    lines: dict[str, dict[Any, list[Any]]] = {}
    for box in boxes:
        found = _items(box)
        complete = complete and found is not None and found[1]
        kind = box.field("contents_kind", "enum")
        for item in found[0] if found else ():
            sku = item.field("sku", "text")
            if not isinstance(sku, str):
                complete = False
                continue
            # Lines that are alike in all that is said of them, in boxes declared alike, are one line.
            line = lines.setdefault(sku, {}).setdefault((_alike(item.data), kind if isinstance(kind, str) else None), [item, 0, kind])
            line[1] += box.data.get("count") or 1
    known = {sheet["sku"]: sheet for sheet in sheets}
    skus = [*lines, *(sku for sku in known if sku not in lines)]
    nodes = []
    for sku in skus:
        sheet = known.get(sku)
        packed = list(lines.get(sku, {}).values())
        data = {"sku": sku, "lines": packed, "sheet": Node("product", sheet or {}, None), "complete": complete, "facts": (sheet or {}).get("facts")}
        nodes.append(Node("product", data, parent))
    return tuple(nodes), complete


_ITEM_KINDS = {name: kind for (subject, name), kind in FACTS.items() if subject == "item"} | dict.fromkeys(("length", "width", "height"), "length")


def _alike(item: dict[str, Any]) -> Any:
    said = ((name, raw) for name, raw in item.items() if raw is not None)
    return frozenset((name, repr(raw) if name == "facts" else parse(_ITEM_KINDS.get(name, "text"), raw)) for name, raw in said)


def _product_fact(node: Node, name: str) -> Any:
    data, kind = node.data, FACTS["product", name]
    lines: list[tuple[Node, int, Any]] = data["lines"]
    if name == "sku":
        return data["sku"]
    if name == "units_packed":
        amounts = [(known_number(item.field("quantity", "int")), boxes) for item, boxes, _ in lines]
        least = sum(boxes * (1 if amount is None else amount) for amount, boxes in amounts)
        return least if data["complete"] and all(amount is not None for amount, _ in amounts) else Span(least, math.inf)
    if name == "units_per_case":
        units = tuple(known_number(item.field("quantity", "int")) for item, _, _ in lines)
        return units if data["complete"] else Open(units)
    if name == "contents_kind":
        kinds = {kind if isinstance(kind, str) else None for _, _, kind in lines}
        return kinds.pop() if len(kinds) == 1 and data["complete"] else None
    said = data["sheet"].field(name, kind)
    if said is None and name in ("fnsku", "traits", "prep", "prep_owner", "label_owner"):
        values = {item.field(name, kind) for item, _, _ in lines}
        said = values.pop() if len(values) == 1 else None
    if name == "traits" and any(isinstance(item.field("expires", "date"), date) for item, _, _ in lines):
        return _with_expires(said)
    return _as_nodes(said, kind, node)


def _with_expires(traits: Any) -> Any:
    """A product with an expiry date expires, whatever its traits say; without a word of them the rest stays open."""
    words = () if traits is None else traits.items if traits.__class__ is Open else traits
    words = words if "expires" in words else (*words, "expires")
    return words if traits is not None and traits.__class__ is not Open else Open(words)


def _check_digit_ok(node: Node) -> Any:
    said, text, kind = node.field("check_digit_ok", "yes-no"), node.field("text", "text"), node.field("kind", "enum")
    if said is not None or not isinstance(text, str):
        return said
    if kind not in ("sscc", "gtin", "itf14"):
        return None
    if kind == "sscc":
        text = text.removeprefix("(00)")
        text = text[2:] if len(text) == 20 and text.startswith("00") else text
    if not re.fullmatch(r"[0-9]{18}" if kind == "sscc" else r"[0-9]{8}|[0-9]{12,14}", text):
        return False
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(text[:-1])))
    return (weighted + int(text[-1])) % 10 == 0


def _as_nodes(answer: Any, kind: str, parent: Node) -> Any:
    """Make subjects out of the written elements of a list of subjects."""
    element = kind[5:-1]
    if element not in SUBJECTS or not isinstance(answer, tuple):
        return answer
    if answer.__class__ is Open:
        return Open(tuple(Node(element, each, parent) for each in answer.items))
    return tuple(Node(element, each, parent) for each in answer)


def declared(node: Node, name: str) -> Any:
    """The answer by what is written, photos aside."""
    kind = FACTS[node.kind, name]
    given = node.data.get("facts") or {}
    if name in given:
        said = parse(kind, given[name])
        if name in ("length_plus_girth", "volume") and "length" in node.rounding and said not in (None, NONE):
            # What the sides were is not said: rounded, it is this at the least; with `nearest`, it may be anything.
            return None if node.rounding["length"][0] == "nearest" else Span(ends(said)[0], math.inf)
        return _as_nodes(rounded(node.rounding.get(name), said), kind, node)
    if node.imagined:
        return None
    if node.kind == "product":
        return _product_fact(node, name)
    computed = _COMPUTED.get((node.kind, name))
    if computed is not None:
        return computed(node)
    return _as_nodes(node.field(_FIELD_OF.get((node.kind, name), name), kind), kind, node)


def _box_count(shipment: Node) -> Any:
    boxes = shipment.field("boxes", "list(box)")
    if boxes is None:
        return None
    closed = boxes.__class__ is tuple
    count = sum(box.get("count") or 1 for box in (boxes if closed else boxes.items))
    return count if closed else Span(count, math.inf)


def _arrival_month_day(shipment: Node) -> Any:
    arrives = shipment.field("arrival_date", "date")
    return (arrives.month, arrives.day) if isinstance(arrives, date) else arrives


def _belongs_to(barcode: Node) -> Any:
    owner = barcode.field("belongs_to", "enum")
    return None if owner == "unclear" else owner


def _box_products(box: Node) -> Any:
    if box.field("items", "list(item)") is None:
        return None
    found, complete = products_in([box], [], box, complete=True)
    return found if complete else Open(found)


_COMPUTED: dict[tuple[str, str], Any] = {
    ("shipment", "arrival_month_day"): _arrival_month_day,
    ("shipment", "box_count"): _box_count,
    ("box", "count"): lambda box: box.data.get("count") or 1,
    ("box", "length_plus_girth"): _girth,
    ("box", "volume"): _volume,
    ("box", "unit_count"): _unit_count,
    ("box", "contents_weight"): _contents_weight,
    ("box", "heaviest_item"): lambda box: _largest(box, lambda item: known_number(item.field("weight", "mass"))),
    ("box", "longest_item_side"): lambda box: _largest(box, lambda item: _side(item, 2)),
    ("box", "products"): _box_products,
    ("box", "most_expiry_dates_of_a_sku"): _most_expiry_dates,
    ("box", "box_id_shipment"): _box_id_shipment,
    ("barcode", "belongs_to"): _belongs_to,
    ("barcode", "check_digit_ok"): _check_digit_ok,
}
for _subject in ("box", "item"):
    for _which, _name in enumerate(("shortest_side", "second_side", "longest_side")):
        _COMPUTED[_subject, _name] = lambda node, which=_which: _side(node, which)

# --- photos ---------------------------------------------------------------------------------------------------------------


class Seen:
    """The sightings in the photos of one box."""

    def __init__(self, box: Node, min_confidence: float) -> None:
        photos = box.field("photos", "list(photo)") or ()
        photos = photos.items if photos.__class__ is Open else photos
        self.looked_at = [photo for photo in photos if photo.get("sightings") is not None]
        self.all: list[tuple[int, dict[str, Any]]] = []
        for number, photo in enumerate(self.looked_at):
            sightings = parse("list(photo)", photo["sightings"])
            self.all.extend((number, each) for each in (sightings.items if sightings.__class__ is Open else sightings))
        self.least = min_confidence
        self.box = box

    def of(self, kind: str) -> list[tuple[int, dict[str, Any]]]:
        """The sightings of a kind that are trusted."""
        return [(number, each) for number, each in self.all if each["kind"] == kind and each.get("confidence", 1.0) >= self.least]

    def doubt(self, kind: str) -> bool:
        """Whether a sighting of the kind was left out of which no trusted one says as much."""
        left_out = [(number, each) for number, each in self.all if each["kind"] == kind and each.get("confidence", 1.0) < self.least]
        return any(not any(self._covers(kind, trusted, doubtful) for trusted in self.of(kind)) for doubtful in left_out)

    def _covers(self, kind: str, trusted: tuple[int, dict[str, Any]], doubtful: tuple[int, dict[str, Any]]) -> bool:
        """Whether a trusted sighting is of the same thing as a doubtful one, and says all of it."""
        (number, one), (other_number, other) = trusted, doubtful
        if kind == "mark":
            return one["mark"] == other["mark"] and one["face"] == other["face"]
        if kind not in ("label", "barcode"):
            return kind in one and one[kind] == other[kind]
        name = {"barcode": "text", "label": "kind"}[kind]
        if number == other_number or not _says(name, other[kind].get(name)):
            return False
        return bool(same_thing(kind, one[kind], other[kind]) == one[kind])

    def looked(self, detector: str) -> bool:
        """Whether any face was looked at for this at all."""
        return any(each["kind"] == "face" and each["detector"] == detector for _, each in self.all)

    def closed(self, detector: str, kind: str) -> bool:
        """Whether nothing of the kind can have been missed: all six faces closed, and no doubtful sighting."""
        faces = {each["face"] for _, each in self.of("face") if each["detector"] == detector and each["closed"]}
        return faces == set(FACES) and not self.doubt(kind)

    def side(self, which: str) -> Any:
        """The interval on which all measurements of a side agree."""
        found = []
        for _, each in self.of("side"):
            low, high = (rounded(self.box.rounding.get("length"), parse("length", each.get(end))) for end in ("low", "high"))
            if each["side"] == which and low not in (None, NONE) and high not in (None, NONE):
                found.append((low, high))
        if not found:
            return None
        low, high = max(each[0] for each in found), min(each[1] for each in found)
        return span(low, high) if low <= high else Quarrel(_without_doubles(span(*each) for each in found))

    def gathered(self, detector: str, kind: str) -> Any:
        """The different things of a kind that were seen."""
        things: list[tuple[set[int], Any]] = []
        for number, each in self.of(kind):
            thing = each[kind]
            view = self.looked_at[number].get("view")
            if kind in ("label", "barcode") and _says("face", view) and not _says("face", thing.get("face")):
                thing = {**thing, "face": view}
            for at, (numbers, other) in enumerate(things):
                if number in numbers:
                    continue
                one = same_thing(kind, other, thing)
                if one is not None:
                    things[at] = (numbers | {number}, one)
                    break
            else:
                things.append(({number}, thing))
        found = tuple(thing for _, thing in things)
        if self.closed(detector, kind):
            return found
        return Open(found) if found or self.looked(detector) or self.doubt(kind) else None

    def marks(self, mark: str) -> Any:
        """The faces on which a mark was seen."""
        found = _without_doubles(each["face"] for _, each in self.of("mark") if each["mark"] == mark)
        if self.closed("marks", "mark"):
            return found
        return Open(found) if found or self.looked("marks") else None

    def joins(self) -> Any:
        """The boxes that it is seen to be joined to; none where it was seen alone and nothing speaks against that."""
        found = _without_doubles(each.get("to", "another box") for _, each in self.of("join") if each["joined"])
        if found and not all(each["joined"] for _, each in self.of("join")):
            return Quarrel((Open(found), ()))
        if found:
            return Open(found)
        return () if self.of("join") and not self.doubt("join") else None

    def dunnage(self) -> Any:
        """Packing material in the open box: never all of it."""
        found = _without_doubles(each["dunnage"] for _, each in self.of("dunnage"))
        return Open(found) if found else None

    def answer(self, name: str) -> Any:
        """What photos say of a fact, its elements as written."""
        if name.endswith("_side"):
            return self.side(name.removesuffix("_side"))
        if name in _MARKS:
            return self.marks(_MARKS[name])
        if name in _GATHERED:
            return self.gathered(*_GATHERED[name])
        return self.joins() if name == "joined_to" else self.dunnage()


_MARKS = {"team_lift_faces": "team_lift", "mech_lift_faces": "mech_lift", "heavy_mark_faces": "heavy"}
_GATHERED = {"labels": ("labels", "label"), "outside_barcodes": ("barcodes", "barcode"), "overwraps": ("joins", "overwrap")}


def _without_doubles(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def same_thing(kind: str, one: Any, other: Any) -> Any:
    """Unite two descriptions that may be of one thing; None where they contradict each other."""
    if kind not in ("label", "barcode"):
        return one if one == other else None
    result = dict(one)
    for name, theirs in other.items():
        mine = one.get(name)
        if not _says(name, theirs):
            continue
        if not _says(name, mine):
            result[name] = theirs
            continue
        value_kind = FACTS.get((kind, name)) or ("date" if name == "expires" else "text")
        mine_known, theirs_known = (mine, theirs) if name == "facts" else (parse(value_kind, mine), parse(value_kind, theirs))
        if value_kind == "length" and NONE not in (mine_known, theirs_known):
            (low, high), (other_low, other_high) = ends(mine_known), ends(theirs_known)
            if max(low, other_low) > min(high, other_high):
                return None
            if other_high - other_low < high - low:
                result[name] = theirs
        elif mine_known != theirs_known:
            return None
    return result


def _says(name: str, raw: Any) -> bool:
    return raw is not None and not (name == "facts" and not raw) and not (name == "belongs_to" and raw == "unclear")


def resolve(kind: str, one: Any, other: Any) -> Any:
    """Make one answer of what is declared (elements as written) and what is seen, or say that they disagree."""
    if one is None or other is None:
        return other if one is None else one
    if Nothing in (one.__class__, other.__class__):
        return one if one == other else Disagreement(one, other)
    if not kind.startswith("list("):
        (low, high), (other_low, other_high) = ends(one), ends(other)
        low, high = max(low, other_low), min(high, other_high)
        return span(low, high) if low <= high else Disagreement(one, other)
    element = kind[5:-1]
    mine, theirs = (list(each.items) if each.__class__ is Open else list(each) for each in (one, other))
    used: set[int] = set()
    strangers = []
    for thing in theirs:
        for at, candidate in enumerate(mine):
            if at not in used and (united := same_thing(element, candidate, thing)) is not None:
                used.add(at)
                mine[at] = united
                break
        else:
            strangers.append(thing)
    seen_all = other.__class__ is not Open
    if one.__class__ is Open:
        union = tuple(mine + strangers)
        return union if seen_all else Open(union)
    if seen_all:
        return Disagreement(one, other) if strangers or len(theirs) < len(mine) else tuple(mine)
    return Disagreement(one, tuple(mine + strangers)) if strangers else tuple(mine)


# --- judging --------------------------------------------------------------------------------------------------------------

_ORDERING = ("at_most", "at_least", "more_than", "less_than")


class World:
    """One shipment under one confidence; and, while judging, which side of each disagreement is believed."""

    def __init__(self, shipment: dict[str, Any], min_confidence: float, rounding: Steps | None = None) -> None:
        self.shipment = Node("shipment", completed(shipment), None)
        self.min_confidence = min_confidence
        self.believed: dict[tuple[Node, str], int] = {}
        self._seen: dict[Node, Seen] = {}
        boxes = self.shipment.field("boxes", "list(box)")
        self.boxes_known = boxes is not None and boxes.__class__ is tuple
        listed = () if boxes is None else boxes if self.boxes_known else boxes.items
        self.boxes = [Node("box", box, self.shipment, rounding=rounding) for box in listed]
        self._products: tuple[tuple[Node, ...], bool] | None = None

    # facts

    def products(self) -> tuple[tuple[Node, ...], bool]:
        """The products of the shipment, and whether these are all."""
        if self._products is None:
            sheets = self.shipment.field("products", "list(product)") or ()
            sheets = sheets.items if sheets.__class__ is Open else sheets
            self._products = products_in(self.boxes, sheets, self.shipment, complete=self.boxes_known)
        return self._products

    def seen(self, box: Node) -> Seen:
        """What the photos of a box show."""
        if box not in self._seen:
            self._seen[box] = Seen(box, self.min_confidence)
        return self._seen[box]

    def unresolved(self, node: Node, name: str) -> Any:
        """The answer of a fact; a `Disagreement` where photos contradict what is declared."""
        if name not in node.answers:
            kind = FACTS[node.kind, name]
            answer = declared(node, name)
            if node.kind == "box" and name in PHOTO_FACTS and node.data.get("photos") and self.seen(node).all:
                element = kind[5:-1]
                seen = self.seen(node).answer(name)
                if seen.__class__ is Quarrel:
                    node.answers[name] = Quarrel((() if answer is None else (answer,)) + tuple(seen))
                    return node.answers[name]
                answer = resolve(kind, _written(answer) if element in SUBJECTS else answer, seen)
                if answer.__class__ is Disagreement:
                    answer = Disagreement(_as_nodes(answer.declared, kind, node), _as_nodes(answer.seen, kind, node))
                else:
                    answer = _as_nodes(answer, kind, node)
            node.answers[name] = answer
        return node.answers[name]

    def answer(self, node: Node, name: str) -> Any:
        """The answer of a fact; where it is disputed, the side that is believed at the moment, else unknown."""
        found = self.unresolved(node, name)
        if found.__class__ in (Disagreement, Quarrel):
            side = self.believed.get((node, name))
            return None if side is None else found[side]
        return found

    def find(self, node: Node, fact: str) -> tuple[Node, str]:
        """Whose fact a name in a rule means."""
        subject, _, name = fact.rpartition(".")
        for each in node.chain():
            if each.kind == subject if subject else (each.kind, name) in FACTS:
                if (each.kind, name) in FACTS:
                    return each, name
                break
        raise ValueError(f"no fact {fact!r} for a {node.kind}")

    def value(self, node: Node, fact: str) -> Any:
        """The answer that a name in a rule means."""
        return self.answer(*self.find(node, fact))

    # clauses

    def clause(self, node: Node, clause: dict[str, Any]) -> Truth:
        """Everything side by side must hold."""
        return both(self._part(node, key, part) for key, part in clause.items() if key not in ("because", "source"))

    def _part(self, node: Node, key: str, part: Any) -> Truth:
        if key == "all":
            return both(self.clause(node, each) for each in part)
        if key == "any":
            return either(self.clause(node, each) for each in part)
        if key == "not":
            return negate(self.clause(node, part))
        owner, name = self.find(node, key)
        kind = FACTS[owner.kind, name]
        if not isinstance(part, dict):
            return self.compare(node, kind, "equals", self.answer(owner, name), part)
        return both(self._operator(node, owner, name, kind, operator, right) for operator, right in part.items())

    def _operator(self, node: Node, owner: Node, name: str, kind: str, operator: str, right: Any) -> Truth:
        answer = self.answer(owner, name)
        if operator == "given":
            # Of what may exist unseen, nobody can say what its entry in the file would hold.
            return None if owner.imagined and answer is None else (answer is not None) == parse("yes-no", right)
        if operator == "unique_within":
            return self._unique(owner, name, answer, right)
        if kind.startswith("list("):
            return self._list_operator(node, kind[5:-1], operator, answer, right)
        return self.compare(node, kind, operator, answer, right)

    # scalars

    def compare(self, node: Node, kind: str, operator: str, left: Any, right: Any) -> Truth:
        """Hold one known, uncertain or unknown value against the right side of an operator."""
        if operator == "present":
            return None if left is None else bool((left is not NONE) == parse("yes-no", right))
        if operator == "given":
            return bool((left is not None) == parse("yes-no", right))
        if operator == "matches":
            return None if left is None else left is not NONE and re.fullmatch(right, left) is not None
        if operator == "one_of":
            return self._member(left, [parse(kind, each) for each in right])
        if operator == "none_of":
            return negate(self._member(left, [parse(kind, each) for each in right]))
        if operator == "equals":
            return unite(self._equal(left, each) for each in self._rights(node, kind, right))
        if operator in _ORDERING:
            return unite(self._ordered(operator, left, each) for each in self._rights(node, kind, right))
        raise ValueError(f"no operator {operator!r} for a {kind}")

    def _member(self, left: Any, members: list[Any]) -> Truth:
        if left is None:
            return None
        if left.__class__ is Span and left.low != left.high:
            return None if any(each is not NONE and left.low <= each <= left.high for each in members) else False
        left = ends(left)[0]
        return any(each is left if NONE in (each, left) else each == left for each in members)

    def _equal(self, left: Any, right: Any) -> Truth:
        if left is None or right is None:
            return None
        if left is NONE or right is NONE:
            return left is right
        (low, high), (right_low, right_high) = ends(left), ends(right)
        if Span not in (left.__class__, right.__class__):
            return bool(low == right_low)
        if high < right_low or right_high < low:
            return False
        return True if low == high == right_low == right_high else None

    def _ordered(self, operator: str, left: Any, right: Any) -> Truth:
        if right is NONE:
            return True  # no limit
        if right is None:
            return None
        if left is NONE:
            return False
        if left is None:
            return None
        (low, high), (right_low, right_high) = ends(left), ends(right)
        if operator == "at_most":
            return True if high <= right_low else False if low > right_high else None
        if operator == "less_than":
            return True if high < right_low else False if low >= right_high else None
        if operator == "at_least":
            return True if low >= right_high else False if high < right_low else None
        return True if low > right_high else False if high <= right_low else None

    def _rights(self, node: Node, kind: str, right: Any) -> list[Any]:
        """Every right side that may be meant: one, or several where it is not known which row of a table holds."""
        if not isinstance(right, dict):
            return [parse(kind, right)]
        if "fact" in right:
            return [self.value(node, right["fact"])]
        owner, name = self.find(node, right["by"])
        by_kind, by = FACTS[owner.kind, name], self.answer(owner, name)
        if "steps" in right:
            return [parse(kind, each) for each in self._steps(by_kind, by, right["steps"])]
        otherwise = parse(kind, right.get("else"))
        rows = [(parse(by_kind, key), parse(kind, value)) for key, value in right["is"].items()]
        if by is None:
            return [value for _, value in rows] + [otherwise]
        low, high = ends(by)
        if low is NONE or low == high:
            return [value for key, value in rows if (key is low if NONE in (key, low) else key == low)] or [otherwise]
        return [value for key, value in rows if key is not NONE and low <= key <= high] + [otherwise]

    def _steps(self, kind: str, by: Any, steps: list[dict[str, Any]]) -> list[Any]:
        """The limits of the rows into which `by` may fall; as written, None for not known."""
        if by is NONE:
            return [None]
        found = []
        floor: Any = None  # what is left over by the rows before: from here on …
        excluded = False  # … and whether this value itself was taken by the row before
        for row in steps:
            under, upto = (parse(kind, row.get(each)) for each in ("under", "upto"))
            if by is None:
                possible = True
            else:
                low, high = ends(by)
                start = low if floor is None else max(low, floor)
                open_start = excluded and start == floor
                possible = high > start or (high == start and not open_start)
                if possible and under is not None:
                    possible = start < under
                if possible and upto is not None:
                    possible = start < upto or (start == upto and not open_start)
            if possible:
                found.append(row["is"])
            if under is not None or upto is not None:
                floor, excluded = (under, False) if under is not None else (upto, True)
        return found or [None]

    # lists

    def _list_operator(self, node: Node, element: str, operator: str, answer: Any, right: Any) -> Truth:
        if operator == "present":
            return None if answer is None else parse("yes-no", right)
        closed = answer is not None and answer.__class__ is not Open
        elements: tuple[Any, ...] = () if answer is None else answer if closed else answer.items
        rest: list[Truth] = [] if closed else [None]
        if operator == "every":
            return both([*(self._holds(node, element, each, right) for each in elements), *rest])
        if operator == "some":
            return either([*(self._holds(node, element, each, right) for each in elements), *rest])
        if operator == "includes":
            return both(either([*(self._equal(each, parse(element, wanted)) for each in elements), *rest]) for wanted in right)
        if operator == "count":
            counted = self._count(node, element, elements, right)
            interval = span(counted[0], counted[1] if closed else math.inf)
            return both(self.compare(node, "int", each, interval, limit) for each, limit in right.items() if each not in ("where", "distinct"))
        raise ValueError(f"no operator {operator!r} for a list")

    def _holds(self, node: Node, element: str, each: Any, condition: Any) -> Truth:
        """Whether a clause holds for an element that is a subject, or a condition for one that is a value."""
        if element in SUBJECTS:
            return self.clause(each, condition)
        if not isinstance(condition, dict):
            return self.compare(node, element, "equals", each, condition)
        return both(self.compare(node, element, operator, each, right) for operator, right in condition.items())

    def _count(self, node: Node, element: str, elements: tuple[Any, ...], spec: dict[str, Any]) -> tuple[int, int]:
        where = spec.get("where")
        truths = [(each, True if where is None else self._holds(node, element, each, where)) for each in elements]
        surely = [each for each, truth in truths if truth is True]
        possibly = [each for each, truth in truths if truth is None]
        if "distinct" not in spec:
            return len(surely), len(surely) + len(possibly)

        def value(each: Any) -> Any:
            answer = each if spec["distinct"] == "value" and element not in SUBJECTS else self.value(each, spec["distinct"])
            return None if answer.__class__ is Span and answer.low != answer.high else ends(answer)[0]

        known = {found for each in surely if (found := value(each)) is not None}
        others = sum(value(each) is None for each in surely) + sum(value(each) is None or value(each) not in known for each in possibly)
        return max(len(known), 1 if surely else 0), len(known) + others

    # one among many

    def _unique(self, owner: Node, name: str, answer: Any, scope: str) -> Truth:
        if answer is NONE:
            return True
        others, complete = self._neighbours(owner, scope)
        answers = [self.answer(other, name) for other in others]
        repeated = either(self._equal(answer, each) for each in answers if each is not NONE)
        if repeated is True:
            return False
        return True if complete and repeated is False and answer is not None else None

    def _neighbours(self, owner: Node, scope: str) -> tuple[list[Node], bool]:
        """The other subjects of the same kind in a scope, and whether they are known to be all."""
        if owner.kind == "shipment":
            return [], True
        if owner.kind == "product":
            found, complete = self.products()
            return [each for each in found if each is not owner and each.data["sku"] != owner.data.get("sku")], complete
        if owner.kind == "box":
            return ([], True) if scope == "box" else ([each for each in self.boxes if each is not owner], self.boxes_known)
        boxes = [owner.parent] if scope == "box" else self.boxes
        complete = scope == "box" or self.boxes_known
        others: list[Node] = []
        for box in boxes:
            assert box is not None
            children, closed = self.children(box, owner.kind)
            complete = complete and closed
            others.extend(each for each in children if each is not owner)
        return others, complete

    def children(self, box: Node, kind: str) -> tuple[tuple[Node, ...], bool]:
        """The known children of a kind of a box, and whether these are all."""
        answer = self.answer(box, _CHILDREN[kind])
        if answer is None:
            return (), False
        return (answer.items, False) if answer.__class__ is Open else (answer, True)

    # outcomes

    def outcome(self, rule: dict[str, Any], node: Node) -> str:
        """The table of DESIGN.md section 3, believing what is believed at the moment."""
        lifted = either(self.clause(node, each) for each in rule.get("unless") or ())
        applies = both([self.clause(node, rule.get("when") or {}), negate(lifted)])
        if applies is False:
            return NOT_APPLICABLE
        holds = self.clause(node, rule["require"])
        if holds is True:
            return PASS
        # Of what may not exist at all, no violation is known.
        return VIOLATION if applies is True and holds is False and not node.imagined else INCONCLUSIVE

    def judged(self, rule: dict[str, Any], node: Node) -> str:
        """The outcome for a subject; where photos contradict what is declared, judged each way."""
        if not any(each.kind == "box" and each.data.get("photos") for each in node.chain()):
            return self.outcome(rule, node)
        names = read_of_boxes(rule)
        disputed = [
            (each, name)
            for each in node.chain()
            if each.kind == "box" and not each.imagined and each.data.get("photos")
            for name in PHOTO_FACTS
            if name in names and self.unresolved(each, name).__class__ in (Disagreement, Quarrel)
        ]
        if not disputed:
            return self.outcome(rule, node)
        outcomes = set()
        for beliefs in combinations(*(range(len(self.unresolved(*each))) for each in disputed)):
            self.believed = dict(zip(disputed, beliefs, strict=True))
            outcomes.add(self.outcome(rule, node))
        self.believed = {}
        if len(outcomes) == 1:
            return outcomes.pop()
        if any(self.unresolved(*each).__class__ is Quarrel for each in disputed):
            return INCONCLUSIVE
        worst = next(each for each in WORST_FIRST if each in outcomes)
        return worst if worst in self._by_id_alone(rule, node) else INCONCLUSIVE

    def _by_id_alone(self, rule: dict[str, Any], node: Node) -> set[str]:
        """The outcomes with those photos alone in which the ID of the box was read."""
        box = next(each for each in node.chain() if each.kind == "box")
        written, photos = box.data, box.data["photos"]
        photos = photos["seen"] if isinstance(photos, dict) else photos
        by_id = [each for each in photos if each.get("bound_by") == "id" and each.get("sightings") is not None]
        if not by_id:
            return set()
        cached = [(each, each.answers) for each in node.chain()]
        self._seen.pop(box, None)
        box.data = {**written, "photos": by_id}
        listing = _CHILDREN.get(node.kind, "")  # the subject must stay one of its list: its neighbours are told from it by identity
        for each, answers in cached:
            each.answers = {listing: answers[listing]} if listing in answers else {}
        names = [name for name in PHOTO_FACTS if name in read_of_boxes(rule) and self.unresolved(box, name).__class__ in (Disagreement, Quarrel)]
        outcomes = set()
        for beliefs in combinations(*(range(len(self.unresolved(box, name))) for name in names)):
            self.believed = {(box, name): side for name, side in zip(names, beliefs, strict=True)}
            outcomes.add(self.outcome(rule, node))
        self.believed, box.data = {}, written
        self._seen.pop(box, None)
        for each, answers in cached:
            each.answers = answers
        return outcomes

    def subjects(self, kind: str) -> Iterator[tuple[Path, Node | None]]:
        """Every subject of a kind; None in the place of subjects over which declared and seen disagree."""
        if kind == "shipment":
            yield ("shipment",), self.shipment
        elif kind == "product":
            found, complete = self.products()
            yield from ((("product", each.data["sku"]), each) for each in found)
            if not complete:
                yield ("product", "?"), Node("product", {}, self.shipment, imagined=True)
        elif kind == "pallet":
            answer = _as_nodes(self.shipment.field("pallets", "list(pallet)"), "list(pallet)", self.shipment)
            closed = answer is not None and answer.__class__ is not Open
            yield from ((("pallet", at), each) for at, each in enumerate(() if answer is None else answer if closed else answer.items))
            if not closed:
                yield ("pallet", "?"), Node("pallet", {}, self.shipment, imagined=True)
        else:
            for number, box in enumerate(self.boxes):
                if kind == "box":
                    yield ("box", number), box
                elif self.unresolved(box, _CHILDREN[kind]).__class__ is Disagreement:
                    yield (kind, number, "?"), None
                else:
                    children, closed = self.children(box, kind)
                    yield from (((kind, number, at), each) for at, each in enumerate(children))
                    if not closed:
                        yield (kind, number, "?"), Node(kind, {}, box, imagined=True)
            if not self.boxes_known:
                box = Node("box", {}, self.shipment, imagined=True)
                yield (kind, "?"), box if kind == "box" else Node(kind, {}, box, imagined=True)


def _written(answer: Any) -> Any:
    """Turn a list of subjects back into what is written of them."""
    if answer is None:
        return None
    return Open(tuple(each.data for each in answer.items)) if answer.__class__ is Open else tuple(each.data for each in answer)


def in_force(rule: dict[str, Any], as_of: date) -> dict[str, Any] | str | None:
    """The rule as it stands on a day; None where it is not in force, `inconclusive` where nobody knows how it stands."""
    periods = rule.get("periods")
    if not periods:
        return rule
    begun = [period for period in periods if parse("date", period["from"]) <= as_of]
    if not begun:
        return None
    period = begun[-1]
    last_day = parse("date", period.get("to"))
    if last_day is not None and as_of > last_day:
        return INCONCLUSIVE if period.get("then") == "unknown" else None
    return rule | {name: period[name] for name in ("when", "require", "unless", "rounding") if name in period}


def bound(written: Any, settings: dict[str, str]) -> Any:
    """Put the values of settings into clauses; KeyError for one that is not set."""
    if isinstance(written, dict):
        return settings[written["setting"]] if "setting" in written else {key: bound(each, settings) for key, each in written.items()}
    return [bound(each, settings) for each in written] if isinstance(written, list) else written


def read_of_boxes(rule: dict[str, Any]) -> set[str]:
    """The facts of boxes that a rule reads, those that it means by way of what is in or on a box included."""
    chain = [rule["for"], *(kind for kind in ("box", "shipment") if kind != rule["for"])]
    clauses = [rule.get("when", {}), rule["require"], *rule.get("unless", ())]
    return {name for clause in clauses for kind, name in _read(clause, chain) if kind == "box"}


def _read(clause: dict[str, Any], chain: list[str]) -> Iterator[tuple[str, str]]:
    for key, part in clause.items():
        if key in ("all", "any"):
            for each in part:
                yield from _read(each, chain)
        elif key == "not":
            yield from _read(part, chain)
        elif key not in ("because", "source"):
            owner, name = _meant(key, chain)
            yield owner, name
            yield from _read_beside(part, FACTS.get((owner, name), ""), chain)


def _read_beside(part: Any, kind: str, chain: list[str]) -> Iterator[tuple[str, str]]:
    """What the right sides of a condition read, and its clauses on the elements of a list."""
    if not isinstance(part, dict):
        return
    element = kind[5:-1] if kind.startswith("list(") else ""
    inside = [element, *chain] if any(subject == element for subject, _ in FACTS) else []
    for operator, right in part.items():
        if operator in ("fact", "by"):
            yield _meant(right, chain)
        elif operator == "distinct" and inside:
            yield _meant(right, inside)
        elif operator in ("every", "some", "where") and inside:
            yield from _read(right, inside)
        else:
            yield from _read_beside(right, kind if operator == "count" else element, chain)


def _meant(key: str, chain: list[str]) -> tuple[str, str]:
    owner, _, name = key.rpartition(".")
    return owner or next((kind for kind in chain if (kind, name) in FACTS), ""), name


def judge(
    rule: dict[str, Any], shipment: dict[str, Any], *, as_of: date, min_confidence: float = 0.8, settings: dict[str, str] | None = None
) -> dict[Path, str]:
    """Judge one written rule over one written shipment: the outcome of each subject, by its path."""
    version = in_force(rule, as_of)
    if version is None:
        return {("rule",): NOT_IN_FORCE}
    if not isinstance(version, str):
        try:
            version = version | {name: bound(version[name], settings or {}) for name in ("when", "require", "unless") if name in version}
        except KeyError:
            return {("rule",): SETTING_MISSING}
    rounding = {} if isinstance(version, str) else steps_of(version.get("rounding"))
    world = World(shipment, rule.get("min_confidence", min_confidence), rounding)
    outcomes: dict[Path, str] = {}
    for path, node in world.subjects(rule["for"]):
        if node is None:
            outcomes[path] = UNSUPPORTED
        elif isinstance(version, str):
            outcomes[path] = version
        else:
            outcomes[path] = world.judged(version, node)
    return outcomes
