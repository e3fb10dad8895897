"""`check --watch`: what makes it check again, what does not, and how it ends. The changes are passed in; only the last test waits for real ones."""

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from inline_snapshot import snapshot
from PIL import Image
from watchfiles import Change

from inboundcheck.cli import main, watching
from inboundcheck.cli.watching import Watch
from inboundcheck.errors import UsageError

PACK = """\
pack: house
title: Our dock
version: "1"
rules:
  box-too-heavy:
    title: Too heavy
    for: box
    severity: error
    require: {weight: {at_most: 20 kg}}
    why: The dock unloads by hand.
    fix: Take out {weight.over}.
    source: {authority: Our dock, read: 2026-11-25, standing: house}
    examples: [{name: over, given: {weight: 21 kg}, expect: violation}]
"""
SPEC = "format: 1\nid: S1\nship_date: 2026-11-23\nboxes:\n  - {id: A1, weight: 20 kg}\n"


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls):
        return cls(2026, 11, 25, 14, 5, 7)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder with a shipment and a pack."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"nov/shipment.yaml": SPEC, "packs/house.yaml": PACK}.items():
        write(name, text)
    return tmp_path


def here(name):
    return str(Path.cwd() / name)


def write(name, text, change=Change.modified):
    """Write a file; return the change that this is."""
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
    return change, here(name)


@pytest.fixture
def run(monkeypatch, capsys, files):
    """Run the command; each step is done when it waits, and is what changed. Then comes Ctrl-C. Keeps which folders were watched."""

    def run_command(*arguments, steps=()):
        left = iter(steps)

        def changes_of(folders, recursive):
            run_command.watched.append(([os.path.relpath(each, files) for each in folders], recursive))
            yield set()
            for step in left:
                yield set(step())
            raise KeyboardInterrupt

        run_command.watched = []
        monkeypatch.setattr(watching, "changes_of", changes_of)
        monkeypatch.setattr(watching, "datetime", Clock)
        monkeypatch.setattr("sys.argv", ["inboundcheck", "check", *arguments, "--watch"])
        with pytest.raises(SystemExit) as end:
            main()
        assert next(left, None) is None, "not all changes were waited for"
        return end.value.code or 0, *capsys.readouterr()

    return run_command


def heavier():
    return [write("nov/shipment.yaml", SPEC.replace("20 kg", "21 kg"))]


def nothing():
    return []


HOUSE = ("--pack", "packs/house.yaml", "-q")


def test_it_checks_again_when_the_shipment_changes_and_ends_with_the_last_exit_code(run):
    assert run("nov", *HOUSE, steps=[nothing, heavier, nothing]) == snapshot(
        (
            1,
            "nov/shipment.yaml:5:22: error: house/box-too-heavy: box A1: weight is 21 kg; at most 20 kg\n",
            """\
2026-11-25 14:05:07
waiting for changes; Ctrl-C ends with exit code 0
2026-11-25 14:05:07: shipment.yaml changed
waiting for changes; Ctrl-C ends with exit code 1

""",
        )
    )


def test_it_checks_again_when_a_pack_changes(run):
    status, out, _ = run("nov", *HOUSE, steps=[lambda: [write("packs/house.yaml", PACK.replace("20 kg", "10 kg"))]])
    assert (status, out) == snapshot((1, "nov/shipment.yaml:5:22: error: house/box-too-heavy: box A1: weight is 20 kg; at most 10 kg\n"))


def test_it_checks_again_when_a_photo_comes(run):
    status, _, err = run("nov", *HOUSE, steps=[lambda: [write("nov/photos/A1/front.jpg", "no photo", Change.added)]])
    assert (status, err) == snapshot(
        (
            1,
            """\
2026-11-25 14:05:07
waiting for changes; Ctrl-C ends with exit code 0
2026-11-25 14:05:07: front.jpg changed
waiting for changes; Ctrl-C ends with exit code 1

""",
        )
    )


def broken():
    return [write("nov/shipment.yaml", "boxes: [")]


