"""What stands where in the HTML report: findings by box, each photo once, and long lists folded up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from inboundcheck.outputs.blocks import Lines
from inboundcheck.outputs.excerpt import Excerpt, excerpt
from inboundcheck.outputs.summary import NOT_JUDGED, headline, in_order, is_roll_up, verdict
from inboundcheck.outputs.words import box_of, named
from inboundcheck.places import Place
from inboundcheck.report import Finding, Question, Report, RuleResult, Seen, Shot, Source, State, Told

OPEN_CARDS = 40
"""So many boxes are shown at once; a browser opens the rest when it is asked to."""
MOST_PICTURES = 100
"""A page with more photos in it would be slow to open and to send."""
_FIRST_STEPS = 12
_EXCERPT = 88


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo to show."""

    jpeg: bytes
    width: int
    height: int
    alt: str
    """What it shows, for those who cannot see it."""


Pictures: TypeAlias = Callable[[str], Picture | None]
"""Gives the picture of a photo by its path, as the evidence names it."""


Crops: TypeAlias = Callable[[Question], Picture | None]
"""Gives the part of a photo that a question is about."""


def no_pictures(path: str) -> Picture | None:  # noqa: ARG001 - one of the functions that give pictures
    """Give none: for reports whose photos are not at hand."""
    return None


def no_crops(question: Question) -> Picture | None:  # noqa: ARG001 - one of the functions that give parts of photos
    """Give none: for reports whose photos are not at hand."""
    return None


