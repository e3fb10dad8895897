"""`inboundcheck review`."""

from __future__ import annotations

import getpass
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from inboundcheck import api
from inboundcheck.api.sources import ANSWERS, waivers_beside
from inboundcheck.cli import completing
from inboundcheck.cli.configured import configured
from inboundcheck.errors import Problem, UsageError, shown
from inboundcheck.outputs.files import crops
from inboundcheck.outputs.words import counted, visible
from inboundcheck.readers.answers import read_answers, written
from inboundcheck.report import Answered, Question, Report


def review(
    folder: Annotated[Path, typer.Argument(help="A folder with a shipment and its photos.", show_default=False)],
    by: Annotated[str, typer.Option("--by", help="Who answers; else the name under which you are logged in.")] = "",
    pack: Annotated[
        list[str] | None,
        typer.Option("--pack", "-p", autocompletion=completing.packs, help="Judge by this pack: a name, a YAML file or a folder. Repeatable."),
    ] = None,
    save: Annotated[Path | None, typer.Option("--save", help="A folder for the pictures of what is asked; else a temporary one.")] = None,
) -> None:
    """Ask, one by one, what photos leave open and a look settles; the answers go into answers.yaml in the folder."""
    file = _file(folder)
    who = by.strip() or _logged_in()
    known = configured([folder], None, ignored=False)
    before = read_answers(file) if file.is_file() else ()
    options = known.options()
    options["packs"], options["answers"] = pack or known.packs or None, before
    options["waivers"] = known.waivers or waivers_beside([folder]) or ()
    report = api.check(folder, **options)
    if not report.questions:
        typer.echo("The photos leave nothing open that a person could settle with one look.")
        return
    typer.echo(visible(f"{counted(len(report.questions), 'question')}, answered as {who} (--by names somebody else)."))
    given = _asked(report, file, before, who, save or Path(tempfile.mkdtemp(prefix="inboundcheck-review-")))
    if given:
        typer.echo(visible(f"Wrote {counted(given, 'answer')} to {file}. Check again: inboundcheck check {folder}"))


def _file(folder: Path) -> Path:
    if not folder.is_dir():
        raise UsageError(Problem(f"{shown(str(folder))} is not a folder", expected="the folder with the shipment and its photos", example="monday"))
    return folder / ANSWERS


def _logged_in() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("nobody knows who you are; say who answers, for example --by maria") from None


def _asked(report: Report, file: Path, before: Sequence[Answered], who: str, pictures: Path) -> int:
    """Ask every question; each answer is written at once, so that none is lost. Return how many were given."""
    given: list[Answered] = []
    with ExitStack() as stack:
        crop = stack.enter_context(crops(report))
        for number, question in enumerate(report.questions, 1):
            picture = crop(question)
            where = _saved(picture.jpeg, pictures / f"{number:02}-{question.kind}.jpg") if picture else Path(question.photo)
            typer.echo(visible(f"{number} of {len(report.questions)}, {question.box}: {question.text}"))
            typer.echo(visible(f"  look at {where}"))
            yes = _answer()
            if yes == "quit":
                break
            if yes != "skip":
                given.append(_answered(question, yes == "yes", who))
                _write(file, [*before, *given])
    return len(given)


def _answered(question: Question, yes: bool, who: str) -> Answered:
    today = date.today()  # noqa: DTZ011 - the user's day
    return Answered(question.id, yes=yes, by=who, at=today, photo=question.photo, sha256=question.sha256, question=question.text)


def _answer() -> str:
    """Ask until it is one of the four; the end of the input ends the review."""
    words = {word[:length]: word for word in ("yes", "no", "skip", "quit") for length in range(1, len(word) + 1)}
    while True:
        try:
            said = input("  yes, no, skip or quit? ").strip().casefold()
        except EOFError:
            return "quit"
        if said in words:
            return words[said]


def _saved(jpeg: bytes, path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jpeg)
    except OSError as trouble:
        raise UsageError(f"{shown(str(path))} cannot be written: {trouble.strerror}") from None
    return path


def _write(file: Path, answers: Sequence[Answered]) -> None:
    try:
        file.write_text(written(answers), encoding="utf-8")
    except OSError as trouble:
        raise UsageError(f"{shown(str(file))} cannot be written: {trouble.strerror}") from None
