"""The report as one page to open on a phone or at a desk, and to print: what to do first, the photo beside it, then whose rule it is.

It needs no network and no other file, and works without scripts: the one that it has writes answers to questions into a file.
`html_view` decides what stands where; the words are those of the other formats.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from inboundcheck.errors import UsageError
from inboundcheck.outputs import guide, html_view, summary, words
from inboundcheck.outputs.blocks import Lines, no_lines
from inboundcheck.outputs.html_view import Crops, Pictures, no_crops, no_pictures
from inboundcheck.readers.answers import written
from inboundcheck.report import Report

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Crops", "Pictures", "no_crops", "no_pictures", "render"]


def render(report: Report, *, lines: Lines = no_lines, pictures: Pictures = no_pictures, crops: Crops = no_crops) -> str:
    """Write the report as HTML, everything in it.

    Args:
        report: what to show.
        lines: reads one line of a source file, for the excerpts.
        pictures: gives the picture to show of a photo, by the photo's path; None where there is none.
        crops: gives the part of a photo that a question is about.

    Raises:
        UsageError: jinja2 is not installed.
    """
    page = html_view.page(report, lines, pictures, crops)
    script = (files("inboundcheck.outputs") / "answers.js").read_text(encoding="utf-8") if page.looks else ""
    shown = {"review": summary.review(report), "script": script, "script_hash": b64encode(sha256(script.encode()).digest()).decode("ascii")}
    return _environment().get_template("report.html.jinja").render(page=page, report=report, answered=written(report.answers), **shown) + "\n"


def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise UsageError("HTML needs jinja2, which is not installed; install it with: pip install 'inboundcheck[html]'") from None
    made = Environment(
        loader=PackageLoader("inboundcheck.outputs", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters |= {
        "visible": words.visible,
        "prose": lambda text: clipped(words.prose(text), _LONGEST_TEXT),
        "name": lambda text: clipped(words.visible(text), _LONGEST_NAME),
        "about": lambda subjects: clipped(words.about(subjects, _MOST_NAMES), _LONGEST_TEXT),
        "fact": words.fact,
        "counted": words.counted,
        "data": lambda jpeg: "data:image/jpeg;base64," + b64encode(jpeg).decode("ascii"),
        "link": lambda url: url if url.startswith(("https://", "http://")) and url.isprintable() else "",
    }
    made.globals |= {"consequence": words.consequence, "chosen": summary.chosen, "verdict": summary.verdict}
    made.globals |= {"picture": guide.picture, "shot_words": guide.WORDS}
    return made


_LONGEST_NAME, _LONGEST_TEXT, _MOST_NAMES = 120, 2_400, 200


def clipped(text: str, most: int) -> str:
    """Take the middle out of a text that no screen could show, and say how much that was."""
    if len(text) <= most:
        return text
    return f"{text[: most // 2]} […{len(text) - most:,} more characters…] {text[len(text) - most // 2 :]}"
