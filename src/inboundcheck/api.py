"""What a program calls: read, check, save. Wiring only: files and the clock come in here and nowhere below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pydantic import ValidationError

from inboundcheck import readers
from inboundcheck.answers import listed
from inboundcheck.engine import Checker, Run
from inboundcheck.engine.fit import Fit
from inboundcheck.engine.fit import fit as fitting
from inboundcheck.errors import PackError, Problem, UsageError, nearest, shown
from inboundcheck.facts import VOCABULARY
from inboundcheck.model import Box, Shipment
from inboundcheck.outputs import files
from inboundcheck.outputs.spec import render_spec
from inboundcheck.packs import Chosen, Pack, available, choose, load_pack, set_all
from inboundcheck.readers import Reading
from inboundcheck.readers.baseline import covered, first, read_baseline, written
from inboundcheck.readers.waivers import read_waivers
from inboundcheck.report import Finding, PhotoUsed, Report, Waiver, merged

if TYPE_CHECKING:
    from inboundcheck.photos import Looked

Checkable: TypeAlias = "Shipment | Box | Reading | str | Path"
PackName: TypeAlias = "str | Path | Pack"
_PHOTOS = "photos"
"""The folder of photos that lies beside a spec."""


def read(path: str | Path, *, defaults: str | Path | None = None, columns: str | Path | None = None) -> Reading:
    """Read a shipment from a file or a folder; the reader is chosen by what is in it.

    Args:
        path: our own YAML or JSON spec, JSON Lines, an SP-API payload, a spreadsheet, a ship notice in EDI or another format that is read,
            or a folder with one of them.
        defaults: a second YAML file that answers for all boxes, items or products what the first leaves out.
        columns: for tables: a YAML file that says what each column means; else the one beside the table.

    Raises:
        ReadError: the file cannot be read at all. A defect of single values is in `.issues`, and the rest is read.
    """
    return readers.read(path, defaults=defaults, columns=columns)


def propose_map(path: str | Path) -> str:
    """Return a map of the columns of a table, as YAML with comments, for a person to mend.

    Raises:
        ReadError: the file holds no table.
    """
    return readers.propose_map(path)


def spec(reading: Reading) -> str:
    """Return what was read as our own YAML, which reads back to the same shipment."""
    return render_spec(reading.shipment)


def check(
    what: Checkable | Iterable[Checkable],
    *,
    packs: Sequence[PackName] | None = None,
    as_of: date | None = None,
    only: Iterable[str] = (),
    waivers: str | Path | Iterable[Waiver] = (),
    defaults: str | Path | None = None,
    columns: str | Path | None = None,
    given: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    baseline: str | Path | None = None,
    update_baseline: bool = False,
    photos: str | Path | Iterable[Looked] | None = None,
    today: date | None = None,
) -> Report:
    """Judge shipments, boxes, readings or paths by rule packs.

    Args:
        what: one thing to check, or several.
        packs: names of packs, paths of YAML files or of folders of them, or loaded packs; None lets the shipment's programme and market choose.
        as_of: the day whose rules apply; else the shipment's ship date, else `today`.
        only: aspects to judge (`"size"`, `"weight"`, `"contents"` …, or `"data"` for these three); the report lists what was not asked.
        waivers: a waivers file, or waivers.
        defaults: for paths: a second file that answers for all boxes, items or products at once.
        columns: for paths of tables: a map of their columns; else the one beside each.
        given: facts of the shipment that it does not say itself: `{"mode": "spd"}`.
        settings: limits that packs leave to their users: `{"stock_cover": "90 days"}`; they win over those of the shipment.
        baseline: a file of known findings, which count as waived.
        update_baseline: take out of that file what is not found any more; write a first one where there is none.
        photos: a folder with photos of the boxes of one shipment, or photos that were looked at already. A folder that is checked
            brings its own, in `photos/`; photos that a spec names are looked at too.
        today: what to take as today's date; the system's when left out.

    Raises:
        ReadError: a path cannot be read. PackError: a pack is not valid, or none fits. UsageError: an argument is wrong.
    """
    known = read_baseline(baseline) if baseline is not None and not (update_baseline and not Path(baseline).exists()) else None
    aspects = (only,) if isinstance(only, str) else tuple(only)
    judging = _Judging(packs, as_of, aspects, _waivers(waivers), given or {}, settings or {}, today or date.today())  # noqa: DTZ011 - the user's day
    for source in _sources(what, defaults, columns, whole=photos is not None):
        judging.add(judging.photographed(source, photos))
    report = judging.close()
    if baseline is None:
        return report
    report, left = covered(report, known, unwaivable=judging.unwaivable) if known else (report, first(report, str(baseline)))
    if update_baseline:
        Path(baseline).write_text(written(left), encoding="utf-8")
    return report


def stream(
    path: str | Path, *, packs: Sequence[PackName] | None = None, as_of: date | None = None, today: date | None = None
) -> Iterator[Finding | Problem]:
    """Judge a JSON Lines file of any size, giving violations as they are found and what stayed open at the end.

    A value that could not be read comes as a `Problem`. Memory does not grow with the boxes, those excepted that are named because they stay open.

    Raises:
        ReadError: the file cannot be read. PackError: a pack is not valid, or none fits.
    """
    judging = _Judging(packs, as_of, (), (), {}, {}, today or date.today())  # noqa: DTZ011
    for reading in readers.stream(path):
        yield from reading.issues
        judging.add(reading)
        yield from judging.take()
    yield from judging.close().findings


def fit(
    what: Checkable | Iterable[Checkable],
    *,
    packs: Sequence[PackName] | None = None,
    as_of: date | None = None,
    given: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    today: date | None = None,
) -> tuple[Fit, ...]:
    """Say which services of carriers take each box, at which chargeable weight, with which surcharges.

    Args:
        what: one thing, or several, as for `check`.
        packs: packs with services; None takes every one that has some, of those that come with the library or are installed.
        as_of: the day whose rules apply; else the shipment's ship date, else `today`.
        given: facts of the shipment that it does not say itself; carrier and service are given by each service.
        settings: limits that packs leave to their users.
        today: what to take as today's date; the system's when left out.

    Raises:
        ReadError: a path cannot be read. PackError: a pack is not valid, or none has services. UsageError: an argument is wrong.
    """
    loaded = [each if isinstance(each, Pack) else load_pack(each) for each in packs or available()]
    chosen = set_all([Chosen(each, "named") for each in loaded if each.services], settings or {})
    if not chosen:
        raise PackError(Problem("no pack has services", expected="the pack of a carrier, with `services:`", example="--pack my-carrier.yaml"))
    found: list[Fit] = []
    for reading in (source.reading for source in _sources(what, None, None, whole=False)):
        shipment = with_given(reading.shipment, given or {})
        day = as_of or (shipment.ship_date if isinstance(shipment.ship_date, date) else today or date.today())  # noqa: DTZ011
        found += fitting(shipment, listed(shipment.boxes), [each.pack for each in chosen], as_of=day)
    if not found:
        raise UsageError("there is nothing to fit: no box was given")
    return tuple(found)


def save(report: Report, path: str | Path, format: str | None = None) -> None:  # noqa: A002 - the word that users expect
    """Write a report to a file; the suffix picks the format unless `format` names it.

    Raises:
        UsageError: the format is not known or needs a library that is not installed, or the file cannot be written.
    """
    files.save(report, path, format)


def save_marked(report: Report, folder: str | Path) -> tuple[Path, ...]:
    """Write each photo that was looked at, with what was seen in it, as a JPEG file into a folder; return the files.

    Two photos of one name in two folders get two names, and no name leads out of the folder.

    Raises:
        PhotoError: photos that cannot be opened any more, or files that cannot be written; the others were written.
        UsageError: no photo was looked at.
    """
    return files.save_marked(report, folder)


class _Judging:
    """Shipments on their way into checkers: one for each choice of packs and day."""

    def __init__(  # noqa: PLR0917 - the arguments of `check`, in their order
        self,
        packs: Sequence[PackName] | None,
        as_of: date | None,
        only: tuple[str, ...],
        waivers: tuple[Waiver, ...],
        given: Mapping[str, str],
        settings: Mapping[str, str],
        today: date,
    ) -> None:
        self.packs = [each if isinstance(each, Pack) else str(each) for each in packs or ()]
        self.as_of, self.only, self.waivers, self.given, self.settings, self.today = as_of, only, waivers, given, settings, today
        self.runs: dict[tuple[object, ...], Run] = {}
        self.current: tuple[Run, Shipment] | None = None
        self.defects: list[Problem] = []
        self.of_photos: list[Finding] = []
        self.notes: dict[str, None] = {}
        self.files: dict[str, None] = {}
        self.photos: list[PhotoUsed] = []

    def photographed(self, source: _Source, photos: str | Path | Iterable[Looked] | None) -> Reading:
        """Return a reading with what the photos of its boxes show."""
        reading = source.reading
        if photos is not None and self.runs:
            raise UsageError("`photos` go with one shipment, and several are checked; put the photos of each into a folder `photos` beside its spec")
        if photos is None and source.photos is None and not any(box.photos for box in listed(reading.shipment.boxes)):
            return reading
        from inboundcheck.photos.shipments import photographed

        base = str(Path(reading.files[0]).parent) if reading.files else ""
        seen = photographed(reading.shipment, photos=photos, beside=source.photos, base=base, places=reading.places)
        self.of_photos.extend(seen.findings)
        self.notes |= dict.fromkeys(seen.notes)
        self.photos.extend(seen.used)
        return reading if seen.shipment is reading.shipment else replace(reading, shipment=seen.shipment)

    def add(self, reading: Reading) -> None:
        """Judge what was read."""
        self.defects.extend(reading.issues)
        self.files |= dict.fromkeys(reading.files)
        shipment = with_given(reading.shipment, self.given)
        if not reading.continues or self.current is None:
            try:
                self.current = (self._run(shipment), shipment)
            except PackError as trouble:
                # A programme that could not be read may be why no pack fits.
                raise PackError([*reading.issues, *trouble.problems]) from None
        run = self.current[0]
        run.add(shipment, places=reading.places, continues=reading.continues, partial=reading.partial)

    def take(self) -> Iterator[Finding]:
        """Give the violations found since the last time, and keep them no longer."""
        for run in self.runs.values():
            yield from run.take()

    def _run(self, shipment: Shipment) -> Run:
        day = self._day(shipment)
        settings = {**{name: str(value) for name, value in shipment.settings}, **self.settings}
        chosen = choose(self.packs, shipment, settings)
        key = (tuple(f"{each.pack.name} {each.pack.place}" for each in chosen), day, *settings.items())
        if key not in self.runs:
            self.runs[key] = Checker(chosen, as_of=day, only=self.only, waivers=self.waivers).run()
        return self.runs[key]

    def _day(self, shipment: Shipment) -> date:
        if self.as_of is not None:
            return self.as_of
        if isinstance(shipment.ship_date, date):
            return shipment.ship_date
        self.notes[f"no ship date given; judged as of {self.today}"] = None
        return self.today

    @property
    def unwaivable(self) -> set[str]:
        """The rules that no waiver covers."""
        return {rule.id for run in self.runs.values() for rule in run.rules if not rule.waivable}

    def close(self) -> Report:
        """End all runs and put their reports together."""
        if not self.runs:
            raise UsageError("there is nothing to check: no shipment was given")
        reports = [run.close() for run in self.runs.values()]
        found = merged(reports, defects=self.defects, notes=self.notes, findings=self.of_photos)
        return replace(found, photos=tuple(self.photos), files=tuple(self.files))


def with_given(shipment: Shipment, given: Mapping[str, str]) -> Shipment:
    """Return the shipment with facts that the caller gives, where it does not say them itself.

    Raises:
        UsageError: a name is not a field of a shipment, or a value is not one of its words.
    """
    fields = {name: given[name] for name in given if getattr(shipment, name, None) is None}
    known = [name for name in Shipment.model_fields if name not in ("boxes", "pallets", "products", "packs", "settings", "facts")]
    for name in given:
        if name not in known:
            raise UsageError(
                f"{shown(name)} is not something that a shipment says of itself{nearest(name, known)}; expected one of {', '.join(known)}"
            )
    problems = [Problem(f"{name}: {wrong}") for name, value in given.items() if (wrong := _wrong(name, value))]
    if problems:
        raise UsageError(problems)
    values = Shipment.model_validate(fields)
    return shipment.model_copy(update={name: getattr(values, name) for name in fields})


def _wrong(name: str, value: str) -> str:
    """What is wrong with a value that a caller gives to a field of the shipment; nothing when it is right."""
    fact = next((fact for fact in VOCABULARY.of("shipment").values() if fact.attribute == name), None)
    try:
        if fact is not None:
            fact.kind.parse(value)
        Shipment.model_validate({name: value})
    except ValidationError as trouble:
        return str(trouble.errors()[0]["msg"]).removeprefix("Value error, ")
    except ValueError as trouble:
        return str(trouble)
    return ""


def _waivers(waivers: str | Path | Iterable[Waiver]) -> tuple[Waiver, ...]:
    return read_waivers(waivers) if isinstance(waivers, str | Path) else tuple(waivers)


@dataclass(frozen=True, slots=True)
class _Source:
    """Something to judge, and the folder of photos that lies beside it."""

    reading: Reading
    photos: Path | None = None


def _sources(what: Checkable | Iterable[Checkable], defaults: str | Path | None, columns: str | Path | None, *, whole: bool) -> Iterator[_Source]:
    """Turn what was given into readings, one by one; `whole` reads a file in one, because photos may be of any of its boxes."""
    if isinstance(what, Reading):
        yield _Source(what)
    elif isinstance(what, Shipment):
        yield _Source(Reading(what))
    elif isinstance(what, Box):
        yield _Source(Reading(Shipment(boxes=[what])))
    elif isinstance(what, str | Path):
        beside = Path(what, _PHOTOS) if Path(what, _PHOTOS).is_dir() else None
        if whole or beside is not None:
            yield _Source(readers.read(what, defaults=defaults, columns=columns), beside)
        else:
            yield from map(_Source, readers.stream(what, defaults=defaults, columns=columns))
    else:
        things = list(what)
        boxes = [each for each in things if isinstance(each, Box)]
        if boxes:
            yield _Source(Reading(Shipment(boxes=boxes)))
        for each in things:
            if not isinstance(each, Box):
                yield from _sources(each, defaults, columns, whole=whole)
