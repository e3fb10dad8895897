"""The pytest plugin: its hooks, and nothing else.

It is a module of its own beside the package, because pytest imports it in every session: importing anything inside the package would load
the whole library, and a session that has no shipments must not pay for that.
"""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from inboundcheck.pytest_plugin import Check, ShipmentFile

_SUFFIXES = (".shipment.yaml", ".shipment.yml")
_INI = "inboundcheck_files"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the setting that names further files."""
    parser.addini(_INI, "Further files with shipments that are collected as tests, as globs: samples/*.json", type="args", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ShipmentFile | None:
    """Collect a file that is called `*.shipment.yaml`, or that a glob names."""
    globs: list[str] = parent.config.getini(_INI)
    if not file_path.name.endswith(_SUFFIXES) and not any(_fits(file_path, glob) for glob in globs):
        return None
    from inboundcheck.pytest_plugin import ShipmentFile

    return ShipmentFile.from_parent(parent, path=file_path)


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
