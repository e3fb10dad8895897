"""The pick list for the floor: which box to fetch, what to do with it, and its barcode to scan. One page that needs no network.

It is HTML, because that is what a phone opens and an office printer prints; the boxes to tick work on both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from inboundcheck.outputs.barcode import can_draw, code_128
from inboundcheck.outputs.steps import WAIVED, Step, rule_of, steps
from inboundcheck.outputs.summary import headline
from inboundcheck.outputs.words import counted, listing, visible
from inboundcheck.report import Report

_STYLE = """
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 16px/1.4 system-ui, sans-serif; }
body { margin: 0 auto; padding: 1rem; max-width: 50rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { margin: 0; font-size: 1.2rem; overflow-wrap: anywhere; }
section.box { border: 2px solid currentColor; border-radius: 4px; padding: .7rem; margin: .8rem 0; break-inside: avoid; }
ul { list-style: none; margin: .4rem 0 0; padding: 0; } li { margin: .4rem 0; break-inside: avoid; overflow-wrap: anywhere; }
label { display: grid; grid-template-columns: 1.6rem 1fr; } input { width: 1.1rem; height: 1.1rem; margin: .15rem 0; }
small { display: block; } .level { font-weight: 700; } svg.code { display: block; height: 14mm; max-width: 100%; background: #fff; margin: .4rem 0; }
svg.code path { fill: #000; } @media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } }
"""
_HEAD = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Pick list</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
"""


def render(report: Report) -> str:
    """Write the page: first by box, the heaviest first, then by what is to be done."""
    todo = to_tick(report)
    boxes: dict[str, list[Step]] = {}
    for step in todo:
        boxes.setdefault(step.box, []).append(step)
    general = boxes.pop("", [])
    parts = [
        f"<h1>Pick list</h1>\n<p>{escape(headline(report))}</p>\n",
        _notes(report, todo, boxes),
        _general(general),
        "".join([f"<h2>By box: {counted(len(boxes), 'box')}</h2>\n", *(_box(name, own) for name, own in boxes.items())]) if boxes else "",
        _by_action(todo),
    ]
    return "".join([_HEAD, *parts, "</main>\n</body>\n</html>\n"])


def to_tick(report: Report) -> list[Step]:
    """Return the steps of the list; what all boxes lack alike is one step, and not one on each of hundreds of boxes."""
    found: list[Step] = []
    told: set[int] = set()
    for step in steps(report):
        finding = step.finding
        if step.level == WAIVED or id(finding) in told:
            continue
        if finding and step.box and not finding.is_violation and len(finding.subjects) > 1 and finding.boxes >= report.boxes:
            told.add(id(finding))
            step = replace(step, box="", scan="", about="all boxes")  # noqa: PLW2901 - the same step, for all
        found.append(step)
    return found


def _notes(report: Report, todo: Sequence[Step], boxes: dict[str, list[Step]]) -> str:
    notes = []
    if not todo:
        notes.append("Nothing is to be done." if report.ok else "Nothing was decided, so this list cannot say what is to be done.")
    if report.waived:
        notes.append(f"{len(report.waived):,} waived: not on this list.")
    if boxes and not can_draw():
        notes.append("Without barcodes: pip install 'inboundcheck[photo]' draws them.")
    return "".join(f"<p>{escape(note)}</p>\n" for note in notes)


def _general(general: Sequence[Step]) -> str:
    rows = "".join(_task(each, each.about) for each in general)
    return f"<h2>Before the boxes</h2>\n<ul>\n{rows}</ul>\n" if general else ""


def _box(name: str, own: Sequence[Step]) -> str:
    many = f" ({max(step.count for step in own):,} identical)" if max(step.count for step in own) > 1 else ""
    rows = "".join(_task(each, "" if each.about.startswith(f"box {name}") else each.about) for each in own)
    scan = own[0].scan
    code = code_128(scan) or ("<small>No barcode fits its ID.</small>\n" if scan and can_draw() else "")
    return f'<section class="box">\n<h3>{escape(f"Box {name}{many}")}</h3>\n{code}<ul>\n{rows}</ul>\n</section>\n'


def _task(step: Step, subject: str) -> str:
    what = step.do or step.found
    detail = ": ".join(part for part in (subject, step.found if step.do else "") if part)
    rule = f"({rule_of(step.finding)})" if step.finding else ""
    level = f'<span class="level">{escape(step.level)}</span>'
    return (
        f'<li><label><input type="checkbox"> <span>{level}: {escape(what)}<small>{escape(f"{detail} {rule}".strip())}</small></span></label></li>\n'
    )


def _by_action(todo: Sequence[Step]) -> str:
    """List what is to be done with the boxes that need it: one tool is fetched once."""
    actions: dict[str, list[str]] = {}
    for step in todo:
        if step.box and step.do:
            actions.setdefault(step.do, []).append(step.box)
    if not actions:
        return ""
    rows = "".join(f"<li><b>{escape(visible(do))}</b><small>{escape(_named(names))}</small></li>\n" for do, names in actions.items())
    return f"<h2>By action</h2>\n<ul>\n{rows}</ul>\n"


def _named(names: Sequence[str]) -> str:
    own = list(dict.fromkeys(names))
    return f"{counted(len(own), 'box')}: {listing(own, None)}"
