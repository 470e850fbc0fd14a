"""A finished run's explanations in the languages it was not made in, kept beside its result.

The result itself is told in one language and replayed byte for byte; this is for readers of another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from data.store.schema import run_files
from matcher.model import Result

PART = "told"


@dataclass(frozen=True)
class Texts:
    """Explanations of the matches by vacancy, and what would change it by unmatched citizen."""

    explanation: Mapping[str, str]
    detail: Mapping[str, str]


def texts_of(result: Result) -> Texts:
    """The words of a result."""
    matches, unmatched = result.matches, result.unmatched
    return Texts(
        dict(zip(matches["vacancy_id"], matches["explanation"], strict=True)),
        dict(zip(unmatched["citizen_id"], unmatched["detail"], strict=True)),
    )


def told_files(results: Mapping[str, Result]) -> dict[str, bytes]:
    """The words of a run by language as files of its part ``told``."""
    out = {}
    for lang, result in results.items():
        texts = texts_of(result)
        cells = {"explanation": texts.explanation, "detail": texts.detail}
        out[f"{lang}.json"] = json.dumps(cells, ensure_ascii=False, sort_keys=True).encode()
    return out


def told_in(connection: Connection, run_id: str, lang: str) -> Texts | None:
    """The words of a run in a language it was not made in; None where they were not kept."""
    found = select(run_files.c.content).where(
        run_files.c.run_id == run_id, run_files.c.part == PART, run_files.c.name == f"{lang}.json"
    )
    content = connection.execute(found).scalar_one_or_none()
    return None if content is None else Texts(**json.loads(content))
