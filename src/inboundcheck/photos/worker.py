"""The process that opens photos: `python -m inboundcheck.photos.worker`, started and ended by `Eyes`.

Photos come from strangers, and decoders are native code: here they may crash, hang or eat memory, and it costs one photo. Requests
and answers are JSON, each after its length in 4 bytes (big-endian), on standard input and output.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from inboundcheck.errors import PhotoError
from inboundcheck.model import FaceSeen, Sighting
from inboundcheck.photos.looked import Looked, Marks
from inboundcheck.photos.opening.files import Limits, file_bytes, name_of
from inboundcheck.photos.opening.libraries import faults

if TYPE_CHECKING:
    from inboundcheck.photos.faces.corners import Corners

_LENGTH = 4
_FAR = 3
"""Corners of a face that are so many longer sides of the photo apart were marked in another photo."""
_LONGEST = 2048
"""Pixels of a photo's longer side that are enough to see a seam."""


def send(pipe: BinaryIO, message: dict[str, Any]) -> None:
    """Write one message."""
    data = json.dumps(message).encode("ascii")
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def receive(pipe: BinaryIO) -> dict[str, Any] | None:
    """Read one message; None at the end of the stream, whole or cut off."""
    head = pipe.read(_LENGTH)
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < size:
        return None
    message: dict[str, Any] = json.loads(data)
    return message


def main() -> int:
    """Answer requests until the input ends: that is when whoever asks is gone."""
    requests, answers = _own_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; whoever asks ends us
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    start = receive(requests)
    if start is None:
        return 0
    limits = Limits(**start["limits"])
    _limit_memory(limits.memory)
    send(answers, {"faults": _loaded()})
    while (request := receive(requests)) is not None:
        _wake_in(start["seconds"])
        send(answers, _answer(request, limits))
        _wake_in(0)
    return 0


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: a library that prints writes to where standard error goes, and none reads our input."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return requests, answers


def _limit_memory(size: int) -> None:
    """Limit the address space, where the platform can: a decoder that asks for more is refused instead of taking the machine down."""
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size if most == resource.RLIM_INFINITY else min(size, most), most))
    except (ImportError, AttributeError, ValueError, OSError):
        return  # Windows has none, and macOS refuses some


def _loaded() -> list[str]:
    """Load the libraries before the first photo; give what is wrong with them."""
    found = faults()
    if not found:
        import cv2
        from PIL import Image

        cv2.setNumThreads(1)  # each worker has one core
        Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before decoding, and its message knows the size
    return found


def _wake_in(seconds: float) -> None:
    """End this process in a while, even out of native code: should whoever asked be gone by then, nobody else would. 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + 5 if seconds else 0)


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """Carry out one request: look at a photo, or give a small copy of it or of a part."""
    path = os.fsdecode(bytes.fromhex(request["path"]))
    try:
        if request["want"] == "copy":
            return _copy(path, limits, request["longest"], request.get("part"))
        return {"looked": _look(path, limits, request.get("marks")).model_dump(mode="json", exclude={"path"})}
    except PhotoError as trouble:
        return {"trouble": str(trouble)}
    except MemoryError:
        return {"trouble": f"{name_of(path)} takes more memory to open than a photo may; save it smaller, as JPEG"}
    except Exception as trouble:  # noqa: BLE001 - whatever a library raises on a hostile file costs this photo alone
        return {"trouble": f"{name_of(path)} could not be looked at ({type(trouble).__name__}); open it and save it again as JPEG"}


def _look(path: str, limits: Limits, marks: dict[str, Any] | None) -> Looked:
    from inboundcheck.photos.barcodes import barcodes
    from inboundcheck.photos.binders.finding import binders
    from inboundcheck.photos.faces.corners import corners
    from inboundcheck.photos.inside import Inside, look_inside
    from inboundcheck.photos.opening.intake import gray
    from inboundcheck.photos.opening.lens import focal
    from inboundcheck.photos.opening.quality import flaws
    from inboundcheck.photos.printing.scannability import with_print
    from inboundcheck.photos.sizes.box_corners import find_box
    from inboundcheck.photos.sizes.card import SURE, find_card

    picture = gray(path, limits=limits)
    height, width = picture.shape
    length = focal(path, limits=limits)
    card = find_card(picture)
    box = find_box(picture, card, length) if card and card.confidence >= SURE else None
    said = Marks.model_validate(marks) if marks else Marks()
    inside = look_inside(path, limits, said) if said.open_box else Inside()
    codes = [with_print(each, picture) for each in barcodes(picture)]
    found = corners(path, picture, codes, limits)
    seams = _seams(path, limits, said, found, max(width, height))
    bound = binders(path, (width, height), limits)
    seen = (*flaws(picture), *codes, *(each for each in (card, box) if each), *seams, *inside.seen, *bound)
    return Looked(
        path="", width=width, height=height, sha256=sha256(file_bytes(path, limits)).hexdigest(), focal=length, sightings=seen,
        labels=found.labels, face=found.face.corners if found.face else (), face_confidence=found.face.confidence if found.face else 0.0,
        face_advice=found.face_advice, inside_advice=inside.advice,
    )  # fmt: skip


def _seams(path: str, limits: Limits, marks: Marks, found: Corners, longer: int) -> tuple[Sighting, ...]:
    """Look for seams on the face that is marked, and say that somebody has looked; else on the one that was found."""
    from inboundcheck.photos.faces.quads import Quad
    from inboundcheck.photos.opening.intake import colour
    from inboundcheck.photos.seams.seam_lines import seam_lines

    view = marks.view if marks.face else None
    face = Quad(corners=marks.face) if view else found.face
    if face is None or face.fault or face.diagonal > _FAR * longer:
        return ()
    marked = [Quad(corners=each) for each in marks.labels] if view else []
    labels = marked or [Quad(corners=each.polygon) for each in found.labels]
    picture = colour(path, limits=limits, longest=_LONGEST)
    lines = seam_lines(picture, face, [each for each in labels if not each.fault], scale=max(picture.size) / longer)
    return (*lines, FaceSeen(face=view, detector="seams", closed=True, by="seam finder")) if view else lines


def _copy(path: str, limits: Limits, longest: int, part: list[int] | None) -> dict[str, Any]:
    from base64 import b64encode
    from io import BytesIO

    from inboundcheck.photos.opening.intake import colour, longer_side

    buffer = BytesIO()
    if part:
        image = colour(path, limits=limits).crop((part[0], part[1], part[2], part[3]))
        whole = max(image.size)
        image.thumbnail((longest, longest))
    else:
        image, whole = colour(path, limits=limits, longest=longest), longer_side(path, limits=limits)
    image.save(buffer, "JPEG", quality=90)
    return {"jpeg": b64encode(buffer.getvalue()).decode("ascii"), "scale": max(image.size) / whole}


if __name__ == "__main__":
    sys.exit(main())
