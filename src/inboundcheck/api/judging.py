"""Shipments on their way into checkers, with what their photos show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.answers import listed
from inboundcheck.api.asking import asked
from inboundcheck.api.given import with_given
from inboundcheck.api.sources import Source
from inboundcheck.engine import Checker, Run
from inboundcheck.errors import PackError, Problem, UsageError
from inboundcheck.model import Shipment
from inboundcheck.packs import Pack, choose
from inboundcheck.readers import Reading
from inboundcheck.report import Answered, Coverage, Finding, PhotoUsed, Question, Report, Waiver, merged

if TYPE_CHECKING:
    from inboundcheck.photos import Looked

PackName: TypeAlias = "str | Path | Pack"


class Judging:
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
        answers: tuple[Answered, ...] = (),
        coverage: Coverage | None = None,
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
        self.answers, self.used, self.coverage = answers, list[Answered](), coverage
        self.questions: list[Question] = []

    def photographed(self, source: Source, photos: str | Path | Iterable[Looked] | None) -> Reading:
        """Return a reading with what the photos of its boxes show."""
        reading = source.reading
        if photos is not None and self.runs:
            raise UsageError("`photos` go with one shipment, and several are checked; put the photos of each into a folder `photos` beside its spec")
        if photos is None and source.photos is None and not any(box.photos for box in listed(reading.shipment.boxes)):
            return reading
        from inboundcheck.photos.binding.shipments import photographed

        base = str(Path(reading.files[0]).parent) if reading.files else ""
        seen = photographed(reading.shipment, photos=photos, beside=source.photos, base=base, places=reading.places, answers=self.answers)
        self.questions.extend(seen.questions)
        self.used.extend(seen.answers)
        self.of_photos.extend(seen.findings)
        self.notes |= dict.fromkeys(seen.notes)
        self.photos.extend(seen.used)
        return reading if seen.shipment is reading.shipment else replace(reading, shipment=seen.shipment)

    def add(self, reading: Reading) -> None:
        """Judge what was read."""
        self.defects.extend(reading.issues)
        self.files |= dict.fromkeys(reading.files)
        shipment = with_given(_with_packs_beside(reading), self.given)
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
            self.runs[key] = Checker(chosen, as_of=day, only=self.only, waivers=self.waivers, coverage=self.coverage).run()
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
        found = merged(reports, defects=self.defects, notes=self.notes, findings=(*self.of_photos, *self._unused()))
        questions = tuple(asked(self.questions, found))
        return replace(found, photos=tuple(self.photos), files=tuple(self.files), questions=questions, answers=tuple(self.used))

    def _unused(self) -> tuple[Finding, ...]:
        """What is to be told of answers that were not taken in: their photos were changed, or nothing asks for them."""
        unused = [each for each in self.answers if each.id not in {used.id for used in self.used}]
        if not unused:
            return ()
        from inboundcheck.photos.binding.answered import unused_findings

        return unused_findings(unused, self.photos)


def _with_packs_beside(reading: Reading) -> Shipment:
    """Return the shipment with the files of packs that it names found from its own folder."""
    shipment = reading.shipment
    if not reading.files or not any(name.endswith((".yaml", ".yml")) for name in listed(shipment.packs)):
        return shipment
    folder = Path(reading.files[0]).parent
    packs = tuple(str(folder / name) if name.endswith((".yaml", ".yml")) else name for name in listed(shipment.packs))
    return shipment.model_copy(update={"packs": packs})
