"""The rule packs are found wherever the library is installed from: a wheel, an sdist, or the repository itself."""

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in ("build", "hatchling", "pip")),
    reason="building a package needs build, hatchling and pip (the first two come with the extra 'test')",
)

ASK = "import json, inboundcheck; from inboundcheck.packs import bundled; print(json.dumps([inboundcheck.__file__, bundled()]))"


def run(*command, cwd, **environment):
    outer = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHONPATH", "COV_"))}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**outer, **environment}, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def from_sdist(repository, tmp_path_factory):
    """The sdist, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, repository, cwd=folder)
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def from_tree(repository, tmp_path_factory):
    """The wheel that is built from the repository."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, repository, cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture
def install(tmp_path):
    """Install into a new environment that has this one's dependencies, without any network; give back its Python."""

    def into_new_environment(*what):
        run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "env", cwd=tmp_path)
        python = next(path for name in ("bin/python", "Scripts/python.exe") if (path := tmp_path / "env" / name).exists())
        site_packages = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
        own = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (Path(site_packages) / "dependencies.pth").write_text("\n".join(own), encoding="utf-8")
        offline = ("--no-index", "--no-deps", "--no-build-isolation", "--ignore-installed")
        run(sys.executable, "-m", "pip", "--python", python, "install", "-q", *offline, *what, cwd=tmp_path)
        return python

    return into_new_environment


def packs_in(repository):
    return sorted(path.stem for path in (repository / "rules").glob("*.yaml"))


def where_and_which(python, cwd):
    where, names = json.loads(run(python, "-c", ASK, cwd=cwd))
    return where, sorted(names)


def test_the_packs_are_found_in_a_wheel(repository, from_tree, install, tmp_path):
    where, names = where_and_which(install(from_tree), tmp_path)
    assert where.startswith(str(tmp_path))
    assert names == packs_in(repository) != []


def test_the_packs_are_found_in_a_wheel_that_was_built_from_the_sdist(repository, from_sdist, install, tmp_path):
    where, names = where_and_which(install(from_sdist[1]), tmp_path)
    assert where.startswith(str(tmp_path))
    assert names == packs_in(repository)


def test_the_packs_are_found_in_an_editable_install(repository, install, tmp_path):
    where, names = where_and_which(install("-e", repository), tmp_path)
    assert where.startswith(str(repository / "src"))
    assert names == packs_in(repository)


def test_the_command_is_installed(from_tree, install, tmp_path):
    python = install(from_tree)
    command = next(python.parent.glob("inboundcheck*"))
    assert "check" in run(command, "--help", cwd=tmp_path)


def test_the_wheel_holds_the_library_the_packs_and_nothing_else(repository, from_tree, from_sdist):
    names = set(zipfile.ZipFile(from_tree).namelist())
    assert names == set(zipfile.ZipFile(from_sdist[1]).namelist()), "the wheel is the same, whatever it is built from"
    about = next(name.partition("/")[0] for name in names if ".dist-info/" in name)
    assert {name.partition("/")[0] for name in names} == {"inboundcheck", "pytest_inboundcheck.py", about}
    assert "inboundcheck/py.typed" in names
    assert {f"inboundcheck/rules/{name}.yaml" for name in packs_in(repository)} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert not [name for name in names if "/tests/" in name or "/test_" in name or name.endswith((".pyc", ".pyi"))]


def test_the_sdist_holds_what_is_needed_to_build_and_to_test(repository, from_sdist):
    with tarfile.open(from_sdist[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "README.md", "LICENSE", "src/inboundcheck/py.typed", "tests/conftest.py"} <= names
    assert {f"rules/{name}.yaml" for name in packs_in(repository)} <= names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist/")) or "__pycache__" in name]
