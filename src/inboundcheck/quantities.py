"""Exact amounts: equal and ordered by a canonical number, shown as their author wrote them.

A length is a whole number of nanometres and a mass one of nanograms (1 in = 25 400 000 nm, 1 lb = 453 592 370 000 ng: the
international yard and pound agreement of 1959, exact), a `Fraction` where it does not fit. So 63.5 cm is 25 in, and
25.000000001 in is over it.

>>> Length("63.5 cm") == Length("25 in") < Length("25 1/64 in")
True
>>> Mass("5 lb 3 oz")
Mass('5 lb 3 oz')
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar, Protocol, Self, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import core_schema

from inboundcheck.errors import nearest, shown

Amount: TypeAlias = int | Fraction

_INCH, _POUND, _GRAM = 25_400_000, 453_592_370_000, 10**9
_NUMBER = (
    r"(?:(?P<whole{0}>\d{{1,7}}) +(?P<top{0}>\d{{1,6}})/(?P<bottom{0}>\d{{1,6}})"
    r"|(?P<top_only{0}>\d{{1,6}})/(?P<bottom_only{0}>\d{{1,6}})"
    r"|(?P<decimal{0}>\d{{1,7}}(?:\.\d{{1,24}})?|\.\d{{1,24}}))"
)
"""`25 1/2`, `1/2`, `25`, `25.5` or `.5`: digits are capped, so that no text makes a number too large to work with."""
_LONGEST_TEXT = 64
_MOST_DIGITS = 30
_MOST_READ_DECIMALS = 24
_MOST_DECIMALS = 9


class PintQuantity(Protocol):
    """The part of `pint.Quantity` that is read, so that pint need not be loaded."""

    @property
    def magnitude(self) -> Any:
        """The number."""

    @property
    def units(self) -> Any:
        """The unit."""


class Quantity:
    """An amount of one dimension. Frozen; equal, ordered and hashed by `amount` alone."""

    __slots__ = ("amount", "text", "unit")

    amount: Amount
    """The canonical number: nanometres, nanograms, cubic nanometres or days, by class."""
    text: str
    """As declared, for messages."""
    unit: str
    """The unit that the author wrote, in its short form (`in` for `inches`)."""

    units: ClassVar[dict[str, Amount]] = {}
    """The canonical amount of one of each unit, by short name."""
    spellings: ClassVar[dict[str, str]] = {}
    """Every accepted spelling and the short name that it means."""
    compounds: ClassVar[dict[str, str]] = {}
    """Which unit may follow which in one text: `2 ft 1 in`."""
    pint_names: ClassVar[dict[str, str]] = {}
    """What pint calls each unit; its own `pt` is a pint and its `mil` an angle."""
    example: ClassVar[str] = ""
    form: ClassVar[re.Pattern[str]]
    _read: ClassVar[Any]

    def __init_subclass__(cls) -> None:
        names = "|".join(re.escape(name) for name in sorted(cls.spellings, key=len, reverse=True))
        one = r"{number} *(?P<unit{0}>{names})\.?"
        first = one.format(1, number=_NUMBER.format(1), names=names)
        second = one.format(2, number=_NUMBER.format(2), names=names)
        cls.form = re.compile(f"{first}(?: *{second})?", re.IGNORECASE | re.ASCII)
        # Boxes repeat their sizes, and a frozen value can be shared.
        cls._read = staticmethod(lru_cache(maxsize=4096)(cls._parse))

    def __new__(cls, text: str) -> Self:
        """Read a text such as `27 in`, `25 1/2 in`, `5 lb 3 oz`; raise ValueError saying what is wrong with it."""
        return cls.accept(text)

    @classmethod
    def exactly(cls, amount: Amount, text: str, unit: str) -> Self:
        """Build one from its canonical amount; the text and unit are for messages only."""
        quantity = object.__new__(cls)
        for name, value in (("amount", _whole(amount)), ("text", text), ("unit", unit)):
            object.__setattr__(quantity, name, value)
        return quantity

    @classmethod
    def of(cls, number: float | Decimal | str, unit: str) -> Self:
        """Build one from a number and a unit, as JSON payloads hold them; a float means its shortest decimal text."""
        return cls.accept(f"{_plain_digits(number)} {unit}")

    @classmethod
    def accept(cls, value: object) -> Self:
        """Take a text, a value of this class or a `pint.Quantity`; raise ValueError for anything else."""
        if isinstance(value, str):
            if len(value) > _LONGEST_TEXT:
                raise ValueError(cls._complaint(str(value)))
            read: Self = cls._read(str(value))
            return read
        if value.__class__ is cls:
            return value
        if hasattr(value, "magnitude") and hasattr(value, "units"):
            return cls._from_pint(value)
        raise ValueError(cls._complaint(value))

    @classmethod
    def _parse(cls, text: str) -> Self:
        found = cls.form.fullmatch(text.strip().replace("\u00a0", " "))
        if found is None:
            raise ValueError(cls._complaint(text))
        unit = cls._short(found["unit1"])
        amount = _number(found, 1, text) * cls.units[unit]
        if found["unit2"]:
            second = cls._short(found["unit2"])
            part = _number(found, 2, text) * cls.units[second]
            if cls.compounds.get(unit) != second or not (found["decimal1"] or "").isdigit():
                raise ValueError(cls._complaint(text))
            if part >= cls.units[unit]:
                raise ValueError(f"{cls._complaint(text)} ({found['unit2']} part is a whole {found['unit1']} or more)")
            amount += part
        return cls.exactly(amount, text.strip(), unit)

    @classmethod
    def _short(cls, spelling: str) -> str:
        return cls.spellings.get(spelling) or cls.spellings[spelling.lower()]

    @classmethod
    def _from_pint(cls, value: Any) -> Self:
        try:
            unit = format(value.units, "D")  # pint's own names, whatever the registry prints by default
        except (TypeError, ValueError):
            unit = ""
        short = next((short for short, name in cls.pint_names.items() if name == unit), "")
        if not short:
            kind, known = cls.__name__.lower(), ", ".join(cls.pint_names.values())
            found = shown(f"{value.magnitude} {unit}".strip())
            raise ValueError(f"{found} is not a {kind} in a unit that is read exactly; convert it first with .to(...) to one of {known}")
        return cls.accept(f"{_plain_digits(value.magnitude)} {short}")

    @classmethod
    def _complaint(cls, value: object) -> str:
        name = cls.__name__.lower()
        return f"{shown(value)} is not a {name}{_hint(cls, value)}; write a number and a unit, for example {cls.example!r}"

    def to_pint(self, registry: Any = None) -> Any:
        """Return a `pint.Quantity` of the registry (by default the application's), in the unit declared.

        Loads pint. The magnitude has the registry's own number type; a float registry rounds it.
        """
        import pint

        registry = registry or pint.get_application_registry()  # type: ignore[no-untyped-call]
        number = Fraction(self.amount) / self.units[self.unit]
        kind = getattr(registry, "non_int_type", float)
        if kind is Decimal:
            magnitude: Any = Decimal(number.numerator) / Decimal(number.denominator)
        else:
            magnitude = number.numerator if number.denominator == 1 else kind(number)
        return registry.Quantity(magnitude, self.pint_names[self.unit])

    @classmethod
    def show(cls, amount: Amount, unit: str = "") -> str:
        """Write a canonical amount in a unit (by default the class's first); `about` where the digits do not end."""
        unit = unit or next(iter(cls.units))
        number = Fraction(amount) / cls.units[unit]
        digits = _decimal(number)
        return f"{digits} {unit}" if Fraction(digits) == number else f"about {digits} {unit}"

    def __setattr__(self, *_: object) -> None:
        raise AttributeError("a quantity does not change")

    def __eq__(self, other: object) -> bool:
        return self.amount == other.amount if isinstance(other, self.__class__) else NotImplemented

    def __lt__(self, other: Self) -> bool:
        return self.amount < other.amount if isinstance(other, self.__class__) else NotImplemented

    def __le__(self, other: Self) -> bool:
        return self.amount <= other.amount if isinstance(other, self.__class__) else NotImplemented

    def __gt__(self, other: Self) -> bool:
        return self.amount > other.amount if isinstance(other, self.__class__) else NotImplemented

    def __ge__(self, other: Self) -> bool:
        return self.amount >= other.amount if isinstance(other, self.__class__) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.amount)

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({self.text!r})"

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> Any:
        return self.__class__.exactly, (self.amount, self.text, self.unit)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _memo: Any) -> Self:
        return self

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.accept, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: core_schema.CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "title": cls.__name__, "description": cls.__doc__, "examples": [cls.example]}


