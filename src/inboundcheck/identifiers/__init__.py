"""What a text can be: check digits and the forms of identifiers. The GS1 rules themselves are biip's."""

from inboundcheck.identifiers.identify import identify, readable
from inboundcheck.identifiers.identity import Identity
from inboundcheck.identifiers.sorting import numbers_in
from inboundcheck.identifiers.standard import check_digit_ok

__all__ = ["Identity", "check_digit_ok", "identify", "numbers_in", "readable"]
