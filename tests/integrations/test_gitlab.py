"""The GitLab template: the job that it becomes is held to GitLab's schema, and its script is run by both shells that a runner may find."""

import json
import re

import pytest
from inline_snapshot import snapshot
from junitparser import JUnitXml
from ruamel.yaml import YAML

from tests.integrations.projects import REPOSITORY, needs, project, run, schema_problems, sources

FILE = REPOSITORY / "templates/check.yml"
pytestmark = needs("bash", "check-jsonschema")


def parts():
    """The inputs, and the text of the rest."""
    head, _, rest = FILE.read_text(encoding="utf-8").partition("\n---\n")
    return YAML(typ="safe").load(head), rest


def jobs(**inputs):
    """Put inputs into the text as GitLab does, before it is YAML."""
    head, rest = parts()
    values = {name: each.get("default") for name, each in head["spec"]["inputs"].items()} | inputs
    return YAML(typ="safe").load(re.sub(r"\$\[\[ inputs\.(\S+) \]\]", lambda found: values[found[1]], rest))


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """What the job installs."""
    return sources(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="module")
def checkout(tmp_path_factory, package):
    """A checkout in which the job has installed the package."""
    folder = project(tmp_path_factory.mktemp("check out"))
    job = jobs(paths="good", package=str(package))["inboundcheck"]
    done = run("bash", "-ec", "\n".join(job["script"][:2]), cwd=folder, **job["variables"])
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(params=["bash", "sh"])
def check(checkout, request):
    """Run what comes after the installation; return the exit code, and what was printed."""

    def run_script(**inputs):
        job = jobs(**inputs)["inboundcheck"]
        for name in job["artifacts"]["reports"].values():
            (checkout / name).unlink(missing_ok=True)
        done = run(request.param, "-ec", "\n".join(job["script"][2:]), cwd=checkout, **job["variables"])
        return done.returncode, done.stdout + done.stderr

    return run_script


def test_the_template_is_valid(tmp_path):
    for name, tree in {"head.yml": parts()[0], "jobs.yml": jobs(paths="samples/*")}.items():
        (tmp_path / name).write_text(json.dumps(tree), encoding="utf-8")  # JSON is YAML
    assert schema_problems("vendor.gitlab-ci", tmp_path / "head.yml", tmp_path / "jobs.yml") == ""


def test_no_input_is_written_into_the_script():
    assert "inputs." not in parts()[1].partition("script:")[2]


def test_a_clean_shipment_passes(check):
    assert check(paths="good", packs="packs/house.yaml") == (0, "")


def test_a_finding_fails_the_job_and_is_in_both_reports(check, checkout):
    assert check(paths="good b?d", packs="packs/*.yaml") == snapshot(
        (1, "bad/shipment.yaml:5:22: error: house/box-too-heavy: box A1: weight is 21 kg; at most 20 kg\n")
    )
    assert JUnitXml.fromfile(str(checkout / "inbound.junit.xml")).failures == 1
    found = json.loads((checkout / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert [(each["check_name"], each["location"]["path"], each["severity"]) for each in found] == snapshot(
        [("house/box-too-heavy", "bad/shipment.yaml", "critical")]
    )


def test_what_cannot_run_fails_the_job(check):
    assert check(paths="godo", packs="packs/house.yaml") == snapshot((2, "error: there is no file 'godo'; did you mean 'good'?\n"))


def test_a_warning_fails_the_job_only_where_it_is_asked_for(check, checkout):
    pack = (checkout / "packs/house.yaml").read_text(encoding="utf-8")
    (checkout / "packs/mild.yaml").write_text(pack.replace("severity: error", "severity: warning"), encoding="utf-8")
    assert [check(paths="bad", packs="packs/mild.yaml", **{"fail-on": each})[0] for each in ("", "error", "warning")] == [0, 0, 1]
    (checkout / "packs/mild.yaml").unlink()


def test_options_go_to_the_command(check):
    assert check(paths="good", packs="packs/house.yaml", args="--only *") == snapshot(
        (
            2,
            "error: '*' is not an aspect; expected some of identity, dates, counts, size, weight, contents, nature, prep, marks, labels, packing, pallets, or data\n",
        )
    )


@pytest.mark.parametrize("name", ["paths", "packs", "fail-on", "args"])
def test_no_input_becomes_a_command(check, checkout, name):
    assert check(**{"paths": "good", "packs": "packs/house.yaml", name: "$(touch owned) `touch owned` '; touch owned; ' ; touch owned"})[0] != 0
    assert not [*checkout.rglob("owned")]


def test_no_path_becomes_an_option(check, checkout):
    status, printed = check(paths="--output=owned.json good", packs="packs/house.yaml")
    assert (status, [*checkout.rglob("owned*")]) == (2, [])
    assert "there is no file '--output=owned.json'" in printed
