"""Text from the data, made safe to show: it steers no terminal, and becomes no markup."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape


def visible(text: object) -> str:
    r"""Write control characters, terminal escapes and invisible marks as `\x1b`, so that no data steers a terminal."""
    written = str(text)
    return written if written.isprintable() else "".join(_shown(character) for character in written)


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    return character.encode("unicode_escape").decode("ascii")


def html_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[object]], *, note: str = "") -> str:
    """Write a small table of HTML, as notebooks show it; every text is data, and none is markup."""
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    header = "".join(f"<th>{_cell(name)}</th>" for name in head)
    table = f"<table><caption>{_cell(caption)}</caption><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"
    return f"{table}<p>{_cell(note)}</p>" if note else table


def _cell(text: object) -> str:
    return escape(visible(text))
