"""Whatever a photo does to its decoder costs that photo, and leaves the results of all others as they are."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import numpy as np
from inline_snapshot import snapshot

from inboundcheck.errors import PhotoError, UsageError
from inboundcheck.photos import Eyes, Limits, look
from tests.photos.pictures import code, photo, save

# A decoder that does what decoders do on hostile photos. It stands before zxing-cpp, and the height of the photo says what happens.
HOSTILE = """
import ctypes, os, pathlib, signal, sys

here = pathlib.Path(__file__).parent
me = sys.modules.pop("zxingcpp")
others, sys.path[:] = sys.path[:], [each for each in sys.path if pathlib.Path(each or ".") != here]
import zxingcpp as real
sys.modules["zxingcpp"], sys.path[:] = me, others
globals().update({name: getattr(real, name) for name in dir(real) if not name.startswith("__")})

def read_barcodes(gray, *formats, **ways):
    height = gray.shape[0]
    if height == 501:
        ctypes.string_at(0)                      # a crash
    if height == 502:
        ctypes.PyDLL(None).sleep(1000)           # a loop in native code that lets nobody else run
    if height == 503:
        bytearray(1 << 50)                       # more memory than there is
    if height == 504:
        os.kill(os.getpid(), signal.SIGKILL)     # what the system does to the largest process when memory runs out
    if height == 505:
        raise ValueError("not what a photo looks like")
    if height == 506:
        os.write(1, b"decoder: assertion failed, and 100 more lines\\n" * 100)
        print("noise")
    if height == 507:
        os._exit(0)
    return real.read_barcodes(gray, *formats, **ways)
"""


@pytest.fixture
def hostile(tmp_path_factory, monkeypatch):
    """Put the hostile decoder before the real one, for the worker processes."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "zxingcpp.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


@pytest.fixture
def photos(tmp_path):
    """Eleven photos with a code each; some have the heights that the hostile decoder knows."""
    heights = (500, 501, 500, 502, 500, 503, 500, 504, 505, 506, 507)
    return [
        save(tmp_path / f"{number}.png", photo((code(f"BOX-{number}", module=3), 40, 60), size=(600, height)))
        for number, height in enumerate(heights)
    ]


def said(results):
    return [looked.trouble or [each.barcode.text for each in looked.sightings if each.kind == "barcode"] for looked in results]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_photo_that_breaks_its_decoder_costs_itself_alone(hostile, photos):
    with Eyes(workers=2, seconds=4) as eyes:
        results = list(eyes.look(photos))
    assert [looked.path for looked in results] == [str(path) for path in photos]
    assert said(results) == snapshot(
        [
            ["BOX-0"],
            "the decoder crashed on 1.png (signal 11); open it and save it again as JPEG, or take it anew",
            ["BOX-2"],
            "3.png took more than 4 s to look at and was given up; open it and save it again as JPEG, or take it anew",
            ["BOX-4"],
            "5.png takes more memory to open than a photo may; save it smaller, as JPEG",
            ["BOX-6"],
            "the decoder crashed on 7.png (signal 9); open it and save it again as JPEG, or take it anew",
            "8.png could not be looked at (ValueError); open it and save it again as JPEG",
            ["BOX-9"],
            "the decoder crashed on 10.png (exit code 0); open it and save it again as JPEG, or take it anew",
        ]
    )


def test_results_are_those_of_an_undisturbed_run(hostile, photos):
    harmless = [photos[0], photos[2], photos[4], photos[6], photos[9]]
    with Eyes(workers=2, seconds=4) as eyes:
        disturbed = {looked.path: looked for looked in eyes.look([photos[1], *harmless, photos[7], *harmless[:2]])}
    with Eyes(workers=1, seconds=60) as eyes:
        assert [disturbed[looked.path] for looked in eyes.look(harmless)] == list(eyes.look(harmless))


def parent_of(pid):
    """The parent of a process, as /proc tells; none when it is gone."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except OSError:
        return None
    return None if state == "Z" else int(parent)


def workers_of(pid):
    """The processes that a process started."""
    return [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit() and parent_of(each.name) == pid]


def gone(pids):
    """Wait until they have ended, and give up after a while."""
    deadline = time.monotonic() + 20
    while any(parent_of(pid) is not None for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


needs_proc = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are found by /proc")


@needs_proc
def test_a_worker_killed_in_the_middle_costs_at_most_its_photo(tmp_path):
    paths = [save(tmp_path / f"{number}.png", photo((code(f"BOX-{number}", module=3), 40, 60), size=(600, 400))) for number in range(12)]
    before = set(workers_of(os.getpid()))
    with Eyes(workers=2) as eyes:
        undisturbed = list(eyes.look(paths))
        results = []
        for looked in eyes.look(paths):
            results.append(looked)
            if len(results) == 4:
                victim = (set(workers_of(os.getpid())) - before).pop()
                os.kill(victim, signal.SIGKILL)
    lost = [looked for looked in results if looked.trouble]
    assert len(lost) <= 1
    assert all("the decoder crashed on" in looked.trouble for looked in lost)
    assert [looked for looked in results if not looked.trouble] == [
        same for same, looked in zip(undisturbed, results, strict=True) if not looked.trouble
    ]


@needs_proc
def test_no_worker_outlives_the_block(tmp_path):
    path = save(tmp_path / "1.png", photo(size=(600, 500)))
    before = set(workers_of(os.getpid()))
    with Eyes(workers=2) as eyes:
        next(eyes.look([path] * 8))  # and the others are left under way, as after Ctrl-C
        mine = set(workers_of(os.getpid())) - before
    assert mine
    assert gone(mine)


_RUN = """
import sys
from inboundcheck.photos import Eyes
with Eyes(workers=2, seconds=1) as eyes:
    for looked in eyes.look([sys.argv[1]] * 1000):
        print("looked", flush=True)
