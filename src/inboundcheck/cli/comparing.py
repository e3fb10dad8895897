"""`inboundcheck pack diff`: what differs between two packs, and for which boxes it matters."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inboundcheck import api
from inboundcheck.cli import completing
from inboundcheck.errors import UsageError, shown
from inboundcheck.outputs.words import visible
from inboundcheck.packs import Pack, load_pack
from inboundcheck.packs.difference import Difference, differences
from inboundcheck.report import Report


def diff(
    one: Annotated[
        str,
        typer.Argument(
            autocompletion=completing.packs, help="A pack: a bundled name or a YAML file, with a day after @ if it is to be as it stands on that day."
        ),
    ],
    other: Annotated[
        str, typer.Argument(autocompletion=completing.packs, help="Another pack, or the same on another day: amazon-fba-us@2025-07-01.")
    ],
    against: Annotated[list[Path] | None, typer.Option("--against", help="Shipments: name the boxes whose outcome changes. Repeatable.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text or json")] = "text",  # noqa: A002 - as in `check`
) -> None:
    """Say which rules came, went and changed. Ends with 1 if anything differs."""
    if format not in ("text", "json"):
        raise UsageError(f"--format {shown(format)} is not known here; expected text or json")
    (pack, day), (other_pack, other_day) = dated(one), dated(other)
    found = differences(pack, other_pack, day=day, other_day=other_day)
    boxes = _boxes(against, (pack, day), (other_pack, other_day)) if against else None
    if format == "json":
        typer.echo(json.dumps({"rules": [asdict(each) for each in found], "boxes": boxes}, indent=2))
    else:
        for line in _text(found, boxes):
            typer.echo(visible(line))
    raise typer.Exit(1 if found or boxes else 0)


def dated(text: str) -> tuple[Pack, date | None]:
    """Read `PACK` or `PACK@DAY`."""
    name, at, day = text.rpartition("@")
    if not at or not name:
        return load_pack(text), None
    try:
        return load_pack(name), date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{shown(day)} is not a date; write PACK@year-month-day, for example amazon-fba-us@2025-06-20") from None


def _text(found: tuple[Difference, ...], boxes: list[dict[str, str]] | None) -> list[str]:
    lines = []
    for each in found:
        lines += [f"{each.what}: {each.rule}: {each.title}", *(f"  {detail}" for detail in each.details)]
    counts = [f"{sum(each.what == what for each in found)} {what}" for what in ("came", "went", "changed")]
    lines.append(f"rules: {', '.join(counts)}" if found else "no rule differs")
    if boxes is not None:
        lines += [f"{each['subject']}: {each['rule']}: {each['before']} -> {each['after']}" for each in boxes]
        lines.append(f"outcomes that change: {len(boxes)}" if boxes else "no outcome changes")
    return lines


Sided = tuple[Pack, date | None]


def _boxes(paths: list[Path], one: Sided, other: Sided) -> list[dict[str, str]]:
    """Judge shipments by both, and list what comes out otherwise."""
    before, after = (_outcomes(api.check([*paths], packs=[pack], as_of=day)) for pack, day in (one, other))
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return [
        {"subject": key[0], "rule": key[1], "before": before.get(key, "nothing found"), "after": after.get(key, "nothing found")} for key in changed
    ]


def _outcomes(report: Report) -> dict[tuple[str, str], str]:
    """What was found of each subject by each rule; rules go by their names, whichever pack they are of."""
    found = {}
    for finding in report.findings:
        outcome = f"{finding.severity}" if finding.is_violation else "not decided"
        for rule in finding.rules or (finding.rule,):
            for subject in finding.subjects:
                found[str(subject), rule.rpartition("/")[2]] = outcome
    return found
