"""How Sphinx makes the site: `python -m sphinx -W -b dirhtml docs build/site`. A link or an anchor that leads nowhere stops it.

The pages are plain Markdown, as GitHub shows it. The navigation is index.md itself: its headings, and the links in its lists.
"""  # noqa: INP001 - a script

import re
from typing import Any

from pygments.lexers.data import JsonLexer
from sphinx.application import Sphinx

project = "inboundcheck"
author = "the inboundcheck authors"
extensions = ["myst_parser"]
exclude_patterns = ["generator"]
myst_heading_anchors = 6  # as GitHub gives them
templates_path: list[str] = []

html_theme = "furo"
html_title = "inboundcheck"
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False

_SECTION = re.compile(r"^## (?P<title>.*)\n(?P<body>(?:(?!^## ).*\n)*)", re.MULTILINE)
_ENTRY = re.compile(r"^- \[(?P<title>[^\]]+)\]\((?P<page>[\w/.-]+)\.md\)", re.MULTILINE)


def navigation(index: str) -> str:
    """The table of contents that the index page stands for."""
    trees = []
    for section in _SECTION.finditer(index):
        entries = "".join(f"{each['title']} <{each['page']}>\n" for each in _ENTRY.finditer(section["body"]))
        if entries:
            trees.append(f"```{{toctree}}\n:hidden:\n:caption: {section['title']}\n\n{entries}```\n")
    return "\n".join(trees)


def read(_app: Sphinx, page: str, text: list[str]) -> None:
    """Add what GitHub needs no help with: the navigation, and links to files beside docs/."""
    text[0] = re.sub(r"\]\((\.\./[A-Z]+\.md)\)", r"](path:\1)", text[0])
    if page == "index":
        text[0] += "\n" + navigation(text[0])
    if page == "reference/rules":
        text[0] += "\n```{toctree}\n:hidden:\n:glob:\n\n../rules/*\n```\n"


def reach(_app: Sphinx, _page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Put right what the theme leaves out: the level of headings in the navigation, and wide tables and code for who has no mouse."""
    for part, found, better in (
        ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
        ("body", '<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
        ("body", "<pre>", '<pre tabindex="0">'),
    ):
        context[part] = context.get(part, "").replace(found, better)


def setup(app: Sphinx) -> None:
    """Sphinx calls this."""
    app.add_lexer("jsonl", JsonLexer)
    app.connect("source-read", read)
    app.connect("html-page-context", reach, priority=900)  # after the theme
