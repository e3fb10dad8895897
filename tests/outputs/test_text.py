import pytest
from inline_snapshot import snapshot
from tests.outputs import reports

from inboundcheck.outputs import render


def text(report, **options):
    return render(report, "text", **{"lines": reports.line_of, "width": 80, **options})


def test_a_clean_report_is_one_line_under_who_judged():
    assert text(reports.clean()) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

All clear. 240 boxes, 2 rules judged on 2026-11-23: 2,880 passed.
""")


def test_one_of_each_in_eighty_columns():
    assert text(reports.full()) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States
  house 3 (named): House rules
note: no ship date is given; judged as of today, 2026-11-23

error: amazon-fba-us/box-too-long: A box side is over the limit  (refused)
  --> shipment.yaml:6:13  box A17
   |
 6 |     length: 40 in
   |             ^^^^^ longest side is 40 in; at most 36 in
   |
   = fix:    Repack so that the longest side is 36 in or less.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = more:   inboundcheck explain amazon-fba-us/box-too-long

error: amazon-fba-us/label-on-seam: A label lies on a seam  (refused)
  --> label no. 1 of box A18
   = found:  seam clearance is 0 in; more than 0 in
   = seen:   photo a18-top.jpg, at 412,96-1004,520, confidence 0.93: seam
             clearance 0 in
   = note:   the spec says 2 in, the photo shows 0 in; judged each way, the
             worse stands
   = fix:    Move the label to one flat face, clear of every seam and edge.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = more:   inboundcheck explain amazon-fba-us/label-on-seam

error: amazon-fba-us/box-too-long: A box side is over the limit  (refused)
  --> box no. 7 (40 identical)
   = found:  longest side is 37 in; at most 36 in
   = fix:    Repack so that the longest side is 36 in or less.

warning: amazon-fba-us/dunnage-not-allowed: Packing material that is not allowed
  (charged)
  --> shipment.yaml:16:14  box A20
   |
16 |     dunnage: [peanuts, bubble_wrap]
   |              ^^^^^^^^^^^^^^^^^^^^^^
   |
   = found:  dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper,
             styrofoam, foam_chips, crinkle_paper
   = fix:    Take out the packing peanuts; use air pillows, paper sheets or
             bubble wrap.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = more:   inboundcheck explain amazon-fba-us/dunnage-not-allowed

advice: house/hand-holes: A heavy box without hand holes
  --> box A17
   = found:  hand holes is no; yes
   = more:   inboundcheck explain house/hand-holes

unreadable: '25,4 kg' is not a mass (write the decimal with a point, and no
  thousands separator)  (taken as not known)
  --> shipment.yaml:14:65  box A19, weight
   |
14 |   - {id: A19, length: 60 in, width: 6 in, height: 6 in, weight: "25,4 kg"}
   |                                                                 ^^^^^^^^^
   |
   = need:   a number and a unit
   = write:  '25.4 kg'

not decided: amazon-fba-us/box-too-long: A box side is over the limit  (refused
  unless an exception applies)
  --> shipment.yaml:14:23  box A19
   |
14 |   - {id: A19, length: 60 in, width: 6 in, height: 6 in, weight: "25,4 kg"}
   |                       ^^^^^
   |
   = found:  longest side is 60 in; at most 36 in (allowed only if: A single
             unit that is itself longer may travel in a longer box)
   = need:   unit count of box A19
   = need:   longest item side of box A19
   = fix:    Repack so that the longest side is 36 in or less.

not decided: amazon-fba-us/box-too-heavy: A box is over the weight limit  (may
  be refused)
  --> shipment.yaml:10:5  box A18
   |
10 |   - id: A18
   |     ^^^^^^^ not known: weight
   |

not decided (warning): amazon-fba-us/dunnage-not-allowed: 2 rules cannot be
  decided
  --> shipment.yaml:17:5  12 boxes: A21, B5, B6, B7, B8, B9 and 6 more
   |
17 |   - id: A21
   |     ^^^^^^^ not known: dunnage
   |
   = rules:  amazon-fba-us/dunnage-not-allowed, amazon-fba-us/dunnage-loose

NOT CHECKED labels: 8 rules, 240 boxes; nothing in the input speaks of labels
   = need:   photos of the boxes, or `labels:` in the spec
   = fix:    To judge the data only, and say so in the report: --only data

waived: amazon-fba-us/box-too-long: box C1: Accepted in case 20931. (maria,
  until 2026-12-31)
unused waiver: house/hand-holes for box D4: The carrier agreed. (li, until
  2027-01-31)
lapsed waiver: amazon-fba-us/box-too-long: Until the new boxes come. (li, until
  2026-10-01)

Answers about photos taken in: 1, from maria.
A look at photos settles 2 questions: run inboundcheck review FOLDER, or answer
  in the page of -o FILE.html.
Boxes with errors: A17, A18, no. 7 (40 identical).
Rules that judged nothing: 1 never applied, 1 not in force, 1 off (-v names
them).
NOT READY. 240 boxes, 2 rules judged on 2026-11-23: 3 errors, 1 warning, 1 piece
of advice, 4 not decided, 1 unreadable, 1 waived, 119 passed.
""")


