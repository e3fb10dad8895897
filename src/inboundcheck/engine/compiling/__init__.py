"""Turns the rules of a pack into one Python function."""

from inboundcheck.engine.compiling.emit import Emitter
from inboundcheck.engine.compiling.program import CHILDREN, Program

__all__ = ["CHILDREN", "Emitter", "Program"]
