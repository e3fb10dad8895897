"""The configuration file: found from what is checked, read whole, and wrong with every problem at once."""

import inspect
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

import inboundcheck as ic
from inboundcheck.api.config import CheckOptions, Config
from inboundcheck.api.config_file import find_config, read_config


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A repository that is the current folder, and files in it."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "repository")

    def write(name, text=""):
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refused(call, *arguments):
    with pytest.raises(ic.UsageError) as raised:
        call(*arguments)
    return [str(problem) for problem in raised.value.problems]


def test_the_nearest_file_above_is_taken(folder):
    folder("inboundcheck.toml")
    near = folder("out/monday/inboundcheck.toml")
    shipment = folder("out/monday/boxes/shipment.yaml")
    assert find_config([shipment]) == near
    assert find_config([shipment.parent]) == near
    assert find_config(["out"]) == Path("inboundcheck.toml")
    assert find_config(["out/not-there.yaml"]) == Path("inboundcheck.toml")


def test_a_table_of_pyproject_counts_and_a_pyproject_without_one_does_not(folder):
    folder("inboundcheck.toml")
    folder("app/pyproject.toml", "[tool.ruff]\nline-length = 150\n")
    folder("other/pyproject.toml", "[tool.inboundcheck]\n")
    assert find_config(["app/shipment.yaml"]) == Path("inboundcheck.toml")
    assert find_config(["other/shipment.yaml"]) == Path("other/pyproject.toml")


def test_its_own_file_wins_over_pyproject(folder):
    folder("inboundcheck.toml")
    folder("pyproject.toml", "[tool.inboundcheck]\n")
    assert find_config(["shipment.yaml"]) == Path("inboundcheck.toml")


def test_nothing_is_looked_for_above_the_repository(folder):
    folder("../inboundcheck.toml")
    assert find_config(["shipment.yaml"]) is None


@pytest.mark.parametrize("path", ["x" * 5000, "\0", "", "a/" * 2000])
def test_a_path_that_can_be_none_is_left_to_the_readers(folder, path):
    folder("inboundcheck.toml")
    assert find_config([path]) == Path("inboundcheck.toml")


def test_several_files_are_refused(folder):
    folder("a/inboundcheck.toml")
    folder("b/inboundcheck.toml")
    assert refused(find_config, ["a", "b"]) == snapshot(
        ["what is checked has 2 configuration files: a/inboundcheck.toml, b/inboundcheck.toml; expected one; for example --config inboundcheck.toml"]
    )


def test_every_key_is_read_and_paths_are_taken_from_its_folder(folder):
    folder("conf/packs/house.yaml")
    text = """\
packs = ["amazon-fba-us", "rules/mine.yaml", "packs"]
as_of = 2026-11-23
only = ["data"]
given = {mode = "spd"}
settings = {stock_cover = "90 days"}
defaults = "defaults.yaml"
columns = "../columns.map.yaml"
photos = "photos"
waivers = "waivers.yaml"
answers = "answers.yaml"
coverage = "photographed"
baseline = "baseline.yaml"
fail_on = "warning"
format = "short"
output = ["out.sarif"]
"""
    config = read_config(folder("conf/inboundcheck.toml", text))
    assert config == snapshot(
        Config.model_construct(
            packs=("amazon-fba-us", "conf/rules/mine.yaml", "conf/packs"),
            as_of=date(2026, 11, 23),
            only=("data",),
            given={"mode": "spd"},
            settings={"stock_cover": "90 days"},
            defaults=Path("conf/defaults.yaml"),
            columns=Path("conf/../columns.map.yaml"),
            photos=Path("conf/photos"),
            waivers=Path("conf/waivers.yaml"),
            answers=Path("conf/answers.yaml"),
            coverage="photographed",
            baseline=Path("conf/baseline.yaml"),
            fail_on=ic.Severity.WARNING,
            format="short",
            output=(Path("conf/out.sarif"),),
        )
    )
    assert all(f"{name} = " in text for name in Config.model_fields)


@pytest.mark.parametrize("name", Config.model_fields)
def test_the_example_of_a_key_is_right(folder, name):
    config = read_config(folder("inboundcheck.toml", Config.model_fields[name].examples[0]))
    assert getattr(config, name)


def test_a_configuration_gives_every_argument_of_check():
    arguments = set(inspect.signature(ic.check).parameters) - {"what", "today", "update_baseline"}
    assert set(CheckOptions.__annotations__) == set(Config().options()) == arguments


def test_a_date_may_be_text(folder):
    assert read_config(folder("inboundcheck.toml", 'as_of = "2026-11-23"')).as_of == date(2026, 11, 23)