@dataclass(frozen=True, slots=True)
class Look:
    """A part of a photo, and what is asked about it."""

    box: str
    photo: str
    picture: Picture | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of one card: shown here, or shown before."""

    path: str
    number: int
    """Its number on the page, from 1; 0 where there is no picture of it."""
    picture: Picture | None
    """None where it was shown before, or cannot be."""


@dataclass(slots=True)
class Item:
    """One finding, with the line of the file that it is about."""

    finding: Finding
    excerpt: Excerpt | None
    sources: tuple[Source, ...]
    """Empty for a group of rules: the sources of the first would pass for those of all."""
    roll_up: bool
    shot: Shot | None = None
    """The picture of the shot guide that is shown beside it: each stands on the page once."""

    @property
    def seen(self) -> list[tuple[str, list[Seen]]]:
        """What photos show of it, by photo."""
        by_photo: dict[str, list[Seen]] = {}
        for each in self.finding.evidence:
            if isinstance(each, Seen):
                by_photo.setdefault(each.photo, []).append(each)
        return list(by_photo.items())

    @property
    def told(self) -> tuple[Told, ...]:
        """What was declared elsewhere than in the line that is shown."""
        told = (each for each in self.finding.evidence if isinstance(each, Told) and each.fact)
        return tuple(each for each in told if self.excerpt is None or each.place != self.finding.place)

    @property
    def fix(self) -> str:
        """What to do; not for what may turn out to be right."""
        return self.finding.fix if self.finding.is_violation or self.finding.leaning or self.roll_up else ""


@dataclass(slots=True)
class Card:
    """All findings of one kind about one box, or another subject."""

    name: str
    level: str
    """The heaviest of them: error, warning, advice, open."""
    items: list[Item] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)

    @property
    def pictured(self) -> bool:
        """Whether a photo is shown on it."""
        return any(each.picture for each in self.photos)

    def named(self, path: str) -> str:
        """Name a photo of it: by its number, where it is shown."""
        return next((f"photo {each.number}" for each in self.photos if each.path == path and each.number), path)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    headline: str
    """The counts, without the verdict that stands over them."""
    level: str
    """How the verdict looks: good, error, open."""
    work: list[Card]
    """What needs work, the worst first."""
    more_work: list[Card]
    """The rest of that, folded up."""
    undecided: list[Card]
    more_undecided: list[Card]
    idle: dict[State, list[RuleResult]]
    """The rules that judged nothing, by why."""
    pictures_left_out: int
    looks: list[Look]
    """What a person can settle."""

    @property
    def steps(self) -> list[Card]:
        """What the list of things to do names."""
        return self.work[:_FIRST_STEPS]

    @property
    def further_steps(self) -> int:
        """How many it leaves out."""
        return len(self.work) + len(self.more_work) - len(self.steps)


def page(report: Report, lines: Lines, pictures: Pictures, crops: Crops = no_crops) -> Page:
    """Lay out a report."""
    album = _Album(pictures, report)
    standing = in_order(report)
    work = _cards((each for each in standing if each.is_violation), _heading, lines, album)
    undecided = _cards((each for each in standing if not each.is_violation), _own_heading, lines, album)
    return Page(
        headline=headline(report).removeprefix(f"{verdict(report)}. "),
        level="good" if report.ok else "error" if report.violations or report.defects else "open",
        work=work[:OPEN_CARDS],
        more_work=work[OPEN_CARDS:],
        undecided=_guided(undecided)[:OPEN_CARDS],
        more_undecided=undecided[OPEN_CARDS:],
        idle={state: rules for state in NOT_JUDGED if (rules := [each for each in report.rules if each.state == state])},
        pictures_left_out=album.left_out,
        looks=_looks(report, crops),
    )


def _looks(report: Report, crops: Crops) -> list[Look]:
    """Put the questions about one part of one photo together."""
    groups: dict[tuple[object, ...], list[Question]] = {}
    for each in report.questions:
        groups.setdefault((each.box, each.photo, each.crop, each.polygon), []).append(each)
    return [
        Look(group[0].box, group[0].photo, crops(group[0]) if number < MOST_PICTURES else None, tuple(group))
        for number, group in enumerate(groups.values())
    ]


class _Album:
    """Gives each photo its number, and its picture the first time only."""

    def __init__(self, pictures: Pictures, report: Report) -> None:
        self._pictures = pictures
        self._of_box: dict[str, list[str]] = {}
        for each in report.photos:
            self._of_box.setdefault(each.box, []).append(each.name)
        self._numbers: dict[str, int] = {}
        self._shown = 0
        self.left_out = 0

    def of(self, findings: Iterable[Finding]) -> list[Photo]:
        """Return the photos that findings rest on, and then the others of the box that they are about."""
        paths: dict[str, None] = {}
        for each in findings:
            paths |= {seen.photo: None for seen in each.evidence if isinstance(seen, Seen) and seen.photo}
            if len(each.subjects) == 1 and (box := box_of(each.subject)):
                paths |= dict.fromkeys(self._of_box.get(box, ()))
        return [self.photo(path) for path in paths]

    def photo(self, path: str) -> Photo:
        if path in self._numbers:
            return Photo(path, self._numbers[path], None)
        full = self._shown >= MOST_PICTURES
        self.left_out += full
        picture = None if full else self._pictures(path)
        self._shown += picture is not None
        self._numbers[path] = self._shown if picture else 0
        return Photo(path, self._numbers[path], picture)


def _cards(findings: Iterable[Finding], heading: Callable[[Finding], str], lines: Lines, album: _Album) -> list[Card]:
    """Put findings on cards by their heading, in the order in which they come: the first on each is the heaviest."""
    cards: dict[str, Card] = {}
    for each in findings:
        key = heading(each)
        card = cards.setdefault(key, Card(key, each.severity.value if each.is_violation else "open"))
        card.items.append(_item(each, lines))
    for card in cards.values():
        card.photos.extend(album.of(item.finding for item in card.items))
    return list(cards.values())


def _guided(cards: list[Card]) -> list[Card]:
    """Show each picture of the shot guide where a photo like it is first asked for."""
    shown: set[Shot] = set()
    for item in (each for card in cards for each in card.items):
        if item.finding.shot and item.finding.shot not in shown:
            shown.add(item.finding.shot)
            item.shot = item.finding.shot
    return cards


def _heading(finding: Finding) -> str:
    """What a violation is about: the box, whose label or item it may be."""
    subject = finding.subject
    name = f"box {box_of(subject)}" if subject.kind == "box" or subject.box else named(subject)
    return name[:1].upper() + name[1:]


def _own_heading(finding: Finding) -> str:
    """What is not decided is about many boxes at once, so it has a card to itself."""
    return f"{finding.rule} {finding.key}"


def _item(finding: Finding, lines: Lines) -> Item:
    several = len(finding.rules) > 1
    return Item(finding, _line(finding, finding.place, lines), () if several else finding.sources, is_roll_up(finding))


def _line(finding: Finding, place: Place | None, lines: Lines) -> Excerpt | None:
    line = lines(place) if place and place.line else None
    if line is None or place is None:
        return None
    value = next((each.value for each in finding.evidence if isinstance(each, Told) and each.place), "")
    found = excerpt(line, place.column, value, _EXCERPT)
    return replace(found, before=found.before.lstrip())
