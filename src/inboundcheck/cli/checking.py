"""`inboundcheck check`."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from inboundcheck import api, outputs
from inboundcheck.api.config_file import find_config
from inboundcheck.api.sources import answers_beside, waivers_beside
from inboundcheck.cli import completing
from inboundcheck.cli.configured import configured
from inboundcheck.cli.files import check_format, mark, save_all, write
from inboundcheck.cli.watching import follow, noted, reported
from inboundcheck.errors import UsageError, shown
from inboundcheck.model import Shipment
from inboundcheck.outputs.files import Lines
from inboundcheck.report import Coverage, Report, Severity

_CI_WIDTH = 80


def check(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(help="Files or folders with shipments.", show_default=False)],
    pack: Annotated[
        list[str] | None,
        typer.Option("--pack", "-p", autocompletion=completing.packs, help="Judge by this pack: a name, a YAML file or a folder. Repeatable."),
    ] = None,
    photos: Annotated[Path | None, typer.Option("--photos", help="A folder with photos of the boxes; else the folder's photos/.")] = None,
    defaults: Annotated[Path | None, typer.Option("--with", help="A second file that answers for all boxes, items or products at once.")] = None,
    columns: Annotated[Path | None, typer.Option("--map", help="A map of the columns of a table; else the one beside it.")] = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            autocompletion=completing.aspects,
            help="Judge only these aspects: size,weight,contents (or data for these three), labels, packing …",
        ),
    ] = None,
    given: Annotated[list[str] | None, typer.Option("--set", help="A fact of the shipment, or a setting: --set mode=spd. Repeatable.")] = None,
    as_of: Annotated[str, typer.Option("--as-of", help="The day whose rules apply (year-month-day); else the ship date, else today.")] = "",
    waivers: Annotated[Path | None, typer.Option("--waivers", help="A waivers file; else the folder's waivers.yaml.")] = None,
    answers: Annotated[Path | None, typer.Option("--answers", help="A file of answers about photos; else the folder's answers.yaml.")] = None,
    coverage: Annotated[
        Coverage | None, typer.Option("--coverage", help="What shows that there is none of something: a declaration, or photos of all faces alone.")
    ] = None,
    baseline: Annotated[Path | None, typer.Option("--baseline", help="A file of known findings: they are told, and count as waived.")] = None,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Take out of it what is gone; write a first one.")] = False,
    fail_on: Annotated[Severity | None, typer.Option("--fail-on", help="The least severity that ends with 1; else error.")] = None,
    format: Annotated[  # noqa: A002
        str | None,
        typer.Option(
            "--format", "-f", autocompletion=completing.formats, help=f"The format on standard output: {', '.join(outputs.FORMATS)}; else text."
        ),
    ] = None,
    output: Annotated[list[Path] | None, typer.Option("--output", "-o", help="Write a file too; its suffix picks the format. Repeatable.")] = None,
    marked: Annotated[Path | None, typer.Option("--save-marked", help="A folder for the photos, with what was seen drawn on them.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="A configuration file; else the inboundcheck.toml or pyproject.toml above what is checked.")
    ] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="Take no configuration file.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="One line a finding.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name every box and every rule.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever the shipment, its photos or a pack change, until Ctrl-C.")] = False,
) -> None:
    """Judge shipments. Ends with 0 when clean, 1 with findings, 2 when it could not run."""
    if watch:
        raise typer.Exit(follow(context))
    known = configured(paths, config, ignored=no_config)
    baseline = baseline or known.baseline
    if update_baseline and baseline is None:
        raise UsageError("--update-baseline wants --baseline FILE")
    name = "short" if quiet else format or known.format
    check_format(name)
    facts, settings = split(given or [])
    day = day_of(as_of) or known.as_of
    targets = [(path, outputs.format_of(path)) for path in output or known.output]
    defaults, columns, waivers = defaults or known.defaults, columns or known.columns, waivers or known.waivers or waivers_beside(paths)
    answered = [each for each in (answers or known.answers,) if each] or answers_beside(paths)
    noted(
        context, name=name, updates=update_baseline, packs=pack or known.packs, writes=[*(path for path, _ in targets), marked],
        reads=[*paths, config or (None if no_config else find_config(paths)), photos or known.photos, defaults, columns, waivers, *answered,
               baseline],
    )  # fmt: skip
    report = api.check(
        [*paths], packs=pack or known.packs, as_of=day,
        only=known.only if only is None else [each.strip() for each in only.split(",") if each.strip()], defaults=defaults, columns=columns,
        waivers=waivers or (), given={**known.given, **facts}, settings={**known.settings, **settings}, baseline=baseline,
        update_baseline=update_baseline, photos=photos or known.photos, answers=answered,
        coverage=coverage or known.coverage,
    )  # fmt: skip
    reported(context, report)
    failed = save_all(report, targets, [*paths, *report.files, *(each for each in (defaults, waivers, *answered) if each)])
    _print(report, name, verbose=verbose)
    failed += mark(report, marked) if marked is not None else []
    if failed:
        raise UsageError(failed)
    raise typer.Exit(report.exit_code(fail_on or known.fail_on))


def _print(report: Report, name: str, *, verbose: bool) -> None:
    """Write the report to standard output; a terminal gets its own width and colours, a log 80 columns and none."""
    if name not in ("text", "short"):
        write(report, name)
        return
    text = outputs.render(report, name, width=width(), color=color(), verbose=verbose, lines=Lines().find)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a code page that lacks a character must not lose the report
    sys.stdout.write(text)


def width() -> int:
    """The columns of the terminal, of COLUMNS, or of a CI log."""
    return shutil.get_terminal_size((_CI_WIDTH, 24)).columns if sys.stdout.isatty() or "COLUMNS" in os.environ else _CI_WIDTH


def color() -> bool:
    """Whether to colour: NO_COLOR and FORCE_COLOR (https://no-color.org, https://force-color.org) before the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def day_of(text: str) -> date | None:
    """Read `--as-of`; None where it is left out."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of {shown(text)} is not a date; write year-month-day, for example 2026-11-23") from None


def split(pairs: list[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Read `--set NAME=VALUE`: a field of the shipment is a fact, every other name a setting."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value:
            raise UsageError(f"--set {shown(pair)} is neither a fact of the shipment nor a setting; write name=value, for example --set mode=spd")
        found[name] = value
    facts = {name: value for name, value in found.items() if name in Shipment.model_fields}
    return facts, {name: value for name, value in found.items() if name not in facts}
