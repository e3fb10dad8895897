"""Runs what the pages of docs/ show, in the order of each page. `python -m tests.docs.snippets` writes the outputs anew.

In a page, a block of YAML, JSON or JSON Lines that names a file (```yaml file=shipment.yaml) writes it, and a diff block with a file
changes it. Python runs, and a text block right after it is what it prints. In a console block each line after `$` is run, and the rest
is what it prints; a line `…` there stands for any lines.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from unittest import mock

from inboundcheck.cli import main

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
OTHERS = {"json.md", "design.md", "speed.md"}
"""Pages that show outputs of another kind."""
_FENCE = re.compile(r"^```(?P<language>[a-z]+)(?P<file> file=\S+)?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_ELISION = "…"


def pages():
    """The pages that were written by hand, and are not the reference."""
    written = [*DOCS.glob("*.md"), *(DOCS / "how-to").glob("*.md")]
    return sorted(path for path in written if path.name not in OTHERS)


class Page:
    """One page that is being run, in a folder of its own with the examples."""

    def __init__(self, folder):
        self.folder = folder
        self.names = {"__name__": "__main__"}
        self.printed = None
        self.code = 0
        shutil.copytree(REPOSITORY / "examples", folder / "examples")

    def run(self, text):
        """Return the text with the real outputs."""
        end, parts = 0, []
        for found in _FENCE.finditer(text):
            between, end = text[end : found.start()], found.end()
            if between.strip():
                self.printed = None
            file = self.folder / found["file"].removeprefix(" file=") if found["file"] else None
            parts += [between, f"```{found['language']}{found['file'] or ''}\n", self.block(found["language"], file, found["body"]), "```"]
        return "".join([*parts, text[end:]])

    def block(self, language, file, body):
        """Run one block, and return what should stand in it."""
        printed, self.printed = self.printed, None
        if language == "diff" and file:
            self.change(file, body)
        elif file:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
        elif language == "python":
            self.printed = self.python(body)
        elif language == "console":
            return self.console(body)
        elif language == "text" and printed is not None:
            return _kept(body, printed)
        return body

    def change(self, file, body):
        """Put the lines with + in place of those with -, all of which must be there once; an empty line begins another place."""
        for part in body.strip("\n").split("\n\n"):
            old, new = ("".join(f"{line[1:]}\n" for line in part.splitlines() if line[0] in (sign, " ")) for sign in "-+")
            text = file.read_text(encoding="utf-8")
            assert text.count(old) == 1, f"{file.name} does not hold once:\n{old}"
            file.write_text(text.replace(old, new), encoding="utf-8")

    def python(self, body):
        """Run Python with the names of the page's earlier blocks."""
        with self.printing() as printed:
            exec(compile(body, "<docs>", "exec"), self.names)  # noqa: S102 - our own pages
        return printed.getvalue()

    def console(self, body):
        """Run the commands of a block."""
        texts = []
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, expected = part.partition("\n")
            texts.append(f"$ {command}\n{_kept(expected, self.command(command))}")
        return "".join(texts)

    def command(self, text):
        """Run one command: ours, with or without `> FILE` and `printf TEXT |` before it, `pytest`, or `echo $?`."""
        if text == "echo $?":
            return f"{self.code}\n"
        said, _, text = text.rpartition(" | ")
        own, _, file = text.partition(" > ")
        name, *arguments = shlex.split(own)
        if name == "pytest":
            return self.pytest(arguments)
        assert name == "inboundcheck", f"{text!r} is not one of our commands"
        typed = io.StringIO(shlex.split(said)[1].replace("\\n", "\n") if said else "")
        with self.printing() as printed, mock.patch("sys.argv", [name, *arguments]), mock.patch("sys.stdin", typed):
            try:
                main()
            except SystemExit as end:
                self.code = end.code or 0
        if not file:
            return printed.getvalue()
        (self.folder / file).write_text(printed.getvalue(), encoding="utf-8")
        return ""

    def pytest(self, arguments):
        """Run pytest with our plugin, in a process of its own."""
        inherited = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")}  # plugins say more in CI
        environment = {**inherited, "PYTHONPATH": str(REPOSITORY / "src"), "COLUMNS": "80", "NO_COLOR": "1"}
        command = [sys.executable, "-m", "pytest", "-p", "pytest_inboundcheck", "-p", "no:cacheprovider", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
        self.code = done.returncode
        return done.stdout

    @contextlib.contextmanager
    def printing(self):
        """Keep what is printed in the page's folder, by a program that writes to no terminal."""
        printed = io.StringIO()
        plain = mock.patch.dict("os.environ", {"COLUMNS": "80", "NO_COLOR": "1"})
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), plain:
            yield printed


def _kept(shown, real):
    """Return what is shown where it fits the real text, else the real text; without blanks at the ends of lines, which editors take away."""
    real = "".join(f"{line.rstrip()}\n" for line in real.splitlines())
    pattern = "".join(r"(?:.*\n)*?" if line == _ELISION else re.escape(f"{line}\n") for line in shown.splitlines())
    return shown if re.fullmatch(pattern, real) else real


def rendered(path):
    """Return a page with the outputs that it should have."""
    with tempfile.TemporaryDirectory() as folder:
        return Page(Path(folder)).run(path.read_text(encoding="utf-8"))


def write():
    """Write the outputs of all pages, or of those named."""
    for path in [Path(name).resolve() for name in sys.argv[1:]] or pages():
        before, after = path.read_text(encoding="utf-8"), rendered(path)
        if before != after:
            path.write_text(after, encoding="utf-8")
            sys.stdout.write(f"wrote {path.relative_to(REPOSITORY)}\n")


if __name__ == "__main__":
    write()
