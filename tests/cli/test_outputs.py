"""What `check` writes, where, and with which exit code."""

import json
import os
import subprocess
import sys

import pytest

from inboundcheck.outputs import FORMATS

EXAMPLE = "examples/sp-api/boxes.json"  # it has no photos, so each run is short


@pytest.fixture
def check(repository):
    def run(*arguments, folder=repository):
        environment = {**os.environ, "PYTHONPATH": str(repository / "src"), "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, "-m", "inboundcheck", "check", *arguments], cwd=folder, env=environment, capture_output=True, check=False
        )

    return run


def spec(folder, *boxes):
    path = folder / "shipment.json"
    path.write_text(json.dumps({"format": 1, "program": "fba", "market": "US", "ship_date": "2026-11-23", "boxes": boxes}), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_the_exit_code_is_the_same_in_every_format(check, name):
    assert check(EXAMPLE, "--format", name).returncode == 1


def test_several_files_at_once(check, tmp_path):
    names = ["a.sarif", "a.junit.xml", "a.csv", "a.xlsx", "a.md", "a.jsonl", "a.json", "a.txt", "a.picklist.html", "gl-code-quality-report.json"]
    done = check(EXAMPLE, "-q", *(part for name in names for part in ("-o", str(tmp_path / name))))
    assert (done.returncode, done.stderr) == (1, b"")
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(names)


def test_a_file_that_cannot_be_written_does_not_keep_the_others_back(check, tmp_path):
    done = check(EXAMPLE, "-q", "-o", str(tmp_path / "nowhere" / "a.csv"), "-o", str(tmp_path / "b.csv"))
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: '")
    assert done.stderr.endswith(b"' cannot be written: No such file or directory\n")
    assert (tmp_path / "b.csv").exists()
    assert done.stdout.startswith(b"examples/sp-api/boxes.json:")


def test_what_was_read_is_not_written_over(check, tmp_path):
    path = spec(tmp_path, {"id": "A1", "length": "20 in"})
    before = path.read_bytes()
    for given in (path, tmp_path):
        done = check(str(given), "-q", "-o", str(tmp_path / "." / "shipment.json"))
        assert done.returncode == 2
        assert b"was read for this report, and is not written over" in done.stderr
    assert path.read_bytes() == before


def test_a_format_that_is_not_known_is_refused_before_anything_is_written(check, tmp_path):
    done = check(EXAMPLE, "-o", str(tmp_path / "a.csv"), "-o", str(tmp_path / "b.pdf"))
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])


def test_a_workbook_goes_to_a_file_or_a_pipe(check):
    assert check(EXAMPLE, "--format", "xlsx").stdout.startswith(b"PK")


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of POSIX")
def test_a_workbook_does_not_go_to_a_terminal(repository):
    import pty

    main, terminal = pty.openpty()
    command = [sys.executable, "-m", "inboundcheck", "check", EXAMPLE, "--format", "xlsx"]
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    done = subprocess.run(command, cwd=repository, env=environment, stdout=terminal, stderr=subprocess.PIPE, check=False)
    os.close(terminal)
    os.close(main)
    assert done.returncode == 2
    expected = "error: --format xlsx is not text, and would garble a terminal; expected a file; for example -o report.xlsx, or > report.xlsx\n"
    assert done.stderr.decode() == expected


def test_a_format_for_machines_is_utf_8_with_its_own_line_ends(check, tmp_path):
    path = spec(tmp_path, {"id": "箱", "length": "40 in"})
    done = check(str(path), "--format", "csv", "--only", "size")
    assert done.stdout.count(b"\r\n") == len(done.stdout.splitlines())
    assert "箱" in done.stdout.decode("utf-8")
