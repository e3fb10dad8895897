"""What the pytest plugin judges by: `pytest_inboundcheck` has its hooks, and loads this when a test runs that needs it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from inboundcheck import api
from inboundcheck.api.config import Config
from inboundcheck.api.config_file import find_config, from_here, read_config
from inboundcheck.api.sources import Checkable, answers_beside, waivers_beside
from inboundcheck.errors import InboundCheckError
from inboundcheck.outputs.files import Lines
from inboundcheck.outputs.text import render
from inboundcheck.outputs.words import visible
from inboundcheck.readers.files import candidates
from inboundcheck.report import Report
from inboundcheck.testing import assert_ok, why_not_ok


class Check(Protocol):
    """What the fixture gives."""

    def __call__(self, what: Checkable | Iterable[Checkable], **options: Any) -> Report:
        """Check, and raise AssertionError unless the report is clean."""
        ...


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one file."""

    text: str = ""
    """The report as the terminal shows it, or why there is none."""
    why: str = ""
    """The first thing that is wrong; empty for a file that is clean."""
    could_not_run: bool = False


def judge(file: Path) -> Judged:
    """Judge a file as `inboundcheck check` does, by the configuration above it."""
    path = _shipment(from_here(file))
    try:
        config = _config(path)
        options = config.options()
        options["waivers"] = config.waivers or waivers_beside([path]) or ()
        options["answers"] = config.answers or answers_beside([path])
        report = api.check(path, **options)
    except InboundCheckError as trouble:
        said = [visible(problem) for problem in trouble.problems]
        return Judged("\n".join(said), said[0], could_not_run=True)
    if not report.exit_code(config.fail_on):
        return Judged()
    text = render(report, lines=Lines().find, width=shutil.get_terminal_size((80, 24)).columns)
    return Judged(text, why_not_ok(report, config.fail_on))


def check_for(test: Path) -> Check:
    """Return the fixture's value for the tests of one file."""

    def check(what: Checkable | Iterable[Checkable], **options: Any) -> Report:
        __tracebackhide__ = True
        config = _config(test)
        return assert_ok(what, **{"fail_on": config.fail_on, **config.options(), **options})

    return check


def _config(path: Path) -> Config:
    file = find_config([path])
    return read_config(file) if file is not None else Config()


def _shipment(file: Path) -> Path:
    """Return the folder for the file that a folder is read by, `shipment.yaml`: with its photos and its waivers."""
    return file.parent if file.stem.lower() == "shipment" and candidates(file.parent) == [file.name] else file