def _spell(**spellings: str) -> dict[str, str]:
    """Turn `cm="centimeter centimeters"` into every spelling with the short name that it means."""
    return {name: short for short, names in spellings.items() for name in (short, *names.split())}


class Length(Quantity):
    """A length in nanometres."""

    example = "27 in"
    units: ClassVar[dict[str, Amount]] = {
        "in": _INCH, "cm": 10**7, "mm": 10**6, "m": 10**9, "ft": 12 * _INCH, "yd": 36 * _INCH, "mil": _INCH // 1000, "pt": Fraction(_INCH, 72),
    }  # fmt: skip
    spellings: ClassVar[dict[str, str]] = _spell(
        **{"in": 'inch inches " ″ ”'}, cm="centimeter centimeters centimetre centimetres cms", mm="millimeter millimeters millimetre millimetres mms",
        m="meter meters metre metres", ft="foot feet ' ′ ’", yd="yard yards", mil="mils thou", pt="point points",  # noqa: RUF001 - phones and word processors write these
    )  # fmt: skip
    compounds: ClassVar[dict[str, str]] = {"ft": "in"}
    pint_names: ClassVar[dict[str, str]] = {
        "in": "inch", "cm": "centimeter", "mm": "millimeter", "m": "meter", "ft": "foot", "yd": "yard", "mil": "thou", "pt": "point",
    }  # fmt: skip


