"""How long it takes to load every bundled pack, beside what ruamel.yaml takes to parse their text once.

    python benchmarks/packs.py

Each is timed in turn, several times, and the quickest counts: what else the machine does only adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from ruamel.yaml import YAML

from inboundcheck.packs import bundled, find_pack, load_pack
from inboundcheck.packs import load as loading

ROUNDS = 5
MOST = 1.5


def parse(texts: list[str]) -> None:
    for text in texts:
        YAML(typ="safe", pure=True).load(text)


def load() -> None:
    loading._load.cache_clear()  # noqa: SLF001 - what a new process has to do
    for name in bundled():
        load_pack(name)


def timed(work: Callable[[], None]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main() -> None:
    texts = [find_pack(name).read_text(encoding="utf-8") for name in bundled()]
    rounds = [(timed(lambda: parse(texts)), timed(load)) for _ in range(ROUNDS)]
    parsed, loaded = (min(each) for each in zip(*rounds, strict=True))
    print(f"{len(texts)} packs, {sum(map(len, texts)):,} characters")
    print(f"ruamel.yaml parses them in {parsed:.2f} s; they are loaded, checked and ready to judge in {loaded:.2f} s")
    print(f"ratio {loaded / parsed:.2f} (at most {MOST} is the aim)")


if __name__ == "__main__":
    main()
