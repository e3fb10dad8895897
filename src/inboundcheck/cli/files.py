"""Writing reports: into files, several at once, and to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from pathlib import Path

import typer

from inboundcheck import api, outputs
from inboundcheck.errors import InboundCheckError, Problem, UsageError, shown
from inboundcheck.outputs import files
from inboundcheck.outputs.words import visible
from inboundcheck.report import Report


def tell(problems: Iterable[Problem]) -> None:
    """Say what is wrong, on standard error."""
    for problem in problems:
        typer.echo(visible(f"error: {problem}"), err=True)


def check_format(name: str) -> None:
    """Refuse a format that standard output cannot take, before anything is judged.

    Raises:
        UsageError: it is not known, or it is no text and standard output is a terminal.
    """
    found = outputs.known(name)
    if found.binary and (sys.stdout.isatty() or not hasattr(sys.stdout, "buffer")):
        file = f"report{found.suffixes[0]}"
        raise UsageError(Problem(f"--format {name} is not text, and would garble a terminal", expected="a file", example=f"-o {file}, or > {file}"))


def save_all(report: Report, targets: Iterable[tuple[Path, str]], sources: Sequence[str | Path]) -> list[Problem]:
    """Write every file that can be written; return what is wrong with the others."""
    problems: list[Problem] = []
    for path, name in targets:
        if any(_same(path, each) for each in sources):
            problems.append(Problem(f"{shown(path)} was read for this report, and is not written over; name another file after -o"))
            continue
        try:
            api.save(report, path, name)
        except UsageError as trouble:
            problems.extend(trouble.problems)
    return problems


def mark(report: Report, folder: Path) -> list[Problem]:
    """Write the marked photos; return what is wrong with those that could not be written."""
    try:
        api.save_marked(report, folder)
    except InboundCheckError as trouble:
        return list(trouble.problems)
    return []


def _same(path: Path, source: str | Path) -> bool:
    try:
        return path.is_file() and path.samefile(source)
    except (OSError, ValueError):
        return False  # one of them is not there, or no file at all


def write(report: Report, name: str) -> None:
    """Write a format for machines to standard output: UTF-8 with its own line ends, whatever the machine is used to."""
    if outputs.known(name).binary:
        sys.stdout.buffer.write(files.encoded(report, name))
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(files.rendered(report, name))
