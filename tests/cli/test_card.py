"""`inboundcheck card`."""

import pytest
from PIL import Image
from typer.testing import CliRunner

from inboundcheck.cli import app, main

RUN = CliRunner()


@pytest.mark.parametrize(("paper", "size"), [((), (2100, 2970)), (("--paper", "letter"), (2159, 2794))])
def test_a_picture_says_how_large_it_is_to_be_printed(tmp_path, paper, size):
    file = tmp_path / "card.png"
    result = RUN.invoke(app, ["card", str(file), *paper])
    assert result.exit_code == 0
    assert "print it at 100 %" in result.output
    with Image.open(file) as page:
        assert page.size == size
        assert page.info["dpi"] == pytest.approx((254, 254), abs=0.1)


def test_a_pdf_has_the_papers_size(tmp_path):
    file = tmp_path / "card.pdf"
    RUN.invoke(app, ["card", str(file)])
    assert b"/MediaBox [ 0 0 595.2" in file.read_bytes()


@pytest.mark.parametrize(
    ("name", "said"),
    [("card.svg", "neither a .pdf nor a .png file"), ("there.png", "is there already"), ("no/such/card.png", "could not be written")],
)
def test_what_cannot_be_written_is_told(tmp_path, monkeypatch, capsys, name, said):
    (tmp_path / "there.png").touch()
    monkeypatch.setattr("sys.argv", ["inboundcheck", "card", str(tmp_path / name)])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert said in capsys.readouterr().err
