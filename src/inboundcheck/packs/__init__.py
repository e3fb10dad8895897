"""Rule packs: YAML in, checked rules out. A bad pack fails whole, with all its problems at once, each with file, line and column."""

from inboundcheck.packs.choose import Chosen, NotJudged, choose, contradicts, given_by_scope, in_force, load_all, set_all
from inboundcheck.packs.find import available, bundled, find_pack
from inboundcheck.packs.load import load_pack
from inboundcheck.packs.pack import Example, Pack, PackRule, Period

__all__ = [
    "Chosen", "Example", "NotJudged", "Pack", "PackRule", "Period", "available", "bundled", "choose", "contradicts", "find_pack", "given_by_scope",
    "in_force", "load_all", "load_pack", "set_all",
]  # fmt: skip
