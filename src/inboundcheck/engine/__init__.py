"""The engine: rules compiled once, shipments judged by them. No files, no clock."""

from inboundcheck.engine.checker import DATA_ASPECTS, Checker
from inboundcheck.engine.run import Run

__all__ = ["DATA_ASPECTS", "Checker", "Run"]
