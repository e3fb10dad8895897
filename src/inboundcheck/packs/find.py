"""Finds the files of packs: those that come with the library, those of installed packages, and the user's own."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.util import find_spec
from os.path import isfile  # unlike pathlib's, it says no of what can be no path: too long a text, or one with a NUL
from pathlib import Path

from inboundcheck.errors import PackError, Problem, nearest, shown
from inboundcheck.places import Place

SUFFIXES = (".yaml", ".yml")
GROUP = "inboundcheck.packs"
"""The entry point group of installed packs: `name = "my_package"` stands for the file `name.yaml` in that package."""


def bundled() -> tuple[str, ...]:
    """Return the names of the packs that come with the library."""
    return tuple(sorted(path.stem for path in _bundled_folder().glob("*.yaml")))


def available() -> tuple[str, ...]:
    """Return the names of all packs that can be named without a path: those that come with the library, and those of installed packages."""
    return tuple(sorted({*bundled(), *_installed()}))


def _bundled_folder() -> Path:
    """The packs lie inside an installed package, and at the top of the repository in an editable install."""
    inside = Path(str(files("inboundcheck"))) / "rules"
    return inside if inside.is_dir() else Path(__file__).resolve().parents[3] / "rules"


@cache
def _installed() -> dict[str, Path]:
    """The files of installed packs. The packages are looked up and never imported: a pack runs no code."""
    found: dict[str, Path] = {}
    for point in entry_points(group=GROUP):
        top, *rest = point.module.split(".")
        spec = find_spec(top)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            path = Path(folder, *rest) / f"{point.name}.yaml"
            if path.is_file():
                found.setdefault(point.name, path)
    return found


def find_pack(source: str | Path, beside: Path | None = None, place: Place | None = None) -> Path:
    """Return the file of a pack: a path as given, a neighbour of another pack, a bundled one, or one of an installed package."""
    given = Path(source)
    candidates = [beside / f"{source}{suffix}" for suffix in SUFFIXES] if beside else []
    if given.suffix in SUFFIXES or len(given.parts) > 1:
        candidates.append(given)
    candidates.append(_bundled_folder() / f"{source}.yaml")
    found = next((path for path in candidates if isfile(path)), None) or _installed().get(str(source))  # noqa: PTH113 - as imported
    if found is None:
        names = available()
        raise PackError(
            Problem(
                f"there is no pack {shown(source)}{nearest(str(source), names)}",
                place,
                expected="the path of a YAML file, or one of " + ", ".join(names),
            )
        )
    return found


def packs_in(folder: str | Path) -> tuple[Path, ...]:
    """Return the packs of a folder, by name; raise `PackError` where there is none."""
    found = sorted(path for path in Path(folder).iterdir() if path.suffix in SUFFIXES)
    if not found:
        raise PackError(Problem(f"there is no pack in the folder {shown(folder)}", expected="YAML files"))
    return tuple(found)
