"""What a housing association says of its vacancies: reports, announces, changes, puts at disposal, withdraws.

Every function is for an association and its own flats alone (NotPossible("role_may_not") for other roles,
NotFound for what is not its own), in the caller's transaction.  The id of a flat is always Husrum's; what
the association calls it is its *reference* (data/store/references.py).  Before release and after, nothing
here says anything of a citizen.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from data.store import flats
from data.store.actor import Actor
from data.store.errors import NotPossible
from data.store.lapse import back_in_time
from data.store.ledger_post import post
from data.store.own_open import OPEN, must_be_association, note, own_open, tell
from data.store.references import check_reference, composed, keep_reference
from data.store.reported_cells import NONE_REASON, Unconfirmed, read_changed, read_new, reason_of, unusual
from data.store.rows import Row
from data.store.settings import today
from data.store.soft_warnings import SoftWarning, keep_confirmed, warnings_for
from data.store.taken_back import WITHDRAW_REASONS, relet, withdraw
from data.store.versions import VACANCY, change, changed_columns

__all__ = [
    "OPEN", "WITHDRAW_REASONS", "SoftWarning", "Unconfirmed", "announce", "put_at_disposal", "relet",
    "report_vacancy", "set_answer_by", "warnings_for", "warnings_of_cells", "withdraw",
]  # fmt: skip


def report_vacancy(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    confirmed: Mapping[str, str],
    version: int | None,
    announced: bool = False,
    *,
    reference: str | None = None,
    quiet: bool = False,
) -> str:
    """Report a vacancy (``version`` None) or change one of one's own, and return Husrum's id of it.

    ``cells``: texts by column of vacancies, as a CSV row has them; of a stored flat ``vacancy_id`` names it
    and the columns left out stay.  A new one gets its id, its organisation and ``reported_on`` (today) from
    Husrum; ``announced``: it will fall vacant, and is at disposal only after ``put_at_disposal``.
    With route none ``none_reason`` says why (data.store.ledger_flats.NONE_REASONS; default other).
    ``confirmed``: the warnings confirmed, value by code (``SoftWarning.value``).  ``reference``: the
    association's own word for it, unique among its own; None leaves it.  ``quiet``: the office is not told,
    since it is told of the whole file.

    Raises Refused (faults at columns, or at ``reference``); Unconfirmed (what is unusual and was not
    confirmed); NotFound; Conflict("stale", difference); NotPossible("role_may_not"), ("flat_held") for what a
    live offer rests on, ("flat_closed") when it is let, given back or withdrawn.
    """
    must_be_association(actor)
    if version is None:
        vacancy_id = _report(connection, actor, cells, confirmed, announced, reference)
        changed = True
    else:
        vacancy_id = str(cells.get("vacancy_id", ""))
        row = own_open(connection, actor, vacancy_id, version)
        changed = _change(connection, actor, row, cells, confirmed, reference)
    if changed and not quiet:
        tell(connection, actor, "vacancy_reported" if version is None else "vacancy_changed", vacancy_id)
    return vacancy_id


def announce(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    confirmed: Mapping[str, str],
    version: int | None = None,
    *,
    reference: str | None = None,
) -> str:
    """``report_vacancy`` of a flat that will fall vacant: known to the office, in no run and no account."""
    return report_vacancy(connection, actor, cells, confirmed, version, True, reference=reference)


def put_at_disposal(
    connection: Connection,
    actor: Actor,
    vacancy_id: str,
    cells: Mapping[str, str],
    confirmed: Mapping[str, str],
    version: int | None,
) -> None:
    """Put an announced flat at the municipality's disposal from today, with what has changed meanwhile.

    ``cells``: texts of the columns to change, may be empty; ``reported_on`` becomes today.  Raises as
    ``report_vacancy``, and NotPossible("flat_not_announced").
    """
    must_be_association(actor)
    row = own_open(connection, actor, vacancy_id, version)
    if row["state"] != "announced":
        raise NotPossible("flat_not_announced")
    day = today(connection)
    values = read_changed(connection, row, cells, reported_on=day).values(0)
    values[NONE_REASON] = reason_of(cells, values, row)
    asked = unusual(connection, actor, values, confirmed)
    change(connection, actor, VACANCY, row, {**values, "state": "vacant", "entered_on": day})
    keep_confirmed(connection, actor, vacancy_id, asked)
    note(connection, actor, "put_at_disposal", vacancy_id, {})
    post(connection, actor, vacancy_id)
    tell(connection, actor, "vacancy_reported", vacancy_id)


def set_answer_by(
    connection: Connection,
    actor: Actor,
    vacancy_id: str,
    answer_by: date | None,
    confirmed: Mapping[str, str] | None = None,
    version: int | None = None,
) -> None:
    """Give the municipality until ``answer_by`` (None: no end), never less time than it had.

    A flat that had lapsed is at disposal again.  Raises as ``report_vacancy``.
    """
    text = "" if answer_by is None else answer_by.isoformat()
    row = own_open(connection, actor, vacancy_id, version)
    must_be_association(actor)
    cells = {"vacancy_id": vacancy_id, "answer_by": text}
    if _change(connection, actor, row, cells, confirmed or {}, None):
        tell(connection, actor, "vacancy_changed", vacancy_id)


def warnings_of_cells(connection: Connection, actor: Actor, cells: Mapping[str, str]) -> list[SoftWarning]:
    """What is unusual about a flat as texts (a new one, or a stored one named by ``vacancy_id``), and not
    confirmed about it before; nothing is kept.  Raises Refused and NotFound as ``report_vacancy`` does."""
    must_be_association(actor)
    vacancy_id = str(cells.get("vacancy_id", ""))
    try:
        if vacancy_id:
            row = flats.get_vacancy(connection, actor, vacancy_id)
            unusual(connection, actor, read_changed(connection, row, cells).values(0), {}, row)
        else:
            unusual(connection, actor, read_new(connection, actor, cells).values(0), {})
    except Unconfirmed as unconfirmed:
        return list(unconfirmed.warnings)
    return []


def _report(
    connection: Connection,
    actor: Actor,
    cells: Mapping[str, str],
    confirmed: Mapping[str, str],
    announced: bool,
    reference: str | None,
) -> str:
    organisation, word = str(actor.organisation_id), composed(reference or "")
    read = read_new(connection, actor, cells, check_reference(connection, organisation, "", word))
    values = read.values(0)
    asked = unusual(connection, actor, values, confirmed)
    state = "announced" if announced else "vacant"
    vacancy_id = flats.enter(connection, actor, read, state, reason_of(cells, values, None))
    keep_reference(connection, organisation, vacancy_id, word)
    keep_confirmed(connection, actor, vacancy_id, asked)
    return vacancy_id


def _change(
    connection: Connection,
    actor: Actor,
    row: Row,
    cells: Mapping[str, str],
    confirmed: Mapping[str, str],
    reference: str | None,
) -> bool:
    """Whether anything of the flat changed."""
    vacancy_id, organisation = str(row["vacancy_id"]), str(row["organisation_id"])
    word = None if reference is None else composed(reference)
    faults = check_reference(connection, organisation, vacancy_id, word or "")
    values = read_changed(connection, row, cells, faults).values(0)
    values[NONE_REASON] = reason_of(cells, values, row)
    values |= back_in_time(row, values, today(connection))
    counted_by = flats.COUNTED_BY.intersection(changed_columns(VACANCY, row, values))
    if counted_by and flats.is_held(connection, vacancy_id):
        raise NotPossible("flat_held")
    keep_confirmed(connection, actor, vacancy_id, unusual(connection, actor, values, confirmed, row))
    if word is not None:
        keep_reference(connection, organisation, vacancy_id, word)
    columns = change(connection, actor, VACANCY, row, values)
    if columns:
        note(connection, actor, "change", vacancy_id, {"columns": columns})
        post(connection, actor, vacancy_id)
    return bool(columns)
