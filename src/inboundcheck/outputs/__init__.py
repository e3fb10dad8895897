"""A report in a format to read, to store or to hand on. Formats decide nothing: what is right or wrong is in the report.

One format is one module with `render(report, **options) -> str` (bytes where the format is binary). It is loaded when it is used, never
before.
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
    encoding: str = "utf-8"
    """How its text stands in a file."""
    binary: bool = False
    """Whether it is no text, and so nothing for a terminal."""


FORMATS: dict[str, Format] = {
    "text": Format((".txt",), "inboundcheck.outputs.text"),
    "short": Format((), "inboundcheck.outputs.short"),
    "json": Format((".json",), "inboundcheck.outputs.json"),
    "html": Format((".html",), "inboundcheck.outputs.html"),
    "jsonl": Format((".jsonl", ".ndjson"), "inboundcheck.outputs.jsonl"),
    "sarif": Format((".sarif", ".sarif.json"), "inboundcheck.outputs.sarif"),
    "sarif-all": Format((".all.sarif", ".all.sarif.json"), "inboundcheck.outputs.sarif_all"),
    "junit": Format((".xml",), "inboundcheck.outputs.junit"),
    "github": Format((), "inboundcheck.outputs.github"),
    "gitlab": Format(("code-quality.json", "code-quality-report.json"), "inboundcheck.outputs.gitlab"),
    "markdown": Format((".md",), "inboundcheck.outputs.markdown"),
    "picklist": Format((".picklist.html",), "inboundcheck.outputs.picklist"),
    "csv": Format((".csv",), "inboundcheck.outputs.csv", encoding="utf-8-sig"),  # without the mark, Excel takes it for a Windows code page
    "xlsx": Format((".xlsx",), "inboundcheck.outputs.xlsx", binary=True),
    "arrow": Format((".arrow", ".feather"), "inboundcheck.outputs.arrow", binary=True),
    "parquet": Format((".parquet",), "inboundcheck.outputs.parquet", binary=True),
}
"""Every format by name."""


def render(report: Report, format: str = "text", **options: object) -> str:  # noqa: A002 - the word that users know
    """Write a report in a format that is text; the options are those of the format's own `render`.

    Raises:
        UsageError: the format is not known, is not text, or needs a library that is not installed.
    """
    if known(format).binary:
        raise UsageError(Problem(f"{shown(format)} is not text", expected="a file to write it to", example=f"-o report{FORMATS[format].suffixes[0]}"))
    return cast("str", import_module(FORMATS[format].module).render(report, **options))


def encoded(report: Report, format: str, **options: object) -> bytes:  # noqa: A002
    """Write a report in any format, as it stands in a file.

    Raises:
        UsageError: the format is not known, or needs a library that is not installed.
    """
    if known(format).binary:
        return cast("bytes", import_module(FORMATS[format].module).render(report, **options))
    return render(report, format, **options).encode(FORMATS[format].encoding)


def known(format: str) -> Format:  # noqa: A002
    """Return a format by its name.

    Raises:
        UsageError: there is none of this name.
    """
    if format not in FORMATS:
        names = ", ".join(FORMATS)
        raise UsageError(Problem(f"{shown(format)} is not a format{nearest(format, FORMATS)}", expected=f"one of {names}", example="json"))
    return FORMATS[format]


def format_of(path: str | os.PathLike[str]) -> str:
    """Return the format that the end of a file's name picks; where two fit, the longer one (`.sarif.json` before `.json`)."""
    name = os.fspath(path).casefold()
    fitting = [(len(suffix), name_of) for name_of, each in FORMATS.items() for suffix in each.suffixes if name.endswith(suffix)]
    if fitting:
        return max(fitting)[1]
    suffixes = ", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
    found = f"{shown(os.fspath(path))} does not say its format"
    raise UsageError(Problem(found, expected=f"a name that ends in one of {suffixes}", example="report.json"))
