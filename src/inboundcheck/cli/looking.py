"""`inboundcheck look`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inboundcheck.cli.checking import color, width
from inboundcheck.model import Photo
from inboundcheck.model.sightings import BarcodeSeen, BoxSeen, JoinSeen, OverwrapSeen, Point, QualitySeen, ScaleSeen
from inboundcheck.outputs.guide import picture
from inboundcheck.outputs.words import fact, visible
from inboundcheck.photos import Eyes, Found, Looked, photos_in
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.face_quads import CUT
from inboundcheck.photos.faces.label_quads import TOO_FAR_BY
from inboundcheck.photos.looked import Marks
from inboundcheck.photos.opening.libraries import ZBAR_ADVICE, has_zbar
from inboundcheck.photos.sizes.joint_size import box_sides

if TYPE_CHECKING:
    from rich.console import Console


_SURE = 0.8
"""From which confidence on rules trust a sighting, unless they say otherwise."""
_FINE_ENOUGH = 1.5
"""Pixels for each module that a barcode needs at least."""
_NOTHING = "no barcode was read: take the whole face with the label, straight on, a hand's width around it; step closer if the label is small"
_FAR = "the label is too far away: step closer, until its face fills the photo but for a hand's width around it"
_UNREAD = "a barcode is seen and could not be read: flatten or clean the label, and take it straight on or from nearer"
_SMALL = "a barcode is too small in the photo: step closer, or take it with more pixels"
_ALONE = "a barcode was read by one decoder alone and is not sure: step closer, hold still, and take the photo again"
_BENT = "the card is in it, and is bent or covered: lay it flat, and take the photo again to measure with it"
_COLUMNS = ("text", "identity", "symbology", "module", "confidence", "by")


def look(
    paths: Annotated[list[Path], typer.Argument(help="Photos, or folders with photos.", show_default=False)],
    opened: Annotated[bool, typer.Option("--open", help="They show open boxes: guess whether loose fill or shreds are in them.")] = False,
) -> None:
    """Say what is read in photos, and whether they are usable. Ends with 0 when all are, 1 when one is not, 2 when none could be looked at."""
    from rich.console import Console

    found = _found(paths)
    console = Console(markup=False, highlight=False, emoji=False, no_color=not color(), width=width(), soft_wrap=False)
    results = []
    with Eyes(workers=min(len(found.photos), 2) or 1) as eyes:
        marks: dict[str | Path, Marks] = dict.fromkeys(found.photos, Marks(open_box=True)) if opened else {}
        for number, looked in enumerate(_with_progress(eyes.look(found.photos, marks=marks), len(found.photos))):
            if number:
                console.print()
            results.append((looked.ok, _show(console, looked)))
    if not has_zbar():
        typer.echo(f"note: {ZBAR_ADVICE}", err=True)
    for each in found.refused:
        typer.echo(visible(f"left out: {each.path}: {each.reason}"), err=True)
    if not all(usable for _, usable in results):
        typer.echo(visible(f"note: a photo as it should be: {picture('face')}"), err=True)
    if not any(ok for ok, _ in results):
        raise typer.Exit(2)
    raise typer.Exit(0 if all(usable for _, usable in results) and not found.refused else 1)


def _found(paths: list[Path]) -> Found:
    """The photos that were named and those of the folders that were named, and what was left out of those."""
    folders = [photos_in(path) if path.is_dir() else Found((path,)) for path in paths]
    for path, found in zip(paths, folders, strict=True):
        if not found.photos and not found.refused:
            typer.echo(visible(f"no photo was found in the folder {path}"), err=True)
    return Found(tuple(each for found in folders for each in found.photos), tuple(each for found in folders for each in found.refused))


def _with_progress(results: Iterable[Looked], number: int) -> Iterable[Looked]:
    """Count the photos on standard error, on a terminal only."""
    if number < 2 or not sys.stderr.isatty():  # noqa: PLR2004 - one photo needs no count
        yield from results
        return
    for done, looked in enumerate(results):
        typer.echo("\r\x1b[K", nl=False, err=True)
        yield looked
        typer.echo(f"\r\x1b[Klooked at {done + 1} of {number} photos", nl=False, err=True)
    typer.echo("\r\x1b[K", nl=False, err=True)


def _show(console: Console, looked: Looked) -> bool:
    """Print what was seen in one photo; whether it is usable."""
    from rich.table import Column, Table
    from rich.text import Text

    barcodes = [each for each in looked.sightings if isinstance(each, BarcodeSeen)]
    size = f": {looked.width} x {looked.height} pixels" if looked.ok else ""
    console.print(Text(visible(f"{looked.path}{size}"), "bold"))
    if barcodes:
        table = Table(Column(_COLUMNS[0], overflow="fold"), *_COLUMNS[1:], box=None, pad_edge=False)
        for each in barcodes:
            table.add_row(*(Text(visible(cell)) for cell in _row(each)))
        console.print(table)
    flaws = [each for each in looked.sightings if isinstance(each, QualitySeen)]
    for scale in (each for each in looked.sightings if isinstance(each, ScaleSeen)):
        console.print(Text(_BENT if scale.confidence < _SURE else f"the card is in it: {scale.width} x {scale.height}"))
    for line in (*_corners(looked), *_box(looked), *_binders(looked)):
        console.print(Text(visible(line)), soft_wrap=True)
    if looked.inside_advice:
        console.print(Text(f"inside: {looked.inside_advice}"), soft_wrap=True)
    advice = to_do(looked, barcodes, flaws)
    for flaw in flaws:
        if flaw.reason != advice:
            console.print(Text(visible(flaw.reason)))
    console.print(Text(visible(advice or "usable"), "bold red" if advice else "bold green"))
    return not advice


def _corners(looked: Looked) -> Iterator[str]:
    """Say where labels and their face are, in the form in which a spec takes corners."""
    for each in looked.labels:
        if each.confidence >= _SURE:
            yield f"label: {_points(each.polygon)}"
        elif each.by != TOO_FAR_BY:
            yield f"something like a label, and its corners are not sure: {_points(each.polygon)}"
    far = sum(each.by == TOO_FAR_BY for each in looked.labels)
    if far:
        yield f"something like a label is too far away for its corners to be found{f' ({far} times)' if far > 1 else ''}"
    if looked.face:
        how = "face" if looked.face_confidence >= _SURE else "face, by its lines alone"
        yield f"{how}: face_corners: {_points(looked.face)}"
    elif looked.face_advice and looked.face_advice != CUT:
        yield f"the face was not found: {looked.face_advice}"


def _binders(looked: Looked) -> Iterator[str]:
    """Say where a person should look for a strap, or for what holds two boxes together."""
    for each in looked.sightings:
        if isinstance(each, OverwrapSeen):
            yield f"something like a {fact(each.overwrap)}, to be checked by eye: {_points(each.polygon)}"
        elif isinstance(each, JoinSeen):
            yield f"something may hold two boxes together, to be checked by eye: {_points(each.polygon)}"


def _box(looked: Looked) -> Iterator[str]:
    """Say where the box is, in the form of a spec, and how long its sides are."""
    box = next((each for each in looked.sightings if isinstance(each, BoxSeen)), None)
    sides = box_sides(Frame(Photo(), looked.width, looked.height, looked.sightings, looked.focal))
    if box is not None and box.near is not None and not isinstance(sides, str):
        yield f"box, to be checked by eye: {{kind: box, polygon: {_points(box.polygon)}, near: {_points([box.near])[1:-1]}}}"
        yield "its sides, by the card: " + ", ".join(f"{each.low} to {each.high}" for each in sides)
    elif any(isinstance(each, ScaleSeen) and each.confidence >= _SURE for each in looked.sightings):
        yield "the whole box was not found: to measure all its sides, take it from a corner, with three of them whole"


def _points(polygon: Sequence[Point]) -> str:
    return f"[{', '.join(f'[{x:.0f}, {y:.0f}]' for x, y in polygon)}]"


def _row(seen: BarcodeSeen) -> tuple[str, ...]:
    barcode = seen.barcode
    kinds = (barcode.kind,) if barcode.kind is not None else seen.candidates
    return (
        str(barcode.text) if barcode.text is not None else "(not read)",
        " or ".join(fact(str(each)) for each in kinds) or "?",
        fact(str(barcode.symbology)) if barcode.symbology is not None else "?",
        f"{seen.module:.1f} px" if seen.module else "?",
        f"{seen.confidence:.2f}",
        seen.by,
    )


def to_do(looked: Looked, barcodes: list[BarcodeSeen], flaws: list[QualitySeen]) -> str:
    """The one thing to do about a photo; nothing when it is usable."""
    if _is_far(looked, barcodes) and {each.flaw for each in flaws} <= {"blurred"}:  # what is small has no sharp edges either
        return _FAR
    if looked.trouble or flaws:
        return looked.trouble or flaws[0].reason
    if looked.inside_advice:  # a photo of the inside need not show any code
        return ""
    small = any(each.module is not None and each.module < _FINE_ENOUGH for each in barcodes)
    wrong = {
        _NOTHING: not barcodes,
        _UNREAD: any(each.barcode.text is None for each in barcodes),
        _SMALL: small,
        _ALONE: any(each.confidence < _SURE for each in barcodes),
    }
    cut = looked.face_advice if looked.face_advice == CUT else ""
    return next((advice for advice, applies in wrong.items() if applies), cut)


def _is_far(looked: Looked, barcodes: list[BarcodeSeen]) -> bool:
    """Whether there are labels in it, all too small to be read."""
    return bool(looked.labels) and not barcodes and all(each.by == TOO_FAR_BY for each in looked.labels)
