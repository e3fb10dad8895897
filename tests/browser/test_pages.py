"""The pages that we write, opened in Chromium: whoever reads them on a phone, in the dark or with a screen reader can use them.

`apt install chromium` and `pip install -e '.[dev]'` bring what this needs. Without them it is skipped, in CI it fails.
"""

import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.outputs import reports
from tests.photos import pictures

import inboundcheck as ic
from inboundcheck.readers.answers import read_answers

axe_playwright_python = pytest.importorskip("axe_playwright_python")
playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
if CHROMIUM is None and not os.environ.get("CI"):
    pytest.skip("there is no Chromium", allow_module_level=True)
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = {"phone": 390, "desk": 1280}


def messy():
    """Boxes with all that is wrong with some, names that no line can hold, and much that is not known."""
    dice = random.Random(7)
    boxes = []
    for number in range(14):
        name = f"BOX-{'X' * 90}-{number}" if number % 5 == 4 else f"B{number:03} <b>"
        boxes.append(
            ic.Box(
                id=name,
                length=f"{dice.randint(10, 60)} in",
                width=f"{dice.randint(8, 40)} in",
                height=f"{dice.randint(4, 30)} in",
                weight=f"{dice.randint(3, 120)} lb" if number % 3 else None,
                dunnage=dice.choice([None, ["peanuts", "shredded_paper"], ["air_pillow"]]),
                items=dice.choice([None, [ic.Item(sku="SKU-" + "LONG" * 20, quantity=3)]]),
                joined_to=dice.choice([None, ["B000"], []]),
                labels=dice.choice([None, [ic.Label(kind="box_id", seam_clearance="0 in")] * 2]),
                barcodes=dice.choice([None, [ic.Barcode(kind="gtin", text="4006381333931", symbology="ean_13")]]),
            )
        )
    waivers = [ic.Waiver("amazon-fba-us/box-too-long", "Agreed in a letter. " * 20, "maria", date(2026, 12, 31), "B00*")]
    shipment = ic.Shipment(program="fba", market="US", boxes=boxes)
    return ic.check(shipment, packs=["amazon-fba-us", "consistency"], as_of=reports.DAY, waivers=waivers)


def asking(folder):
    """A folder whose one photo leaves something open, and what was answered before."""
    spec = "{id: FBA15ABCDEF, program: fba, market: US, ship_date: 2026-11-23, boxes: [{id: A1, box_id: FBA15ABCDEFU000001}]}"
    (folder / "shipment.yaml").write_text(spec, encoding="utf-8")
    pictures.save(folder / "photos/A1/front.png", pictures.photo((pictures.code("FBA15ABCDEFU000001"), 100, 100)))
    report = ic.check(folder, only=["labels"])
    first, *rest = report.questions
    assert rest
    return ic.check(
        folder, only=["labels"], answers=[ic.Answered(first.id, yes=False, by="li", at=reports.DAY, photo=first.photo, sha256=first.sha256)]
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory, repository):
    """Every page that is looked at."""
    folder = tmp_path_factory.mktemp("pages")
    many = messy()
    ic.save(ic.check(repository / "examples" / "first-shipment"), folder / "photos.html")
    ic.save(reports.full(), folder / "full.html")
    ic.save(reports.clean(), folder / "clean.html")
    ic.save(many, folder / "messy.html")
    ic.save(asking(folder), folder / "asking.html")
    ic.save(many, folder / "messy.picklist.html")
    return folder


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["photos.html", "full.html", "clean.html", "asking.html", "messy.html", "messy.picklist.html"])
def test_a_page_is_accessible_and_fits_its_window(browser, folder, name, scheme, width):
    page = browser.new_page(viewport={"width": WIDTHS[width], "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto((folder / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    found = [(each["id"], each["help"], each["nodes"][0]["html"]) for each in (*result["violations"], *result["incomplete"])]
    assert len(result["passes"]) > 10, "axe has looked"
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTHS[width]
    page.close()


def test_a_page_needs_no_script_and_fetches_nothing(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((folder / "photos.html").as_uri())
    assert page.get_by_role("heading", name="NOT READY").is_visible()
    assert [url for url in asked if not url.startswith("data:")] == [(folder / "photos.html").as_uri()]
    context.close()


def test_what_is_folded_up_is_printed(browser, folder):
    page = browser.new_page()
    page.goto((folder / "full.html").as_uri())
    page.emulate_media(media="print")
    shown = page.evaluate("[...document.querySelectorAll('section > details > ul')].map(each => each.checkVisibility())")
    assert shown
    assert all(shown)
    page.close()


def test_answers_are_downloaded_after_those_that_were_given_before(browser, folder, tmp_path):
    page = browser.new_page()
    page.goto((folder / "asking.html").as_uri())
    page.get_by_label("Your name").fill('Mária "x" \N{GRINNING FACE}')
    page.get_by_role("group").first.get_by_text("Yes").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download answers.yaml").click()
    download.value.save_as(tmp_path / "answers.yaml")
    assert [(each.yes, each.by) for each in read_answers(tmp_path / "answers.yaml")] == [(False, "li"), (True, 'Mária "x" \N{GRINNING FACE}')]
    after = ic.check(folder, only=["labels"], answers=tmp_path / "answers.yaml")
    assert len(after.answers) == 2
    assert not [each for each in after.findings if each.rule.startswith("photos/")]
    page.close()


def test_without_scripts_and_on_paper_a_page_says_how_to_answer(browser, folder):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "asking.html").as_uri())
    assert page.get_by_text(f"inboundcheck review {folder}").is_visible()
    assert page.get_by_label("Yes").first.is_visible()
    assert not page.get_by_label("Your name").is_visible()
    context.close()
    page = browser.new_page()
    page.goto((folder / "asking.html").as_uri())
    page.emulate_media(media="print")
    assert not page.get_by_label("Your name").is_visible()
    assert page.get_by_label("No").first.is_visible()
    page.close()
