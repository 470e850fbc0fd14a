"""A letter as data: who it is to, what it is about, and its paragraphs; the pages lay it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

#: offer: a flat is offered.  not_yet: no flat this week, and why.  refusal: a no is noted.
KINDS = ("offer", "not_yet", "refusal")


@dataclass(frozen=True)
class Part:
    """One section of a letter: a heading (blank at the beginning), paragraphs, and figures as lines."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    #: Label and value, for the facts of a flat and the money.
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Letter:
    """``to`` holds name and postal address line by line; ``reference`` is the case number (pseudonym)."""

    kind: str
    lang: str
    title: str
    date: date
    to: tuple[str, ...]
    reference: str
    parts: tuple[Part, ...] = field(default_factory=tuple)
    signature: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All words of the letter in order, headings and lines included: for tests and plain text."""
        out: list[str] = []
        for part in self.parts:
            out += [part.heading] if part.heading else []
            out += part.paragraphs
            out += [f"{label}: {value}" for label, value in part.lines]
        return tuple(out)
