"""The shipment that is being judged: its boxes chunk by chunk, then what needs all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from inboundcheck.answers import Open, listed
from inboundcheck.conditions import Asker, Rule, judge_all_ways, judge_unseen
from inboundcheck.engine.chunk import Chunk, list_fact, speaks
from inboundcheck.engine.compiling import CHILDREN
from inboundcheck.engine.findings import subject_of
from inboundcheck.engine.late import Late, within
from inboundcheck.engine.missing import missing, open_facts
from inboundcheck.engine.tally import Opened
from inboundcheck.facts import VOCABULARY, Fact
from inboundcheck.facts.coverage import photographed
from inboundcheck.facts.known import Known, Unseen, children
from inboundcheck.facts.rounding import rounded
from inboundcheck.model import Box, Packing, Product, Shipment
from inboundcheck.packs import contradicts, given_by_scope
from inboundcheck.places import Nowhere, Places
from inboundcheck.report import Outcome, Subject

if TYPE_CHECKING:
    from inboundcheck.engine.checker import PackRules
    from inboundcheck.engine.run import Run


UNSEEN = {"product": "in boxes whose contents are not known", "pallet": "that may be there besides"}
"""What to call the things that an unknown or open list may hold."""


class OpenShipment:
    """The shipment that is being judged."""

    def __init__(self, run: Run, shipment: Shipment, *, partial: bool) -> None:
        self.run = run
        self.shipment = shipment
        self.partial = partial
        self.first = 0
        self.count = 0
        self.entries_known = True
        self.places: Places = Nowhere()
        self.packing = Packing()
        self.sheets: dict[str, Product] = {}
        self.late = Late(run)
        self.packs: list[tuple[PackRules, Known]] = []
        self.has_products = any(rule.subject == "product" for rule in run.rules)
        for each in run.checker.packs:
            self._open_pack(each)

    def _open_pack(self, rules: PackRules) -> None:
        """Give the shipment the pack's scope, or leave the pack out where the shipment contradicts it."""
        against = contradicts(rules.pack, self.shipment)
        if against:
            self.run.notes[f"{rules.pack.name} does not apply: the shipment says {against}"] = None
            return
        given: dict[str, Any] = dict(given_by_scope(rules.pack, self.shipment))
        if given:
            words = " and ".join(f"{name} {value}" for name, value in given.items())
            self.run.notes[f"the shipment does not say its {' and '.join(given)}; taken as {words}, because {rules.pack.name} was chosen"] = None
        if self.partial:
            given |= {fact.name: None for fact in VOCABULARY.of("shipment").values() if "boxes" in fact.reads}
        self.packs.append((rules, Known("shipment", self.shipment, given=given)))

    # --- boxes ------------------------------------------------------------------------------------------------------------

    def judge_boxes(self, shipment: Shipment) -> None:
        """Judge the boxes of one chunk."""
        boxes = listed(shipment.boxes)
        self.sheets |= {sheet.sku: sheet for sheet in listed(shipment.products)}
        self.entries_known = self.entries_known and isinstance(shipment.boxes, tuple)
        weight = sum(box.count for box in boxes)
        self.count += weight
        self.run.boxes += weight
        for rules, above in self.packs:
            known = tuple(map(photographed, boxes)) if rules.coverage == "photographed" else boxes
            Chunk(self, rules, above, known).judge()
            for number in rules.late:
                self._add_late(number, known, above)
        if self.has_products:
            for box in boxes:
                self.packing.add(box)
            self.packing.complete = self.packing.complete and self.entries_known
        self.first += len(boxes)

    def _add_late(self, number: int, boxes: tuple[Box, ...], above: Known) -> None:
        rule = self.run.rules[number]
        for n, box in enumerate(boxes, self.first):
            known = rounded(Known("box", box, above), rule.rounding)
            if rule.subject == "box":
                self._late(number).add(number, known, subject_of(known, n, f"/boxes/{n}"), self.places)
            elif rule.subject in CHILDREN:
                self._add_late_children(number, rule, known, n)

    def _late(self, number: int) -> Late:
        """Where a comparing rule waits: for the end of the shipment, or of the whole run."""
        return self.run.late if within(self.run.rules[number]) == "run" else self.late

    def _add_late_children(self, number: int, rule: Rule, box: Known, n: int) -> None:
        pack = next(rules.pack for rules, _ in self.packs if number in rules.numbers)
        found, closed = children(box, rule.subject, list_fact(pack, rule.subject), rule.min_confidence)
        for m, child in enumerate(found):
            self._late(number).add(number, child, subject_of(child, m, f"/boxes/{n}/{CHILDREN[rule.subject]}/{m}"), self.places)
        if not closed:
            self._late(number).add_blank(number, Known(rule.subject, Unseen(), box), subject_of(box, n, f"/boxes/{n}"), self.places)

    # --- the rest, when all boxes have passed -----------------------------------------------------------------------------

    def finish(self) -> None:
        """Judge the shipment, its pallets and products, and what compares its boxes with each other."""
        sheets = tuple(self.sheets.values())
        products = self.packing.products(sheets, self.shipment.arrival_date) if self.has_products else ()
        for rules, above in self.packs:
            above.given = {name: value for name, value in above.given.items() if name != "box_count"}
            if self.entries_known:
                above.given = {**above.given, "box_count": self.count}
            self._judge(rules, "shipment", [(above, Subject("shipment", self.shipment.id if isinstance(self.shipment.id, str) else ""))])
            self._judge_list(rules, "pallet", self.shipment.pallets, above)
            known = [(Known("product", each, above), self._product(n, each.sku, sheets)) for n, each in enumerate(products)]
            if self.has_products and not (self.packing.complete and self.entries_known):
                known.append((Known("product", Unseen(), above), Subject("product", UNSEEN["product"])))
            self._judge(rules, "product", known)
        self.late.finish()

    @staticmethod
    def _product(number: int, sku: str, sheets: tuple[Any, ...]) -> Subject:
        at = next((index for index, sheet in enumerate(sheets) if sheet.sku == sku), None)
        return Subject("product", sku, number, pointer="" if at is None else f"/products/{at}")

    def _judge_list(self, rules: PackRules, kind: str, things: Any, above: Known) -> None:
        if isinstance(things, tuple | Open):
            self._judge(
                rules,
                kind,
                [(Known(kind, each, above), subject_of(Known(kind, each, above), n, f"/{kind}s/{n}")) for n, each in enumerate(listed(things))],
            )
        if not isinstance(things, tuple) and self.shipment.mode != "spd":
            self._judge(rules, kind, [(Known(kind, Unseen(), above), Subject(kind, UNSEEN[kind]))])

    def _judge(self, rules: PackRules, kind: str, subjects: list[tuple[Known, Subject]]) -> None:
        """Judge the rules of a kind of subject by the tree; those that compare wait."""
        for number in rules.late:
            if self.run.rules[number].subject == kind:
                for known, subject in subjects:
                    late = self._late(number)
                    add = late.add_blank if known.thing.__class__ is Unseen else late.add
                    add(number, known, subject, self.places)
        for number in rules.others.get(kind, ()):
            rule = self.run.rules[number]
            opened: list[tuple[Asker, Subject, bool]] = []
            for known, subject in subjects:
                ask = Asker(known, rule.min_confidence, masked=self.run.checker.masked)
                outcome, disagrees = (judge_unseen(rule, ask), False) if known.thing.__class__ is Unseen else judge_all_ways(rule, ask)
                if outcome is Outcome.INCONCLUSIVE and not disagrees:
                    opened.append((ask, subject, disagrees))
                else:
                    self.run.record(number, ask, subject, outcome, self.places, disagrees=disagrees)
            self._keep_open(number, opened, [known for known, _ in subjects])

    def _keep_open(self, number: int, opened: list[tuple[Asker, Subject, bool]], everyone: list[Known]) -> None:
        """Group the open subjects by what they miss; tell apart what nobody spoke of."""
        groups: dict[tuple[object, ...], list[tuple[Asker, Subject, bool]]] = defaultdict(list)
        for each in opened:
            unseen = each[0].known.thing.__class__ is Unseen
            groups[unseen, *(str(fact) for fact, _ in self._wanted(number, each[0]))].append(each)
        for group in groups.values():
            wanted = self._wanted(number, group[0][0])
            facts = [fact for fact, _ in wanted]
            asked = [fact for fact, _ in open_facts(self.run.rules[number], group[0][0])]
            self.run.heard |= {fact.aspect for fact in (*facts, *asked) if any(speaks(known, fact) for known in everyone)}
            silent = bool(facts) and not any(fact.aspect in self.run.heard for fact in facts)
            opened_for = Opened.of([subject for _, subject, _ in group])
            self.run.open_for(number, group[0][0], opened_for, self.places, silent=silent, wanted=wanted)

    def _wanted(self, number: int, ask: Asker) -> tuple[tuple[Fact, str], ...]:
        """What would close a rule; of products that nobody named, first of all what they are."""
        wanted = missing(self.run.rules[number], ask)
        nameless = ask.known.thing.__class__ is Unseen and ask.known.kind == "product"
        if nameless and not any(fact.aspect in ask.masked for fact, _ in wanted):
            return ((VOCABULARY["box", "items"], "the contents of these boxes"),)
        return wanted
