"""The files for CI systems that the documentation shows are valid, and say what the action, the template and the hooks understand."""

import re

import pytest
from ruamel.yaml import YAML

from tests.integrations.projects import REPOSITORY, needs, run, schema_problems

PAGE = REPOSITORY / "docs/how-to/use-in-ci.md"
pytestmark = needs("check-jsonschema", "pre-commit", "zizmor")


def samples(name):
    """The blocks of the page that begin with the name of a file."""
    found = re.findall(rf"^```yaml\n(# {re.escape(name)}\n.*?)^```$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert found, f"{PAGE.name} shows no {name}"
    return found


def loaded(file):
    return YAML(typ="safe").load(file if isinstance(file, str) else file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "schema"),
    [(".github/workflows/inbound.yml", "vendor.github-workflows"), (".gitlab-ci.yml", "vendor.gitlab-ci")],
    ids=["GitHub", "GitLab"],
)
def test_a_sample_is_valid(tmp_path, name, schema):
    for number, text in enumerate(samples(name)):
        file = tmp_path / f"{number}.yml"
        file.write_text(text, encoding="utf-8")
        assert schema_problems(schema, file) == ""


def test_the_workflow_gives_the_action_what_it_takes_and_reads_what_it_gives():
    action = loaded(REPOSITORY / "action.yml")
    text = samples(".github/workflows/inbound.yml")[0]
    given = [step["with"] for step in loaded(text)["jobs"]["check"]["steps"] if step["uses"].startswith("OWNER/")]
    assert len(given) == 1
    assert given[0].keys() <= action["inputs"].keys()
    assert {*re.findall(r"steps\.inbound\.outputs\.([\w-]+)", text)} <= action["outputs"].keys()
    assert set(re.findall(r"^\| `([\w-]+)` \|", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)) == action["inputs"].keys()


def test_the_workflow_lets_nobody_in(tmp_path):
    file = tmp_path / ".github/workflows/inbound.yml"
    file.parent.mkdir(parents=True)
    # Tags instead of commits are for the reader's eyes: which commits are current is theirs to look up.
    config = tmp_path / "zizmor.yml"
    config.write_text("rules: {unpinned-uses: {disable: true}}\n", encoding="utf-8")
    file.write_text(samples(".github/workflows/inbound.yml")[0], encoding="utf-8")
    done = run("zizmor", "--offline", "--no-progress", "--quiet", "--config", config, file, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_gitlab_gives_the_template_what_it_takes():
    inputs = next(YAML(typ="safe").load_all((REPOSITORY / "templates/check.yml").read_text(encoding="utf-8")))["spec"]["inputs"]
    given = loaded(samples(".gitlab-ci.yml")[0])["include"][0]["inputs"]
    assert given.keys() <= inputs.keys()
    assert {name for name, each in inputs.items() if "default" not in each} <= given.keys()


def test_pre_commit_takes_its_sample_and_knows_the_hooks(tmp_path):
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_text(samples(file.name)[0], encoding="utf-8")
    for command, path in (("validate-config", file), ("validate-manifest", REPOSITORY / ".pre-commit-hooks.yaml")):
        done = run("pre-commit", command, path, cwd=tmp_path)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
    known = {hook["id"] for hook in loaded(REPOSITORY / ".pre-commit-hooks.yaml")}
    assert {hook["id"] for hook in loaded(file)["repos"][0]["hooks"]} == known
