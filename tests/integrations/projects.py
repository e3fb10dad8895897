"""A user's repository: a pack of their own, a shipment that passes it and one that does not. It is judged alike wherever it runs."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
"""Where commands are looked for: first beside our Python."""
PACK = """\
pack: house
title: Our dock
version: "1"
rules:
  box-too-heavy:
    title: The box is too heavy for one person
    for: box
    severity: error
    require: {weight: {at_most: 20 kg}}
    why: The dock unloads by hand.
    fix: "Take out {weight.over} or more."
    source: {authority: Our dock, read: 2026-11-25, standing: house}
    examples:
      - {name: at the limit in grams, given: {weight: 20000 g}, expect: pass}
      - {name: a hair over, given: {weight: 20.000001 kg}, expect: violation}
      - {name: nobody weighed it, given: {}, expect: inconclusive}
"""
GOOD = "format: 1\nid: S1\nship_date: 2026-11-23\nboxes:\n  - {id: A1, weight: 20 kg}\n"
BAD = "format: 1\nid: S2\nship_date: 2026-11-23\nboxes:\n  - {id: A1, weight: 21 kg}\n"


def project(folder):
    """Write the repository, and return its folder."""
    for name, text in {"packs/house.yaml": PACK, "good/shipment.yaml": GOOD, "bad/shipment.yaml": BAD}.items():
        file = folder / name
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    return folder


def environment(**more):
    """The environment of a process as a stranger's machine would set it: ours without pytest's, without colours and without git's own files."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV_", "GIT_", "GITHUB_", "PRE_COMMIT", "PYTEST", "PYTHONPATH"))
    }
    plain = {"NO_COLOR": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (("NAME", "A Tester"), ("EMAIL", "tester@example.com"))}
    return {**kept, **plain, **who, "PATH": PATH, **more}


def run(*command, cwd, **more):
    """Run a command, and return what it did."""
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment(**more), capture_output=True, text=True, encoding="utf-8", timeout=600, check=False
    )


def git(folder, *arguments):
    """Run git, and return what it prints."""
    done = run("git", *arguments, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def committed(folder):
    """Make a git repository of a folder with all that lies in it; return the commit."""
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "All of it")
    return git(folder, "rev-parse", "HEAD")


def sources(folder):
    """Copy what an installation from this repository is built from, and what others read at its top."""
    for name in ("src", "rules", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    for name in (".pre-commit-hooks.yaml", "action.yml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(REPOSITORY / name, folder / name)
    return folder


def needs(*commands):
    """Skip tests where a command is missing that comes with the extra 'dev'; with ALL_TOOLS set, as in CI, they fail instead."""
    missing = [name for name in commands if shutil.which(name, path=PATH) is None]
    return pytest.mark.skipif(bool(missing) and not os.environ.get("ALL_TOOLS"), reason=f"not installed: {', '.join(missing)}")


def schema_problems(schema, *files):
    """Hold files to one of the schemas that check-jsonschema carries; return what is wrong, or nothing."""
    done = run("check-jsonschema", "--builtin-schema", schema, *files, cwd=REPOSITORY)
    return "" if done.returncode == 0 else done.stdout + done.stderr
