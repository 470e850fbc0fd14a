"""The run's own explanations in the reader's language, whichever it was told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock, Thread

from web.i18n import lang
from web.run import Run

#: Words that occur in every longer text of their language and not in the other.
_MARKERS = {
    "da": (" og ", " ikke ", " har ", " af ", " er "),
    "en": (" and ", " not ", " has ", " of ", " is "),
}
#: A run that took longer than this is told anew in the background; until then the other language is shown.
_PATIENCE_SECONDS = 1.0


@dataclass(frozen=True)
class Texts:
    """Explanations by vacancy and details by citizen, and the language they are written in."""

    lang: str
    explanation: Mapping[str, str]
    detail: Mapping[str, str]


@dataclass
class Told:
    """The texts of a run per language, worked out when first asked for."""

    run: Run
    known: dict[str, Texts] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def texts(self, wanted: str) -> Texts:
        """The texts in ``wanted``, or as the run wrote them while they cannot be had in it."""
        with self.lock:  # several readers may ask for the first time at once
            if not self.known:
                written = _written(self.run)
                self.known[written.lang] = written
            if wanted in self.known:
                return self.known[wanted]
            self.known[wanted] = next(iter(self.known.values()))
            if _seconds(self.run) <= _PATIENCE_SECONDS:
                self._tell(wanted)
            else:
                Thread(target=self._tell, args=(wanted,), daemon=True).start()
            return self.known[wanted]

    def _tell(self, wanted: str) -> None:
        """Tell the run in ``wanted`` and keep it, when it comes out the same."""
        texts = _again(self.run, wanted)
        if texts is not None:
            self.known[wanted] = texts


def _seconds(run: Run) -> float:
    """How long the run took."""
    return sum(float(value) for value in dict(run.summary.get("seconds") or {}).values())


def _written(run: Run) -> Texts:
    explanation = {v: str(row.get("explanation") or "") for v, row in run.match_of_vacancy.items()}
    detail = {c: str(row.get("detail") or "") for c, row in run.unmatched.items()}
    everything = " ".join([*explanation.values(), *detail.values()])
    counts = {code: sum(map(everything.count, words)) for code, words in _MARKERS.items()}
    return Texts("en" if counts["en"] > counts["da"] else "da", explanation, detail)


def _again(run: Run, wanted: str) -> Texts | None:
    """The same run told in another language; None when it would come out differently."""
    from data.rates.loader import load_rates
    from matcher.errors import HusrumError
    from matcher.pipeline import propose

    if run.result.status != "optimal":
        return None
    previous = [(str(v), str(c)) for v, c in run.summary.get("previous") or []]
    seed = int(run.summary.get("seed") or 0)
    try:
        rates = load_rates(run.decision_date)
        result = propose(run.week, run.policy, rates, seed, top=1, lang=wanted, previous=previous)
    except HusrumError:
        return None
    pairs = dict(zip(result.matches["vacancy_id"], result.matches["citizen_id"], strict=True))
    if pairs != {v: row["citizen_id"] for v, row in run.match_of_vacancy.items()}:
        return None
    explanation = dict(zip(result.matches["vacancy_id"], result.matches["explanation"], strict=True))
    detail = dict(zip(result.unmatched["citizen_id"], result.unmatched["detail"], strict=True))
    return Texts(wanted, explanation, detail)


def explanation_in(told: Told, vacancy_id: str) -> tuple[str, str]:
    """The explanation of a match as running text, and its language."""
    texts = told.texts(lang())
    return texts.explanation.get(vacancy_id, ""), texts.lang


def detail_in(told: Told, citizen_id: str) -> tuple[str, str]:
    """What blocks and what would change it for an unmatched citizen, and its language."""
    texts = told.texts(lang())
    return texts.detail.get(citizen_id, ""), texts.lang
