"""`inboundcheck fit`: which services take a box, and what they charge."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from fractions import Fraction
from os.path import exists  # unlike pathlib's, it says no of what can be no path
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from inboundcheck import api
from inboundcheck.cli import completing
from inboundcheck.cli.checking import day_of, split
from inboundcheck.engine.charge import Charge
from inboundcheck.engine.fit import Fit, Hit
from inboundcheck.errors import UsageError, shown
from inboundcheck.model import Box, Shipment
from inboundcheck.outputs.words import visible
from inboundcheck.quantities import Mass

_BOX = re.compile(r"(?P<sides>[^,]+[x×][^,]+[x×][^,]+?)(?:, *(?P<weight>.+))?")  # noqa: RUF001 - as people write it
_UNIT = re.compile(r"[A-Za-z\"']+$")


def fit(
    what: Annotated[list[str], typer.Argument(help="Files or folders with shipments, or a box: '20 x 15 x 10 in, 12 lb'.", show_default=False)],
    pack: Annotated[
        list[str] | None,
        typer.Option("--pack", "-p", autocompletion=completing.packs, help="A carrier's pack; else every one that has services. Repeatable."),
    ] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="The day whose rules apply (year-month-day); else the ship date, else today.")] = "",
    given: Annotated[list[str] | None, typer.Option("--set", help="A fact of the shipment, or a setting: --set mode=spd. Repeatable.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json")] = "text",  # noqa: A002 - as in `check`
) -> None:
    """Say which services take each box, at which chargeable weight and with which surcharges. Ends with 1 where none takes a box."""
    facts, settings = split(given or [])
    things = [Path(each) if exists(each) else _box(each) for each in what]  # noqa: PTH110 - as imported
    found = api.fit(things, packs=pack, as_of=day_of(as_of), given=facts, settings=settings)
    if format == "json":
        typer.echo(json.dumps([_data(each) for each in found], indent=2))
    else:
        for line in _text(found):
            typer.echo(visible(line))
    boxes = dict.fromkeys(each.box for each in found)
    raise typer.Exit(0 if all(any(each.takes for each in found if each.box == box) for box in boxes) else 1)


def _box(text: str) -> Shipment:
    """Read a box as people write it; a side without a unit takes that of the last."""
    found = _BOX.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"{shown(text)} is neither a file nor a box; write a box for example '20 x 15 x 10 in, 12 lb'")
    sides = [each.strip() for each in re.split("[x×]", found["sides"])]  # noqa: RUF001
    unit = _UNIT.search(sides[-1])
    sides = [each if _UNIT.search(each) or unit is None else f"{each} {unit[0]}" for each in sides]
    try:
        return Shipment(boxes=[Box(id=text, length=sides[0], width=sides[1], height=sides[2], weight=found["weight"])])
    except ValidationError as trouble:
        raise UsageError(f"{shown(text)}: {str(trouble.errors()[0]['msg']).removeprefix('Value error, ')}") from None


def _text(found: tuple[Fit, ...]) -> list[str]:
    lines = []
    box = None
    for each in found:
        if each.box != box:
            box = each.box
            lines.append(box)
        verdict = {True: "takes it", False: "REFUSES it", None: "cannot be said"}[each.takes]
        lines.append(f"  {each.service.title}: {verdict}{_charge(each.charge)}")
        hits = [("refused", each.refused), ("open", each.open), ("surcharge", each.surcharges), ("maybe", each.maybe), ("note", each.others)]
        lines += [line for word, several in hits for hit in several for line in _hit(word, hit)]
        if each.charge and each.charge.cheaper and each.takes is not False:
            lines.append(f"    {'cheaper':9} {each.charge.cheaper}")
    return lines


def _hit(word: str, hit: Hit) -> list[str]:
    lines = [f"    {word:9} {hit.title}: {hit.message} ({hit.rule})"]
    return [*lines, f"    {'':9} avoid it: {hit.avoid}"] if hit.avoid else lines


def _charge(charge: Charge | None) -> str:
    if charge is None:
        return ""
    if charge.chargeable is None:
        return ", chargeable weight not known (sides and weight are needed)"
    text = f", charged as {Mass.show(charge.chargeable, charge.unit)}"
    if charge.volume_weight is not None and charge.volume_weight > charge.weight:
        text += f" by its volume (on the scale {Mass.show(charge.weight, charge.unit)})"
    return text


def _data(each: Fit) -> dict[str, Any]:
    """The same as data: weights in nanograms."""
    charge = asdict(each.charge) if each.charge else None
    return {
        "box": each.box,
        "service": each.service.name,
        "title": each.service.title,
        "carrier": each.service.carrier,
        "pack": each.pack,
        "takes": each.takes,
        **{name: [asdict(hit) for hit in getattr(each, name)] for name in ("refused", "open", "surcharges", "maybe", "others")},
        "charge": {name: str(value) if isinstance(value, Fraction) else value for name, value in charge.items()} if charge else None,
    }
