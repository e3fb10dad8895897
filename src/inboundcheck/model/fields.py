"""The types that fields are made of: quantities, closed and open lists, `none`, free facts.

Each alias says two things: what a field gives back, and what it takes. Type checkers see both through `Accepts`, so that
`Box(length="27 in")` is right under mypy and pyright while `box.length` stays a `Length`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar, overload

from annotated_types import Ge, Le
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    WrapValidator,
    model_validator,
)
from pydantic_core import CoreSchema

from inboundcheck.answers import NONE, Nothing, Open, Span
from inboundcheck.errors import shown
from inboundcheck.quantities import Duration, Length, Mass, PintQuantity, Quantity

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)

absent: Any = None
"""The default of every optional field: not known."""

_no_facts: Any = ()

Kept = TypeVar("Kept", covariant=True)
Given = TypeVar("Given", contravariant=True)
Element = TypeVar("Element")

if TYPE_CHECKING:
    from typing import Self

    class Accepts(Generic[Kept, Given]):
        """A field that gives back one type and takes another, as type checkers see it."""

        @overload
        def __get__(self, owner: None, kind: type) -> Self: ...
        @overload
        def __get__(self, owner: object, kind: type) -> Kept: ...
        def __get__(self, owner: object | None, kind: type) -> Any: ...
        def __set__(self, owner: object, value: Given) -> None: ...


class Model(BaseModel):
    """Base of everything shipped: frozen, strict about keys, documented by the strings under its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, ser_json_inf_nan="strings")


def _measure(value: object) -> Length | Mass:
    if isinstance(value, Length | Mass):
        return value
    try:
        return Length.accept(value)
    except ValueError as trouble:
        try:
            return Mass.accept(value)
        except ValueError:
            raise trouble from None


if TYPE_CHECKING:
    _Measure: TypeAlias = Accepts[Length | Mass, Length | Mass | str | PintQuantity]
else:
    _Measure = Annotated[Length | Mass, PlainValidator(_measure)]


class Between(Model):
    """A measured value with its tolerance: `{low: 24.5 in, high: 25.5 in}`."""

    low: _Measure
    high: _Measure

    @model_validator(mode="after")
    def _rises(self) -> Between:
        if self.low.__class__ is not self.high.__class__ or self.low.amount > self.high.amount:
            raise ValueError(f"low ({self.low}) must not be over high ({self.high}), and both of one dimension")
        return self

    @property
    def amount(self) -> Span:
        """The interval in canonical numbers."""
        return Span(self.low.amount, self.high.amount)

    @property
    def text(self) -> str:
        """As declared, for messages."""
        return f"{self.low.text} to {self.high.text}"

    @property
    def unit(self) -> str:
        """The unit that the author wrote."""
        return self.low.unit


class Range(Model):
    """A measured number with its tolerance: `{low: 9.5, high: 10.5}`; without `high`, at least that much. A number alone is exact."""

    low: float = Field(ge=0.0, allow_inf_nan=False)
    high: float | None = Field(default=None, ge=0.0, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, value: object) -> object:
        return {"low": value, "high": value} if isinstance(value, int | float | str) and not isinstance(value, bool) else value

    @model_validator(mode="after")
    def _rises(self) -> Range:
        if self.high is not None and self.low > self.high:
            raise ValueError(f"low ({self.low:g}) must not be over high ({self.high:g})")
        return self


def _quantity(kind: type[Quantity], *, positive: bool) -> Callable[[object], object]:
    """Make the validator of one optional quantity: a value, `none`, a `Between`, or nothing."""

    def accept(value: object) -> object:
        if value is None or value is NONE or value == "none":
            return None if value is None else NONE
        if isinstance(value, Mapping):
            value = Between.model_validate({name: kind.accept(each) if name in Between.model_fields else each for name, each in value.items()})
        if isinstance(value, Between):
            if not isinstance(value.low, kind):
                raise ValueError(f"{shown(value.text)} is not a {kind.__name__.lower()}; write for example {kind.example!r}")
            return value
        quantity = kind.accept(value)
        if positive and not quantity.amount:
            raise ValueError(f"{shown(quantity)} is zero; leave the field out where it is not known")
        return quantity

    return accept


