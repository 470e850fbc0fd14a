"""What stands in a document, in the order it is read; all texts are plain texts, in one language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """A heading of the first or second level; what follows it stays on its page."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Note:
    """A smaller paragraph."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Labels with their values; ``codes`` are the labels whose value is a hash and stands on one line."""

    rows: Sequence[tuple[str, str]]
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Grid:
    """A table: headings, rows, the share of the width of each column, which columns are numbers, and which
    rows stand out."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    numbers: frozenset[int] = frozenset()
    strong: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Together:
    """Parts that stand on one page where one page is enough for them."""

    parts: Sequence[Heading | Text | Note | Facts | Grid]


Part = Heading | Text | Note | Facts | Grid | Together


@dataclass(frozen=True)
class Document:
    """A document: title, subject and language of the file, what stands at the foot of every page beside what
    ``page`` says of its number and their count, and its parts."""

    title: str
    subject: str
    lang: str
    foot: str
    page: Callable[[int, int], str]
    parts: Sequence[Part] = field(default_factory=list)
