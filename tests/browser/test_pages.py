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

import inboundcheck as ic

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


@pytest.fixture(scope="module")
def folder(tmp_path_factory, repository):
    """Every page that is looked at."""
    folder = tmp_path_factory.mktemp("pages")
    many = messy()
    ic.save(ic.check(repository / "examples" / "first-shipment"), folder / "photos.html")
    ic.save(reports.full(), folder / "full.html")
    ic.save(reports.clean(), folder / "clean.html")
    ic.save(many, folder / "messy.html")
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
@pytest.mark.parametrize("name", ["photos.html", "full.html", "clean.html", "messy.html", "messy.picklist.html"])
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