def _quantity_schema(kind: type[Quantity]) -> dict[str, Any]:
    between = {"type": "object", "properties": {"low": {"type": "string"}, "high": {"type": "string"}}, "required": ["low", "high"]}
    return {
        "anyOf": [{"type": "string", "description": "A number and a unit, or `none`.", "examples": [kind.example, "none"]}, between, {"type": "null"}]
    }


def _text_of(value: Any) -> Any:
    return value.text if isinstance(value, Quantity) else _none_out(value)


def _optional_quantity(kind: type[Quantity], *, positive: bool = False) -> Any:
    return Annotated[
        kind,
        PlainValidator(_quantity(kind, positive=positive)),
        PlainSerializer(_text_of, when_used="unless-none"),
        WithJsonSchema(_quantity_schema(kind)),
    ]


def _or_none(value: Any, handler: Callable[[Any], Any]) -> Any:
    """Let `none` through, and what is missing; a word that the field itself knows (`prep_owner: none`) stays a word."""
    if value is None or value is NONE:
        return value
    try:
        return handler(value)
    except ValueError:
        if value == "none":
            return NONE
        raise


def _none_out(value: Any) -> Any:
    return "none" if value is NONE else value


class _NoneSchema:
    """Adds `none` and null to a field's JSON Schema."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(core), {"const": "none"}, {"type": "null"}]}


def _optional(kind: Any) -> Any:
    return Annotated[kind, WrapValidator(_or_none), PlainSerializer(_none_out, when_used="unless-none"), _NoneSchema()]


def _day(value: object) -> object:
    """Keep pydantic from reading numbers as days since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _DATE.fullmatch(value)):
        return value
    raise ValueError(f"{shown(value)} is not a date; write year-month-day, for example 2026-11-23")


def _whole(value: object) -> object:
    """Keep pydantic from reading `true` as 1 and `1_000` as a thousand."""
    if isinstance(value, bool) or (isinstance(value, str) and "_" in value):
        raise ValueError(f"{shown(value)} is not a whole number; write for example 4")
    return value


def _yes_or_no(value: object) -> object:
    """Take true and false, yes and no, and nothing that only looks like them."""
    if isinstance(value, bool) or (isinstance(value, str) and value.lower() in ("true", "false", "yes", "no")):
        return value
    raise ValueError(f"{shown(value)} is neither yes nor no; write true or false")


def _optional_text(value: object) -> object:
    if value is None or value is NONE or value == "none":
        return None if value is None else NONE
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} is not a text; write it in quotes")
    return value


