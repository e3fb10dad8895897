"""Shipments as tests: what `pytest_inboundcheck` collects, and its fixture.

One file is one test, because a file is what `inboundcheck check FILE` judges and what an exit code is of: rules compare the boxes of a
shipment with each other, and what nothing in it speaks of is told once. The test passes with 0, fails with 1 or where nothing was decided,
and is an error where the check could not run. Boxes are named by the findings.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from inboundcheck import api
from inboundcheck.api.config import Config, find_config, read_config
from inboundcheck.api.sources import Checkable, waivers_beside
from inboundcheck.errors import InboundCheckError
from inboundcheck.outputs.files import Lines
from inboundcheck.outputs.text import render
from inboundcheck.outputs.words import visible
from inboundcheck.readers.files import candidates
from inboundcheck.report import Report, Severity
from inboundcheck.testing import assert_ok, why_not_ok


class Check(Protocol):
    """What the fixture gives."""

    def __call__(self, what: Checkable | Iterable[Checkable], **options: Any) -> Report:
        """Check, and raise AssertionError unless the report is clean."""
        ...


class NotClean(Exception):
    """The report of a file that does not pass."""

    def __init__(self, report: Report, fail_on: Severity) -> None:
        self.why = why_not_ok(report, fail_on)
        super().__init__(render(report, lines=Lines().find, width=shutil.get_terminal_size((80, 24)).columns))


class ShipmentFile(pytest.File):
    """A file with shipments. It is not read before its test runs, so that a broken one costs one test and no collection."""

    def collect(self) -> Iterator[ShipmentTest]:
        """Give the one test."""
        yield ShipmentTest.from_parent(self, name="inboundcheck")


class ShipmentTest(pytest.Item):
    """The check of one file."""

    report: Report
    settings: Config

    def setup(self) -> None:
        """Judge. What cannot be judged is an error, and not a failure: nothing was found out."""
        path = _shipment(_from_here(self.path))
        try:
            self.settings = _config(path)
            options = self.settings.options()
            options["waivers"] = self.settings.waivers or waivers_beside([path]) or ()
            self.report = api.check(path, **options)
        except InboundCheckError as trouble:
            said = "\n".join(visible(problem) for problem in trouble.problems)
            raise pytest.fail.Exception(said, pytrace=False) from None

    def runtest(self) -> None:
        """Fail with the report unless it is clean."""
        if self.report.exit_code(self.settings.fail_on):
            raise NotClean(self.report, self.settings.fail_on)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the report as the terminal does, and in pytest's summary and in JUnit XML the first thing that is wrong."""
        if not isinstance(excinfo.value, NotClean):
            return super().repr_failure(excinfo, style)
        shown = excinfo.getrepr(style="value")
        if shown.reprcrash is not None:
            shown.reprcrash.message = excinfo.value.why  # in place: this very object is what a worker of xdist sends
        return shown

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the test by its file."""
        return self.path, None, self.path.name


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


def _from_here(path: Path) -> Path:
    """Name a file from the current folder, as places in findings are read."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path


def _shipment(file: Path) -> Path:
    """Return the folder for the file that a folder is read by, `shipment.yaml`: with its photos and its waivers."""
    return file.parent if file.stem.lower() == "shipment" and candidates(file.parent) == [file.name] else file
