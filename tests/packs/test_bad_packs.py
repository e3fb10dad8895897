"""A bad pack fails whole: every problem at once, each with its place. A new case is a new pair of files in `bad/`."""

from pathlib import Path

import pytest

from inboundcheck import PackError, load_pack

BAD = Path(__file__).parent / "bad"


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_pack_is_told_in_words(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD)
    with pytest.raises(PackError) as trouble:
        load_pack(path.name)
    assert str(trouble.value) + "\n" == path.with_suffix(".errors.txt").read_text(encoding="utf-8")


def test_the_bundled_packs_hold_their_examples() -> None:
    from inboundcheck.packs import bundled
    from inboundcheck.packs.selftest import never_failing, run_examples

    for name in bundled():
        pack = load_pack(name)
        assert [each.problem for each in run_examples(pack) if each.problem] == []
        assert never_failing(pack) == ()
