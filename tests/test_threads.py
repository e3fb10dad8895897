"""What may be shared between threads: a Checker, `check` and `read` from a cold start, and Eyes. Each must answer as it does when it is alone."""

import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import inboundcheck as ic
from inboundcheck.photos import Eyes, photos_in

DAY = date(2026, 11, 23)
COLD = """
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
import inboundcheck as ic

sys.setswitchinterval(1e-6)
box = ic.Box(id="A1", length="40 in", width="12 in", height="10 in", weight="31 lb")
markets = ["US", "DE", "JP", "US", "GB", "US", "FR", "US"]

def judged(market):
    return repr(ic.check(ic.Shipment(program="fba", market=market, boxes=[box]), as_of=date(2026, 11, 23)).findings)

def understood(path):
    return repr(ic.read(path).shipment)

files = ["examples/first-shipment/shipment.yaml", "examples/sp-api/boxes.json"] * 2
with ThreadPoolExecutor(12) as threads:
    together, read = threads.map(judged, markets), threads.map(understood, files)
    together, read = list(together), list(read)
assert together == [judged(market) for market in markets]
assert read == [understood(path) for path in files]
"""


@pytest.fixture
def restless():
    """Threads that take turns as often as Python can make them."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def shipment(number):
    """Shipments that differ in what is wrong with them, and in how much is not known."""
    boxes = [
        ic.Box(
            id=f"S{number}-{each}",
            length=f"{20 + (number * 7 + each) % 30} in",
            width="12 in",
            height="10 in",
            weight=f"{10 + (number * 5 + each * 3) % 60} lb",
            dunnage=[["peanuts"], ["air_pillow"], None][(number + each) % 3],
            items=[ic.Item(sku=f"SKU-{number}", quantity=each + 1)] if each % 2 else None,
        )
        for each in range(5)
    ]
    return ic.Shipment(id=f"S{number}", program="fba", market="US", boxes=boxes)


@pytest.mark.usefixtures("restless")
def test_one_checker_serves_many_threads():
    checker = ic.Checker([ic.load_pack("amazon-fba-us"), ic.load_pack("consistency")], as_of=DAY)
    shipments = [shipment(number) for number in range(24)]
    alone = [repr(checker.check(each).findings) for each in shipments]
    assert len(set(alone)) == len(shipments)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda each: repr(checker.check(each).findings), shipments)) == alone


def test_what_goes_to_another_process_comes_out_alike():
    checker = ic.Checker([ic.load_pack("amazon-fba-us")], as_of=DAY)
    sent, again = pickle.loads(pickle.dumps((shipment(3), checker)))  # noqa: S301 - our own
    assert pickle.loads(pickle.dumps(again.check(sent))) == checker.check(shipment(3))  # noqa: S301


def test_the_first_check_may_come_from_many_threads_at_once(run_python):
    done = run_python("-c", COLD)
    assert done.returncode == 0, done.stderr


def test_one_pair_of_eyes_serves_many_threads(repository):
    photos = photos_in(repository / "examples" / "first-shipment" / "photos").photos[:4]
    with Eyes(workers=2) as eyes:
        alone = {path: next(eyes.look([path])) for path in photos}
        orders = [photos, photos[::-1], photos[2:] + photos[:2]]
        with ThreadPoolExecutor(len(orders)) as threads:
            for order, looked in zip(orders, threads.map(lambda paths: list(eyes.look(paths)), orders), strict=True):
                assert looked == [alone[path] for path in order]
