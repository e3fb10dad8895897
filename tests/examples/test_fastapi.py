"""The service of examples/fastapi answers as the command does, and an upload reaches nothing else on its machine."""

import json

import pytest
from examples.fastapi import app as service
from fastapi.testclient import TestClient

import inboundcheck as ic
from inboundcheck.outputs import render

BOX = b"format: 1\nprogram: fba\nmarket: US\nboxes:\n  - {id: A1, length: 40 in, width: 12 in, height: 10 in, weight: 31 lb}\n"


@pytest.fixture(scope="module")
def client():
    with TestClient(service.app) as client:
        yield client


def upload(client, spec=BOX, photos=(), name="shipment.yaml", **query):
    files = [("spec", (name, spec)), *(("photos", (name, content)) for name, content in photos)]
    return client.post("/check", files=files, params=query)


def test_it_answers_with_the_report_of_the_command(client, repository, monkeypatch):
    folder = repository / "examples" / "first-shipment"
    photos = [(path.relative_to(folder / "photos").as_posix(), path.read_bytes()) for path in sorted((folder / "photos").rglob("*.jpg"))]
    answer = upload(client, (folder / "shipment.yaml").read_bytes(), photos, as_of="2026-11-23")
    assert answer.status_code == 200
    monkeypatch.chdir(folder)
    expected = json.loads(render(ic.check("."), "json"))
    assert answer.json() == expected
    assert {each["rule"] for each in expected["findings"]} >= {"amazon-fba-us/stray-barcode", "photos/of-another-box"}


def test_a_shipment_that_is_not_ok_is_an_answer_and_no_error(client):
    answer = upload(client)
    assert answer.status_code == 200
    assert (answer.json()["ok"], answer.json()["exit_code"]) == (False, 1)


def test_what_cannot_be_read_is_said_with_its_place(client):
    answer = upload(client, b"format: 1\nboxes: [\n")
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["line"], problem["found"]) == (3, "this is not YAML: expected the node content, but found '<stream end>'")


def test_no_pack_that_fits_is_said(client):
    answer = upload(client, b"format: 1\nboxes: [{id: A1}]\n")
    assert answer.status_code == 422
    assert "pack" in answer.json()["problems"][0]["found"]


def test_no_answer_names_a_folder_of_the_machine(client):
    for spec in (BOX, b"", b"\x00", b"format: 2\n", b"format: 1\nboxes: [{id: A1, weight: 3}]\nprogram: fba\nmarket: US\n"):
        assert "/tmp" not in upload(client, spec).text  # noqa: S108 - that it is not there


def test_a_photo_that_the_spec_names_is_not_opened_on_the_machine(client, repository):
    photo = repository / "examples" / "first-shipment" / "photos" / "A4" / "front.jpg"
    spec = BOX.replace(b"weight: 31 lb", f"weight: 31 lb, photos: [{{path: '{photo}'}}]".encode())
    assert "4006381333931" not in upload(client, spec).text
    assert "4006381333931" in upload(client, spec, [("A1/front.jpg", photo.read_bytes())]).text


def test_a_pack_is_named_and_is_no_file_of_the_machine(client, repository):
    spec = BOX + f"packs: ['{repository / 'rules' / 'receiving-basics.yaml'}']\n".encode()
    assert upload(client, spec).status_code == 422
    assert upload(client, BOX + b"packs: [receiving-basics]\n").json()["packs"][0]["name"] == "receiving-basics"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\x.jpg", "a\x1b[31m.jpg", "x" * 300, ".."])
def test_a_name_leads_nowhere(client, name):
    answer = upload(client, photos=[(name, b"no photo")])
    assert answer.status_code in {200, 422}
    assert "root:" not in answer.text


def test_two_photos_of_one_name_are_refused(client):
    answer = upload(client, photos=[("A1/front.jpg", b"one"), ("A1/front.jpg", b"two")])
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["found"] == "two files are called A1/front.jpg"


def test_a_photo_that_is_none_costs_itself_alone(client):
    answer = upload(client, photos=[("A1/front.jpg", b"no photo")])
    assert answer.status_code == 200
    assert {each["rule"] for each in answer.json()["findings"]} >= {"photos/not-looked-at", "amazon-fba-us/box-too-long"}


def test_too_many_photos_are_refused(client, monkeypatch):
    monkeypatch.setattr(service, "MOST_PHOTOS", 1)
    assert upload(client, photos=[("a.jpg", b"1"), ("b.jpg", b"2")]).status_code == 413


def test_an_upload_over_the_limit_is_refused_while_it_comes_in(client, monkeypatch):
    monkeypatch.setattr(service, "MOST_BYTES", 10_000)
    assert upload(client, photos=[("a.jpg", b"x" * 20_000)]).status_code == 413