"""


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_workers_end_with_the_process_that_asks(tmp_path, repository, how):
    path = save(tmp_path / "1.png", photo((code("BOX-1"), 40, 60), size=(900, 500)))
    environment = {**os.environ, "PYTHONPATH": str(repository / "src")}
    with subprocess.Popen([sys.executable, "-c", _RUN, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout.readline() == b"looked\n"
        workers = workers_of(process.pid)
        process.send_signal(how)
    assert workers
    assert gone(workers)


@needs_proc
def test_a_worker_that_hangs_ends_itself_when_nobody_waits(hostile, tmp_path, repository):
    path = save(tmp_path / "1.png", photo(size=(600, 502)))
    run = textwrap.dedent("""
        import sys, threading, time
        sys.path[:0] = sys.argv[2:]
        from inboundcheck.photos import Eyes
        with Eyes(workers=1, seconds=3) as eyes:
            threading.Thread(target=lambda: list(eyes.look([sys.argv[1]])), daemon=True).start()
            time.sleep(2)
            print("asked", flush=True)
            time.sleep(60)
    """)
    with subprocess.Popen([sys.executable, "-c", run, str(path), *sys.path[:1], str(repository / "src")], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"asked\n"
        workers = workers_of(process.pid)
        process.kill()
    assert workers
    assert gone(workers)


def test_bad_files_are_told_one_by_one(tmp_path):
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "text.jpg").write_text("Dear driver", encoding="utf-8")
    good = save(tmp_path / "good.webp", photo((code("BOX-1", module=3), 40, 60)))
    with Eyes(workers=2) as eyes:
        assert said(eyes.look([tmp_path / "folder.jpg", good, tmp_path / "text.jpg", tmp_path / "gone.jpg"])) == snapshot(
            [
                "folder.jpg is a folder, not a photo; give the photos in it",
                ["BOX-1"],
                "text.jpg holds text; give a photo as JPEG, PNG, WebP, HEIC or TIFF",
                "gone.jpg is not there (any more); give a photo that exists",
            ]
        )


def test_limits_reach_the_worker(tmp_path):
    path = save(tmp_path / "1.png", photo(size=(600, 500)))
    assert look(path, limits=Limits(pixels=299_999)).trouble == snapshot(
        "1.png has 0 megapixels, and at most 0.299999 are read; take it in the phone's usual mode (12 or 50) or shrink it"
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux holds a process to its address space")
def test_memory_is_limited(tmp_path):
    path = save(tmp_path / "1.png", np.zeros((9900, 10_000), np.uint8))
    assert look(path, limits=Limits(memory=500 << 20)).trouble == "1.png takes more memory to open than a photo may; save it smaller, as JPEG"


def test_a_name_of_any_bytes_is_opened(tmp_path):
    name = os.fsdecode(b"caf\xe9.png") if sys.platform.startswith("linux") else "caf\u00e9.png"
    looked = look(save(tmp_path / name, photo((code("BOX-1", module=3), 40, 60))))
    assert looked.ok
    assert looked.path.endswith("caf\\xe9.png" if sys.platform.startswith("linux") else name)


def test_paths_are_taken_as_they_are_needed(tmp_path):
    path = save(tmp_path / "1.png", photo(size=(600, 500)))
    taken = []

    def paths():
        for number in range(100):
            taken.append(number)
            yield path

    with Eyes(workers=1) as eyes:
        results = eyes.look(paths())
        next(results)
        next(results)
        assert len(taken) <= 4


def test_a_copy_is_small_and_upright(tmp_path):
    import io

    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(tmp_path / "1.jpg", photo(size=(1200, 600)), exif=exif)
    with Eyes(workers=1) as eyes:
        with Image.open(io.BytesIO(eyes.copy(path, longest=300))) as copy:
            assert (copy.format, copy.size, copy.mode) == ("JPEG", (150, 300), "RGB")
        with pytest.raises(PhotoError, match="is not there"):
            eyes.copy(tmp_path / "gone.jpg", longest=300)


def test_a_missing_library_is_named_with_its_command(monkeypatch):
    monkeypatch.setattr("inboundcheck.photos.opening.libraries.find_spec", lambda name: None if name in ("cv2", "zxingcpp") else object())
    with pytest.raises(UsageError) as caught:
        Eyes()
    assert str(caught.value) == snapshot("""\
zxing-cpp is missing; install it with pip install 'inboundcheck[photo]'
OpenCV (cv2) is missing; install one of opencv-python-headless (pip install 'inboundcheck[photo]' brings it) and opencv-python, never both: they share one folder and break each other\
""")


def test_a_library_that_cannot_be_loaded_is_named(tmp_path, monkeypatch):
    (tmp_path / "cv2.py").write_text("raise ImportError('libGL.so.1: cannot open shared object file')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(UsageError) as caught:
        look("photo.jpg")
    assert str(caught.value) == snapshot("cv2 cannot be loaded: libGL.so.1: cannot open shared object file")
