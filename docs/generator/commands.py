"""The page of commands, made from what `--help` says."""

from __future__ import annotations

from typing import Any

import typer

from generator.markdown import block, code, page, table
from inboundcheck.cli import app

_INTRO = """\
`inboundcheck COMMAND --help` says the same. The report goes to standard output, errors to standard error.

| exit code | means |
|---|---|
| 0 | clean: something was decided, and nothing at or over `--fail-on` stands or is undecided |
| 1 | findings, or something that could not be read |
| 2 | it could not run, or nothing could be decided |"""


def pages() -> dict[str, str]:
    """The page."""
    root: Any = typer.main.get_command(app)
    sections = [_section(f"inboundcheck {name}", command) for name, command in root.commands.items() if not hasattr(command, "commands")]
    groups = [(name, command) for name, command in root.commands.items() if hasattr(command, "commands")]
    inner = [_section(f"inboundcheck {group} {name}", command) for group, each in groups for name, command in each.commands.items()]
    return {"reference/commands.md": page("Commands", _INTRO, *sections, *inner)}


def _section(name: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    usage = " ".join([name, *(["[OPTIONS]"] if options else []), *map(_usage, arguments)])
    rows = [(code(_usage(each)), each.help or "") for each in arguments] + [(_option(each), each.help or "") for each in options]
    return "\n\n".join([f"## {name}", command.help, block("text", usage), *([table(("", "what it does"), rows)] if rows else [])])


def _usage(argument: Any) -> str:
    text = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return text if argument.required else f"[{text}]"


def _option(option: Any) -> str:
    choices = getattr(option.type, "choices", None)
    value = "" if option.is_flag else " " + ("|".join(str(getattr(each, "value", each)) for each in choices) if choices else "…")
    return ", ".join(code(name + value) for name in option.opts)
