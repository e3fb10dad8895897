"""A report in a format to read, to store or to hand on. Formats decide nothing: what is right or wrong is in the report.

One format is one module with `render(report, **options) -> str`. It is loaded when it is used, never before.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import NamedTuple, cast

from inboundcheck.errors import Problem, UsageError, nearest, shown
from inboundcheck.report import Report


class Format(NamedTuple):
    """One format."""

    suffixes: tuple[str, ...]
    """How the names of its files end."""
    module: str
    """The module that renders it."""


FORMATS: dict[str, Format] = {
    "text": Format((".txt",), "inboundcheck.outputs.text"),
    "short": Format((), "inboundcheck.outputs.short"),
    "json": Format((".json",), "inboundcheck.outputs.json"),
    "html": Format((".html",), "inboundcheck.outputs.html"),
}
"""Every format by name."""


def render(report: Report, format: str = "text", **options: object) -> str:  # noqa: A002 - the word that users know
    """Write a report in a format; the options are those of the format's own `render`."""
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise UsageError(Problem(f"{shown(format)} is not a format{nearest(format, FORMATS)}", expected=f"one of {known}", example="json"))
    return cast("str", import_module(FORMATS[format].module).render(report, **options))


def format_of(path: str | os.PathLike[str]) -> str:
    """Return the format that the end of a file's name picks; where two fit, the longer one (`.sarif.json` before `.json`)."""
    name = os.fspath(path).casefold()
    fitting = [(len(suffix), each) for each, known in FORMATS.items() for suffix in known.suffixes if name.endswith(suffix)]
    if fitting:
        return max(fitting)[1]
    suffixes = ", ".join(suffix for known in FORMATS.values() for suffix in known.suffixes)
    found = f"{shown(os.fspath(path))} does not say its format"
    raise UsageError(Problem(found, expected=f"a name that ends in one of {suffixes}", example="report.json"))


def render_short(report: Report) -> str:
    """Write one line a finding, for `-q` and for editors that jump to `path:line:column`."""
    return cast("str", import_module("inboundcheck.outputs.text").render_short(report))
