"""A pack that is far too large is refused before it is parsed, and what it holds is never run."""

import pytest

from inboundcheck import PackError, load_pack

HEAD = "format: 1\npack: much\ntitle: Much\nversion: '1'\n"


def told(tmp_path, text):
    path = tmp_path / "much.yaml"
    path.write_text(text)
    with pytest.raises(PackError) as trouble:
        load_pack(path)
    return [str(each).removeprefix(str(path)) for each in trouble.value.problems]


def test_a_hundred_megabytes(tmp_path):
    path = tmp_path / "much.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(PackError) as trouble:
        load_pack(path)
    assert str(trouble.value) == f"{path}: the pack is 104857600 bytes long; expected at most 5000000"


def test_a_hundred_thousand_rules(tmp_path):
    rules = "".join(f"  rule-{number}: {{}}\n" for number in range(100_000))
    assert told(tmp_path, f"{HEAD}rules:\n{rules}") == [":25001:13: the pack has more than 50000 entries; expected a pack for each authority"]


def test_a_hundred_thousand_rules_on_one_line(tmp_path):
    rules = ", ".join(f"r{number}: " for number in range(100_000))
    found = told(tmp_path, f"{HEAD}rules: {{{rules}}}\n")
    assert len(found) == 1
    assert found[0].startswith(":5:")


def test_more_rules_than_a_pack_may_have(tmp_path):
    rules = "".join(f"  rule-{number}: {{}}\n" for number in range(2_001))
    assert told(tmp_path, f"{HEAD}rules:\n{rules}") == [":6:3: the pack has 2001 rules; expected at most 2000"]


def test_aliases_that_multiply(tmp_path):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]\n" for n in range(8)
    )
    assert any("aliases expand" in each for each in told(tmp_path, HEAD + bomb))


@pytest.mark.parametrize("depth", [200, 5_000])
def test_endless_nesting(tmp_path, depth):
    assert any("nested" in each for each in told(tmp_path, f"{HEAD}rules: {'[' * depth}{']' * depth}\n"))


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system ['touch ran']", "!!python/name:os.system", "!<tag:yaml.org,2002:python/module:os>"])
def test_no_tag_runs_anything(tmp_path, monkeypatch, tag):
    monkeypatch.chdir(tmp_path)
    assert told(tmp_path, f"{HEAD}rules: {tag}\n")
    assert [each.name for each in tmp_path.iterdir()] == ["much.yaml"]


def test_text_of_a_pack_never_becomes_code(tmp_path):
    """Names and values that would do harm in generated Python are texts there, or no names at all."""
    from datetime import date

    from inboundcheck import Box, Shipment, check

    path = tmp_path / "much.yaml"
    harm = "x') or __import__('os').mkdir('ran') or ('"
    rule = f'{{title: T, for: box, severity: error, require: {{rma: {{one_of: ["{harm}"]}}, joined_to: {{every: "{harm}"}}}}, why: W, fix: F'
    end = "source: {authority: A, standing: house}, examples: [{name: e, given: {rma: A}, expect: violation}]}"
    path.write_text(f"{HEAD}rules:\n  r: {rule}, {end}\n")
    report = check(Shipment(boxes=[Box(id="B", rma="A", joined_to=["B2"])]), packs=[path], as_of=date(2026, 11, 23))
    assert len(report.violations) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["much.yaml"]
