"""The flats of a run as the list shows them, each with its proposal and what is decided about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from web import present
from web.i18n import t
from web.present import Tag
from web.proposals.decided import decision_tag
from web.proposals.standing import Standing
from web.run import Row, Run

#: An answer due within this many days of the decision date is pointed out.
SOON = timedelta(days=4)


@dataclass(frozen=True)
class Line:
    """One flat of the list with what is proposed for it and what is decided."""

    flat: Row
    match: Row | None
    unused: Tag | None
    through: str
    warnings: list[Tag]
    answer_by: date | None
    decided: Row | None
    decision: Tag | None
    barred: Tag | None

    @property
    def id(self) -> str:
        """The vacancy's id."""
        return str(self.flat["vacancy_id"])

    @property
    def citizen(self) -> str | None:
        """The proposed citizen's id, None when there is none."""
        return None if self.match is None else str(self.match["citizen_id"])

    @property
    def points(self) -> float | None:
        """The points of the proposal."""
        return None if self.match is None else present.number(self.match, "points")

    @property
    def attention(self) -> bool:
        """Whether there is something to look at before deciding."""
        return bool(self.warnings or self.answer_by or self.barred)

    @property
    def words(self) -> tuple[str | None, ...]:
        """What a search looks in."""
        return self.id, self.flat["address"], self.flat["department_id"], self.citizen


def lines(run: Run, standing: Standing) -> list[Line]:
    """Every flat of the run with its proposal and where it stands now."""
    return [_line(run, flat, standing) for flat in run.vacancies.values()]


def _line(run: Run, flat: Row, standing: Standing) -> Line:
    vacancy = str(flat["vacancy_id"])
    match, row, choice = (rows.get(vacancy) for rows in (run.match_of_vacancy, run.unused, standing.choices))
    due = present.as_date(flat["answer_by"])
    soon = match is not None and due is not None and due - run.decision_date <= SOON
    return Line(
        flat=flat,
        match=match,
        unused=None if row is None else unused_tag(row),
        through=present.through(run, flat),
        warnings=[] if match is None else present.warning_tags(match),
        answer_by=due if soon else None,
        decided=choice,
        decision=None if choice is None else decision_tag(choice),
        barred=None if match is None or choice else barred_tag(standing, str(match["citizen_id"]), vacancy),
    )


def barred_tag(standing: Standing, citizen_id: str, vacancy_id: str) -> Tag | None:
    """Why a citizen can no longer have a flat the run found possible: another offer, or a no; None if so."""
    offer = standing.taken(citizen_id, vacancy_id)
    if offer is not None:
        return Tag(t("flat.taken", flat=offer["vacancy_id"]), "lock", "error")
    if (citizen_id, vacancy_id) in standing.forbidden:
        return Tag(t("flat.forbidden"), "close", "error")
    return None


def unused_tag(row: Row) -> Tag:
    """Why a flat is proposed to no one."""
    reason = row["reason"]
    return Tag(
        present.label("UNUSED_LABELS", reason), "minus", "plain", present.label("UNUSED_SENTENCES", reason)
    )


FILTERS: dict[str, Callable[[Line], bool]] = {
    "to_decide": lambda line: line.match is not None and line.decided is None,
    "decided": lambda line: line.decided is not None,
    "attention": lambda line: line.attention and line.decided is None,
    "unused": lambda line: line.match is None,
    "all": lambda line: True,
}
