"""A matplotlib figure as a small inline SVG: text stays text, nothing is asked for from anywhere."""

from __future__ import annotations

import io
import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SPACE = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
#: Nothing but the drawing: no maker, no day.
_SILENT = {"Date": None, "Creator": None, "Format": None, "Type": None}


def inline(figure: Figure, name: str, title: str, description: str) -> str:
    """The figure as an ``svg`` element with a title and a description for those who do not see it.

    ``name`` makes its ids unique on the page.  The same figure gives the same text.
    """
    from matplotlib import rc_context

    buffer = io.BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(buffer, format="svg", metadata=_SILENT, transparent=True)
    root = ElementTree.fromstring(buffer.getvalue())
    _tidy(root, name)
    inside = "".join(ElementTree.tostring(child, encoding="unicode") for child in root)
    width, height = (round(72 * side) for side in figure.get_size_inches())
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{inside}</svg>'
    )


def _tidy(root: ElementTree.Element, name: str) -> None:
    """Drop what the page does not need, and make every id the figure's own."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{_SPACE}metadata", f"{_SPACE}style"):
                parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.removeprefix(_SPACE)
        element.text, element.tail = _line(element.text), None
        if element.tag == "g":
            element.attrib.pop("id", None)
        for key, value in list(element.attrib.items()):
            element.attrib[key] = _NUMBER.sub(lambda found: f"{float(found[0]):.1f}", value)
        if "id" in element.attrib:
            element.set("id", f"{name}-{element.get('id')}")
        if _LINK in element.attrib:
            element.set("href", f"#{name}-{element.attrib.pop(_LINK)[1:]}")
        if "clip-path" in element.attrib:
            element.set("clip-path", element.attrib["clip-path"].replace("#", f"#{name}-"))
        if element.tag == "text":
            _plain_text(element)
        if element.tag == "path":
            element.set("d", " ".join(element.get("d", "").split()))


def _plain_text(element: ElementTree.Element) -> None:
    """Text in the font of the page, and without turns by nothing."""
    parts = [part.strip() for part in element.get("style", "").split(";")]
    element.set("style", "; ".join(part for part in parts if part and not part.startswith("font-family")))
    if element.get("transform", "").startswith("rotate(-0 "):
        del element.attrib["transform"]


def _line(text: str | None) -> str | None:
    """Text without the line breaks between elements."""
    return text if text and text.strip() else None
