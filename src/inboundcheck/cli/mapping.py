"""`inboundcheck map`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from inboundcheck import api


def propose(path: Annotated[Path, typer.Argument(help="A CSV, TSV or Excel file with a row of headers.")]) -> None:
    """Propose a map of a table's columns, with the values that stand in each: mend it, and keep it beside the table."""
    typer.echo(api.propose_map(path), nl=False)
