"""The command line: thin over `api`. Senders check, show, begin and ask; authors work on packs."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from inboundcheck.cli import completing
from inboundcheck.cli.authors import pack_app
from inboundcheck.cli.card import card
from inboundcheck.cli.checking import check
from inboundcheck.cli.files import tell
from inboundcheck.cli.fitting import fit
from inboundcheck.cli.looking import look
from inboundcheck.cli.mapping import propose
from inboundcheck.cli.reviewing import review
from inboundcheck.cli.senders import doctor, explain, new, show
from inboundcheck.errors import InboundCheckError

app = typer.Typer(
    name="inboundcheck",
    help="Tells, before the truck leaves, which boxes the receiving site will refuse or charge for, and why.",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(check)
app.command()(show)
app.command(name="map")(propose)
app.command()(new)
app.command()(look)
app.command()(card)
app.command()(review)
app.command()(explain)
app.command()(fit)
app.command()(doctor)
app.add_typer(pack_app, name="pack")


def _version(wanted: bool) -> None:
    if wanted:
        from inboundcheck import __version__

        typer.echo(f"inboundcheck {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")] = False,
) -> None:
    """Hold the options that come before a command."""


def main() -> None:
    """Run the command; an error that inboundcheck knows is told plainly and ends with 2."""
    completing.prepare()
    try:
        app(prog_name="inboundcheck")  # completion asks under this name, however Python was started
    except InboundCheckError as trouble:
        tell(trouble.problems)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