def test_verbose_names_everything():
    assert text(reports.full(), verbose=True) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States
  house 3 (named): House rules
note: no ship date is given; judged as of today, 2026-11-23

error: amazon-fba-us/box-too-long: A box side is over the limit  (refused)
  --> shipment.yaml:6:13  box A17
   |
 6 |     length: 40 in
   |             ^^^^^ longest side is 40 in; at most 36 in
   |
   = told:   longest side 40 in (shipment.yaml:6:13)
   = told:   unit count 4 (shipment.yaml:5:5)
   = why:    Longer boxes do not fit the receiving conveyor.
   = fix:    Repack so that the longest side is 36 in or less.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = url:    https://example.com/routing
   = more:   inboundcheck explain amazon-fba-us/box-too-long

error: amazon-fba-us/label-on-seam: A label lies on a seam  (refused)
  --> label no. 1 of box A18
   = found:  seam clearance is 0 in; more than 0 in
   = seen:   photo a18-top.jpg, at 412,96-1004,520, confidence 0.93: seam
             clearance 0 in
   = note:   the spec says 2 in, the photo shows 0 in; judged each way, the
             worse stands
   = fix:    Move the label to one flat face, clear of every seam and edge.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = url:    https://example.com/routing
   = more:   inboundcheck explain amazon-fba-us/label-on-seam

error: amazon-fba-us/box-too-long: A box side is over the limit  (refused)
  --> box no. 7 (40 identical)
   = found:  longest side is 37 in; at most 36 in
   = told:   longest side 37 in
   = fix:    Repack so that the longest side is 36 in or less.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = url:    https://example.com/routing
   = more:   inboundcheck explain amazon-fba-us/box-too-long

warning: amazon-fba-us/dunnage-not-allowed: Packing material that is not allowed
  (charged)
  --> shipment.yaml:16:14  box A20
   |
16 |     dunnage: [peanuts, bubble_wrap]
   |              ^^^^^^^^^^^^^^^^^^^^^^
   |
   = found:  dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper,
             styrofoam, foam_chips, crinkle_paper
   = told:   dunnage peanuts, bubble_wrap (shipment.yaml:16:14)
   = fix:    Take out the packing peanuts; use air pillows, paper sheets or
             bubble wrap.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = url:    https://example.com/routing
   = more:   inboundcheck explain amazon-fba-us/dunnage-not-allowed

advice: house/hand-holes: A heavy box without hand holes
  --> box A17
   = found:  hand holes is no; yes
   = more:   inboundcheck explain house/hand-holes

unreadable: '25,4 kg' is not a mass (write the decimal with a point, and no
  thousands separator)  (taken as not known)
  --> shipment.yaml:14:65  box A19, weight
   |
