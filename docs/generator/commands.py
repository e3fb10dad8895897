"""The page of commands, made from the same texts as `--help`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import Enum
from typing import Any, get_args, get_type_hints

import typer
from typer.models import OptionInfo

from generator.markdown import block, code, page, table
from inboundcheck.cli import app

_INTRO = """\
`inboundcheck COMMAND --help` says the same, and `inboundcheck --version` prints the version. The report goes to
standard output, errors to standard error.

`inboundcheck --install-completion` makes your shell (bash, zsh, fish or PowerShell) complete commands, options and the names of packs,
rules, formats and aspects after Tab; `--show-completion` prints what it would install.

| exit code | means |
|---|---|
| 0 | clean: something was decided, and nothing at or over `--fail-on` stands or is undecided |
| 1 | findings, or something that could not be read |
| 2 | it could not run, or nothing could be decided |"""


def pages() -> dict[str, str]:
    """The page."""
    sections = _sections("inboundcheck", app)
    for group in app.registered_groups:
        sections += _sections(f"inboundcheck {group.name}", group.typer_instance)
    return {"reference/commands.md": page("Commands", _INTRO, *sections)}


def _sections(before: str, commands: typer.Typer | None) -> list[str]:
    found = commands.registered_commands if commands else []
    return [_section(f"{before} {each.name or each.callback.__name__}", each.callback) for each in found if each.callback]


def _section(name: str, command: Callable[..., Any]) -> str:
    """One command: what it does, its arguments and its options."""
    defaults = {each.name: each.default for each in inspect.signature(command).parameters.values()}
    hints = {key: get_args(hint) for key, hint in get_type_hints(command, include_extras=True).items() if get_args(hint)}
    taken = [(key, kind, about, isinstance(about, OptionInfo)) for key, (kind, about, *_) in hints.items()]
    arguments = [(_argument(key, kind, defaults[key]), about.help or "") for key, kind, about, is_option in taken if not is_option]
    options = [(_option(kind, about), about.help or "") for _, kind, about, is_option in taken if is_option]
    usage = " ".join([name, *(["[OPTIONS]"] if options else []), *(argument for argument, _ in arguments)])
    rows = [(code(argument), text) for argument, text in arguments] + options
    return "\n\n".join([f"## {name}", inspect.getdoc(command) or "", block("text", usage), *([table(("", "what it does"), rows)] if rows else [])])


def _argument(name: str, kind: Any, default: Any) -> str:
    text = name.upper() + ("..." if "list" in str(kind) else "")
    return text if default is inspect.Parameter.empty else f"[{text}]"


def _option(kind: Any, about: OptionInfo) -> str:
    """The names of an option; inside `Annotated`, typer keeps the first of them as its default."""
    words = next((each for each in (kind, *get_args(kind)) if isinstance(each, type) and issubclass(each, Enum)), None)
    value = "|".join(each.value for each in words) if words else "" if kind is bool else "…"
    return ", ".join(code(f"{name} {value}".strip()) for name in (about.default, *(about.param_decls or ())))
