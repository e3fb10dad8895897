"""What a check gives back: findings with their evidence, counts, and what was not judged. Data only; it decides nothing."""

from inboundcheck.report.findings import Evidence, Finding, Param, Seen, Source, Subject, Told, Waiver
from inboundcheck.report.questions import Answered, Question
from inboundcheck.report.report import PackUsed, PhotoUsed, Report, RuleResult, merged
from inboundcheck.report.terms import FORMAT, Coverage, Effect, Outcome, Severity, Shot, Standing, State

__all__ = [
    "FORMAT",
    "Answered",
    "Coverage",
    "Effect",
    "Evidence",
    "Finding",
    "Outcome",
    "PackUsed",
    "Param",
    "PhotoUsed",
    "Question",
    "Report",
    "RuleResult",
    "Seen",
    "Severity",
    "Shot",
    "Source",
    "Standing",
    "State",
    "Subject",
    "Told",
    "Waiver",
    "merged",
]
