"""Times the engine beside code written by hand and beside other rule engines, on the same boxes, in one run: `python benchmarks/engine.py [N]`.

Prints ratios. Both sides of every ratio are measured in turns, and their violations are compared before anything is printed.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import boxes as made
import by_hand
import peers

from inboundcheck import Checker, Shipment, load_pack, stream
from inboundcheck.engine.chunk import Chunk
from inboundcheck.engine.shipment import OpenShipment
from inboundcheck.model import Box
from inboundcheck.readers import stream as read_stream

RULES = Path(__file__).parent / "ten-rules.yaml"
AS_OF = date(2026, 11, 23)
CHUNK = 1000
ROUNDS = 7


def judged(checker: Checker, boxes: tuple[Box, ...]) -> list[tuple[str, str]]:
    """Judge boxes: which breaks which rule, and what stays open; without the findings that a report makes of them."""
    rules = checker.packs[0]
    opened = OpenShipment(checker.run(), Shipment(), partial=True)
    found = []
    for first in range(0, len(boxes), CHUNK):
        opened.first = first
        chunk = Chunk(opened, rules, opened.packs[0][1], boxes[first : first + CHUNK])
        chunk.find()
        found += [(str(boxes[n].id), rules.program.rules[number].name) for n, _, number in chunk.hits]
    return found


def reported(checker: Checker, boxes: tuple[Box, ...]) -> set[tuple[str, str]]:
    """Judge boxes and report: every finding with its message, evidence and fix."""
    report = checker.check(Shipment(boxes=boxes))
    return {(each.subject.box.removeprefix("box ") or each.subject.id, each.rule.split("/")[1]) for each in report.violations}


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The median over rounds of our time divided by theirs, and theirs in seconds."""
    ratios, seconds = [], []
    for _ in range(ROUNDS):
        gc.collect()
        start = time.process_time()
        theirs()
        middle = time.process_time()
        ours()
        seconds.append(middle - start)
        ratios.append((time.process_time() - middle) / seconds[-1])
    return statistics.median(ratios), statistics.median(seconds)


def against_hand_written(checker: Checker, name: str, boxes: tuple[Box, ...]) -> None:
    by_rule = {(str(id_), rule) for id_, rule, _ in by_hand.judge(boxes)}
    whole = reported(checker, boxes)
    same = by_rule == whole
    judging, seconds = ratio(lambda: judged(checker, boxes), lambda: by_hand.judge(boxes))
    print(f"{name}: {len(boxes):,} boxes, {len(by_rule):,} violations, {'equal' if same else f'DIFFERENT: {sorted(by_rule ^ whole)[:5]}'}")
    print(f"  judging (four outcomes, gaps recorded) takes {judging:.2f} x the hand-written rules ({len(boxes) / seconds:,.0f} boxes/s)")
    reporting, _ = ratio(lambda: checker.check(Shipment(boxes=boxes)), lambda: by_hand.judge(boxes))
    print(f"  judging and making every finding takes {reporting:.2f} x")


def against_peers(checker: Checker, boxes: tuple[Box, ...]) -> None:
    """Other rule engines on the same rules and boxes: on input made for them before the clock starts, and from the same models."""
    plain = [peers.plain(box) for box in boxes]
    want = {(str(id_), rule) for id_, rule, _ in by_hand.judge(boxes)}
    for name, make in (
        ("cel-expr-python, an expression a rule", peers.cel_rule_by_rule),
        ("cel-expr-python, all rules in one expression", peers.cel_at_once),
        ("zen-engine, batches of 1,000", peers.zen_batched),
    ):
        try:
            judge = make(plain)
        except ImportError as trouble:
            print(f"{name}: left out, {trouble}")
            continue
        same = set(judge()) == want
        alone, _ = ratio(judge, lambda: judged(checker, boxes))
        whole, _ = ratio(lambda make=make: make([peers.plain(box) for box in boxes])(), lambda: judged(checker, boxes))  # type: ignore[misc]
        print(
            f"{name}: takes {alone:.1f} x our time, {whole:.1f} x from the same models; "
            f"{len(boxes):,} boxes, violations {'equal' if same else 'DIFFERENT'}"
        )


def streamed(number: int) -> None:
    """JSON Lines to findings, and the memory that it takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "boxes.jsonl"
        _write(path, number)
        rules = load_pack(RULES)
        both, _ = ratio(lambda: _drain(stream(path, packs=[rules], as_of=AS_OF)), lambda: _drain(read_stream(path)))
        print(f"JSON Lines to findings, streamed: {both:.2f} x reading the same lines into the same models ({number:,} boxes)")
        for size in (number // 4, number, number * 2):
            _write(path, size)
            tracemalloc.start()
            _drain(stream(path, packs=[rules], as_of=AS_OF))
            print(f"  {size:,} boxes: at most {tracemalloc.get_traced_memory()[1] / 2**20:.1f} MiB at a time")
            tracemalloc.stop()


def _write(path: Path, number: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for box in made.fully_declared(number):
            file.write(json.dumps(box) + "\n")


def _drain(things: object) -> None:
    for _ in things:  # type: ignore[attr-defined]
        pass


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    checker = Checker([load_pack(RULES)], as_of=AS_OF)
    for name, make in (("fully declared", made.fully_declared), ("as sparse as a payload", made.as_sparse_as_a_payload)):
        boxes = tuple(Box.model_validate(each) for each in make(number))
        gc.collect()
        gc.freeze()
        against_hand_written(checker, name, boxes)
        against_peers(checker, boxes[:10_000])
        gc.unfreeze()
    streamed(max(number // 5, 2000))


if __name__ == "__main__":
    main()