class Mass(Quantity):
    """A mass in nanograms."""

    example = "31 lb"
    units: ClassVar[dict[str, Amount]] = {"lb": _POUND, "kg": 1000 * _GRAM, "g": _GRAM, "oz": _POUND // 16}
    spellings: ClassVar[dict[str, str]] = _spell(lb="lbs pound pounds", kg="kgs kilogram kilograms", g="gram grams", oz="ounce ounces")
    compounds: ClassVar[dict[str, str]] = {"lb": "oz"}
    pint_names: ClassVar[dict[str, str]] = {"lb": "pound", "kg": "kilogram", "g": "gram", "oz": "ounce"}


class Volume(Quantity):
    """A volume in cubic nanometres."""

    example = "10368 in3"
    units: ClassVar[dict[str, Amount]] = {"in3": _INCH**3, "cm3": 10**21, "ft3": (12 * _INCH) ** 3, "m3": 10**27, "l": 10**24, "ml": 10**21}
    spellings: ClassVar[dict[str, str]] = _spell(in3="in³", cm3="cm³", ft3="ft³", m3="m³", l="liter liters litre litres", ml="milliliter milliliters")
    pint_names: ClassVar[dict[str, str]] = {
        "in3": "inch ** 3", "cm3": "centimeter ** 3", "ft3": "foot ** 3", "m3": "meter ** 3", "l": "liter", "ml": "milliliter",
    }  # fmt: skip


class Duration(Quantity):
    """A time span in days."""

    example = "90 days"
    units: ClassVar[dict[str, Amount]] = {"days": 1, "weeks": 7}
    spellings: ClassVar[dict[str, str]] = _spell(days="day d", weeks="week")
    pint_names: ClassVar[dict[str, str]] = {"days": "day", "weeks": "week"}


def _number(found: re.Match[str], which: int, text: str) -> Fraction:
    """The number of one part of a text: `25`, `25.5`, `25 1/2` or `1/2`."""
    if found[f"decimal{which}"]:
        return Fraction(found[f"decimal{which}"])
    whole = int(found[f"whole{which}"] or 0)
    top = int(found[f"top{which}"] or found[f"top_only{which}"])
    bottom = int(found[f"bottom{which}"] or found[f"bottom_only{which}"])
    if top >= bottom:
        raise ValueError(f"{shown(text)} has the fraction {top}/{bottom}, which is not less than one; write for example '25 1/2 in'")
    return whole + Fraction(top, bottom)


def _whole(amount: Amount) -> Amount:
    return amount.numerator if isinstance(amount, Fraction) and amount.denominator == 1 else amount


def _plain_digits(number: Any) -> str:
    """Digits as the grammar reads them: no exponent, as JSON writers produce it (`1e-05`), and no improper fraction."""
    if isinstance(number, str):
        return number
    if isinstance(number, Fraction):
        digits = _decimal(number, _MOST_READ_DECIMALS)
        whole, part = divmod(number.numerator, number.denominator)
        return digits if Fraction(digits) == number else f"{whole} {part}/{number.denominator}"
    try:
        exact = Decimal(str(number))
    except InvalidOperation:
        return str(number)
    return f"{exact:f}" if exact.is_finite() and abs(exact.adjusted()) < _MOST_DIGITS else str(number)


def _decimal(number: Fraction, places: int = _MOST_DECIMALS) -> str:
    """The shortest decimal of a fraction, cut at a number of places."""
    scaled = round(number * 10**places)
    whole, part = divmod(abs(scaled), 10**places)
    digits = f"{part:0{places}d}".rstrip("0")
    return f"{'-' if scaled < 0 else ''}{whole}{'.' + digits if digits else ''}"


def _hint(kind: type[Quantity], value: object) -> str:  # noqa: PLR0911 - a list of cases, each with its answer
    """What is most likely wrong with a text that was refused."""
    if not isinstance(value, str):
        return "" if value is None else " (a number needs its unit, as text)"
    text = value.strip()
    if re.fullmatch(r"\d+,\d+.*", text, re.DOTALL):
        return " (write the decimal with a point, and no thousands separator)"
    if text.startswith("-"):
        return " (it cannot be negative)"
    if re.match(r"\d{8}|\d*\.\d{25}", text, re.ASCII):
        return " (at most 7 digits before the point and 24 after it)"
    if re.fullmatch(r"[\d. /]+", text, re.ASCII):
        return " (the unit is missing)"
    other = next((each for each in Quantity.__subclasses__() if each is not kind and each.form.fullmatch(text)), None)
    if other:
        return f" but a {other.__name__.lower()}"
    unit = re.fullmatch(r"[\d. /]+([A-Za-z]+)\.?", text, re.ASCII)
    if unit is None or any(unit[1].lower() in each.spellings for each in Quantity.__subclasses__()):
        return ""
    return f" (the unit {unit[1]!r} is not known{nearest(unit[1], kind.spellings)})"
