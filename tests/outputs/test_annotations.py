"""Annotations for GitHub and GitLab."""

import json
import re
from dataclasses import replace

from hypothesis import given
from inline_snapshot import snapshot
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS

from inboundcheck.outputs import render
from inboundcheck.places import Place

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def read(line):
    """Read a workflow command as the runner does."""
    name, written, text = COMMAND.fullmatch(line).groups()
    properties = dict(each.split("=", 1) for each in written.split(","))
    undone = {key: value.replace("%3A", ":").replace("%2C", ",") for key, value in properties.items()}
    return name, {key: _undone(value) for key, value in undone.items()}, _undone(text)


def _undone(text):
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github():
    assert render(reports.full(), "github") == snapshot("""\
::error file=shipment.yaml,line=6,col=13,title=amazon-fba-us/box-too-long::box A17: longest side is 40 in; at most 36 in%0ARepack so that the longest side is 36 in or less.
::error file=shipment.yaml,line=1,title=amazon-fba-us/label-on-seam::label no. 1 of box A18: seam clearance is 0 in; more than 0 in%0AMove the label to one flat face, clear of every seam and edge.
::error file=shipment.yaml,line=1,title=amazon-fba-us/box-too-long::box no. 7 (40 identical): longest side is 37 in; at most 36 in%0ARepack so that the longest side is 36 in or less.
::warning file=shipment.yaml,line=16,col=14,title=amazon-fba-us/dunnage-not-allowed::box A20: dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper, styrofoam, foam_chips, crinkle_paper%0ATake out the packing peanuts; use air pillows, paper sheets or bubble wrap.
::notice file=shipment.yaml,line=1,title=house/hand-holes::box A17: hand holes is no; yes
::error file=shipment.yaml,line=14,col=65,title=unreadable::box A19, weight: '25,4 kg' is not a mass (write the decimal with a point, and no thousands separator); taken as not known
::error file=shipment.yaml,line=14,col=23,title=not decided%3A amazon-fba-us/box-too-long::box A19: longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box)%0AFind out: unit count of box A19, longest item side of box A19. Unless an exception applies: Repack so that the longest side is 36 in or less.
::error file=shipment.yaml,line=10,col=5,title=not decided%3A amazon-fba-us/box-too-heavy::box A18: not known: weight%0AFind out: weight of box A18.
::warning file=shipment.yaml,line=17,col=5,title=not decided%3A amazon-fba-us/dunnage-not-allowed::12 boxes: A21, B5, B6, B7, B8, B9 and 6 more: not known: dunnage%0AFind out: dunnage.
::error file=shipment.yaml,line=1,title=not decided%3A not-checked/labels::8 rules, 240 boxes; nothing in the input speaks of labels%0AFind out: photos of the boxes, or `labels:` in the spec. To judge the data only, and say so in the report: --only data
waived: amazon-fba-us/box-too-long: box C1: Accepted in case 20931. (maria, until 2026-12-31)
NOT READY. 240 boxes, 2 rules judged on 2026-11-23: 3 errors, 1 warning, 1 piece of advice, 4 not decided, 1 unreadable, 1 waived, 119 passed.
""")


def test_github_escapes_what_ends_a_command():
    hostile = replace(reports.too_long, rule="a:b,c%2C", message="100% ::error::x\nnext", evidence=(reports.told("", "", 6),))
    place = Place("a,b:c%.yaml", 6, 2)
    report = reports.one(replace(hostile, evidence=(replace(hostile.evidence[0], place=place),)))
    name, properties, text = read(render(report, "github").splitlines()[0])
    assert (name, properties) == ("error", {"file": "a,b:c%.yaml", "line": "6", "col": "2", "title": "a:b,c%2C"})
    assert text == "box A17: 100% ::error::x next\nRepack so that the longest side is 36 in or less."


@given(TEXTS)
def test_no_data_becomes_a_command(text):
    report = reports.hostile(text)
    lines = render(report, "github").splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == 4
    assert all(COMMAND.fullmatch(each) for each in commands)
    assert not any("##[" in line for line in lines if line not in commands)


def test_github_says_where_it_shows_too_few():
    report = replace(reports.one(), findings=(reports.too_long,) * 11)
    assert "GitHub shows 10 of 11 errors; all are in this log." in render(report, "github").splitlines()


def test_gitlab():
    assert json.loads(render(reports.full(), "gitlab"))[:2] == snapshot(
        [
            {
                "description": "box A17: longest side is 40 in; at most 36 in. Repack so that the longest side is 36 in or less.",
                "check_name": "amazon-fba-us/box-too-long",
                "severity": "critical",
                "location": {"path": "shipment.yaml", "lines": {"begin": 6}},
                "fingerprint": "a364ae4ec7ef3e6e:1",
            },
            {
                "description": "label no. 1 of box A18: seam clearance is 0 in; more than 0 in. Move the label to one flat face, clear of every seam and edge.",
                "check_name": "amazon-fba-us/label-on-seam",
                "severity": "critical",
                "location": {"path": "shipment.yaml", "lines": {"begin": 1}},
                "fingerprint": "91aa1e43677c17c4:1",
            },
        ]
    )


@given(TEXTS)
def test_gitlab_always_has_a_path_and_a_line(text):
    for each in json.loads(render(reports.hostile(text), "gitlab")):
        assert each["location"]["path"]
        assert each["location"]["lines"]["begin"] >= 1


def test_gitlab_takes_what_came_from_no_file():
    (entry,) = json.loads(render(reports.one(reports.hand_holes), "gitlab"))
    assert entry["location"] == {"path": "shipment", "lines": {"begin": 1}}