14 |   - {id: A19, length: 60 in, width: 6 in, height: 6 in, weight: "25,4 kg"}
   |                                                                 ^^^^^^^^^
   |
   = need:   a number and a unit
   = write:  '25.4 kg'

not decided: amazon-fba-us/box-too-long: A box side is over the limit  (refused
  unless an exception applies)
  --> shipment.yaml:14:23  box A19
   |
14 |   - {id: A19, length: 60 in, width: 6 in, height: 6 in, weight: "25,4 kg"}
   |                       ^^^^^
   |
   = found:  longest side is 60 in; at most 36 in (allowed only if: A single
             unit that is itself longer may travel in a longer box)
   = told:   longest side 60 in (shipment.yaml:14:23)
   = need:   unit count of box A19
   = need:   longest item side of box A19
   = fix:    Repack so that the longest side is 36 in or less.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = url:    https://example.com/routing
   = more:   inboundcheck explain amazon-fba-us/box-too-long

not decided: amazon-fba-us/box-too-heavy: A box is over the weight limit  (may
  be refused)
  --> shipment.yaml:10:5  box A18
   |
10 |   - id: A18
   |     ^^^^^^^ not known: weight
   |
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = url:    https://example.com/routing
   = more:   inboundcheck explain amazon-fba-us/box-too-heavy

not decided (warning): amazon-fba-us/dunnage-not-allowed: 2 rules cannot be
  decided
  --> shipment.yaml:17:5  12 boxes: A21, B5, B6, B7, B8, B9, B10, B11, B12, B13,
      B14, B15
   |
17 |   - id: A21
   |     ^^^^^^^ not known: dunnage
   |
   = rules:  amazon-fba-us/dunnage-not-allowed, amazon-fba-us/dunnage-loose

NOT CHECKED labels: 8 rules, 240 boxes; nothing in the input speaks of labels
   = need:   photos of the boxes, or `labels:` in the spec
   = fix:    To judge the data only, and say so in the report: --only data
   = rules:  amazon-fba-us/label-1, amazon-fba-us/label-2,
             amazon-fba-us/label-3, amazon-fba-us/label-4,
             amazon-fba-us/label-5, amazon-fba-us/label-6,
             amazon-fba-us/label-7, amazon-fba-us/label-8

waived: amazon-fba-us/box-too-long: box C1: Accepted in case 20931. (maria,
  until 2026-12-31)
unused waiver: house/hand-holes for box D4: The carrier agreed. (li, until
  2027-01-31)
lapsed waiver: amazon-fba-us/box-too-long: Until the new boxes come. (li, until
  2026-10-01)

Answers about photos taken in: 1, from maria.
A look at photos settles 2 questions: run inboundcheck review FOLDER, or answer
  in the page of -o FILE.html.
Boxes with errors: A17, A18, no. 7 (40 identical).
Rules that judged nothing: 1 never applied, 1 not in force, 1 off.
  never applied: amazon-fba-us/pallet-too-high: A pallet is too high
  not in force: amazon-fba-us/old-limit: An old limit (from 2027-01-01)
  off: house/own-limit: Our own limit (the setting `own_limit` is not set)
NOT READY. 240 boxes, 2 rules judged on 2026-11-23: 3 errors, 1 warning, 1 piece
of advice, 4 not decided, 1 unreadable, 1 waived, 119 passed.
""")


def test_what_was_not_asked_is_said_beside_the_pass():
    assert text(reports.only_data()) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

not asked: amazon-fba-us/team-lift-mark: No Team Lift mark on a heavy box: it
  applies to 4 of 12
No errors on size, weight, contents. 240 boxes, 1 rule judged on 2026-11-23: 480
passed. Not asked: labels, marks (2 rules).
""")


def test_what_was_not_asked_is_named_when_verbose():
    assert text(reports.only_data(), verbose=True) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

not asked: amazon-fba-us/team-lift-mark: No Team Lift mark on a heavy box: it
  applies to 4 of 12
  not asked: amazon-fba-us/label-missing: No label (labels)
  not asked: amazon-fba-us/team-lift-mark: No Team Lift mark on a heavy box
    (marks, labels)