def gone():
    Path("nov/shipment.yaml").unlink()
    return [(Change.deleted, here("nov/shipment.yaml"))]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (broken, "error: nov/shipment.yaml:1:9: this is not YAML"),
        (gone, "error: nov: the folder holds no file that can be read"),
        (lambda: [write("packs/house.yaml", "pack: {")], "error: packs/house.yaml:"),
        (lambda: [write("inboundcheck.toml", "packs = 1\n"), *heavier()], "error: inboundcheck.toml: packs: "),
    ],
    ids=["a broken shipment", "no shipment", "a broken pack", "a broken configuration"],
)
def test_what_is_wrong_with_a_file_is_told_and_ends_nothing(run, step, told):
    def mended():
        Path("inboundcheck.toml").unlink(missing_ok=True)
        return [write("packs/house.yaml", PACK), *heavier()]

    status, out, err = run("nov", *HOUSE, steps=[step, mended])
    lines = err.splitlines()
    assert any(line.startswith(told) for line in lines)
    assert lines.count("waiting for changes; Ctrl-C ends with exit code 2") == 1
    assert (status, out) == (1, "nov/shipment.yaml:5:22: error: house/box-too-heavy: box A1: weight is 21 kg; at most 20 kg\n")


def test_a_file_that_is_broken_from_the_start_is_waited_for(run):
    broken()
    status, _, err = run("nov", *HOUSE, steps=[lambda: [write("nov/shipment.yaml", SPEC)]])
    assert (status, err.splitlines()) == snapshot(
        (
            0,
            [
                "2026-11-25 14:05:07",
                "error: nov/shipment.yaml:1:9: this is not YAML: expected the node content, but found '<stream end>'",
                "waiting for changes; Ctrl-C ends with exit code 2",
                "2026-11-25 14:05:07: shipment.yaml changed",
                "waiting for changes; Ctrl-C ends with exit code 0",
                "",
            ],
        )
    )


def test_a_folder_that_is_not_there_yet_is_waited_for(run):
    def back():
        shutil.move("elsewhere", "nov")
        return []

    shutil.move("nov", "elsewhere")
    assert run("nov", *HOUSE, steps=[nothing, back])[0] == 0
    assert run.watched == snapshot([([".", "packs"], False), (["nov", "packs"], True)])


def test_a_folder_that_is_replaced_is_watched_anew(run):
    def replaced():
        shutil.copytree("nov", "other")
        shutil.rmtree("nov")
        shutil.move("other", "nov")
        heavier()
        return []

    assert run("nov", *HOUSE, steps=[replaced])[0] == 1
    assert len(run.watched) == 2


def test_packs_and_photos_that_a_spec_names_are_watched_where_they_lie(run):
    named = SPEC.replace("boxes:", "packs: [../packs/house.yaml]\nboxes:").replace("20 kg", "20 kg, photos: [{path: ../pictures/a1.jpg}]")
    write("nov/shipment.yaml", named)
    Path("pictures").mkdir()
    Image.new("RGB", (40, 30)).save("pictures/a1.jpg")
    run("nov", "-q")
    assert run.watched == snapshot([(["nov"], True), (["nov", "packs", "pictures"], True)])


def test_a_broken_pack_that_a_spec_names_is_watched_too(run):
    write("nov/shipment.yaml", SPEC.replace("boxes:", "packs: [../packs/house.yaml]\nboxes:"))
    write("packs/house.yaml", "pack: {")
    assert run("nov", "-q", steps=[lambda: [write("packs/house.yaml", PACK)]])[0] == 0


def test_what_it_writes_itself_is_no_change(run):
    def written():
        assert Path("nov/report.json").is_file()
        paths = ["nov/report.json", "nov/marked/A1.jpg"]
        return [(Change.modified, here(each)) for each in paths]

    _, out, _ = run("nov/shipment.yaml", *HOUSE, "-o", "nov/report.json", "--save-marked", "nov/marked", steps=[heavier, written])
    assert out.count("box A1") == 1


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("nov/shipment.yaml", True),
        ("nov/photos/A1/front.JPG", True),
        ("nov/waivers.yaml", True),
        ("nov/deep/er/boxes.csv", True),
        ("packs/house.yaml", True),
        ("packs/house", True),
        ("packs/base.yaml", True),
        ("packs/notes.md", False),
        ("packs/older/base.yaml", False),
        ("nov/notes.txt", False),
        ("nov/~$boxes.xlsx", False),
        ("nov/.shipment.yaml.swp", False),
        ("nov/.git/x.yaml", False),
        ("nov/shipment.yaml~", False),
        ("out/report.json", False),
        ("nov/marked/A1/front.jpg", False),
        ("else/shipment.yaml", False),
        ("odd/ship.txt", True),
    ],
)
def test_what_a_check_may_read_matters_and_nothing_else(files, path, matters):
    (files / "odd").mkdir()
    watch = Watch(lambda *_: iter(()), Clock.now)
    watch.uses(map(Path, ["nov", "packs/house.yaml", "packs/house", "odd/ship.txt"]), map(Path, ["out/report.json", "nov/marked"]))
    assert watch.matters(path) is matters


