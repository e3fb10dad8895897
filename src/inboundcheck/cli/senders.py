"""What a sender asks besides `check`: what was understood, how to begin, what a rule means, whether all is in place."""

from __future__ import annotations

import platform
import shutil
import sys
from datetime import date
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer

from inboundcheck import api, readers
from inboundcheck.answers import NONE, Open, listed
from inboundcheck.cli import completing
from inboundcheck.cli.configured import configured
from inboundcheck.cli.own_page import OWN_NAMES, own_page
from inboundcheck.cli.rule_page import rule_page
from inboundcheck.errors import PackError, Problem, UsageError, nearest, shown
from inboundcheck.model import Box
from inboundcheck.outputs.words import visible
from inboundcheck.packs import Pack, PackRule, available, load_all, load_pack
from inboundcheck.readers import Reading


class Form(StrEnum):
    """How `show` writes a shipment."""

    TABLE = "table"
    YAML = "yaml"


_COLUMNS = ("box", "sides", "weight", "items", "units", "count", "says also")
_BASIC = {"id", "count", "length", "width", "height", "weight", "items", "name", "package_id", "box_id"}


def show(
    path: Annotated[Path, typer.Argument(help="A file or folder with a shipment.")],
    defaults: Annotated[Path | None, typer.Option("--with", help="A second file that answers for all boxes, items or products at once.")] = None,
    columns: Annotated[Path | None, typer.Option("--map", help="A map of the columns of a table; else the one beside it.")] = None,
    form: Annotated[Form, typer.Option("--as", help="A table, or our own YAML, which reads back to the same shipment.")] = Form.TABLE,
    config: Annotated[Path | None, typer.Option("--config", help="A configuration file; else the one above, as for check.")] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Take no configuration file.")] = False,
) -> None:
    """Show what was understood of a file."""
    known = configured([path], config, ignored=no_config)
    readings = readers.read_all(path, defaults=defaults or known.defaults, columns=columns or known.columns)
    if form is Form.YAML:
        if len(readings) > 1:
            raise UsageError(f"{shown(path)} holds {len(readings)} shipments, and a spec holds one; leave out --as to see them all")
        typer.echo(api.spec(readings[0]), nl=False)
    else:
        for number, reading in enumerate(readings):
            typer.echo("\n" * bool(number), nl=False)
            _table(reading)
    issues = [issue for reading in readings for issue in reading.issues]
    for issue in issues:
        typer.echo(visible(f"unreadable: {issue}"), err=True)
    raise typer.Exit(1 if issues else 0)


def _table(reading: Reading) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shipment = reading.shipment
    boxes = listed(shipment.boxes)
    console = Console(markup=False, highlight=False, emoji=False)
    said = [f"{name} {getattr(shipment, name)}" for name in ("id", "program", "market", "mode", "ship_date") if getattr(shipment, name) is not None]
    console.print(Text(visible(f"shipment: {', '.join(said) or 'nothing said of itself'}")))
    table = Table(*_COLUMNS, box=None, pad_edge=False)
    for number, box in enumerate(boxes):
        table.add_row(*(Text(visible(cell)) for cell in _row(number, box)))
    console.print(table)
    console.print(
        Text(f"boxes: {sum(box.count for box in boxes)}, products: {len(listed(shipment.products))}, pallets: {len(listed(shipment.pallets))}")
    )


def _row(number: int, box: Box) -> list[str]:
    sides = " x ".join(_said(side) for side in (box.length, box.width, box.height)) if box.length or box.width or box.height else "?"
    units = [item.quantity for item in listed(box.items)]
    total = (
        str(sum(unit for unit in units if isinstance(unit, int))) if box.items is not None and all(isinstance(unit, int) for unit in units) else "?"
    )
    items = ", ".join(str(item.sku) if item.sku is not None else "?" for item in listed(box.items)) if box.items is not None else "?"
    others = [name.replace("_", " ") for name in Box.model_fields if name not in _BASIC and getattr(box, name) is not None and name != "facts"]
    name = next((str(each) for each in (box.id, box.box_id, box.package_id) if each is not None), f"no. {number + 1}")
    return [name, sides, _said(box.weight), items, total, str(box.count), ", ".join(others)]


def _said(value: Any) -> str:
    return (
        "?" if value is None else "none" if value is NONE else f"{value.items} …" if isinstance(value, Open) else str(getattr(value, "text", value))
    )