def test_every_mistake_is_told_at_once(folder):
    text = """\
pack = ["amazon-fba-us"]
packs = "amazon-fba-us"
as_of = 2026-11-23T10:00:00
only = ["weight", "siz"]
given = {mod = "spd"}
settings = {stock_cover = 90}
photos = 3
fail_on = "eror"
format = "jsn"
output = ["a.sarif", "b.docx", "../c.json", "/tmp/d.json"]
"""
    assert refused(read_config, folder("inboundcheck.toml", text)) == snapshot(
        [
            "inboundcheck.toml: packs: 'amazon-fba-us' is not a list of texts; for example packs = [\"amazon-fba-us\"]",
            "inboundcheck.toml: as_of: 2026-11-23 10:00:00 is not a date; for example as_of = 2026-11-23",
            'inboundcheck.toml: only[2]: \'siz\' is not an aspect; did you mean \'size\'?; expected some of identity, dates, counts, size, weight, contents, nature, prep, marks, labels, packing, pallets, or data; for example only = ["size", "weight", "contents"]',
            "inboundcheck.toml: given: 'mod' is not something that a shipment says of itself; did you mean 'mode'?; expected one of id, name, program, market, mode, carrier, service, destination_country, seller_role, created_on, ship_date, arrival_date, declared_box_count, declared_unit_count; for example given = {mode = \"spd\"}",
            'inboundcheck.toml: settings.stock_cover: 90 is not a text; for example settings = {stock_cover = "90 days"}',
            'inboundcheck.toml: photos: 3 is not a path, as text; for example photos = "photos"',
            "inboundcheck.toml: fail_on: 'eror' is not one of error, warning, advice; did you mean 'error'?; for example fail_on = \"warning\"",
            "inboundcheck.toml: format: 'jsn' is not a format; did you mean 'json'?; expected one of text, short, json, html, jsonl, sarif, sarif-all, junit, github, gitlab, markdown, picklist, csv, xlsx, arrow, parquet; for example format = \"github\"",
            'inboundcheck.toml: output[2]: \'b.docx\' does not say its format; expected a name that ends in one of .txt, .json, .html, .jsonl, .ndjson, .sarif, .sarif.json, .all.sarif, .all.sarif.json, .xml, code-quality.json, code-quality-report.json, .md, .picklist.html, .csv, .xlsx, .arrow, .feather, .parquet; for example output = ["out/inbound.sarif", "out/inbound.md"]',
            'inboundcheck.toml: output[3]: \'../c.json\' leads out of the folder of the configuration; name such a file with -o; for example output = ["out/inbound.sarif", "out/inbound.md"]',
            'inboundcheck.toml: output[4]: \'/tmp/d.json\' leads out of the folder of the configuration; name such a file with -o; for example output = ["out/inbound.sarif", "out/inbound.md"]',
            "inboundcheck.toml: pack: 'pack' is not a key of the configuration; did you mean 'packs'?; expected one of packs, as_of, only, given, settings, defaults, columns, photos, waivers, answers, coverage, baseline, fail_on, format, output; for example packs = [\"amazon-fba-us\"]",
        ]
    )


def test_a_table_of_pyproject_is_named_in_full(folder):
    assert refused(read_config, folder("pyproject.toml", "[tool.inboundcheck]\nfail-on = 'warning'")) == snapshot(
        [
            "pyproject.toml: tool.inboundcheck.fail-on: 'fail-on' is not a key of the configuration; did you mean 'fail_on'?; expected one of packs, as_of, only, given, settings, defaults, columns, photos, waivers, answers, coverage, baseline, fail_on, format, output; for example packs = [\"amazon-fba-us\"]"
        ]
    )


@pytest.mark.parametrize(
    "text",
    ["packs = [", "packs = 1\npacks = 2\n", "[tool]\ninboundcheck = 3\n", "[tool.other]\n", "\ufeffx", "a = 2026-13-45", "a = " + "[" * 100_000],
)
def test_a_file_that_cannot_be_used_is_told_by_name(folder, text):
    for problem in refused(read_config, folder("pyproject.toml", text)):
        assert problem.startswith("pyproject.toml: ")


def test_bytes_that_are_no_text_are_told(folder):
    file = folder("inboundcheck.toml")
    file.write_bytes(b"packs = ['\xff']")
    assert refused(read_config, file) == snapshot(
        ["inboundcheck.toml: the configuration cannot be read: 'utf-8' codec can't decode byte 0xff in position 10: invalid start byte"]
    )


def test_a_folder_of_that_name_is_no_file(folder):
    folder("inboundcheck.toml/x")
    assert find_config(["shipment.yaml"]) is None
    assert refused(read_config, "inboundcheck.toml") == snapshot(["inboundcheck.toml: the configuration cannot be read: Is a directory"])


LITERALS = (
    *("1", "1.5", "-0", "nan", "true", "2026-11-23", "2026-11-23T10:00:00Z", "12:00:00", "[]", "[1]", "[[]]", "[{}]", "{}", "{a = 1}", "{a.b = 'x'}"),
    *("''", "'x'", "'.'", "'/'", "['x']", "['']", "['size']", "{mode = 'spd'}", "{mode = ''}", "'error'", "'json'", "['x.json']", "'2026-11-23'"),
    *(r'"\u0000"', r'["\u0000.json"]', r'["\u001b[2J"]', f"'{'x' * 5000}'", f"['{'x' * 5000}']", f"['{'x' * 5000}.json']"),
)


@given(st.dictionaries(st.sampled_from([*Config.model_fields, "pack", "x"]), st.sampled_from(LITERALS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_values_are_read_or_refused_by_name(folder, values):
    file = folder("inboundcheck.toml", "".join(f"{key} = {literal}\n" for key, literal in values.items()))
    try:
        read_config(file)
    except ic.UsageError as trouble:
        for problem in trouble.problems:
            assert problem.place.file == "inboundcheck.toml"
            assert problem.where.partition(".")[0].partition("[")[0] in values
            assert problem.example
            assert len(problem.found) < 700


@given(st.text() | st.binary())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_file_is_read_or_refused(folder, content):
    file = folder("inboundcheck.toml")
    file.write_bytes(content if isinstance(content, bytes) else content.encode(errors="surrogatepass"))
    try:
        read_config(file)
    except ic.UsageError as trouble:
        assert all(problem.place.file == "inboundcheck.toml" for problem in trouble.problems)
