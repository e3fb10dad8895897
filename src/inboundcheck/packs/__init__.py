"""Rule packs: YAML in, checked rules out. A bad pack fails whole, with all its problems at once, each with file, line and column."""

from inboundcheck.packs.choose import Chosen, NotJudged, choose, contradicts, given_by_scope, in_force, set_all
from inboundcheck.packs.load import bundled, find_pack, load_pack
from inboundcheck.packs.pack import Example, Pack, PackRule, Period

__all__ = [
    "Chosen", "Example", "NotJudged", "Pack", "PackRule", "Period", "bundled", "choose", "contradicts", "find_pack", "given_by_scope", "in_force",
    "load_pack", "set_all",
]  # fmt: skip
