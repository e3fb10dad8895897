"""Markdown and YAML text for the generated pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

_MARK = "<!-- Written by docs/generate.py: do not edit. -->"
_PLAIN = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_ .+/%<>()'-]*")
_WIDE = 110


def page(title: str, *parts: str) -> str:
    """Join the parts of a page; none of them needs a line end."""
    return "\n\n".join([_MARK, f"# {title}", *(part.strip("\n") for part in parts if part)]) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell(each) for each in line)} |" for line in lines)


def cell(text: str) -> str:
    """Write a text so that it stays in its cell."""
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()


def code(text: str) -> str:
    """Write a short piece of code in a line; nothing for nothing."""
    return f"`{text}`" if text else ""


def block(language: str, text: str) -> str:
    """Write a block of code."""
    return f"```{language}\n{text.rstrip()}\n```"


def link(url: str, text: str = "") -> str:
    """Write a link; the bare address where there is no text."""
    return f"[{text}]({url})" if text else f"<{url}>" if url else ""


def flow(node: Any) -> str:
    """Write a tree of texts in YAML's flow style, on one line."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{name}: {flow(value)}" for name, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(flow(each) for each in node) + "]"
    return str(node) if _PLAIN.fullmatch(str(node)) and str(node) == str(node).strip() else json.dumps(str(node), ensure_ascii=False)


def yaml(node: dict[str, Any], indent: int = 0) -> str:
    """Write a mapping of texts as YAML: in block style, and what is short on one line."""
    return "\n".join(_entry(name, value, indent) for name, value in node.items())


def _entry(name: str, value: Any, indent: int) -> str:
    start = " " * indent + f"{name}:"
    short = f"{start} {flow(value)}"
    if isinstance(value, str) or (indent and len(short) <= _WIDE and not _has_clauses(value)):
        return short
    if isinstance(value, dict):
        return f"{start}\n{yaml(value, indent + 2)}"
    return "\n".join([start, *(_element(each, indent + 2) for each in value)])


def _has_clauses(value: Any) -> bool:
    """Whether a value holds several mappings or lists: then it reads better in block style."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(isinstance(each, dict | list) for each in inside) > 1


def _element(value: Any, indent: int) -> str:
    """An element of a list, behind its hyphen."""
    text = yaml(value, indent + 2) if isinstance(value, dict) else " " * (indent + 2) + flow(value)
    return f"{' ' * indent}- {text[indent + 2 :]}"
