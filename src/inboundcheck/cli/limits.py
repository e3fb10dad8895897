"""`inboundcheck pack limits`: the largest box and weight that packs accept, and how far boxes are from the limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from inboundcheck import api
from inboundcheck.answers import listed
from inboundcheck.cli import completing
from inboundcheck.cli.checking import day_of, split
from inboundcheck.facts import VOCABULARY
from inboundcheck.outputs.words import visible
from inboundcheck.packs import Chosen, load_all, set_all
from inboundcheck.packs.bounds import MEASURES, Bound, Limits, limits, room
from inboundcheck.packs.largest import Largest, largest, tightest
from inboundcheck.report import Severity


def pack_limits(
    packs: Annotated[
        list[str],
        typer.Argument(
            autocompletion=completing.packs, help="Packs: names, YAML files or folders. A box must keep to all of them.", show_default=False
        ),
    ],
    as_of: Annotated[str, typer.Option("--as-of", help="The day whose rules apply (year-month-day); else today.")] = "",
    severity: Annotated[Severity, typer.Option("--severity", help="The least severity that counts as a limit.")] = Severity.ERROR,
    given: Annotated[list[str] | None, typer.Option("--set", help="A fact of the shipment, or a setting: --set mode=spd. Repeatable.")] = None,
    against: Annotated[list[Path] | None, typer.Option("--against", help="Shipments: say how far each box is from each limit. Repeatable.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json")] = "text",  # noqa: A002 - as in `check`
) -> None:
    """Work out the largest box and weight that all the packs accept on a day. What holds on a condition only is listed with it, and counts."""
    day = day_of(as_of) or date.today()  # noqa: DTZ011 - the user's day
    facts, settings = split(given or [])
    chosen = set_all([Chosen(pack, "named") for name in packs for pack in load_all(name)], settings)
    found = limits([each.pack for each in chosen], as_of=day, severity=severity, given=facts)
    best = largest(found.bounds)
    rooms = [*_rooms(found, against)] if against else []
    if format == "json":
        typer.echo(json.dumps(_data(day, found, best, rooms), indent=2))
        return
    for line in (*_text(day, found, best), *(_room_text(each) for each in rooms if each[1].upper or each[2] < 0)):
        typer.echo(visible(line))


def _text(day: date, found: Limits, best: Largest) -> Iterator[str]:
    yield f"as of {day}:"
    for each in found.bounds:
        where = f", where {each.condition}" if each.condition else ""
        unless = f" (unless: {' or '.join(text.rstrip('.') for text in each.unless)})" if each.unless else ""
        yield f"  {each.measure.replace('_', ' '):18} {_words(each):10} {each.text:12} {each.rule}{where}{unless}"
    for rule, text in found.others:
        yield f"  not counted: {rule}: {text}"
    yield f"the largest box: {_box(found, best)}"
    weight = tightest(found.bounds, "weight")
    yield f"the greatest weight: {_shown(weight) if weight else 'nothing bounds it'}"
    if any(each.condition for each in found.bounds):
        yield "(counting what holds on a condition only; --set says what is so)"


def _words(bound: Bound) -> str:
    return {(True, True): "at most", (True, False): "less than", (False, True): "at least", (False, False): "more than"}[bound.upper, bound.included]


def _shown(bound: Bound) -> str:
    kind = VOCABULARY["box", bound.measure].kind
    return f"{'' if bound.included else 'less than '}{kind.show(bound.amount, bound.unit)}"


def _box(found: Limits, best: Largest) -> str:
    if best.sides is None:
        volume = f": {VOCABULARY['box', 'volume'].kind.show(best.volume)}" if best.volume is not None else ""
        return f"cannot be said: {best.why_not}{volume}"
    unit = next((each.unit for each in found.bounds if each.measure != "weight" and each.unit), "in")
    kind = VOCABULARY["box", "longest_side"].kind
    return " x ".join(kind.show(side, unit if unit in ("in", "cm", "mm", "m", "ft") else "") for side in best.sides)


_Room = tuple[str, Bound, Any]


def _rooms(found: Limits, paths: list[Path]) -> Iterator[_Room]:
    """How far each box of some shipments is from each limit."""
    facts = {name: VOCABULARY["box", name] for name in MEASURES}
    for path in paths:
        for number, box in enumerate(listed(api.read(path).shipment.boxes), 1):
            name = next((str(each) for each in (box.id, box.box_id, box.package_id) if each is not None), f"no. {number}")
            yield from ((f"box {name}", bound, left) for bound, left in room(found.bounds, box, facts=facts))


def _room_text(entry: _Room) -> str:
    box, bound, left = entry
    kind = VOCABULARY["box", bound.measure].kind
    over = left < 0 or (left == 0 and not bound.included)
    how = f"{kind.show(abs(left), bound.unit)} {'beyond' if over else 'left to'} {bound.text}"
    return f"{box}: {bound.measure.replace('_', ' ')}: {how} ({bound.rule})"


def _data(day: date, found: Limits, best: Largest, rooms: list[_Room]) -> dict[str, Any]:
    """The same as data: amounts in nanometres, nanograms and cubic nanometres."""
    bounds = [{**asdict(each), "amount": _number(each.amount), "step": str(each.step.size) if each.step else None} for each in found.bounds]
    weight = tightest(found.bounds, "weight")
    return {
        "as_of": day.isoformat(),
        "bounds": bounds,
        "not_counted": [{"rule": rule, "text": text} for rule, text in found.others],
        "largest": {"sides": [_number(each) for each in best.sides] if best.sides else None, "why_not": best.why_not, "volume": _number(best.volume)},
        "weight": {"amount": _number(weight.amount), "included": weight.included} if weight else None,
        "room": [{"box": box, "measure": each.measure, "rule": each.rule, "limit": each.text, "room": _number(left)} for box, each, left in rooms],
    }


def _number(amount: Any) -> Any:
    return str(amount) if isinstance(amount, Fraction) else amount
