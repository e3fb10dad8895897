"""The container's image is built from what .dockerignore lets in, and that is enough. The image itself is built by hand: CI has no engine."""

import shutil
import sys
import zipfile

from tests.integrations.projects import REPOSITORY, needs, run

pytestmark = needs("pyproject-build")


def test_what_is_let_in_is_enough_to_install_from(tmp_path):
    lines = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in lines, "all the rest stays out"
    source = tmp_path / "source"
    source.mkdir()
    for name in (line[1:] for line in lines if line.startswith("!")):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
        copy(REPOSITORY / name, source / name)
    done = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, source, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert {f"inboundcheck/rules/{path.name}" for path in (REPOSITORY / "rules").glob("*.yaml")} <= {*names}
