"""Whole øre as people write kroner, and back."""

from __future__ import annotations

import re
from decimal import Decimal

from web.i18n import lang

#: The most digits an amount in a field may have.
_LONGEST = 12


def kr_ore(ore: int) -> str:
    """Kroner and øre: 1.234,50 kr. in Danish, DKK 1,234.50 in English."""
    kroner, rest = divmod(abs(ore), 100)
    text = f"{kroner:,}.{rest:02d}"
    sign = "−" if ore < 0 else ""
    if lang() == "da":
        return f"{sign}{text.translate(str.maketrans(',.', '.,'))} kr."
    return f"{sign}DKK {text}"


def plain_ore(ore: int) -> Decimal:
    """Kroner with two decimals, as a file has them."""
    return Decimal(ore).scaleb(-2)


def read_ore(text: str) -> int | None:
    """The whole øre of an amount as a person writes it, None where it is not one.

    Danish 1.234,50 and English 1,234.50 by the language of the page; signs between thousands may be left out.
    """
    thousands, point = (".", ",") if lang() == "da" else (",", ".")
    plain = text.replace(" ", "").replace("−", "-").removesuffix("kr.").removeprefix("DKK")
    form = rf"-?(\d+|\d{{1,3}}(\{thousands}\d{{3}})+)(\{point}\d{{1,2}})?"
    if len(plain) > _LONGEST + 4 or re.fullmatch(form, plain, re.ASCII) is None:
        return None
    return int(Decimal(plain.replace(thousands, "").replace(point, ".")) * 100)
