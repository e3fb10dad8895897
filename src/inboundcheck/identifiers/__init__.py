"""What a text can be: check digits and the forms of identifiers. The GS1 rules themselves are biip's."""

from inboundcheck.identifiers.identify import identify
from inboundcheck.identifiers.identity import Identity
from inboundcheck.identifiers.standard import check_digit_ok

__all__ = ["Identity", "check_digit_ok", "identify"]
