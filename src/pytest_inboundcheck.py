"""The pytest plugin: shipments as tests, and a fixture. What judges is in `inboundcheck.pytest_plugin`.

It is a module beside the package, because pytest imports it in every session: importing anything inside the package would load the whole
library, and who runs no shipment must not pay for that.

One file is one test, because a file is what `inboundcheck check FILE` judges and what an exit code is of: rules compare the boxes of a
shipment with each other, and what nothing in it speaks of is told once. The test passes with 0, fails with 1 or where nothing was decided,
and is an error where the check could not run. Boxes are named by the findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from inboundcheck.pytest_plugin import Check, Judged

_SUFFIXES = (".shipment.yaml", ".shipment.yml")
_INI = "inboundcheck_files"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that names further files."""
    parser.addini(_INI, "Further files with shipments that are collected as tests, as globs: samples/*.json", type="args", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ShipmentFile | None:
    """Collect a file that is called `*.shipment.yaml`, or that a glob names."""
    globs: list[str] = parent.config.getini(_INI)
    if file_path.name.endswith(_SUFFIXES) or any(_fits(file_path, glob) for glob in globs):
        return ShipmentFile.from_parent(parent, path=file_path)
    return None


def _fits(path: Path, glob: str) -> bool:
    """Match as pytest's `python_files` does: the name alone, or with a slash in the glob the end of the whole path."""
    return fnmatch(path.as_posix(), f"*/{glob}") if "/" in glob else fnmatch(path.name, glob)


@pytest.fixture
def inboundcheck(request: pytest.FixtureRequest) -> Check:
    """Give a function that checks a shipment, and fails with what is wrong unless it is clean.

    Options are those of `inboundcheck.check` and `fail_on`; else those of the configuration file above the test's own file.
    """
    from inboundcheck.pytest_plugin import check_for

    return check_for(request.path)


class ShipmentFile(pytest.File):
    """A file with shipments. It is not read before its test runs, so that a broken one costs one test and no collection."""

    def collect(self) -> Iterator[ShipmentTest]:
        """Give the one test."""
        yield ShipmentTest.from_parent(self, name="inboundcheck")


class ShipmentTest(pytest.Item):
    """The check of one file."""

    judged: Judged

    def setup(self) -> None:
        """Judge. What cannot be judged is an error, and not a failure: nothing was found out."""
        from inboundcheck.pytest_plugin import judge

        self.judged = judge(self.path)
        if self.judged.could_not_run:
            pytest.fail(self.judged.text, pytrace=False)

    def runtest(self) -> None:
        """Fail with the report unless it is clean."""
        if self.judged.why:
            pytest.fail(self.judged.text, pytrace=False)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the report as the terminal does, and in pytest's summary and in JUnit XML the first thing that is wrong."""
        shown = super().repr_failure(excinfo, style)
        crash = getattr(shown, "reprcrash", None)
        if isinstance(excinfo.value, pytest.fail.Exception) and crash is not None:
            crash.message = self.judged.why  # in place: this very object is what a worker of xdist sends
        return shown

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the test by its file."""
        return self.path, None, self.path.name
