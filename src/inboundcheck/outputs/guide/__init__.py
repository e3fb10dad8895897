"""The pictures of the shot guide: how the photos are to be taken that decide most. `python -m examples.render.shot_guide` draws them."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from inboundcheck.report import Shot

WORDS: dict[Shot, str] = {
    "face": "the whole side, straight on, with a hand's width around it; no flash",
    "corner": "from above a corner, held high, with three whole sides in it",
}
"""What each picture shows."""


def picture(shot: Shot) -> Traversable:
    """Return the file of a picture, a JPEG of 400 by 300 pixels."""
    return files("inboundcheck.outputs.guide") / f"{shot}.jpg"
