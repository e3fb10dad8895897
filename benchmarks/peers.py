"""The same ten rules for two general engines: CEL (cel-expr-python) and GoRules ZEN (zen-engine). Each gives (box, rule) pairs.

Neither has units or a way to say "not known", so they get plain dictionaries of whole numbers, made before the clock starts, and
every rule guards its own gaps. What they leave out costs them nothing here: messages, gaps, counts of what passed.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from by_hand import ALLOWED, BINDERS, LOOSE, MAX_JEWELLERY_WEIGHT, MAX_SIDE, MAX_UNITS, MAX_WEIGHT, MIN_CLEARANCE, OWN

Plain = dict[str, Any]
Pairs = list[tuple[str, str]]
_BATCH = 1000


def plain(box: Any) -> Plain:
    """A box as a dictionary of numbers and words."""
    return {
        "id": box.id, "length": _amount(box.length), "width": _amount(box.width), "height": _amount(box.height), "weight": _amount(box.weight),
        "joined_to": _list(box.joined_to), "overwraps": _list(box.overwraps), "dunnage": _list(box.dunnage),
        "labels": _list(box.labels, lambda each: {"kind": each.kind, "seam_clearance": _amount(each.seam_clearance)}),
        "barcodes": _list(box.barcodes, lambda each: {"kind": each.kind, "belongs_to": each.belongs_to}),
        "items": _list(box.items, _item), "units": sum(item.quantity for item in box.items),
    }  # fmt: skip


def _item(item: Any) -> Plain:
    sides = [_amount(item.length), _amount(item.width), _amount(item.height)]
    longest = None if None in sides else max(side for side in sides if side is not None)
    return {"quantity": item.quantity, "longest": longest, "weight": _amount(item.weight), "traits": _list(item.traits)}


def _amount(quantity: Any) -> int | None:
    return None if quantity is None else quantity.amount


def _list(values: Any, make: Callable[[Any], Any] = lambda each: each) -> list[Any] | None:
    return None if values is None else [make(each) for each in values]


def _words(words: frozenset[str]) -> str:
    return json.dumps(sorted(words))


_ALONE = "size(b.items) == 1 && b.items[0].quantity == 1"
CEL = {
    "side": f"((b.length != null && b.length > {MAX_SIDE}) || (b.width != null && b.width > {MAX_SIDE}) || (b.height != null && b.height > {MAX_SIDE}))"  # noqa: E501
    f" && !({_ALONE} && (b.items[0].longest == null || b.items[0].longest > {MAX_SIDE}))",
    "weight": f"b.weight != null && b.weight > {MAX_WEIGHT} && !({_ALONE} && (b.items[0].weight == null || b.items[0].weight > {MAX_WEIGHT})"
    " && (b.labels == null || b.labels.exists(l, l.kind == 'team_lift')))",
    "jewellery-weight": f"b.weight != null && b.weight > {MAX_JEWELLERY_WEIGHT} && b.items.exists(i, i.traits != null && 'jewellery' in i.traits)",
    "joined": f"(b.joined_to != null && size(b.joined_to) > 0) || (b.overwraps != null && b.overwraps.exists(w, w in {_words(BINDERS)}))",
    "one-shipping-label": "b.labels != null && size(b.labels.filter(l, l.kind == 'box_id')) != 1",
    "stray-barcode": f"b.barcodes != null && b.barcodes.exists(c, c.kind != 'box_id' && c.belongs_to != null && !(c.belongs_to in {_words(OWN)}))",
    "label-near-seam": "b.labels != null"
    f" && b.labels.exists(l, l.kind == 'box_id' && l.seam_clearance != null && l.seam_clearance < {MIN_CLEARANCE})",
    "unknown-dunnage": f"b.dunnage != null && b.dunnage.exists(d, !(d in {_words(ALLOWED)}))",
    "loose-dunnage": f"b.dunnage != null && b.dunnage.exists(d, d in {_words(LOOSE)})",
    "units": f"b.units > {MAX_UNITS}",  # CEL has no sum: it is worked out before the clock starts
}


def cel_rule_by_rule(boxes: list[Plain]) -> Callable[[], Pairs]:
    """One compiled expression for each rule."""
    from cel_expr_python import cel

    env = cel.NewEnv(variables={"b": cel.Type.DYN})
    programs = [(name, env.compile(text).eval) for name, text in CEL.items()]

    def judge() -> Pairs:
        found = []
        for box in boxes:
            activation = env.Activation({"b": box})
            found += [(box["id"], name) for name, holds in programs if holds(activation).value()]
        return found

    return judge


def cel_at_once(boxes: list[Plain]) -> Callable[[], Pairs]:
    """All rules in one expression, which gives a list of truths."""
    from cel_expr_python import cel

    env = cel.NewEnv(variables={"b": cel.Type.DYN})
    whole = env.compile("[" + ", ".join(f"({text})" for text in CEL.values()) + "]").eval
    names = list(CEL)

    def judge() -> Pairs:
        found = []
        for box in boxes:
            truths = whole(env.Activation({"b": box})).value()
            if any(truth.value() if hasattr(truth, "value") else truth for truth in truths):
                found += [
                    (box["id"], name) for name, truth in zip(names, truths, strict=True) if (truth.value() if hasattr(truth, "value") else truth)
                ]
        return found

    return judge


_ZEN_ALONE = "len(items) == 1 and items[0].quantity == 1"
ZEN = {
    "side": f"((length != null and length > {MAX_SIDE}) or (width != null and width > {MAX_SIDE}) or (height != null and height > {MAX_SIDE}))"
    f" and not ({_ZEN_ALONE} and (items[0].longest == null or items[0].longest > {MAX_SIDE}))",
    "weight": f"weight != null and weight > {MAX_WEIGHT} and not ({_ZEN_ALONE} and (items[0].weight == null or items[0].weight > {MAX_WEIGHT})"
    " and (labels == null or some(labels, #.kind == 'team_lift')))",
    "jewellery-weight": f"weight != null and weight > {MAX_JEWELLERY_WEIGHT} and some(items, #.traits != null and 'jewellery' in #.traits)",
    "joined": f"(joined_to != null and len(joined_to) > 0) or (overwraps != null and some(overwraps, # in {_words(BINDERS)}))",
    "one-shipping-label": "labels != null and len(filter(labels, #.kind == 'box_id')) != 1",
    "stray-barcode": f"barcodes != null and some(barcodes, #.kind != 'box_id' and #.belongs_to != null and #.belongs_to not in {_words(OWN)})",
    "label-near-seam": f"labels != null and some(labels, #.kind == 'box_id' and #.seam_clearance != null and #.seam_clearance < {MIN_CLEARANCE})",
    "unknown-dunnage": f"dunnage != null and some(dunnage, # not in {_words(ALLOWED)})",
    "loose-dunnage": f"dunnage != null and some(dunnage, # in {_words(LOOSE)})",
    "units": f"sum(map(items, #.quantity)) > {MAX_UNITS}",
}


def zen_batched(boxes: list[Plain]) -> Callable[[], Pairs]:
    """One decision graph with one expression node, evaluated for a thousand boxes at a time."""
    import zen

    place = {"x": 0, "y": 0}
    rules = [{"id": name, "key": name, "value": text} for name, text in ZEN.items()]
    graph = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "rules", "type": "expressionNode", "name": "rules", "position": place, "content": {"expressions": rules}},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "first", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "second", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rules": graph}}})

    def judge() -> Pairs:
        found = []
        for start in range(0, len(boxes), _BATCH):
            batch = boxes[start : start + _BATCH]
            answers = engine.evaluate_batch([{"key": "rules", "context": box} for box in batch])
            for box, answer in zip(batch, answers, strict=True):
                found += [(box["id"], name) for name, truth in answer["data"]["result"].items() if truth is True]
        return found

    return judge


PEERS: dict[str, Callable[[list[Plain]], Callable[[], Pairs]]] = {
    "cel-expr-python, all rules in one expression": cel_at_once,
    "cel-expr-python, an expression for each rule": cel_rule_by_rule,
    "zen-engine, batches of 1,000": zen_batched,
}
