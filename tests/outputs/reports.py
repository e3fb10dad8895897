"""Reports built by hand, one for each thing that an output must show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inboundcheck.errors import Problem
from inboundcheck.places import Place
from inboundcheck.report import (
    Answered,
    Finding,
    Outcome,
    PackUsed,
    Param,
    Question,
    Report,
    RuleResult,
    Seen,
    Severity,
    Source,
    Subject,
    Told,
    Waiver,
)

DAY = date(2026, 11, 23)
SPEC = """\
format: 1
program: fba
market: US
boxes:
  - id: A17
    length: 40 in
    width: 12 in
    height: 10 in
    weight: 31 lb
  - id: A18
    length: 20 in
    width: 12 in
    height: 10 in
  - {id: A19, length: 60 in, width: 6 in, height: 6 in, weight: "25,4 kg"}
  - id: A20
    dunnage: [peanuts, bubble_wrap]
  - id: A21
""".splitlines()
AMAZON = Source("Amazon Seller Central", "third-party", "Shipping and routing requirements", "https://example.com/routing", DAY, "Read in a copy.")
PACK = PackUsed("amazon-fba-us", "Amazon FBA inbound, United States", "2026.11", "its scope fits")
RULE = "amazon-fba-us/box-too-long"


def line_of(place: Place) -> str | None:
    """Read a line of the spec above."""
    return SPEC[place.line - 1] if place.file == "shipment.yaml" and 0 < place.line <= len(SPEC) else None


def box(name: str, index: int = 0, count: int = 1) -> Subject:
    return Subject("box", name, index, count, pointer=f"/boxes/{index}")


def told(fact: str, value: str, line: int = 0, column: int = 0, pointer: str = "") -> Told:
    return Told(fact, value, pointer, Place("shipment.yaml", line, column) if line else None)


def result(rule: str = RULE, passed: int = 0, **outcomes: int) -> RuleResult:
    counts = {Outcome.PASS: passed, **{Outcome(name): number for name, number in outcomes.items()}}
    return RuleResult(rule, "A title", Severity.ERROR, "judged", outcomes=counts)


too_long = Finding(
    Outcome.VIOLATION,
    RULE,
    "A box side is over the limit",
    Severity.ERROR,
    (box("A17"),),
    "longest side is 40 in; at most 36 in",
    "refused",
    params=(Param("longest_side", "at_most", "40 in", "36 in", "4 in"),),
    evidence=(told("longest_side", "40 in", 6, 13, "/boxes/0/length"), told("unit_count", "4", 5, 5, "/boxes/0")),
    why="Longer boxes do not fit the receiving conveyor.",
    fix="Repack so that the longest side is 36 in or less.",
    sources=(AMAZON,),
    aspect="size",
    boxes=1,
)
long_again = Finding(
    Outcome.VIOLATION,
    RULE,
    "A box side is over the limit",
    Severity.ERROR,
    (Subject("box", "", 6, 40, pointer="/boxes/6"),),
    "longest side is 37 in; at most 36 in",
    "refused",
    evidence=(told("longest_side", "37 in"),),
    fix="Repack so that the longest side is 36 in or less.",
    sources=(AMAZON,),
    boxes=40,
)
on_a_seam = Finding(
    Outcome.VIOLATION,
    "amazon-fba-us/label-on-seam",
    "A label lies on a seam",
    Severity.ERROR,
    (Subject("label", "", 0, box="box A18", pointer="/boxes/1/labels/0"),),
    "seam clearance is 0 in; more than 0 in",
    "refused",
    params=(Param("seam_clearance", "more_than", "0 in", "0 in"),),
    evidence=(Seen("seam_clearance", "0 in", "a18-top.jpg", ((412.2, 96.0), (1004.4, 101.0), (1000.0, 520.0), (415.0, 518.0)), 0.93),),
    disagreement="the spec says 2 in, the photo shows 0 in; judged each way, the worse stands",
    fix="Move the label to one flat face, clear of every seam and edge.",
    sources=(AMAZON,),
    boxes=1,
)
peanuts = Finding(
    Outcome.VIOLATION,
    "amazon-fba-us/dunnage-not-allowed",
    "Packing material that is not allowed",
    Severity.WARNING,
    (box("A20", 3),),
    "dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper, styrofoam, foam_chips, crinkle_paper",
    "charged",
    evidence=(told("dunnage", "peanuts, bubble_wrap", 16, 14),),
    fix="Take out the packing peanuts; use air pillows, paper sheets or bubble wrap.",
    sources=(AMAZON,),
    boxes=1,
)
hand_holes = Finding(
    Outcome.VIOLATION,
    "house/hand-holes",
    "A heavy box without hand holes",
    Severity.ADVICE,
    (box("A17"),),
    "hand holes is no; yes",
    boxes=1,
)
leaning = Finding(
    Outcome.INCONCLUSIVE,
    RULE,
    "A box side is over the limit",
    Severity.ERROR,
    (box("A19", 2),),
    "longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box)",
    "refused",
    evidence=(told("longest_side", "60 in", 14, 23),),
    needs=("unit count of box A19", "longest item side of box A19"),
    leaning=True,
    fix="Repack so that the longest side is 36 in or less.",
    sources=(AMAZON,),
    aspect="contents",
    boxes=1,
)
no_weight = Finding(
    Outcome.INCONCLUSIVE,
    "amazon-fba-us/box-too-heavy",
    "A box is over the weight limit",
    Severity.ERROR,
    (box("A18", 1),),
    "not known: weight",
    "refused",
    evidence=(told("", "", 10, 5, "/boxes/1"),),
    needs=("weight of box A18",),
    sources=(AMAZON,),
    rules=("amazon-fba-us/box-too-heavy",),
    boxes=1,
)
no_dunnage = Finding(
    Outcome.INCONCLUSIVE,
    "amazon-fba-us/dunnage-not-allowed",
    "2 rules cannot be decided",
    Severity.WARNING,
    (box("A21", 4), *(box(f"B{number}", number) for number in range(5, 16))),
    "not known: dunnage",
    "charged",
    evidence=(told("", "", 17, 5, "/boxes/4"),),
    needs=("dunnage",),
    sources=(AMAZON,),
    aspect="packing",
    rules=("amazon-fba-us/dunnage-not-allowed", "amazon-fba-us/dunnage-loose"),
    boxes=12,
)
no_labels = Finding(
    Outcome.INCONCLUSIVE,
    "not-checked/labels",
    "Nothing in the input speaks of labels",
    Severity.ERROR,
    (Subject("shipment"),),
    "8 rules, 240 boxes; nothing in the input speaks of labels",
    needs=("photos of the boxes", "or `labels:` in the spec"),
    fix="To judge the data only, and say so in the report: --only data",
    aspect="labels",
    rules=tuple(f"amazon-fba-us/label-{number}" for number in range(1, 9)),
    boxes=240,
)
accepted = Finding(
    Outcome.VIOLATION,
    RULE,
    "A box side is over the limit",
    Severity.ERROR,
    (box("C1", 9),),
    "longest side is 38 in; at most 36 in",
    "refused",
    waiver=Waiver(RULE, "Accepted in case 20931.", "maria", date(2026, 12, 31), "C*"),
    boxes=1,
)
unreadable = Problem(
    "'25,4 kg' is not a mass (write the decimal with a point, and no thousands separator)",
    Place("shipment.yaml", 14, 65),
    "box A19, weight",
    "a number and a unit",
    "'25.4 kg'",
)


def clean() -> Report:
    return Report((), DAY, (PACK,), 240, (result(passed=2_640), result("amazon-fba-us/box-too-heavy", 240)))


def full() -> Report:
    """One of each."""
    rules = (
        result(passed=119, violation=3, inconclusive=1),
        result("amazon-fba-us/box-too-heavy", not_applicable=3),
        RuleResult("amazon-fba-us/pallet-too-high", "A pallet is too high", Severity.ERROR, "never applied"),
        RuleResult("amazon-fba-us/old-limit", "An old limit", Severity.ERROR, "not in force", "from 2027-01-01"),
        RuleResult("house/own-limit", "Our own limit", Severity.WARNING, "off", "the setting `own_limit` is not set"),
    )
    return Report(
        (too_long, no_labels, no_weight, on_a_seam, accepted, peanuts, hand_holes, long_again, no_dunnage, leaning),
        DAY,
        (PACK, PackUsed("house", "House rules", "3", "named")),
        240,
        rules,
        (unreadable,),
        ("no ship date is given; judged as of today, 2026-11-23",),
        unused_waivers=(
            Waiver("house/hand-holes", "The carrier agreed.", "li", date(2027, 1, 31), "D4"),
            Waiver(RULE, "Until the new boxes come.", "li", date(2026, 10, 1)),
        ),
        questions=(asked("seam"), asked("edge", "Does this label go over an edge or a corner of the box?")),
        answers=(Answered("00ff00ff00ff00ff", yes=True, by="maria", at=date(2026, 11, 22), photo="a17.jpg", sha256="c" * 64, question="Is it?"),),
    )


def asked(kind: str, text: str = "Does this label lie over a seam of the box, or touch one?") -> Question:
    corners = ((412.2, 96.0), (1004.4, 101.0), (1000.0, 520.0), (415.0, 518.0))
    return Question(f"{kind}-1", kind, text, "box A18", "a18-top.jpg", "b" * 64, corners, (300, 0, 1100, 640), "seam_clearance of the label")


def only_data() -> Report:
    rules = (
        result(passed=480),
        RuleResult("amazon-fba-us/label-missing", "No label", Severity.ERROR, "not asked", "labels", not_asked=240),
        RuleResult("amazon-fba-us/team-lift-mark", "No Team Lift mark on a heavy box", Severity.ERROR, "not asked", "marks, labels", {}, 12, 4),
    )
    return Report((), DAY, (PACK,), 240, rules, only=("size", "weight", "contents"))


def nothing_decided() -> Report:
    return Report((), DAY, (PACK,), 3, (RuleResult(RULE, "A title", Severity.ERROR, "not in force", "from 2027-01-01"),))


def hostile(text: str, number: int = 1) -> Report:
    """The same text in every field that takes one."""
    place = Place(text, number, number)
    source = Source(text, "house", text, text, DAY, text)
    subjects = tuple(Subject(kind, text, 0, number, text, text) for kind in ("box", "label", text))
    evidence = (Told(text, text, text, place), Seen(text, text, text, ((0.0, 1.0),), 0.5))
    waiver = Waiver(text, text, text, DAY, text)
    violation = Finding(
        Outcome.VIOLATION, text, text, Severity.ERROR, subjects, text, "refused", (Param(text, text, text, text),), evidence, (text,) * 7,
        leaning=False, disagreement=text, why=text, fix=text, sources=(source,), aspect=text, rules=(text, text), boxes=number,
    )  # fmt: skip
    findings = (
        violation,
        replace(violation, outcome=Outcome.INCONCLUSIVE, rule=text + "2", severity=Severity.WARNING, leaning=number % 2 == 0),
        replace(violation, outcome=Outcome.INCONCLUSIVE, rule="not-checked/" + text, effect=None),
        replace(violation, severity=Severity.ADVICE, waiver=waiver),
    )
    rules = (
        RuleResult(text, text, Severity.ERROR, "judged", text, {Outcome.PASS: number}, number, number),
        RuleResult(text, text, Severity.ERROR, "off", text),
        RuleResult(text, text, Severity.ERROR, "not asked", text, {}, number, number),
    )
    question = Question(text, text, text, text, text, text, ((0.0, 1.0),), (0, 0, number, number), text)
    problem = Problem(text, place, text, text, text)
    return Report(
        findings,
        DAY,
        (PackUsed(text, text, text, text),),
        number,
        rules,
        (problem,),
        (text,),
        (text,),
        (waiver,),
        questions=(question,),
        answers=(Answered(text, yes=True, by=text, at=DAY, photo=text, sha256=text, question=text, place=place),),
    )


def one(finding: Finding = too_long) -> Report:
    """A report of a single finding."""
    return Report((finding,), DAY, (PACK,), 1, (result(violation=1),))


def warned() -> Report:
    return Report((peanuts, hand_holes), DAY, (PACK,), 1, (result(passed=12, violation=2),))
