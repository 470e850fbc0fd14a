"""The candidates of one flat, side by side: what is known about each, and what choosing them costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from web import geo, present
from web.i18n import t
from web.present import POINTS_ICON, Tag
from web.proposals.lines import barred_tag
from web.proposals.standing import Standing
from web.run import Row, Run


@dataclass(frozen=True)
class Candidate:
    """One column of the comparison; what was not computed is None."""

    row: Row
    citizen: Row
    matched: bool
    loss: Tag
    parts: dict[str, float | None]
    tier_name: str
    waited: int
    household: str
    left_over: float | None
    margin: Tag | None
    support: float | None
    network_km: float | None
    elsewhere: str | None
    warnings: list[Tag]
    codes: list[str]
    barred: Tag | None

    @property
    def id(self) -> str:
        """The citizen's id."""
        return str(self.row["citizen_id"])


def candidate(run: Run, flat: Row, row: Row, standing: Standing) -> Candidate:
    """What is known about one candidate for one flat; ``row`` is a row of proposals.csv."""
    identifier, vacancy = str(row["citizen_id"]), str(flat["vacancy_id"])
    citizen = run.citizens[identifier]
    matched = present.is_true(row["matched"])
    pair = run.pair(identifier, vacancy)
    money = run.match_of_vacancy[vacancy] if matched else pair
    left_over = present.number(money, "left_over")
    match = run.match_of_citizen.get(identifier)
    return Candidate(
        row=row,
        citizen=citizen,
        matched=matched,
        loss=present.loss_tag(run, row),
        parts={part: present.number(pair, part) for part in ("need", "fit", "choice")},
        tier_name=present.tier_name(run, citizen["tier"]),
        waited=present.waited(run, citizen),
        household=present.household(citizen),
        left_over=left_over,
        margin=present.margin(left_over, present.minimum(run, citizen)),
        support=present.number(money, "support"),
        network_km=geo.network_km(run, flat, identifier),
        elsewhere=None if match is None else str(match["vacancy_id"]),
        warnings=present.warning_tags(row),
        codes=present.codes(row),
        barred=barred_tag(standing, identifier, vacancy),
    )


def meanings(candidates: Sequence[Candidate]) -> list[tuple[str, str]]:
    """What the prices of those who are not proposed mean, each said once; prices in points together."""
    tags = list(dict.fromkeys(c.loss for c in candidates if not c.matched))
    if sum(tag.icon == POINTS_ICON for tag in tags) > 1:
        tags = [tag for tag in tags if tag.icon != POINTS_ICON]
        return [(t("loss.points_many"), t("loss.points_many_long")), *((tag.text, tag.title) for tag in tags)]
    return [(tag.text, tag.title) for tag in tags]


def candidates_of(run: Run, vacancy_id: str, standing: Standing) -> list[Candidate]:
    """The ranked candidates of a flat, the proposed one first."""
    flat = run.vacancies[vacancy_id]
    return [candidate(run, flat, row, standing) for row in run.candidates.get(vacancy_id, [])]
