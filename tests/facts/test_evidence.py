"""The truth table of what photos prove: one row a case in evidence.yaml, through facts and engine to the report."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from ruamel.yaml import YAML

import inboundcheck as ic
from inboundcheck.identifiers import identify
from inboundcheck.model import Barcode, BarcodeSeen, FaceSeen, QualitySeen, SeamSeen
from inboundcheck.model.words import Face
from inboundcheck.packs import load_pack
from inboundcheck.photos import Looked

HERE = Path(__file__).parent
ROWS = YAML(typ="safe").load(HERE / "evidence.yaml")
PACK = load_pack(HERE / "evidence-pack.yaml")


def by_hand(photo):
    """A photo with sightings; `six` closes all faces for a detector, `but` one."""
    photo = dict(photo)
    detector, without = photo.pop("six", None), photo.pop("but", None)
    faces = [{"kind": "face", "face": face, "detector": detector, "closed": True} for face in get_args(Face) if face != without]
    return {**photo, "sightings": [*photo.get("sightings", []), *(faces if detector else [])]}


def by_machine(looked):
    """Photos as the photo stages give them, and what the spec says of the same files."""
    width, height = looked.get("size", (4000, 3000))
    photos, named = [], []
    for face in looked["faces"]:
        path = f"photos/A1/{face}.jpg"
        reads = [BarcodeSeen(barcode=Barcode(text=text, kind=identify(text)[0].kind), module=3.0) for text in looked.get("reads", [])]
        flaws = [QualitySeen(flaw="dark", reason=reason) for name, reason in looked.get("flaw", {}).items() if name == face]
        photos.append(Looked(path=path, width=width, height=height, sightings=(*reads, *flaws), trouble=looked.get("trouble", "")))
        said = {"view": face, "whole_face": looked["whole_face"]} if "whole_face" in looked else {}
        named.append({"path": path, **said})
    return photos, named


def by_marks(marked):
    """A photo of a face of 3000 by 2000 pixels in which a person marked that face and a label, and in which a finder saw lines.

    The label is given by its left, upper, right and lower border in hundredths of the face, a line by its ends and how sure it is.
    """

    def at(x, y):
        return 500 + 30 * x, 500 + 20 * y

    left, top, right, bottom = marked["label"]
    corners = [at(left, top), at(right, top), at(right, bottom), at(left, bottom)]
    lines = [SeamSeen(polygon=(at(*each[:2]), at(*each[2:4])), confidence=each[4] if len(each) > 4 else 0.9) for each in marked.get("lines", [])]
    view = marked.get("view", "top")
    searched = [FaceSeen(face=view, detector="seams", closed=True, by="seam finder")] if marked.get("searched", True) else []
    flaws = [QualitySeen(flaw="dark", reason=marked["flaw"])] if "flaw" in marked else []
    read = [BarcodeSeen(barcode=Barcode(text=text, kind="box_id")) for text in marked.get("reads", [])]
    path = "photos/A1/face.jpg"
    label = {"kind": "label", "label": marked.get("said", {"kind": "box_id"}), "polygon": corners, "confidence": marked.get("sure", 1.0)}
    named = {"path": path, "view": view, "face_corners": [at(0, 0), at(100, 0), at(100, 100), at(0, 100)], "sightings": [label]}
    if "face_kind" in marked:
        named["face_kind"] = marked["face_kind"]
    if not marked.get("face", True):
        del named["face_corners"]
    return [Looked(path=path, width=4000, height=3000, sightings=(*flaws, *read, *lines, *searched))], [named]


def checked(row):
    looked, named = by_machine(row["looked"]) if "looked" in row else by_marks(row["marked"]) if "marked" in row else (None, None)
    photos = named or [by_hand(each) for each in row.get("photos", [])]
    box = ic.Box.model_validate({"id": "A1", **row.get("box", {}), **({"photos": photos} if photos else {})})
    shipment = ic.Shipment(boxes=[box, ic.Box(id="A2", box_id="FBA15ABCDEFU000002", barcodes=[], labels=[])] if looked else [box])
    pack = replace(PACK, rules=tuple(each for each in PACK.rules if each.name == row["rule"]))
    return ic.check(shipment, packs=[pack], photos=looked, as_of=date(2026, 11, 23))


def found(report, rule):
    """The worst outcome of a rule for box A1, and its finding."""
    of_box = [each for each in report.findings if rule in (each.rule.split("/")[1], *(name.split("/")[1] for name in each.rules))]
    of_box = [
        each for each in of_box if each.rule.startswith("not-checked/") or any("A1" in (subject.id, subject.box[4:]) for subject in each.subjects)
    ]
    if of_box:
        return of_box[0].outcome, of_box[0]
    outcomes = next(each.outcomes for each in report.rules if each.rule == f"evidence/{rule}")
    return ("pass" if outcomes.get("pass") else "not_applicable"), None


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_what_a_photo_proves(row):
    report = checked(row)
    outcome, finding = found(report, row["rule"])
    assert outcome == row["expect"], finding
    if "needs" in row:
        assert row["needs"] in finding.needs
    if "says" in row:
        assert row["says"] in finding.message
    assert [each.rule for each in report.findings if each.rule.startswith("photos/")] == ([row["told"]] if "told" in row else [])


def test_the_pack_of_the_table_is_sound():
    from inboundcheck.packs.selftest import never_failing, run_examples

    assert all(each.passed for each in run_examples(PACK))
    assert not never_failing(PACK)


@pytest.mark.parametrize(("kinds", "shown"), [(("carrier",), 0), (("box_id", "box_id"), 2)])
def test_a_count_points_at_what_it_counts(kinds, shown):
    seen = [{"kind": "label", "label": {"kind": kind, "text": str(at)}, "polygon": [(0, 0), (1, 0), (1, 1)]} for at, kind in enumerate(kinds)]
    labels = [{"kind": kind, "text": str(at)} for at, kind in enumerate(kinds)]
    report = checked({"rule": "one-box-label", "box": {"labels": labels}, "photos": [{"bound_by": "id", "sightings": seen}]})
    (finding,) = report.violations
    assert len([each for each in finding.evidence if getattr(each, "photo", None) is not None]) == shown
