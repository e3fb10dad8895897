"""Which waiver covers a finding: the one place that says so."""

from __future__ import annotations

from fnmatch import fnmatchcase

from inboundcheck.conditions import Rule
from inboundcheck.report import Subject, Waiver


def covers(waiver: Waiver, rule: Rule, subject: Subject) -> bool:
    """Whether a waiver is about this rule (with or without its pack's name) and this subject's box."""
    if waiver.rule not in (rule.id, rule.name) or not rule.waivable:
        return False
    name = subject.box.removeprefix("box ") if subject.box else subject.id
    return waiver.box == "*" or fnmatchcase(name, waiver.box)
