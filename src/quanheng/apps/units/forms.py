"""The converter's form, read from the address."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from quanheng.apps.units.converter import DIGITS, MOST_DIGITS
from quanheng.kernel.listing.parameters import whole_number

LONGEST = 200


@dataclass(frozen=True, slots=True)
class ConvertForm:
    """What was filled in. ``asked`` when anything was."""

    value: str
    source: str
    target: str
    digits: int

    @property
    def asked(self) -> bool:
        """Whether an answer is wanted."""
        return bool(self.value or self.source or self.target)

    def swapped(self) -> str:
        """The query of the way back."""
        return urlencode({"value": self.value, "from": self.target, "to": self.source})


def read_form(params: Any) -> ConvertForm:
    """The form in a query. ``BadInput`` only for ``digits``; the other fields are judged with the conversion."""
    value, source, target = (str(params.get(name, ""))[:LONGEST].strip() for name in ("value", "from", "to"))
    text = str(params.get("digits", "")).strip()
    digits = whole_number(text, "digits", 2, MOST_DIGITS) if text else DIGITS
    return ConvertForm(value, source, target, digits)