No errors on size, weight, contents. 240 boxes, 1 rule judged on 2026-11-23: 480
passed. Not asked: labels, marks (2 rules).
""")


def test_nothing_decided_does_not_read_like_a_pass():
    assert text(reports.nothing_decided()) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

Rules that judged nothing: 1 not in force (-v names them).
NOTHING DECIDED, which is not a pass. 3 boxes, 0 rules judged on 2026-11-23: 0
passed.
""")


def test_a_report_with_warnings_only_has_no_errors_and_is_not_all_clear():
    assert text(reports.warned(), width=None).splitlines()[-1] == snapshot(
        "No errors. 1 box, 1 rule judged on 2026-11-23: 1 warning, 1 piece of advice, 12 passed."
    )


def test_colours_mark_and_say_nothing_more():
    assert text(reports.one(), color=True) == snapshot("""\
\x1b[1mJudged as of 2026-11-23 by\x1b[0m
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

\x1b[1;31merror: \x1b[0m\x1b[1mamazon-fba-us/box-too-long: A box side is over the limit  (refused)\x1b[0m
\x1b[1;34m  --> \x1b[0mshipment.yaml:6:13  box A17
\x1b[1;34m   |\x1b[0m
\x1b[1;34m 6 | \x1b[0m    length: 40 in
\x1b[1;34m   | \x1b[0m\x1b[1;31m            ^^^^^ longest side is 40 in; at most 36 in\x1b[0m
\x1b[1;34m   |\x1b[0m
   = fix:    Repack so that the longest side is 36 in or less.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = more:   inboundcheck explain amazon-fba-us/box-too-long

Boxes with errors: A17.
\x1b[1;31mNOT READY. 1 box, 1 rule judged on 2026-11-23: 1 error, 0 passed.\x1b[0m
""")


def test_without_a_width_nothing_is_wrapped():
    assert text(reports.one(reports.peanuts), width=None) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

warning: amazon-fba-us/dunnage-not-allowed: Packing material that is not allowed  (charged)
  --> shipment.yaml:16:14  box A20
   |
16 |     dunnage: [peanuts, bubble_wrap]
   |              ^^^^^^^^^^^^^^^^^^^^^^
   |
   = found:  dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper, styrofoam, foam_chips, crinkle_paper
   = fix:    Take out the packing peanuts; use air pillows, paper sheets or bubble wrap.
   = source: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 (third-party)
   = more:   inboundcheck explain amazon-fba-us/dunnage-not-allowed

No errors. 1 box, 1 rule judged on 2026-11-23: 1 warning, 0 passed.
""")


def test_without_the_file_the_place_is_still_told():
    assert render(reports.one(), "text", width=80) == snapshot("""\
Judged as of 2026-11-23 by
  amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States

error: amazon-fba-us/box-too-long: A box side is over the limit  (refused)
  --> shipment.yaml:6:13  box A17
   = found:  longest side is 40 in; at most 36 in
   = fix:    Repack so that the longest side is 36 in or less.
   = source: Amazon Seller Central, Shipping and routing requirements, read
             2026-11-23 (third-party)
   = more:   inboundcheck explain amazon-fba-us/box-too-long

Boxes with errors: A17.
NOT READY. 1 box, 1 rule judged on 2026-11-23: 1 error, 0 passed.
""")


def test_hostile_text_is_made_visible():
    assert text(reports.hostile("\x1b[31mA\n7\u202e[bold]\u009b", 2), width=100) == snapshot("""\
