"""What can be told of photos: one row for each kind of finding."""

from __future__ import annotations

from dataclasses import dataclass

from inboundcheck.report import Severity


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding about photos."""

    title: str
    severity: Severity
    message: str
    """With places for the photos (`{photos}`), the box that they are filed under (`{box}`), those shown (`{shown}`), and for what is said of one."""
    needs: str
    fix: str
    aspect: str = "identity"
    of_one_box: bool = False
    """Whether photos of several boxes make several findings."""


KINDS = {
    "not-looked-at": Kind(
        "A photo could not be looked at",
        Severity.ERROR,
        "{photos}: {trouble}",
        "the photo again, in a file that can be opened",
        "Take the photo again or save it anew; or take the file away, if nothing depends on it.",
    ),
    "library-missing": Kind(
        "Photos were not looked at, for want of a library",
        Severity.ERROR,
        "{photos}: {trouble}",
        "the libraries for photos",
        "Install them: pip install 'inboundcheck[photo]' (`inboundcheck doctor` says what is missing). Or take the photos away, if nothing "
        "depends on them.",
    ),
    "of-another-box": Kind(
        "A photo that is filed under one box shows the label of another",
        Severity.ERROR,
        "{photos}: filed under {box}, and the ID of {shown} was read in it; it counts for neither",
        "which of the two boxes it is; then a photo of {box} with its own label",
        "Look at the box. If only the file lies in the wrong place, file it under {shown}; if the labels were swapped, swap them back.",
        of_one_box=True,
    ),
    "of-an-unknown-box": Kind(
        "A photo shows a box ID that no box of the shipment has",
        Severity.ERROR,
        "{photos}: filed under {box}, whose own ID was not seen in it; {read}",
        "a photo of the labelled face of {box}",
        "Look at the box: an old label must be covered, and a box of another shipment does not belong here.",
        of_one_box=True,
    ),
    "of-several-boxes": Kind(
        "A photo shows the labels of several boxes",
        Severity.WARNING,
        "{photos}: the IDs of {shown} were read in it; only these IDs count, and nothing else that it shows",
        "a photo of each box alone",
        "Take each box alone, its labelled face whole and straight on.",
    ),
    "size-differs": Kind(
        "A box is not as large as declared, by its photo",
        Severity.WARNING,
        "{photos}: {measured}",
        "the sides of {box}, measured with a tape",
        "Measure {box} with a tape, over bulges too, and mend what is declared; or take the photo again with the card flat on the face.",
        aspect="size",
        of_one_box=True,
    ),
    "not-measured": Kind(
        "A box is marked in a photo, and could not be measured",
        Severity.ADVICE,
        "{photos}: {measured}",
        "the corners of {box} and a thing of known size on one of its faces, in a photo",
        "Mark the corners anew, or take the photo again with the card flat on a face; or measure {box} with a tape.",
        aspect="size",
        of_one_box=True,
    ),
    "content-differs": Kind(
        "The code of the contents on a box is not what is declared",
        Severity.WARNING,
        "{photos}: {measured}",
        "what is in {box}",
        "Count what is in {box}; then print its code anew, or mend what is declared. The receiver books in what the code says.",
        aspect="contents",
        of_one_box=True,
    ),
    "possibly-joined": Kind(
        "Two boxes may be joined, by a photo",
        Severity.WARNING,
        "{photos}: {measured}",
        "a look at {box}: whether anything holds it to another box",
        "Look at {box}. Cut what holds it to another box; where nothing does, write the sighting `kind: join` with `joined: false` for this photo.",
        aspect="packing",
        of_one_box=True,
    ),
    "possibly-strapped": Kind(
        "A strap may go round a box, by a photo",
        Severity.ADVICE,
        "{photos}: {measured}",
        "a look at {box}: whether a strap or a band goes round it",
        "Look at {box}. Take a strap off, or name it in `overwraps`; where it is print or tape, write for this photo that the face was looked at: "
        "the sighting `kind: face` with `detector: joins` and `closed: true`.",
        aspect="packing",
        of_one_box=True,
    ),
    "dunnage-differs": Kind(
        "A photo of an open box looks like packing material that is not declared",
        Severity.ADVICE,
        "{photos}: {measured}",
        "a look into {box}",
        "Look into {box}. Declare what is in it, and take out what the receiver refuses; if the photo only looks like it, nothing is to be done.",
        aspect="packing",
        of_one_box=True,
    ),
    "of-no-box": Kind(
        "A photo belongs to no box",
        Severity.WARNING,
        "{photos}: no box is filed, named or read that it could belong to; {read}",
        "the box that it shows",
        "Put it into a folder named after its box (photos/A1/…), or begin its name with the box's ID (photos/A1-front.jpg).",
    ),
    "answer-stale": Kind(
        "An answer is about a photo that is not there any more",
        Severity.WARNING,
        "{said}",
        "a new answer, about the photo as it is now",
        "Answer again (`inboundcheck review`), and take the old answer out of the file.",
    ),
    "answer-unknown": Kind(
        "An answer is to no question",
        Severity.WARNING,
        "{said}",
        "the answer taken away, or its `id` mended",
        "Take it out of the file. Where the box or the photo was filed anew, answer again (`inboundcheck review`).",
    ),
}
"""All that can be told of photos, by the name in the rule ID `photos/<name>`."""
