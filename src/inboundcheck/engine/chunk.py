"""The boxes of one chunk under the rules of one pack: the compiled program first, the tree for what is out of the ordinary."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.answers import listed
from inboundcheck.conditions import Asker, Rule, judge_all_ways, judge_unseen
from inboundcheck.engine.compiling import CHILDREN
from inboundcheck.engine.findings import subject_of
from inboundcheck.engine.missing import missing
from inboundcheck.engine.tally import Opened
from inboundcheck.facts import Fact
from inboundcheck.facts.known import Known, Unseen, children
from inboundcheck.facts.rounding import rounded
from inboundcheck.model import Box
from inboundcheck.packs import Pack
from inboundcheck.report import Outcome, Subject

if TYPE_CHECKING:
    from inboundcheck.engine.checker import PackRules
    from inboundcheck.engine.shipment import OpenShipment


def list_fact(pack: Pack, kind: str) -> Fact:
    """The fact of a box that lists its labels, barcodes, items or photos."""
    return next(fact for fact in pack.vocabulary.of("box").values() if fact.attribute == CHILDREN[kind])


def speaks(known: Known, fact: Fact) -> bool:
    """Whether anything is known of a fact."""
    at = known.at(fact.subject)
    return at is not None and any(answer is not None for answer in at.alternatives(fact, 0.0))


Place: TypeAlias = "int | tuple[int, int]"
"""The number of a box, or of a box and of what is on or in it."""


def _pair(place: Place) -> tuple[int, int]:
    return place if isinstance(place, tuple) else (place, -1)


class Chunk:
    """One chunk."""

    def __init__(self, shipment: OpenShipment, rules: PackRules, above: Known, boxes: tuple[Box, ...]) -> None:
        self.shipment = shipment
        self.run = shipment.run
        self.rules = rules
        self.above = above
        self.boxes = boxes
        self.first = shipment.first
        self.hits: list[tuple[int, int, int]] = []
        self.spans: dict[int, list[range]] = defaultdict(list)
        """What stays open of boxes, as the program keeps it."""
        self.keys: dict[int, list[Place]] = defaultdict(list)
        """What stays open of the things on and in them."""
        self.gaps: dict[tuple[int, int], list[Place]] = defaultdict(list)
        """The same by rule and by what is missing."""
        self.open = [0] * len(rules.compiled)
        self.away = [0] * len(rules.compiled)
        self.by_tree: Counter[int] = Counter()
        self.odd_boxes: list[int] = []
        self.odd: list[tuple[str, int, int, int | None]] = []
        self.unlisted: dict[str, list[int]] = defaultdict(list)
        self._subjects: dict[tuple[str, Place], Subject] = {}
        self._heard: dict[str, bool] = {}
        self._silent: set[tuple[str, str]] = set()

    def judge(self) -> None:
        """Run the compiled program, then record what it left."""
        self.find()
        self._unfold()
        self._silent = self._silent_facts()
        self._judge_odd()
        self._count_passes()
        for n, m, local in sorted(self.hits, key=lambda hit: self._order(hit[2], hit[:2])):
            kind, place = self._rule(local).subject, n if m < 0 else (n, m)
            ask = self._ask(local, self._at(kind, place))
            self.run.record(self.rules.compiled[local], ask, self._named(kind, place), Outcome.VIOLATION, self.shipment.places)
        for (local, mask), places in sorted(self.gaps.items(), key=lambda gap: self._order(gap[0][0], gap[1][0])):
            self._record_gap(local, mask, places)
        for child, numbers in self.unlisted.items():
            self._judge_unlisted(child, numbers)

    def find(self) -> None:
        """Run the compiled program: find what breaks a rule, what stays open, and what is left to the tree."""
        program = self.rules.program
        ask = Asker(self.above)
        above = tuple(ask.answer(ref) for ref in program.above)
        boxes = [*map(self.rules.rounding.box, self.boxes)] if self.rules.rounding else self.boxes
        program.judge(
            boxes, self.first, above, self._known, self.odd_boxes.append, lambda *each: self.odd.append(each), self.hits,
            self.spans, self.keys, lambda child, n: self.unlisted[child].append(n), self.away,
        )  # fmt: skip

    def _unfold(self) -> None:
        """Sort what stays open by rule and by what is missing; a rule that met a value out of the ordinary is left to the tree."""
        of_boxes: Iterable[tuple[int, list[Place]]] = ((key, [*chain.from_iterable(spans)]) for key, spans in self.spans.items())
        for key, places in (*of_boxes, *self.keys.items()):
            weight = self._weigh(places)
            for local, mask, odd in self.rules.program.gaps(key):
                if odd:
                    self.odd.extend((self._rule(local).subject, *_pair(place), local) for place in places)
                else:
                    self.open[local] += weight
                    self.gaps[local, mask].extend(places)
        for places in self.gaps.values():
            places.sort()

    def _order(self, local: int, place: Place) -> tuple[int, ...]:
        """Where an outcome comes in the order in which boxes are gone through."""
        n, m = _pair(place)
        kind = self._rule(local).subject
        return n, -1 if kind == "box" else list(CHILDREN).index(kind), m, local

    # --- subjects ---------------------------------------------------------------------------------------------------------

    def _known(self, box: Box) -> Known:
        return rounded(Known("box", box, self.above), self.rules.rounding)

    def _rule(self, local: int) -> Rule:
        return self.rules.program.rules[local]

    def _ask(self, local: int, known: Known) -> Asker:
        return Asker(known, self._rule(local).min_confidence, masked=self.run.checker.masked)

    def _at(self, kind: str, place: Place) -> Known:
        n, m = _pair(place)
        box = self._known(self.boxes[n - self.first])
        return box if kind == "box" else Known(kind, listed(getattr(box.thing, CHILDREN[kind]))[m], box)

    def _named(self, kind: str, place: Place) -> Subject:
        """Describe a subject for the report; what many rules tell of is described once."""
        if (kind, place) not in self._subjects:
            n, m = _pair(place)
            index, pointer = (n, f"/boxes/{n}") if kind == "box" else (m, f"/boxes/{n}/{CHILDREN[kind]}/{m}")
            self._subjects[kind, place] = subject_of(self._at(kind, place), index, pointer)
        return self._subjects[kind, place]

    def _weight(self, n: int) -> int:
        return self.boxes[n - self.first].count

    def _weigh(self, places: Sequence[Place]) -> int:
        return len(places) if self._single else sum(self._weight(_pair(place)[0]) for place in places)

    @cached_property
    def _single(self) -> bool:
        """Whether each entry stands for one box."""
        return all(box.count == 1 for box in self.boxes)

    # --- counting ---------------------------------------------------------------------------------------------------------

    def _count_passes(self) -> None:
        """What is neither a violation, nor open, nor out of scope, nor left to the tree has passed."""
        odd = set(self.odd_boxes)
        plain = [box for n, box in enumerate(self.boxes, self.first) if n not in odd] if odd else self.boxes
        totals = {"box": sum(box.count for box in plain)}
        rest: Counter[int] = Counter(self.by_tree)
        for n, _, local in self.hits:
            rest[local] += self._weight(n)
        rest.update(dict(enumerate(self.open)))
        for local, number in enumerate(self.rules.compiled):
            kind = self._rule(local).subject
            if kind not in totals:
                totals[kind] = sum(box.count * len(each) for box in plain if isinstance(each := getattr(box, CHILDREN[kind]), tuple))
            self.run.count(number, Outcome.PASS, totals[kind] - self.away[local] - rest[local])
            self.run.count(number, Outcome.NOT_APPLICABLE, self.away[local])

    # --- what the tree judges ---------------------------------------------------------------------------------------------

    def _judge_odd(self) -> None:
        """Judge by the tree: boxes with photos or free facts, and rules that met a value out of the ordinary."""
        for kind, n, m, local in self.odd:
            for each in [local] if local is not None else self._rules_for(kind):
                place = n if m < 0 else (n, m)
                self.by_tree[each] += self._weight(n)
                self._by_tree(each, self._at(kind, place), self._named(kind, place))
        for n in self.odd_boxes:
            box = self._known(self.boxes[n - self.first])
            if box.thing.photos:
                self.run.photos.add(box.thing, f"/boxes/{n}")
            for local in self._rules_for("box"):
                self._by_tree(local, box, self._named("box", n))
            for kind in CHILDREN:
                for local in self._rules_for(kind):
                    self._children(local, kind, box, n)

    def _rules_for(self, kind: str) -> Iterable[int]:
        return [local for local, rule in enumerate(self.rules.program.rules) if rule.subject == kind]

    def _by_tree(self, local: int, known: Known, subject: Subject) -> None:
        ask = self._ask(local, known)
        rule = self._rule(local)
        outcome, disagrees = judge_all_ways(rule, ask)
        if known.conflicting and outcome is Outcome.VIOLATION and not known.by_id:
            outcome = Outcome.INCONCLUSIVE
        for ref in rule.refs:
            if ref.fact and ref.subject == "box" and speaks(known, ref.fact):
                self.run.heard.add(ref.fact.aspect)
        self.run.record(self.rules.compiled[local], ask, subject, outcome, self.shipment.places, disagrees=disagrees or known.conflicting)

    def _children(self, local: int, kind: str, box: Known, n: int) -> None:
        """Judge what is on or in a box, by what was declared and by what its photos show."""
        fact = list_fact(self.rules.pack, kind)
        found, closed = children(box, kind, fact, self._rule(local).min_confidence)
        for m, child in enumerate(found):
            self._by_tree(local, child, subject_of(child, m, f"/boxes/{n}/{CHILDREN[kind]}/{m}"))
        if not closed:
            self._judge_blank(local, kind, [n])

    def _judge_unlisted(self, kind: str, numbers: list[int]) -> None:
        """Judge lists that are unknown or open: their known elements, and once, at the box, what may be there besides."""
        for local in self._rules_for(kind):
            for n in numbers:
                for m, element in enumerate(listed(getattr(self.boxes[n - self.first], CHILDREN[kind]))):
                    child = Known(kind, element, self._known(self.boxes[n - self.first]))
                    self._by_tree(local, child, subject_of(child, m, f"/boxes/{n}/{CHILDREN[kind]}/{m}"))
            self._judge_blank(local, kind, numbers)

    def _judge_blank(self, local: int, kind: str, numbers: list[int]) -> None:
        """Judge a thing of which nothing is known, once for each of some boxes; once for all where no box's own facts matter."""
        rule = self._rule(local)
        alike = not any(ref.subject == "box" for ref in rule.refs)
        groups = [numbers] if alike else [[n] for n in numbers]
        fact = list_fact(self.rules.pack, kind)
        for group in groups:
            ask = self._ask(local, Known(kind, Unseen(), self._known(self.boxes[group[0] - self.first])))
            outcome = judge_unseen(rule, ask)
            if outcome is not Outcome.INCONCLUSIVE:
                self.run.count(self.rules.compiled[local], outcome, sum(self._weight(n) for n in group))
                continue
            wanted = (
                (fact, f"all {fact.label}" if any(getattr(self.boxes[n - self.first], CHILDREN[kind]) is not None for n in group) else fact.label),
            )
            self._open(local, ask, self._opened("box", group), wanted)

    # --- gaps -------------------------------------------------------------------------------------------------------------

    def _record_gap(self, local: int, mask: int, places: list[Place]) -> None:
        """Record what the program left open: places with the same facts missing have the same gap; others are looked at one by one."""
        kind = self._rule(local).subject
        for group in [places] if mask else [[place] for place in places]:
            self._open(local, self._ask(local, self._at(kind, group[0])), self._opened(kind, group), None)

    def _opened(self, kind: str, places: Sequence[Place]) -> Opened:
        return Opened(self._named(kind, places[0]), len(places), self._weigh(places), lambda: [self._named(kind, place) for place in places])

    def _open(self, local: int, ask: Asker, opened: Opened, wanted: tuple[tuple[Fact, str], ...] | None) -> None:
        wanted = missing(self._rule(local), ask) if wanted is None else wanted
        for aspect in {fact.aspect for fact, _ in wanted} - self.run.heard:
            if self._aspect_heard(aspect):
                self.run.heard.add(aspect)
        silent = bool(wanted) and all(fact.aspect not in self.run.heard for fact, _ in wanted)
        self.run.open_for(self.rules.compiled[local], ask, opened, self.shipment.places, silent=silent, wanted=wanted)

    def _silent_facts(self) -> set[tuple[str, str]]:
        """The facts that are missing for every box of the chunk, as far as the masks of the gaps show it."""
        counts: Counter[tuple[int, int]] = Counter()
        for (local, mask), places in self.gaps.items():
            for bit, _ in enumerate(self.rules.program.masks[local]):
                if mask >> bit & 1:
                    counts[local, bit] += len(places)
        masks = self.rules.program.masks
        return {(masks[local][bit].subject, masks[local][bit].name) for (local, bit), count in counts.items() if count == len(self.boxes)}

    def _aspect_heard(self, aspect: str) -> bool:
        """Whether any box of the chunk says anything of an aspect that a rule in force reads."""
        if aspect not in self._heard:
            facts = {ref.fact for rule in self.run.rules for ref in rule.refs if ref.fact and ref.subject == "box" and ref.fact.aspect == aspect}
            facts |= {fact for kind in CHILDREN if (fact := list_fact(self.rules.pack, kind)).aspect == aspect}
            self._heard[aspect] = any(self._fact_heard(fact) for fact in facts)
        return self._heard[aspect]

    def _fact_heard(self, fact: Fact) -> bool:
        if (fact.subject, fact.name) in self._silent:
            return False
        odd = set(self.odd_boxes)
        return any(speaks(self._known(box), fact) if n in odd else fact.declared(box) is not None for n, box in enumerate(self.boxes, self.first))