Judged as of 2026-11-23 by
  \\x1b[31mA 7\\u202e[bold]\\x9b \\x1b[31mA 7\\u202e[bold]\\x9b (\\x1b[31mA 7\\u202e[bold]\\x9b): \\x1b[31mA
    7\\u202e[bold]\\x9b
note: \\x1b[31mA 7\\u202e[bold]\\x9b

error: \\x1b[31mA\\n7\\u202e[bold]\\x9b: \\x1b[31mA 7\\u202e[bold]\\x9b
  --> \\x1b[31mA\\n7\\u202e[bold]\\x9b:2:2  box \\x1b[31mA\\n7\\u202e[bold]\\x9b (2 identical) of
      \\x1b[31mA\\n7\\u202e[bold]\\x9b; label \\x1b[31mA\\n7\\u202e[bold]\\x9b (2 identical) of
      \\x1b[31mA\\n7\\u202e[bold]\\x9b; \\x1b[31mA\\n7\\u202e[bold]\\x9b \\x1b[31mA\\n7\\u202e[bold]\\x9b (2
      identical) of \\x1b[31mA\\n7\\u202e[bold]\\x9b
   = found:  \\x1b[31mA 7\\u202e[bold]\\x9b
   = seen:   photo \\x1b[31mA\\n7\\u202e[bold]\\x9b, at 0,1-0,1, confidence 0.50:
             \\x1b[31mA\\n7\\u202e[bold]\\x9b \\x1b[31mA 7\\u202e[bold]\\x9b
   = rules:  \\x1b[31mA\\n7\\u202e[bold]\\x9b, \\x1b[31mA\\n7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = fix:    \\x1b[31mA 7\\u202e[bold]\\x9b

unreadable: \\x1b[31mA 7\\u202e[bold]\\x9b  (taken as not known)
  --> \\x1b[31mA\\n7\\u202e[bold]\\x9b:2:2  \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = write:  \\x1b[31mA 7\\u202e[bold]\\x9b

not decided (warning): \\x1b[31mA\\n7\\u202e[bold]\\x9b2: \\x1b[31mA 7\\u202e[bold]\\x9b
  --> \\x1b[31mA\\n7\\u202e[bold]\\x9b:2:2  box \\x1b[31mA\\n7\\u202e[bold]\\x9b (2 identical) of
      \\x1b[31mA\\n7\\u202e[bold]\\x9b; label \\x1b[31mA\\n7\\u202e[bold]\\x9b (2 identical) of
      \\x1b[31mA\\n7\\u202e[bold]\\x9b; \\x1b[31mA\\n7\\u202e[bold]\\x9b \\x1b[31mA\\n7\\u202e[bold]\\x9b (2
      identical) of \\x1b[31mA\\n7\\u202e[bold]\\x9b
   = found:  \\x1b[31mA 7\\u202e[bold]\\x9b
   = seen:   photo \\x1b[31mA\\n7\\u202e[bold]\\x9b, at 0,1-0,1, confidence 0.50:
             \\x1b[31mA\\n7\\u202e[bold]\\x9b \\x1b[31mA 7\\u202e[bold]\\x9b
   = rules:  \\x1b[31mA\\n7\\u202e[bold]\\x9b, \\x1b[31mA\\n7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b
   = fix:    \\x1b[31mA 7\\u202e[bold]\\x9b

NOT CHECKED \\x1b[31mA\\n7\\u202e[bold]\\x9b: \\x1b[31mA 7\\u202e[bold]\\x9b
   = need:   \\x1b[31mA 7\\u202e[bold]\\x9b, \\x1b[31mA 7\\u202e[bold]\\x9b, \\x1b[31mA 7\\u202e[bold]\\x9b,
             \\x1b[31mA 7\\u202e[bold]\\x9b, \\x1b[31mA 7\\u202e[bold]\\x9b, \\x1b[31mA 7\\u202e[bold]\\x9b,
             \\x1b[31mA 7\\u202e[bold]\\x9b
   = fix:    \\x1b[31mA 7\\u202e[bold]\\x9b

waived: \\x1b[31mA\\n7\\u202e[bold]\\x9b: box \\x1b[31mA\\n7\\u202e[bold]\\x9b (2 identical) of
  \\x1b[31mA\\n7\\u202e[bold]\\x9b; label \\x1b[31mA\\n7\\u202e[bold]\\x9b (2 identical) of
  \\x1b[31mA\\n7\\u202e[bold]\\x9b; \\x1b[31mA\\n7\\u202e[bold]\\x9b \\x1b[31mA\\n7\\u202e[bold]\\x9b (2
  identical) of \\x1b[31mA\\n7\\u202e[bold]\\x9b: \\x1b[31mA 7\\u202e[bold]\\x9b (\\x1b[31mA
  7\\u202e[bold]\\x9b, until 2026-11-23)
unused waiver: \\x1b[31mA\\n7\\u202e[bold]\\x9b for box \\x1b[31mA\\n7\\u202e[bold]\\x9b: \\x1b[31mA
  7\\u202e[bold]\\x9b (\\x1b[31mA 7\\u202e[bold]\\x9b, until 2026-11-23)

not asked: \\x1b[31mA\\n7\\u202e[bold]\\x9b: \\x1b[31mA 7\\u202e[bold]\\x9b: it applies to 2 of 2
not asked: \\x1b[31mA\\n7\\u202e[bold]\\x9b: \\x1b[31mA 7\\u202e[bold]\\x9b: it applies to 2 of 2
Answers about photos taken in: 1, from \\x1b[31mA\\n7\\u202e[bold]\\x9b.
A look at photos settles 1 question: run inboundcheck review FOLDER, or answer in the page of -o
  FILE.html.
Boxes with errors: \\x1b[31mA\\n7\\u202e[bold]\\x9b.
Rules that judged nothing: 1 off (-v names them).
NOT READY on \\x1b[31mA 7\\u202e[bold]\\x9b. 2 boxes, 1 rule judged on 2026-11-23: 1 error, 2 not
decided, 1 unreadable, 1 waived, 2 passed. Not asked: \\x1b[31mA 7\\u202e[bold]\\x9b (2 rules).
""")


@pytest.mark.parametrize("make", [reports.clean, reports.full, reports.only_data, reports.nothing_decided])
@pytest.mark.parametrize("width", [1, 40, 57, 80, 200])
def test_no_line_is_wider_than_the_terminal(make, width):
    assert max(len(line) for line in text(make(), width=width).splitlines()) <= max(width, 40)


def test_the_short_form_is_one_line_a_finding():
    assert render(reports.full(), "short") == snapshot("""\
shipment.yaml:6:13: error: amazon-fba-us/box-too-long: box A17: longest side is 40 in; at most 36 in
error: amazon-fba-us/label-on-seam: label no. 1 of box A18: seam clearance is 0 in; more than 0 in
error: amazon-fba-us/box-too-long: box no. 7 (40 identical): longest side is 37 in; at most 36 in
shipment.yaml:16:14: warning: amazon-fba-us/dunnage-not-allowed: box A20: dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper, styrofoam, foam_chips, crinkle_paper
advice: house/hand-holes: box A17: hand holes is no; yes
shipment.yaml:14:23: not decided: amazon-fba-us/box-too-long: box A19: longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box)
shipment.yaml:10:5: not decided: amazon-fba-us/box-too-heavy: box A18: not known: weight
shipment.yaml:17:5: not decided: amazon-fba-us/dunnage-not-allowed: 12 boxes: A21, B5, B6, B7, B8, B9 and 6 more: not known: dunnage
not decided: not-checked/labels: 8 rules, 240 boxes; nothing in the input speaks of labels
shipment.yaml:14:65: unreadable: box A19, weight: '25,4 kg' is not a mass (write the decimal with a point, and no thousands separator)
""")


def test_the_short_form_takes_the_options_of_the_long_one():
    long = render(reports.full(), "short", width=20, color=True, verbose=True, lines=reports.line_of)
    assert "12 boxes: A21, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14, B15: " in long


def test_the_short_form_is_silent_only_when_clean():
    assert render(reports.clean(), "short") == ""
    assert render(reports.nothing_decided(), "short") == snapshot(
        "NOTHING DECIDED, which is not a pass. 3 boxes, 0 rules judged on 2026-11-23: 0 passed.\n"
    )
