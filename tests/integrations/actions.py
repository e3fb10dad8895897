"""Runs the steps of a composite action as GitHub's runner does, as far as an action.yml of ours goes.

A step is a script for `bash --noprofile --norc -eo pipefail` with an environment whose values may hold expressions; it writes its
outputs and the summary into files. How: https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax.
A step that `uses` another action is not run: its inputs are worked out, and told.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from tests.integrations.projects import run

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclass
class Done:
    """What became of a run."""

    failed: bool = False
    log: str = ""
    summary: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    used: dict[str, dict[str, str]] = field(default_factory=dict)
    """The other actions that were used, with their inputs."""


class Action:
    """An action.yml, and what its expressions can name."""

    def __init__(self, file, temp):
        self.file, self.temp = file, temp
        self.tree = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        self.steps = self.tree["runs"]["steps"]

    def run(self, workspace, ready=None, **inputs):
        """Run all steps in a checkout; `ready` are outputs of steps that need not run again."""
        names = {f"inputs.{name}": each.get("default", "") for name, each in self.tree["inputs"].items()}
        names |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        names |= {"github.action_path": str(self.file.parent), **(ready or {})}
        known = {each.partition(".")[2].partition(".")[0] for each in ready or {}}
        done = Done()
        for step in self.steps:
            if done.failed or step.get("id") in known or not _holds(step.get("if"), names):
                continue
            if "uses" in step:
                done.used[step["uses"].partition("@")[0]] = {key: _filled(value, names) for key, value in step["with"].items()}
            else:
                self._step(step, workspace, names, done)
        done.outputs = {name: _filled(each["value"], names) for name, each in self.tree["outputs"].items()}
        done.names = names
        return done

    def _step(self, step, workspace, names, done):
        assert step["shell"] == "bash"
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("", encoding="utf-8")
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        given = {key: _filled(value, names) for key, value in step.get("env", {}).items()}
        more = {**{key: str(file) for key, file in files.items()}, "RUNNER_TEMP": str(self.temp), "GITHUB_ACTIONS": "true", "CI": "true"}
        ended = run("bash", "--noprofile", "--norc", "-eo", "pipefail", script, cwd=workspace, **more, **given)
        done.log += ended.stdout + ended.stderr
        done.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        done.failed = ended.returncode != 0
        for line in files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            names[f"steps.{step['id']}.outputs.{name}"] = value


def _filled(text, names):
    """Put values in place of expressions; an output that no step set is empty."""
    return _EXPRESSION.sub(lambda found: _named(found[1], names), text)


def _named(name, names):
    if name not in names:
        assert re.fullmatch(r"steps\.[a-z]+\.outputs\.[a-z-]+", name), f"{name} is nothing that an expression can name"
    return names.get(name, "")


def _holds(condition, names):
    """Say whether an `if:` holds: comparisons with texts, joined by &&."""
    for part in condition.split(" && ") if condition else ():
        name, sign, text = re.fullmatch(r"(\S+) (==|!=) '(.*)'", part).groups()
        if (_named(name, names) == text) is not (sign == "=="):
            return False
    return True


def scripts(file: Path):
    """Give the scripts of an action.yml."""
    return [step["run"] for step in YAML(typ="safe").load(file.read_text(encoding="utf-8"))["runs"]["steps"] if "run" in step]
