"""One flat in the dossier: the proposal, its runners-up with what each would cost, why, and the decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from data.dossier import Facts, Grid, Heading, Note, Text
from web import pools, present
from web.explained import explanation_in
from web.i18n import decimal, kr, moment, t, whole
from web.messages import MESSAGES
from web.proposals.common import Shown

Row = Mapping[str, Any]
One = Heading | Text | Note | Facts | Grid


def flat_parts(shown: Shown, vacancy_id: str, choice: Row | None, names: Mapping[str, str]) -> Iterator[One]:
    """The parts of one flat."""
    run = shown.run
    flat, match = run.vacancies[vacancy_id], run.match_of_vacancy.get(vacancy_id)
    where = ", ".join(str(part) for part in (flat["address"], flat["postcode"]) if part)
    yield Heading(" · ".join(filter(None, (vacancy_id, where))), 2)
    if match is None:
        unused = run.unused.get(vacancy_id)
        label = present.label("UNUSED_LABELS", unused["reason"]) if unused else ""
        yield Text(t("dossier.flat.none", reason=label))
    else:
        yield Facts(_proposal(match, run.summary))
    candidates = run.candidates.get(vacancy_id, [])
    if candidates:
        yield _candidates(shown, candidates)
    text = explanation_in(shown.told, vacancy_id)[0]
    if text:
        yield Text(text)
    if choice is not None:
        yield Facts(_decision(choice, names))
    elif match is not None:
        yield Note(t("dossier.undecided"))


def _proposal(match: Row, summary: Row) -> list[tuple[str, str]]:
    """Who is proposed, and the money."""
    amounts = {
        name: kr(float(match[name])) for name in ("rent", "utilities", "support", "left_over", "minimum")
    }
    rows = [
        (t("dossier.proposed_citizen"), str(match["citizen_id"])),
        (t("dossier.points"), whole(match["points"])),
        (t("dossier.economy"), t("dossier.economy.text", **amounts)),
    ]
    if match["network_km"] is not None:
        rows.append((t("dossier.network"), f"{decimal(float(match['network_km']), 2)} km"))
    if match["team_id"]:
        rows.append((t("dossier.team"), str(match["team_id"])))
    if match["quota_pool"]:
        row = pools.of_run(summary, str(match["quota_pool"]))
        rows.append((t("dossier.pool"), pools.in_words(row) if row else str(match["quota_pool"])))
    if present.is_true(match["pinned"]):
        rows.append((t("dossier.pinned"), t("yes")))
    return rows


def _candidates(shown: Shown, candidates: list[Row]) -> Grid:
    """The ranked candidates, with what the whole week loses by each."""
    rows = [
        [
            whole(row["rank"]),
            str(row["citizen_id"]),
            whole(row["points"]) if row["points"] is not None else "–",
            present.loss_tag(shown.run, row).text,
            ", ".join(present.label("WARNING_LABELS", code) for code in present.codes(row)),
        ]
        for row in candidates
    ]
    proposed = frozenset(n for n, row in enumerate(candidates) if present.is_true(row["matched"]))
    heads = [
        t("dossier.rank"),
        t("dossier.citizen"),
        t("dossier.points"),
        t("dossier.loss"),
        t("dossier.warnings"),
    ]
    return Grid(heads, rows, (0.8, 2, 1.1, 3.4, 4), frozenset((0, 2)), proposed)


def _decision(choice: Row, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a person decided, why, who and when."""
    action, code = str(choice["action"]), str(choice["reason_code"] or "")
    who = names.get(choice["decided_by"], choice["decided_by"])
    rows = [(t("dossier.decision"), t(f"dossier.decided.{action}", citizen=choice["citizen_id"] or ""))]
    if code or choice["reason"]:
        key = f"reason.{action}.{code}"
        word = t(key) if key in MESSAGES else code
        rows.append((t("dossier.decision.reason"), ": ".join(filter(None, (word, choice["reason"])))))
    rows.append((t("dossier.decision.by"), f"{who}, {moment(choice['decided_at'])}"))
    return rows
