"""Writes the reference pages and the schema files: `python docs/generate.py`. With `--check` it only says which are stale, and fails."""  # noqa: INP001 - a script

from __future__ import annotations

import sys
from pathlib import Path

from generator import commands, configuration, facts, packs, rules, schemas, spec

DOCS = Path(__file__).parent
FOLDERS = ("reference", "rules", "schema")
"""What is in here is written by this script, and by nobody else."""


def pages() -> dict[Path, str]:
    """Every generated file with its text."""
    found: dict[str, str] = {}
    for module in (facts, rules, spec, commands, configuration, packs, schemas):
        found |= module.pages()
    return {DOCS / name: text for name, text in found.items()}


def stale(wanted: dict[Path, str]) -> list[Path]:
    """The files that differ from what they should be, those that should not be there among them."""
    there = {path for folder in FOLDERS for path in (DOCS / folder).rglob("*") if path.is_file()}
    now = {path: path.read_text(encoding="utf-8") for path in there}
    return sorted(path for path in there | wanted.keys() if now.get(path) != wanted.get(path))


def main() -> int:
    """Write what is stale, or with `--check` name it."""
    wanted = pages()
    changed = stale(wanted)
    check = "--check" in sys.argv[1:]
    for path in changed:
        print(f"{'stale' if check else 'wrote' if path in wanted else 'removed'}: {path.relative_to(DOCS.parent)}")  # noqa: T201 - a script
        if check:
            continue
        if path in wanted:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
        else:
            path.unlink()
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
