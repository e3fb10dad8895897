"""Type checkers understand code that uses the library: what is right passes, and every line that is wrong is told."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest

SNIPPETS = "tests/typing/snippets.py"


def run(repository, *arguments):
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=repository,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.parametrize("plugin", ["", "pydantic.mypy"], ids=["plain", "with pydantic's plug-in"])
def test_mypy_understands_users_code(repository, tmp_path, plugin):
    if importlib.util.find_spec("mypy") is None:
        pytest.skip("mypy is not installed (it comes with the extra 'dev')")
    config = tmp_path / "mypy.ini"
    # By its own default, the plug-in lets any argument pass: then nothing wrong is told, but nothing right may be refused.
    own = f"plugins = {plugin}\nwarn_unused_ignores = False" if plugin else ""
    config.write_text(f"[mypy]\nstrict = True\nmypy_path = src\n{own}\n", encoding="utf-8")
    done = run(repository, "mypy", "--config-file", str(config), "--cache-dir", str(tmp_path / "cache"), SNIPPETS)
    assert done.stdout.startswith(("Success", "src", "tests", "Found")), done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith(SNIPPETS)] == []


def test_pyright_understands_users_code(repository):
    if importlib.util.find_spec("pyright") is None:
        pytest.skip("pyright is not installed (it comes with the extra 'dev')")
    done = run(repository, "pyright", "--pythonpath", sys.executable, "--outputjson", SNIPPETS)
    if not done.stdout.startswith("{"):
        pytest.skip("pyright could not start: it found no Node, or no network to fetch one")
    found = json.loads(done.stdout)
    assert found["summary"]["filesAnalyzed"] == 1
    assert [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in found["generalDiagnostics"]] == []


def test_the_snippets_that_are_right_run(repository):
    spec = importlib.util.spec_from_file_location("snippets", repository / SNIPPETS)
    snippets = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(snippets)
    snippets.built_from_texts()
    snippets.read_back(snippets.built_from_what_is_half_known())
