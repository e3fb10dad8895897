"""Conditions: the tree that a rule is, judged by three-valued logic over what is known."""

from inboundcheck.conditions.asking import Asker, UniqueCheck, never_compared
from inboundcheck.conditions.rules import DEFAULT_CONFIDENCE, Exemption, Rule, judge_all_ways, judge_unseen, table
from inboundcheck.conditions.scalars import Always, Choice, Given, Matches, Never, Present, Range, Scalar
from inboundcheck.conditions.tree import TRUE, AllOf, AnyOf, Condition, Count, Node, Not, On, Ref, Table, Unique, Versus, counted, leaves

__all__ = [
    "DEFAULT_CONFIDENCE",
    "TRUE",
    "AllOf",
    "Always",
    "AnyOf",
    "Asker",
    "Choice",
    "Condition",
    "Count",
    "Exemption",
    "Given",
    "Matches",
    "Never",
    "Node",
    "Not",
    "On",
    "Present",
    "Range",
    "Ref",
    "Rule",
    "Scalar",
    "Table",
    "Unique",
    "UniqueCheck",
    "Versus",
    "counted",
    "judge_all_ways",
    "judge_unseen",
    "leaves",
    "never_compared",
    "table",
]
