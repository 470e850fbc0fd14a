"""The run's own explanations in the reader's language, whichever it was told in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from data.runs.told import Texts, texts_of
from web.i18n import lang
from web.run import Run

#: Gives the texts of a run in a language it was not made in, None where they were not kept.
Kept = Callable[[str], Texts | None]


@dataclass
class Told:
    """The texts of a run per language; ``lang`` is the one the run was made in."""

    run: Run
    lang: str
    kept: Kept
    known: dict[str, tuple[Texts, str]] = field(default_factory=dict)

    def texts(self, wanted: str) -> tuple[Texts, str]:
        """The texts and their language: ``wanted``, or the run's own where they were not kept in it."""
        if wanted not in self.known:
            kept = None if wanted == self.lang else self.kept(wanted)
            own = (texts_of(self.run.result), self.lang)
            self.known[wanted] = own if kept is None else (kept, wanted)
        return self.known[wanted]


def explanation_in(told: Told, vacancy_id: str) -> tuple[str, str]:
    """The explanation of a match as running text, and its language."""
    texts, written = told.texts(lang())
    return texts.explanation.get(vacancy_id, ""), written


def detail_in(told: Told, citizen_id: str) -> tuple[str, str]:
    """What blocks and what would change it for an unmatched citizen, and its language."""
    texts, written = told.texts(lang())
    return texts.detail.get(citizen_id, ""), written
