"""`inboundcheck card`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from inboundcheck.errors import UsageError, shown
from inboundcheck.outputs.words import visible
from inboundcheck.photos.opening.libraries import require


class Size(StrEnum):
    """Paper to print on."""

    A4 = "a4"
    LETTER = "letter"


def card(
    file: Annotated[Path, typer.Argument(help="Where to write it: a .pdf or a .png file.", show_default=False)],
    paper: Annotated[Size, typer.Option("--paper", help="The paper that it is printed on.")] = Size.A4,
) -> None:
    """Write a card to print: laid on a box, it gives a photo its scale, and the sides of the face are measured."""
    require()
    if file.suffix.lower() not in (".pdf", ".png"):
        raise UsageError(f"{shown(str(file))} is neither a .pdf nor a .png file; write for example card.pdf")
    if file.exists():
        raise UsageError(f"{shown(str(file))} is there already; name another file, or take it away first")
    from inboundcheck.photos.sizes.card_page import DOTS_PER_INCH, card_page

    try:
        card_page(paper.value).save(file, **({"resolution": DOTS_PER_INCH} if file.suffix.lower() == ".pdf" else {"dpi": (DOTS_PER_INCH,) * 2}))
    except OSError as trouble:
        raise UsageError(f"{shown(str(file))} could not be written: {trouble.strerror or trouble}") from None
    typer.echo(
        visible(f"wrote {file}: print it at 100 % ({paper.value.upper() if paper is Size.A4 else paper.value} paper), and check the 100 mm line")
    )
