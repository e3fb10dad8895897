"""What `explain` says of findings that the library tells by itself, without a rule of a pack: of photos, and of what nothing speaks of."""

from __future__ import annotations

import textwrap

from inboundcheck.facts import ASPECTS, VOCABULARY
from inboundcheck.photos.binding.kinds import KINDS

_WIDTH = 96
_EXAMPLE = {
    "photos": "photo photos/A1/front.jpg",
    "box": "box A1",
    "shown": "box A2",
    "trouble": "front.jpg is cut off or damaged; copy it anew from the phone, or take it anew",
    "said": "maria answered on 2026-11-23 about photos/A1/front.jpg, and the photo was changed since",
    "read": "read in it: FBA15ABCDEFGU000002",
}
"""The words of an example, for what a message names."""
_DIFFERS = {
    "size-differs": "the longest side is at least 512 mm by the scale in it, and 480 mm as declared",
    "content-differs": "6 of FNSKU X00ABCDEF1 in the code, 4 declared",
    "dunnage-differs": "it looks like loose fill (packing peanuts); declared is paper sheet",
}

OWN_NAMES = (*(f"photos/{name}" for name in KINDS), *(f"not-checked/{aspect}" for aspect in ASPECTS))
"""Every `rule` of a finding that is no rule of a pack."""


def own_page(name: str) -> str:
    """Explain a finding of the library itself, by one of `OWN_NAMES`."""
    owner, _, rest = name.partition("/")
    return _of_photos(name, rest) if owner == "photos" else _not_checked(name, rest)


def _of_photos(name: str, key: str) -> str:
    kind = KINDS[key]
    lines = [f"{name}: {kind.title}", f"{kind.severity}, not decided; told of photos by inboundcheck itself, not by a pack", ""]
    for word, text in (("like    ", kind.message), ("need    ", kind.needs), ("fix     ", kind.fix)):
        lines += _wrapped(word, text.format(**_EXAMPLE, measured=_DIFFERS.get(key, "")))
    lines += [
        "",
        *_wrapped("waiver  ", "no entry of waivers.yaml covers it: it is about the photo, and goes away when the photo or the spec is put right"),
    ]
    return "\n".join(lines)


def _not_checked(name: str, aspect: str) -> str:
    facts = ", ".join(f"{each.subject}.{each.name}" for each in (VOCABULARY[key] for key in VOCABULARY) if each.aspect == aspect)
    means = f"One finding for all rules that could not be decided because nothing in the input speaks of {aspect}, in place of one for each box."
    fix = "Say it in the spec, or for all boxes at once in a file for --with; --only data judges sizes, weights and contents alone, and says so."
    lines = [f"{name}: Nothing in the input speaks of {aspect}", "not decided, and as grave as the gravest of the rules that it stands for", ""]
    for word, text in (("means   ", means), ("rules   ", "-v names them, and so do the other formats"), ("facts   ", facts), ("fix     ", fix)):
        lines += _wrapped(word, text)
    return "\n".join(lines)


def _wrapped(word: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=word, subsequent_indent=" " * len(word), break_long_words=False, break_on_hyphens=False)
