"""What an author begins with, reads and keeps fresh."""

from datetime import date

import pytest

from inboundcheck import load_pack
from inboundcheck.cli import main
from inboundcheck.cli.rule_page import rule_page
from inboundcheck.packs.generated import generated_cases
from inboundcheck.packs.mutation import mutation_check
from inboundcheck.packs.selftest import never_failing, run_examples
from inboundcheck.packs.stale import stale_sources

PACK = """\
pack: dock
title: T
version: "1"
settings: {{most: {{type: mass, title: The heaviest box}}}}
rounding: {{weight: up to 1 kg}}
rules:
  heavy:
    title: Heavy
    for: box
    severity: error
    waivable: false
    require: {{weight: {{at_most: {{setting: most}}}}}}
    why: W.
    fix: F.
    source: {source}
    periods: [{{from: 2025-01-01}}]
    examples: [{{name: e, settings: {{most: 5 kg}}, given: {{weight: 6 kg}}, expect: violation}}]
"""


def pack(tmp_path, source):
    path = tmp_path / "dock.yaml"
    path.write_text(PACK.format(source=source))
    return load_pack(path)


def run(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["inboundcheck", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code


def test_a_new_pack_passes_its_own_test(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert not run(monkeypatch, "pack", "new", "packs/my-dock")
    made = load_pack(tmp_path / "packs" / "my-dock.yaml")
    assert made.name == "my-dock"
    assert all(each.passed for each in run_examples(made))
    assert (never_failing(made), generated_cases(made).problems, mutation_check(made).problems) == ((), (), ())
    assert run(monkeypatch, "pack", "new", "packs/my-dock.yaml") == 2
    assert run(monkeypatch, "pack", "new", "My Dock") == 2
    assert "'My Dock' is not the name of a pack" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (
            "{authority: A, page: P, url: 'https://example.com', read: 2026-11-01, standing: copy}",
            "A, P, https://example.com: read on 2026-11-01, 22 days ago",
        ),
        ("{authority: A, standing: official}", "A: not read on any day"),
        ("{authority: A, read: 2026-11-02, standing: official}", ""),
        ("{authority: A, standing: house}", ""),
    ],
)
def test_sources_that_were_not_read_for_long_are_listed(tmp_path, source, found):
    made = pack(tmp_path, source)
    lines = [*stale_sources(made, today=date(2026, 11, 23), days=21)]
    assert lines == ([f"{tmp_path / 'dock.yaml'}:7:3: heavy: {found}"] if found else [])


def test_a_rule_is_explained_with_its_settings_rounding_and_standing(tmp_path):
    made = pack(tmp_path, "{authority: A, page: P, read: 2026-11-01, standing: third-party, note: N.}")
    assert (
        rule_page(made.rules[0], made.settings)
        == """\
dock/heavy: Heavy
error, for each box

from 2025-01-01
require weight: {at_most: {setting most}}
rounded weight up to 1 kg
setting most: The heaviest box (mass); not set: --set most=VALUE

why     W.
fix     F.
no waiver covers it
source  A, P, read 2026-11-01 (third-party: told by others). N.

examples
  violates       e
"""
    )
