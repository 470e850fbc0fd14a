"""The letters of the documents: DejaVu, which matplotlib brings along and which has every sign we print."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PLAIN, BOLD, CODE = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono"


@cache
def register() -> None:
    """Make the fonts known to reportlab, once per process."""
    import matplotlib
    from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in (PLAIN, BOLD, CODE):
        registerFont(TTFont(name, folder / f"{name}.ttf"))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
