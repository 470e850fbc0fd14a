"""Documents on paper: what stands in them as data, and how it is laid out as PDF."""

from data.dossier.document import Document, Facts, Grid, Heading, Note, Part, Text, Together
from data.dossier.pdf import pdf

__all__ = ["Document", "Facts", "Grid", "Heading", "Note", "Part", "Text", "Together", "pdf"]
