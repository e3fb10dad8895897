"""What `show` and `explain` say."""

import pytest
from inline_snapshot import snapshot

from inboundcheck.cli import main
from inboundcheck.cli.own_page import OWN_NAMES


@pytest.fixture
def run(monkeypatch, capsys):
    def run_command(*arguments):
        monkeypatch.setattr("sys.argv", ["inboundcheck", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            main()
        return end.value.code or 0, *capsys.readouterr()

    return run_command


def test_show_tells_every_shipment_of_a_file(run, repository):
    file = repository / "tests/readers/bad/two-shipments.jsonl"
    status, out, _ = run("show", file)
    assert out.count("shipment: ") == 2
    assert status in (0, 1)


def test_several_shipments_are_not_one_spec(run, repository):
    file = repository / "tests/readers/bad/two-shipments.jsonl"
    status, out, err = run("show", file, "--as", "yaml")
    assert (status, out) == (2, "")
    assert "holds 2 shipments, and a spec holds one" in err


@pytest.mark.parametrize("name", OWN_NAMES)
def test_every_name_that_a_report_gives_is_explained(run, name):
    status, out, err = run("explain", name)
    assert (status, err) == (0, "")
    assert out.startswith(f"{name}: ")
    assert "fix     " in out
    assert not {"{", "}"} & set(out)


def test_a_mistyped_name_is_put_right(run):
    assert run("explain", "photos/of-anther-box") == snapshot(
        (2, "", "error: there is no rule 'photos/of-anther-box'; did you mean 'photos/of-another-box'?; `inboundcheck pack rules` lists them all\n")
    )
