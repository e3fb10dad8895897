"""Puts together what was read of one symbol: in the whole photo and in its parts, by one decoder and by both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.bars import joined
from inboundcheck.photos.barcodes.reads import TWO_DIMENSIONAL, Read

if TYPE_CHECKING:
    from inboundcheck.photos.opening.pixels import Gray

_PART = 0.8
"""A linear read that is shorter than this share of another at its place is a part of that one's bars."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol in the photo, with all reads of it."""

    reads: tuple[Read, ...]

    @property
    def best(self) -> Read:
        """The read to report: zxing-cpp's, which tells GS1-128 from Code 128 and gives the better outline."""
        return self.reads[0]

    @property
    def decoders(self) -> tuple[str, ...]:
        """Who read it."""
        return tuple(dict.fromkeys(read.decoder for read in self.reads))


def put_together(reads: list[Read]) -> list[Symbol]:
    """Join reads of one text at one place, and leave out what is only a part or a failed read of another symbol at its place.

    Two copies of one code at two places stay two symbols.
    """
    symbols: list[Symbol] = []
    for read in sorted(reads, key=lambda each: (each.decoder != "zxing-cpp", not each.turned, -each.height)):
        same = [number for number, each in enumerate(symbols) if each.best.key == read.key and same_place(each.best, read)]
        if not same:
            symbols.append(Symbol((read,)))
        for number in same:  # zbar reports copies of one code as one, from the first to the last: it confirms each of them
            symbols[number] = Symbol((*symbols[number].reads, read))
    return [each for each in symbols if not any(_explains(other, each) for other in symbols if other is not each)]


def run_on(symbols: list[Symbol], gray: Gray) -> list[Symbol]:
    """Join symbols of one text whose bars run on from one to the other."""
    whole: list[Symbol] = []
    for symbol in symbols:
        for number, each in enumerate(whole):
            together = joined(each.best, symbol.best, gray) if each.best.key == symbol.best.key else None
            if together:
                whole[number] = Symbol((together, *each.reads, *symbol.reads))
                break
        else:
            whole.append(symbol)
    return whole


def same_place(a: Read, b: Read) -> bool:
    """Whether the middle of one lies within the other, a tenth of its sides around it included: pyzbar cuts the ends off."""
    return a.holds(b.middle, room=0.1) or b.holds(a.middle, room=0.1)


def _explains(whole: Symbol, part: Symbol) -> bool:
    """Whether a symbol that was read leaves nothing of another at its place: two cannot be printed over each other and both be read."""
    if not whole.best.text or not same_place(whole.best, part.best):
        return False
    if not part.best.text:
        return True
    if part.best.symbology in TWO_DIMENSIONAL:
        return False
    agreed = len(whole.decoders) > 1 and whole.best.symbology not in TWO_DIMENSIONAL
    shorter = part.best.length < _PART * whole.best.length
    if len(part.decoders) > 1:  # both decoders can take a part for the whole
        return shorter and whole.best.holds(part.best.middle) and (agreed or part.best.text in whole.best.text)
    return shorter or (agreed and whole.best.text not in part.best.text)
