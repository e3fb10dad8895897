"""What a program calls: read, check, save. Wiring only: files and the clock come in here and nowhere below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from inboundcheck import readers
from inboundcheck.answers import listed
from inboundcheck.api.given import with_given
from inboundcheck.api.judging import Judging, PackName
from inboundcheck.api.sources import Checkable, sources
from inboundcheck.engine.fit import Fit
from inboundcheck.engine.fit import fit as fitting
from inboundcheck.errors import PackError, Problem, UsageError
from inboundcheck.outputs import files
from inboundcheck.outputs.spec import render_spec
from inboundcheck.packs import Chosen, Pack, available, load_pack, set_all
from inboundcheck.readers import Reading
from inboundcheck.readers.answers import read_answers
from inboundcheck.readers.baseline import covered, first, read_baseline, written
from inboundcheck.readers.waivers import read_waivers
from inboundcheck.report import Answered, Coverage, Finding, Report, Waiver

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from inboundcheck.photos import Looked


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
    answers: str | Path | Iterable[str | Path | Answered] = (),
    coverage: Coverage | None = None,
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
        answers: an answers file, or several, or answers: what persons settled about photos, each for the one photo that it was given about.
        coverage: what shows that there is no other barcode or label, nothing round a box and no box joined to it: `"photographed"` wants photos of
            all faces, `"declared"` believes a declaration that no photo contradicts; None takes what each rule says.
        today: what to take as today's date; the system's when left out.

    Raises:
        ReadError: a path cannot be read.
        PackError: a pack is not valid, or none fits.
        UsageError: an argument is wrong.
    """
    known = read_baseline(baseline) if baseline is not None and not (update_baseline and not Path(baseline).exists()) else None
    aspects = (only,) if isinstance(only, str) else tuple(only)
    judging = Judging(packs, as_of, aspects, _waivers(waivers), given or {}, settings or {}, today or date.today(), _answers(answers), coverage)  # noqa: DTZ011 - the user's day
    for source in sources(what, defaults, columns, whole=photos is not None):
        judging.add(judging.photographed(source, photos))
    report = judging.close()
    if baseline is None:
        return report
    report, left = covered(report, known, unwaivable=judging.unwaivable) if known else (report, first(report, str(baseline)))
    if update_baseline:
        Path(baseline).write_text(written(left), encoding="utf-8")
    return report


def stream(
    path: str | Path,
    *,
    packs: Sequence[PackName] | None = None,
    as_of: date | None = None,
    columns: str | Path | None = None,
    today: date | None = None,
) -> Iterator[Finding | Problem]:
    """Judge a file of any size, JSON Lines or CSV with a map of its columns, giving violations as they are found and what stayed open at the end.

    A value that could not be read comes as a `Problem`. Memory does not grow with the boxes, those excepted that are named because they stay open.

    Raises:
        ReadError: the file cannot be read.
        PackError: a pack is not valid, or none fits.
    """
    judging = Judging(packs, as_of, (), (), {}, {}, today or date.today())  # noqa: DTZ011
    for reading in readers.stream(path, columns=columns):
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
        ReadError: a path cannot be read.
        PackError: a pack is not valid, or none has services.
        UsageError: an argument is wrong.
    """
    loaded = [each if isinstance(each, Pack) else load_pack(each) for each in packs or available()]
    chosen = set_all([Chosen(each, "named") for each in loaded if each.services], settings or {})
    if not chosen:
        raise PackError(Problem("no pack has services", expected="the pack of a carrier, with `services:`", example="--pack my-carrier.yaml"))
    found: list[Fit] = []
    for reading in (source.reading for source in sources(what, None, None, whole=False)):
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


def to_arrow(report: Report) -> pa.Table:
    """Return the findings as an Arrow table, one row each, with the same typed columns whatever was found (docs/reports.md).

    Everything else of the report is JSON in the metadata of the table's schema, under `inboundcheck`.

    Raises:
        UsageError: pyarrow, the extra `arrow`, is not installed.
    """
    from inboundcheck.outputs.arrow import table

    return table(report)


def save_marked(report: Report, folder: str | Path) -> tuple[Path, ...]:
    """Write each photo that was looked at, with what was seen in it, as a JPEG file into a folder; return the files.

    Two photos of one name in two folders get two names, and no name leads out of the folder.

    Raises:
        PhotoError: photos that cannot be opened any more, or files that cannot be written; the others were written.
        UsageError: no photo was looked at.
    """
    return files.save_marked(report, folder)


def _answers(answers: str | Path | Iterable[str | Path | Answered]) -> tuple[Answered, ...]:
    listed = (answers,) if isinstance(answers, str | Path) else tuple(answers)
    read = ((each,) if isinstance(each, Answered) else read_answers(each) for each in listed)
    return tuple(one for each in read for one in each)


def _waivers(waivers: str | Path | Iterable[Waiver]) -> tuple[Waiver, ...]:
    return read_waivers(waivers) if isinstance(waivers, str | Path) else tuple(waivers)
