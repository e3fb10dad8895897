"""What an author of rules asks: do my examples hold, which facts and rules are there, what may a pack say."""

from __future__ import annotations

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from inboundcheck.cli import completing
from inboundcheck.cli.comparing import diff
from inboundcheck.cli.limits import pack_limits
from inboundcheck.errors import UsageError, shown
from inboundcheck.facts import VOCABULARY
from inboundcheck.outputs.words import visible
from inboundcheck.packs import Pack, available, bundled, load_all
from inboundcheck.packs.stale import stale_sources

pack_app = typer.Typer(help="For authors of rules.", no_args_is_help=True, rich_markup_mode=None)
pack_app.command()(diff)
pack_app.command("limits")(pack_limits)


@pack_app.command()
def test(
    packs: Annotated[
        list[str] | None, typer.Argument(autocompletion=completing.packs, help="Packs: names, YAML files or folders; all bundled ones when left out.")
    ] = None,
) -> None:
    """Run the examples that the rules carry, and cases made from their limits; then change each rule a little, which an example must notice."""
    failed = False
    for name in packs or bundled():
        for pack in load_all(name):
            failed = not _test(pack) or failed
    raise typer.Exit(1 if failed else 0)


def _test(pack: Pack) -> bool:
    """Test one pack, and say what came of it."""
    from inboundcheck.packs.tested import tested

    found = tested(pack)
    for problem in found.problems:
        typer.echo(visible(f"error: {problem}"))
    typer.echo(found.summary)
    return not found.problems


@pack_app.command()
def schema(what: Annotated[str, typer.Argument(help="pack, shipment or report")] = "pack") -> None:
    """Print a JSON Schema: of packs (for editors), of our own spec, or of the JSON report."""
    if what == "pack":
        from inboundcheck.packs.schema import pack_schema as make
    elif what == "shipment":
        from inboundcheck.model import Shipment

        make = Shipment.model_json_schema
    elif what == "report":
        from inboundcheck.outputs.json import schema as make
    else:
        raise UsageError(f"{shown(what)} has no schema; there is one of pack, shipment and report")
    typer.echo(json.dumps(make(), indent=2, ensure_ascii=False))


@pack_app.command()
def facts(
    subject: Annotated[str, typer.Argument(autocompletion=completing.subjects, help="Only those of one subject: box, label, product …")] = "",
) -> None:
    """List the facts that rules can name."""
    subjects = list(dict.fromkeys(kind for kind, _ in VOCABULARY))
    if subject and subject not in subjects:
        raise UsageError(f"{shown(subject)} is not a subject; expected one of {', '.join(subjects)}")
    for each in [subject] if subject else subjects:
        typer.echo(f"{each}")
        for fact in VOCABULARY.of(each).values():
            kind = str(fact.kind) if len(str(fact.kind)) <= 60 else f"{str(fact.kind)[:57]}…"  # noqa: PLR2004 - a column's width
            typer.echo(f"  {fact.name:28} {fact.aspect:9} {kind}")
            typer.echo(f"  {'':28} {fact.doc}")


@pack_app.command()
def rules(
    packs: Annotated[
        list[str] | None, typer.Argument(autocompletion=completing.packs, help="Packs: names, YAML files or folders; all there are when left out.")
    ] = None,
    stale: Annotated[int | None, typer.Option("--stale", help="List only sources not read for this many days. Ends with 1 if there are any.")] = None,
) -> None:
    """List rules, with their severity, standing and dates."""
    loaded = [pack for name in packs or available() for pack in load_all(name)]
    if stale is not None:
        found = [line for pack in loaded for line in stale_sources(pack, today=date.today(), days=stale)]  # noqa: DTZ011 - the user's day
        for line in found:
            typer.echo(visible(line))
        raise typer.Exit(1 if found else 0)
    for pack in loaded:
        typer.echo(visible(f"{pack.name} {pack.version}: {pack.title}"))
        for line in _rules(pack):
            typer.echo(visible(line))


@pack_app.command()
def new(path: Annotated[Path, typer.Argument(help="The file of the pack, which is named after it: packs/my-receiver.yaml")]) -> None:
    """Begin a pack: a small one with comments, which passes its own test."""
    target = path if path.suffix else path.with_suffix(".yaml")
    name = target.stem
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise UsageError(f"{shown(name)} is not the name of a pack; use lower-case words joined by hyphens, for example my-receiver.yaml")
    if target.exists():
        raise UsageError(f"{shown(target)} exists already; name a new file")
    text = (files("inboundcheck") / "start" / "pack.yaml").read_text(encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.replace("NAME", name).replace("TODAY", date.today().isoformat()), encoding="utf-8")  # noqa: DTZ011 - the user's day
    typer.echo(f"Wrote {target}: put your rules in, then run: inboundcheck pack test {target}")


def _rules(pack: Pack) -> list[str]:
    lines = []
    for rule in pack.rules:
        newest = rule.newest
        since = f"since {rule.periods[-1].begins}" if rule.periods[-1].begins else ""
        standing = newest.sources[0].standing if newest.sources else ""
        state = f"off: {rule.off}" if rule.off else since
        name = rule.name if rule.pack == pack.name else rule.id
        lines.append(f"  {name:36} {newest.severity:8} {standing:12} {newest.title}" + (f" ({state})" if state else ""))
    return lines
