"""The page of the configuration file: its keys."""

from __future__ import annotations

from generator.markdown import code, page, table
from inboundcheck.api.config import Config

_INTRO = """\
The keys of `inboundcheck.toml`, or of the table `[tool.inboundcheck]` in a `pyproject.toml`. A key is as if its option of
[`inboundcheck check`](commands.md#inboundcheck-check) were given; an option that is given wins. Paths are taken from the folder of the
file. Where the file is looked for is in [Configure it once](../how-to/configure.md)."""


def pages() -> dict[str, str]:
    """The page."""
    rows = [(code(name), field.description or "", code(str((field.examples or [""])[0]))) for name, field in Config.model_fields.items()]
    return {"reference/configuration.md": page("Configuration", _INTRO, table(("key", "what it says", "example"), rows))}
