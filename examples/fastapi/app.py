"""A small service: it takes a file of boxes with their photos, and answers with the JSON report.

pip install 'inboundcheck[photo]' fastapi python-multipart uvicorn
uvicorn --app-dir examples/fastapi app:app
curl -F spec=@examples/first-shipment/shipment.yaml -F "photos=@front.jpg;filename=A4/front.jpg" localhost:8000/check
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import FastAPI, File, HTTPException, Request, UploadFile
from fastapi.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import inboundcheck as ic
from inboundcheck.outputs import render
from inboundcheck.packs import available
from inboundcheck.photos import Eyes, Limits

MOST_BYTES = 200 * 1024 * 1024
"""Of one upload, all its photos together."""
MOST_PHOTOS = 120
SECONDS = 20.0
"""For one photo."""
_LONGEST_NAME = 120


class Limited:
    """Refuses an upload over the limit while it comes in, whatever its headers say."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count the bytes of one request."""
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BYTES:
                raise HTTPException(413, f"an upload may have {MOST_BYTES:,} bytes")
            return message

        await self.app(scope, counted, send)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Load all packs, and keep the processes that open photos for as long as the service runs."""
    for name in available():
        ic.load_pack(name)
    with Eyes(seconds=SECONDS, limits=Limits(pixels=50_000_000)) as eyes:
        app.state.eyes = eyes
        yield


app = FastAPI(title="inboundcheck", lifespan=lifespan)
app.add_middleware(Limited)


@app.post("/check")
def check(
    request: Request,
    spec: UploadFile,
    photos: Annotated[list[UploadFile], File(description="A photo of box A4 is named A4/front.jpg or A4-front.jpg.")] = [],  # noqa: B006 - FastAPI reads it
    as_of: date | None = None,
) -> Response:
    """Judge a shipment. FastAPI runs this in a thread, because it is no `async def`: nothing else waits for it."""
    if len(photos) > MOST_PHOTOS:
        raise HTTPException(413, f"at most {MOST_PHOTOS} photos are looked at")
    with TemporaryDirectory() as folder:
        try:
            report = judged(request.app.state.eyes, spec, photos, as_of, Path(folder))
        except ic.InboundCheckError as error:
            return JSONResponse({"problems": [problem(each, folder) for each in error.problems]}, 422)
        return Response(render(report, "json").replace(f"{folder}/", ""), media_type="application/json")


def judged(eyes: Eyes, spec: UploadFile, photos: list[UploadFile], as_of: date | None, folder: Path) -> ic.Report:
    """Judge what was uploaded. `photos=` is given even where there are none: so no file of this machine that a spec names is opened."""
    reading = ic.read(kept(spec, folder))
    packs = reading.shipment.packs
    if isinstance(packs, tuple) and not set(packs) <= set(available()):
        raise ic.UsageError("`packs` of an upload may hold names, and no files")
    looked = eyes.look([kept(each, folder / "photos") for each in photos])
    named = [each.model_copy(update={"path": Path(each.path).relative_to(folder).as_posix()}) for each in looked]
    return ic.check(reading, as_of=as_of, photos=named)


def kept(upload: UploadFile, folder: Path) -> Path:
    """Save a file under its name, and under that of its folder if it has one: the folder may say whose photo it is."""
    parts = PurePosixPath((upload.filename or "").replace("\\", "/")).parts[-2:]
    if not parts or any(each in ("..", "/") or not each.isprintable() or len(each.encode()) > _LONGEST_NAME for each in parts):
        raise ic.UsageError(f"a file needs a plain name, such as A4/front.jpg, of {_LONGEST_NAME} bytes at most")
    path = folder.joinpath(*parts)
    if path.exists():
        raise ic.UsageError(f"two files are called {'/'.join(parts)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(upload.file, file)
    return path


def problem(of: ic.Problem, folder: str) -> dict[str, Any]:
    """One thing that is wrong with the upload, and how to put it right."""
    line, column = (of.place.line, of.place.column) if of.place else (0, 0)
    texts = {"found": of.found, "where": of.where, "expected": of.expected, "example": of.example}
    return {**{key: text.replace(f"{folder}/", "") for key, text in texts.items()}, "line": line or None, "column": column or None}
