"""Writes the terminal picture of README from a real run: `python docs/terminal.py`."""  # noqa: INP001 - a script

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

REPOSITORY = Path(__file__).parents[1]
PICTURE = REPOSITORY / "docs" / "pictures" / "terminal.svg"
COMMAND = ("check", "examples/first-shipment")
SHOWN = (
    "Judged as of",
    "error: amazon-fba-us/stray-barcode",
    "error: amazon-fba-us/box-too-heavy",
    "not decided: amazon-fba-us/loose-fill",
    "waived: ",
)
"""How the parts begin that are shown; each ends with an empty line, and the last with the output."""
LEFT_OUT = "[…]"
_WIDTH = 100
_INK = TerminalTheme(
    (22, 26, 30),
    (222, 226, 230),
    [(60, 66, 72), (255, 123, 84), (94, 214, 160), (242, 190, 84), (120, 184, 255), (214, 160, 255), (94, 214, 214), (222, 226, 230)],
)


def printed(*, colour: bool) -> str:
    """What the command prints."""
    plain = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    environment = {**plain, "COLUMNS": str(_WIDTH), "PYTHONIOENCODING": "utf-8", **({"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"})}
    command = [sys.executable, "-m", "inboundcheck", *COMMAND]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, encoding="utf-8", check=False).stdout  # noqa: S603 - ours


def parts(text: str) -> list[Text]:
    """The parts of the output that are shown."""
    whole = Text.from_ansi(text)
    starts = [whole.plain.index(f"\n{start}" if number else start) + bool(number) for number, start in enumerate(SHOWN)]
    ends = [whole.plain.index("\n\n", start) for start in starts[:-1]] + [len(whole.plain)]
    return [whole[start:end] for start, end in zip(starts, ends, strict=True)]


def picture(text: str) -> str:
    """The picture, with no font that would have to be fetched."""
    console = Console(record=True, width=_WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor", legacy_windows=False)
    console.print(f"$ inboundcheck {' '.join(COMMAND)}\n", markup=False, highlight=False)
    console.print(Text(f"\n\n{LEFT_OUT}\n\n").join(parts(text)), markup=False, highlight=False, soft_wrap=True)
    svg = console.export_svg(title="inboundcheck", theme=_INK, unique_id="inboundcheck")
    return "\n".join(line.rstrip() for line in re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL).splitlines()) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(picture(printed(colour=True)), encoding="utf-8", newline="\n")