class _ListSchema:
    """The JSON Schema of an optional list: closed, open, or null."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        closed = handler(core)
        opened = {"type": "object", "properties": {"open": {"const": True}, "seen": closed}, "required": ["open"], "additionalProperties": False}
        return {"anyOf": [closed, opened, {"const": "none"}, {"type": "null"}]}


def _optional_list(element: Any) -> Any:
    """A closed list `[…]`, an open one `{open: true, seen: […]}`, `none` for an empty one, or nothing."""
    return Annotated[tuple[element, ...], WrapValidator(_read_list), PlainSerializer(_list_out, when_used="unless-none"), _ListSchema()]


def _read_list(value: Any, handler: Callable[[Any], Any]) -> Any:
    if value is None:
        return None
    if value is NONE or value == "none":
        return ()
    if isinstance(value, Open):
        return Open(handler(value.items))
    if isinstance(value, Mapping) and value.get("open") in (True, "true"):
        if set(value) - {"open", "seen"}:
            raise ValueError("an open list has the keys 'open' and 'seen' and no others")
        return Open(handler(value.get("seen") or ()))
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise ValueError(f"{shown(value)} is not a list; write for example [] or [one, another]")
    return handler(value if isinstance(value, tuple | list) else tuple(value))


def _list_out(value: Any) -> Any:
    return {"open": True, "seen": list(value.items)} if isinstance(value, Open) else list(value)


def _facts_in(value: Any) -> tuple[tuple[str, Any], ...]:
    if value is not None and not isinstance(value, Mapping | tuple):
        raise ValueError(f"{shown(value)} is not a mapping of fact names to answers; write for example {{longest_item_side: 40 in}}")
    pairs = value.items() if isinstance(value, Mapping) else value or ()
    return tuple((str(name), _settled(each)) for name, each in pairs)


def _settled(value: Any) -> Any:
    """Make an answer that cannot be changed: a list becomes a tuple, an interval a `Between`, an open list an `Open`."""
    if isinstance(value, list):
        return tuple(_settled(each) for each in value)
    if isinstance(value, Mapping) and set(value) == {"low", "high"}:
        return Between.model_validate(value)
    if isinstance(value, Mapping) and value.get("open") in (True, "true"):
        return Open(tuple(_settled(each) for each in value.get("seen") or ()))
    if isinstance(value, Mapping):
        raise ValueError(f"{shown(value)} is not an answer; write a value, a list, {{low: …, high: …}} or {{open: true, seen: […]}}")
    return value


def _facts_out(value: Any) -> Any:
    return {name: _list_out(each) if isinstance(each, Open | tuple) else each for name, each in value}


if TYPE_CHECKING:
    ExactLength: TypeAlias = Accepts[Length, Length | str | PintQuantity]
    OptionalLength: TypeAlias = Accepts[Length | Between | Nothing | None, Length | Between | str | PintQuantity | Mapping[str, str] | Nothing | None]
    OptionalSide: TypeAlias = OptionalLength
    OptionalMass: TypeAlias = Accepts[Mass | Between | Nothing | None, Mass | Between | str | PintQuantity | Mapping[str, str] | Nothing | None]
    OptionalWeight: TypeAlias = OptionalMass
    OptionalDuration: TypeAlias = Accepts[Duration | Between | Nothing | None, Duration | str | PintQuantity | Nothing | None]
    OptionalDate: TypeAlias = Accepts[date | Nothing | None, date | str | Nothing | None]
    OptionalText: TypeAlias = Accepts[str | Nothing | None, str | Nothing | None]
    OptionalYesNo: TypeAlias = Accepts[bool | Nothing | None, bool | Nothing | None]
    OptionalNumber: TypeAlias = Accepts[int | Nothing | None, int | Nothing | None]
    OptionalCount: TypeAlias = OptionalNumber
    OptionalRange: TypeAlias = Accepts[Range | Nothing | None, Range | float | Mapping[str, float] | Nothing | None]
    Word = Accepts[Element | Nothing | None, Element | Nothing | None]
    Listing = Accepts[tuple[Element, ...] | Open[Element] | None, Iterable[Element] | Open[Element] | None]
    FactValues: TypeAlias = Accepts[tuple[tuple[str, Any], ...], Mapping[str, Any]]
else:

    class Accepts:
        """At run time, only the kept type."""

        def __class_getitem__(cls, pair: Any) -> Any:
            return pair[0]

    ExactLength = Length
    OptionalLength = _optional_quantity(Length)
    OptionalSide = _optional_quantity(Length, positive=True)
    OptionalMass = _optional_quantity(Mass)
    OptionalWeight = _optional_quantity(Mass, positive=True)
    OptionalDuration = _optional_quantity(Duration)
    OptionalDate = _optional(Annotated[date, BeforeValidator(_day)])
    OptionalText = Annotated[
        str,
        PlainValidator(_optional_text),
        PlainSerializer(_none_out, when_used="unless-none"),
        WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]}),
    ]
    OptionalYesNo = _optional(Annotated[bool, BeforeValidator(_yes_or_no)])
    OptionalNumber = _optional(Annotated[int, BeforeValidator(_whole), Ge(0), Le(10**12)])
    OptionalCount = _optional(Annotated[int, BeforeValidator(_whole), Ge(1), Le(10**12)])
    OptionalRange = _optional(Range)
    FactValues = Annotated[
        tuple[tuple[str, Any], ...], PlainValidator(_facts_in), PlainSerializer(_facts_out), WithJsonSchema({"type": "object"}),
    ]  # fmt: skip

    class Word:
        """One word of a closed list, `none`, or nothing."""

        def __class_getitem__(cls, alias: Any) -> Any:
            return _optional(alias)

    class Listing:
        """A closed or an open list, or nothing."""

        def __class_getitem__(cls, element: Any) -> Any:
            return _optional_list(element)


class Thing(Model):
    """Base of what rules are for."""

    facts: FactValues = _no_facts
    """Answers to questions that no field holds, by fact name."""
