"""Facts of a shipment that the caller gives."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from inboundcheck.errors import Problem, UsageError, nearest, shown
from inboundcheck.facts import VOCABULARY
from inboundcheck.model import Shipment


def with_given(shipment: Shipment, given: Mapping[str, str]) -> Shipment:
    """Return the shipment with facts that the caller gives, where it does not say them itself.

    Raises:
        UsageError: a name is not a field of a shipment, or a value is not one of its words.
    """
    fields = {name: given[name] for name in given if getattr(shipment, name, None) is None}
    known = [name for name in Shipment.model_fields if name not in ("boxes", "pallets", "products", "packs", "settings", "facts")]
    for name in given:
        if name not in known:
            raise UsageError(
                f"{shown(name)} is not something that a shipment says of itself{nearest(name, known)}; expected one of {', '.join(known)}"
            )
    problems = [Problem(f"{name}: {wrong}") for name, value in given.items() if (wrong := _wrong(name, value))]
    if problems:
        raise UsageError(problems)
    values = Shipment.model_validate(fields)
    return shipment.model_copy(update={name: getattr(values, name) for name in fields})


def _wrong(name: str, value: str) -> str:
    """What is wrong with a value that a caller gives to a field of the shipment; nothing when it is right."""
    fact = next((fact for fact in VOCABULARY.of("shipment").values() if fact.attribute == name), None)
    try:
        if fact is not None:
            fact.kind.parse(value)
        Shipment.model_validate({name: value})
    except ValidationError as trouble:
        return str(trouble.errors()[0]["msg"]).removeprefix("Value error, ")
    except ValueError as trouble:
        return str(trouble)
    return ""