def test_a_folder_of_photos_that_comes_or_goes_matters(files):
    watch = Watch(lambda *_: iter(()), Clock.now)
    watch.uses([Path("nov")], [])
    assert [watch.matters("nov/photos/A1", added_or_gone=each) for each in (True, False)] == [True, False]


def test_it_watches_before_it_reads(files):
    done = []

    def changes(*_):
        done.append("watched")
        yield set()

    watch = Watch(changes, Clock.now)

    def check():
        watch.uses([Path("nov")], [])
        done.append("read")

    watch.follow(check)
    assert done == ["watched", "read"]


def test_ctrl_c_in_the_middle_of_a_check_ends_with_what_was_known(files):
    codes = iter([1])

    def check():
        watch.uses([Path("nov")], [])
        code = next(codes, None)
        if code is None:
            raise KeyboardInterrupt
        raise watching.typer.Exit(code)

    watch = Watch(lambda *_: iter([set(), {(Change.modified, str(files / "nov/shipment.yaml"))}]), Clock.now)
    assert watch.follow(check) == 1


def test_a_file_that_vanishes_while_it_is_read_ends_nothing(files, capsys):
    def check():
        watch.uses([Path("nov")], [])
        raise FileNotFoundError(2, "No such file or directory", "nov/a.jpg")

    watch = Watch(lambda *_: iter([set()]), Clock.now)
    assert watch.follow(check) == 2
    assert "error: nov/a.jpg: a file cannot be read: No such file or directory\n" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ["--format", "json"],
            snapshot("""\
2026-11-25 14:05:07
error: --watch and --format json do not go together: it prints for people, text or -q; -o FILE writes other formats anew
"""),
        ),
        (
            ["--update-baseline", "--baseline", "known.yaml"],
            snapshot("""\
2026-11-25 14:05:07
error: --watch and --update-baseline do not go together: what is gone for a moment only would be gone for good
"""),
        ),
        (
            ["--as-of", "yesterday"],
            snapshot("""\
2026-11-25 14:05:07
error: --as-of 'yesterday' is not a date; write year-month-day, for example 2026-11-23
"""),
        ),
    ],
    ids=["a format for machines", "--update-baseline", "a mistake"],
)
def test_what_cannot_be_done_again_and_again_is_refused(run, arguments, told):
    status, out, err = run("nov", "--pack", "packs/house.yaml", *arguments)
    assert (status, out, run.watched) == (2, "", [])
    assert err == told


def test_without_watchfiles_it_says_what_to_install(run, monkeypatch):
    monkeypatch.setattr(watching, "find_spec", lambda _: None)
    assert run("nov", *HOUSE) == snapshot(
        (2, "", "error: --watch needs watchfiles, which is not installed; install it with: pip install 'inboundcheck[watch]'\n")
    )


def test_what_the_system_does_not_watch_is_told_and_ends_it(monkeypatch):
    def watch(*_, **__):
        raise OSError("OS file watch limit reached.")

    real = watching.changes_of
    monkeypatch.setattr("watchfiles.watch", watch)
    monkeypatch.setattr(watching.Watch, "_roots", lambda _: {Path("/home"): 1})
    with pytest.raises(UsageError) as trouble:
        Watch(real, Clock.now).follow(lambda: None)
    assert str(trouble.value) == snapshot(
        "--watch cannot watch '/home': OS file watch limit reached.; expected what is checked in a folder of its own"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process alone")
def test_real_changes_are_seen_and_ctrl_c_ends_it(files):
    command = [sys.executable, "-m", "inboundcheck", "check", "nov", *HOUSE, "--watch"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as watch:
        try:
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n", watch.stdout.readline())
            assert watch.stdout.readline() == "waiting for changes; Ctrl-C ends with exit code 0\n"
            heavier()
            assert watch.stdout.readline().endswith(": shipment.yaml changed\n")
            assert watch.stdout.readline().startswith("nov/shipment.yaml:5:22: error: house/box-too-heavy: ")
            assert watch.stdout.readline() == "waiting for changes; Ctrl-C ends with exit code 1\n"
            watch.send_signal(signal.SIGINT)
            assert watch.wait(60) == 1
        finally:
            watch.kill()
