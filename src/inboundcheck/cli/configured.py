"""The configuration file that goes with what is checked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from inboundcheck.api.config import Config
from inboundcheck.api.config_file import find_config, read_config
from inboundcheck.errors import UsageError
from inboundcheck.outputs.words import visible


def configured(paths: Sequence[Path], named: Path | None, *, ignored: bool) -> Config:
    """Return what the file that was named says, or the nearest one; the user is told which, since it may change what comes out."""
    if named is not None and ignored:
        raise UsageError("--config and --no-config do not go together")
    file = named or (None if ignored else find_config(paths))
    if file is None:
        return Config()
    found = read_config(file)
    typer.echo(visible(f"note: options from {file}"), err=True)
    return found