def new(folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet.")]) -> None:
    """Begin a shipment: a commented spec, a place for photos, and the list of shots to take."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{shown(folder)} exists already; name a new folder, for example {folder.name}-2")
    (folder / "photos").mkdir(parents=True)
    start = files("inboundcheck") / "start"
    for name in ("shipment.yaml", "waivers.yaml"):
        text = (start / name).read_text(encoding="utf-8").replace("TODAY", date.today().isoformat())  # noqa: DTZ011 - the user's day
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "photos" / "README.md").write_text((start / "photos.md").read_text(encoding="utf-8"), encoding="utf-8")
    typer.echo(f"Wrote {folder / 'shipment.yaml'}: fill it in, then run: inboundcheck check {folder}")


def explain(
    rule: Annotated[str, typer.Argument(help="A rule: amazon-fba-us/box-too-long, or its name alone.", autocompletion=completing.rules)],
    pack: Annotated[
        list[str] | None,
        typer.Option("--pack", "-p", autocompletion=completing.packs, help="Look in this pack: a name, a YAML file or a folder. Repeatable."),
    ] = None,
) -> None:
    """Explain a rule, or another name that a report gives: what it asks, why, what to do, whose it is, since when, with its examples."""
    if rule in OWN_NAMES:
        typer.echo(own_page(rule))
        return
    packs = [each for name in pack or available() for each in load_all(name)]
    found = _find(rule, packs)
    settings = {each.name: each for owner in packs if found in owner.rules for each in owner.settings}
    typer.echo("\n".join(visible(line) for line in rule_page(found, settings.values()).split("\n")))


def _find(name: str, packs: list[Pack]) -> PackRule:
    matches = {each.id: each for pack in packs for each in pack.rules if name in (each.id, each.name)}
    if len(matches) == 1:
        return next(iter(matches.values()))
    if matches:
        raise UsageError(f"{shown(name)} names several rules: {', '.join(matches)}; say which")
    known = [*OWN_NAMES, *(text for pack in packs for each in pack.rules for text in (each.id, each.name))]
    raise UsageError(f"there is no rule {shown(name)}{nearest(name, known)}; `inboundcheck pack rules` lists them all")


def doctor() -> None:
    """Say what is installed, which packs there are, and what is missing for what."""
    typer.echo(f"inboundcheck {_version('inboundcheck')}, Python {platform.python_version()}, {platform.system()}")
    troubles: list[Problem] = []
    for name in available():
        try:
            pack = load_pack(name)
            typer.echo(f"pack    {name} {pack.version}: {len(pack.rules)} rules ({pack.title})")
        except PackError as trouble:
            troubles.extend(trouble.problems)
            typer.echo(f"pack    {name}: cannot be loaded")
    if not available():
        troubles.append(Problem("no packs were found beside the library", expected="the folder rules/ in the package; install it again"))
    for library, use in (
        ("pydantic", "models"),
        ("ruamel.yaml", "YAML"),
        ("biip", "check digits"),
        ("openpyxl", "Excel workbooks, optional: pip install 'inboundcheck[excel]'"),
        ("pint", "pint quantities, optional: pip install 'inboundcheck[pint]'"),
        ("watchfiles", "check --watch, optional: pip install 'inboundcheck[watch]'"),
    ):
        typer.echo(f"library {library} {_version(library)} ({use})")
    _doctor_for_photos()
    typer.echo(f"command {shutil.which('inboundcheck') or sys.argv[0]}")
    for each in troubles:
        typer.echo(f"error: {each}", err=True)
    raise typer.Exit(2 if troubles else 0)


def _doctor_for_photos() -> None:
    """Say what photos need, and what is missing; none of it is needed for a check without photos."""
    from inboundcheck.photos.opening import libraries

    for library in ("zxing-cpp", "pyzbar", "opencv-python-headless", "Pillow", "pillow-heif", "numpy"):
        typer.echo(f"library {library} {_version(library)} (photos, optional: {libraries.INSTALL})")
    faults = libraries.faults()
    if "not installed" not in (_version("opencv-python"), _version("opencv-python-headless")):
        typer.echo("photos  opencv-python and opencv-python-headless share one folder and break each other: uninstall both, then install one")
    for each in faults:
        typer.echo(f"photos  {each}")
    if not faults and not libraries.has_zbar():
        typer.echo(f"photos  {libraries.ZBAR_ADVICE}")
    if not faults and not libraries.has_heif():
        typer.echo(f"photos  {libraries.HEIF_ADVICE}")
    if not faults:
        typer.echo("photos  can be looked at: inboundcheck look PHOTO")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
