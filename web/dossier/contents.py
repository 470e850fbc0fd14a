"""What stands in the dossier of a run; citizens by their pseudonyms alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from data.dossier import Document, Facts, Grid, Heading, Note, Part, Text, Together
from matcher.words import UNMATCHED_LABELS
from web import pools, present
from web.dossier.flats import flat_parts
from web.explained import detail_in
from web.i18n import day, lang, moment, t, whole
from web.proposals.common import Shown

Row = Mapping[str, Any]


@dataclass(frozen=True)
class About:
    """What is told of a run beside its result: its row, the standing choices about its flats, the head of the
    record, the names of users, and when the dossier is made."""

    row: Row
    choices: Mapping[str, Row]
    head: tuple[int, str]
    names: Mapping[str, str]
    made_at: Any


def document(shown: Shown, about: About) -> Document:
    """The dossier in the language of the request."""
    run, row = shown.run, about.row
    title = t("dossier.title", n=row["number"], day=day(row["decision_date"]))
    parts: list[Part] = [Heading(title, 0), *_facts(shown, about), *_outcome(shown)]
    parts.append(Heading(t("dossier.flats")))
    for vacancy_id in sorted(run.vacancies):
        parts.append(
            Together(list(flat_parts(shown, vacancy_id, about.choices.get(vacancy_id), about.names)))
        )
    parts += [*_quota(run.summary), *_teams(run.summary), *_unmatched(shown)]
    foot = t("dossier.foot", n=row["number"], head=about.head[0], hash=about.head[1][:16])

    def page(number: int, pages: int) -> str:
        return t("dossier.page", page=number, pages=pages)

    return Document(title, t("dossier.subject"), lang(), foot, page, parts)


def _facts(shown: Shown, about: About) -> Iterator[Part]:
    """What identifies the run, and the hashes that tie the dossier to it and to the record."""
    row, summary = about.row, shown.run.summary
    head, hash_label = t("dossier.head"), t("dossier.input")
    number, entry_hash = about.head
    rows = [
        (t("dossier.run"), f"{row['number']} ({row['run_id']})"),
        (t("dossier.kind"), t(f"runs.kind.{row['kind']}")),
        (t("dossier.municipality"), row["municipality"] or "–"),
        (t("dossier.decision_date"), day(row["decision_date"])),
        (t("dossier.status"), present.capital(present.label("STATUSES", shown.run.result.status))),
        (t("dossier.seed"), str(row["seed"])),
        (t("dossier.version"), f"Husrum {summary['version']} · {summary['solver']}"),
        (t("dossier.policy"), str(row["policy_number"] or "–")),
        (t("dossier.started"), _by(about, row["started_by"], row["queued_at"])),
        (t("dossier.made"), moment(about.made_at)),
        (hash_label, str(row["input_sha256"])),
        (t("dossier.head_number"), str(number)),
        (head, entry_hash),
    ]
    yield Facts(rows, frozenset((head, hash_label)))
    yield Note(t("dossier.verify"))


def _by(about: About, user_id: str, at: Any) -> str:
    return f"{about.names.get(user_id, user_id)}, {moment(at)}"


def _outcome(shown: Shown) -> Iterator[Part]:
    """How many got a proposal, in all and by need group."""
    summary = shown.run.summary
    yield Heading(t("dossier.outcome"))
    yield Text(
        t(
            "dossier.matched",
            matched=whole(summary["matched"]),
            citizens=whole(summary["citizens"]),
            vacancies=whole(summary["vacancies"]),
        )
    )
    waiting = Counter(int(citizen["tier"]) for citizen in shown.run.citizens.values())
    rows = [
        [_tier(shown, row["tier"]), whole(waiting[row["tier"]]), whole(row["matched"])]
        for row in summary["objective"]["tiers"]
    ]
    heads = [t("dossier.tier"), t("dossier.waiting"), t("dossier.proposed")]
    yield Grid(heads, rows, (6, 2, 2), frozenset((1, 2)))


def _tier(shown: Shown, tier: int) -> str:
    name = present.tier_name(shown.run, tier)
    return f"{tier} {name}".strip()


def _quota(summary: Row) -> Iterator[Part]:
    yield Heading(t("dossier.quota"))
    rows = [
        [
            row["organisation_id"],
            pools.kinds(row["class"], row.get("department_id", "")),
            whole(row["entitled"]),
            whole(row["used"]),
        ]
        for row in summary.get("quota") or []
    ]
    heads = [t("dossier.organisation"), t("dossier.class"), t("dossier.entitled"), t("dossier.used")]
    yield _or_none(heads, rows, (3, 4, 2, 2), frozenset((2, 3)))


def _teams(summary: Row) -> Iterator[Part]:
    yield Heading(t("dossier.teams"))
    rows = [
        [row["team_id"], whole(row["capacity"]), whole(row["used"])] for row in summary.get("teams") or []
    ]
    heads = [t("dossier.team"), t("dossier.capacity"), t("dossier.used")]
    yield _or_none(heads, rows, (5, 2, 2), frozenset((1, 2)))


def _unmatched(shown: Shown) -> Iterator[Part]:
    """Who got no proposal, by reason, and what would change it."""
    yield Heading(t("dossier.unmatched"))
    everyone = sorted(shown.run.unmatched.values(), key=lambda row: str(row["citizen_id"]))
    for reason in UNMATCHED_LABELS:
        of_reason = [row for row in everyone if row["reason"] == reason]
        if not of_reason:
            continue
        label = present.capital(present.label("UNMATCHED_LABELS", reason))
        yield Heading(t("dossier.reason", reason=label, n=whole(len(of_reason))), 2)
        rows = [
            [
                str(row["citizen_id"]),
                whole(row["eligible_vacancies"]),
                detail_in(shown.told, str(row["citizen_id"]))[0],
            ]
            for row in of_reason
        ]
        heads = [t("dossier.citizen"), t("dossier.possible_flats"), t("dossier.detail")]
        yield Grid(heads, rows, (2, 1.4, 8), frozenset((1,)))


def _or_none(
    heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], numbers: frozenset[int]
) -> Part:
    return Grid(heads, rows, widths, numbers) if rows else Text(t("dossier.none"))
