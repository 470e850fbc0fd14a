"""A document as PDF on A4: one column, tables whose headings stand on every page, page numbers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from data.dossier.document import Document, Facts, Grid, Heading, Note, Part, Text, Together
from data.dossier.fonts import BOLD, CODE, PLAIN, register

_MARGIN = 18 * mm
#: What reportlab keeps free inside the margins.
_PADDING = 6
_WIDTH = A4[0] - 2 * (_MARGIN + _PADDING)
_LINE, _BAND, _SOFT = HexColor("#cccccc"), HexColor("#f0f0f0"), HexColor("#545454")
_LABEL_SHARE = 0.28


def pdf(document: Document) -> bytes:
    """The document as a PDF file; the same document gives the same bytes."""
    register()
    out = io.BytesIO()
    template = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN, bottomMargin=22 * mm,
        title=document.title, subject=document.subject, author="Husrum", lang=document.lang, invariant=1,
    )  # fmt: skip
    story = [flowable for part in document.parts for flowable in _flowables(part)]
    template.build(story, canvasmaker=_numbering(document))
    return out.getvalue()


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, **{"fontName": PLAIN, "fontSize": size, "leading": size * 1.35, **more})


_BODY = _style("body", 9, spaceAfter=4)
_NOTE = _style("note", 8, spaceAfter=4, textColor=_SOFT)
_CELL = _style("cell", 8)
_NUMBER = _style("number", 8, alignment=2)
_HEAD = _style("head", 8, fontName=BOLD)
_NUMBER_HEAD = _style("number head", 8, fontName=BOLD, alignment=2)
_LABEL = _style("label", 8, textColor=_SOFT)
_HASH = _style("hash", 7.5, fontName=CODE)
_HEADINGS = {
    0: _style("title", 18, fontName=BOLD, spaceAfter=8),
    1: _style("heading", 13, fontName=BOLD, spaceBefore=14, spaceAfter=5, keepWithNext=1),
    2: _style("small heading", 10, fontName=BOLD, spaceBefore=10, spaceAfter=3, keepWithNext=1),
}


def _flowables(part: Part) -> Iterator[Flowable]:
    if isinstance(part, Heading):
        yield _paragraph(part.text, _HEADINGS[part.level])
    elif isinstance(part, Text):
        yield _paragraph(part.text, _BODY)
    elif isinstance(part, Note):
        yield _paragraph(part.text, _NOTE)
    elif isinstance(part, Facts):
        yield _facts(part)
        yield Spacer(1, 4)
    elif isinstance(part, Together):
        yield KeepTogether([flowable for one in part.parts for flowable in _flowables(one)])
    else:
        yield _grid(part)
        yield Spacer(1, 4)


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _facts(part: Facts) -> Table:
    rows = [
        [_paragraph(label, _LABEL), _paragraph(value, _HASH if label in part.codes else _CELL)]
        for label, value in part.rows
    ]
    widths = [_LABEL_SHARE * _WIDTH, (1 - _LABEL_SHARE) * _WIDTH]
    return Table(rows, widths, style=[*_TIGHT, ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE)])


def _grid(part: Grid) -> Table:
    heads = [
        _paragraph(head, _NUMBER_HEAD if column in part.numbers else _HEAD)
        for column, head in enumerate(part.heads)
    ]
    rows = [
        [
            _paragraph(cell, _NUMBER if column in part.numbers else _HEAD if number in part.strong else _CELL)
            for column, cell in enumerate(row)
        ]
        for number, row in enumerate(part.rows)
    ]
    total = sum(part.widths)
    style: list[Any] = [
        *_TIGHT,
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, _LINE),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, _SOFT),
        *(("BACKGROUND", (0, row + 1), (-1, row + 1), _BAND) for row in part.strong),
    ]
    widths = [width / total * _WIDTH for width in part.widths]
    return Table([heads, *rows], widths, repeatRows=1, style=style)


_TIGHT: list[Any] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 8),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
]


def _numbering(document: Document) -> Callable[..., Canvas]:
    """A canvas that knows, when it draws the foot of a page, how many pages there are."""

    class Numbered(Canvas):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self._drawn: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self._drawn.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]

        def save(self) -> None:
            for number, page in enumerate(self._drawn, 1):
                self.__dict__.update(page)
                self.setFont(PLAIN, 7.5)
                self.setFillColor(_SOFT)
                self.drawString(_MARGIN + _PADDING, 12 * mm, document.foot)
                told = document.page(number, len(self._drawn))
                self.drawRightString(A4[0] - _MARGIN - _PADDING, 12 * mm, told)
                super().showPage()
            super().save()

    return Numbered
