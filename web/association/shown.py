"""An association's vacancies in words: state, who must act and by when, and the columns of their list."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from data.overview.own_flats import OwnFlat
from data.store.rows import Row
from web.i18n import day, t, tn
from web.lists import Column
from web.present import Tag, capital, label

#: What a flat's state looks like: pictogram and tone.
_LOOKS = {
    "announced": ("calendar-month", "plain"),
    "reported": ("hourglass", "info"),
    "outside": ("minus", "neutral"),
    "offered": ("email", "info"),
    "viewing": ("visibility", "info"),
    "accepted": ("check", "success"),
    "contract": ("document", "success"),
    "objected": ("feedback", "warning"),
    "moved_in": ("home", "success"),
    "let": ("home", "success"),
    "given_back": ("reply", "neutral"),
    "lapsed": ("time", "neutral"),
    "withdrawn": ("close", "neutral"),
}
#: The filters of the list: which states each shows; None for all.
FILTERS: dict[str, frozenset[str] | None] = {
    "open": frozenset(
        ("announced", "reported", "outside", "offered", "viewing", "accepted", "contract", "objected")
    ),
    "ours": None,
    "nominated": frozenset(("offered", "viewing", "accepted", "contract", "objected")),
    "announced": frozenset(("announced",)),
    "closed": frozenset(("let", "moved_in", "given_back", "lapsed", "withdrawn")),
    "all": None,
}


def state_tag(flat: OwnFlat) -> Tag:
    """Where a flat stands; the title says what it means."""
    icon, tone = _LOOKS.get(flat.stands, ("info", "plain"))
    return Tag(t(f"own.{flat.stands}"), icon, tone, t(f"own.means.{flat.stands}"))


def acts(flat: OwnFlat) -> str | None:
    """Who must act, in words; None where no one must."""
    return t(f"own.acts.{flat.acts}") if flat.acts else None


def asked(flat: OwnFlat) -> Tag | None:
    """What the association itself must do about a flat, None when nothing."""
    if not flat.todo:
        return None
    words = [todo_text(code, flat) for code in flat.todo]
    return Tag(" · ".join(words), "flag", "warning")


def address(flat: OwnFlat) -> str:
    """The flat's address on one line, or that it is not stated."""
    place = ", ".join(str(flat.row[name]) for name in ("address", "postcode") if flat.row[name])
    return place or t("flats.no_address")


def link(vacancy_id: str) -> str:
    """The page of a flat."""
    return url_for("own_flat.page", vacancy_id=vacancy_id)


def size(flat: OwnFlat) -> str:
    """Rooms and m² in a few words."""
    return t("own.size_text", rooms=_plain(flat.row["rooms"]), size=_plain(flat.row["size_m2"]))


def _plain(number: float) -> str:
    return f"{number:g}"


def columns(*, todo: bool) -> Sequence[Column[OwnFlat]]:
    """The columns of the list; with ``todo`` what the association must do stands beside the state."""
    asks: tuple[Column[OwnFlat], ...] = (
        Column("todo", "own.todo", lambda r: text.text if (text := asked(r)) else None, tag=asked, wide=True),
    )
    return (
        Column("flat", "own.flat", lambda r: r.vacancy_id, "id", link=lambda r: link(r.vacancy_id),
               note=lambda r: r.reference or None),
        Column("stands", "own.stands", lambda r: t(f"own.{r.stands}"), tag=state_tag),
        *(asks if todo else ()),
        Column("acts", "own.acts", acts),
        Column("deadline", "own.deadline", lambda r: r.deadline, "date"),
        Column("address", "own.address", address, wide=True,
               note=lambda r: capital(label("KINDS", r.row["kind"])) + ", " + size(r)),
        Column("department", "own.department", lambda r: r.row["department_id"]),
        Column("rent", "own.rent", lambda r: r.row["rent"], "kr"),
        Column("available", "own.available", lambda r: r.row["available_from"], "date"),
        Column("reported", "own.reported_on", lambda r: r.row["reported_on"], "date", only_file=True),
        Column("answer_by", "own.answer_by", lambda r: r.row["answer_by"], "date", only_file=True),
        Column("closed", "own.closed_on", lambda r: r.row["closed_on"], "date", only_file=True),
        Column("reference", "own.reference", lambda r: r.reference, only_file=True),
    )  # fmt: skip


def next_line(flat: OwnFlat) -> str:
    """What happens next with a flat, in a sentence."""
    if flat.stands == "given_back" and flat.row["relet_on"] is not None:
        return t("own.next.relet", day=day(flat.row["relet_on"]))
    if flat.deadline is not None:
        return t(f"own.next.{flat.stands}.by", day=day(flat.deadline))
    return t(f"own.next.{flat.stands}")


def event(row: Row) -> str:
    """An event of the ledger about one flat, in words."""
    said = t(f"own.event.{row['kind']}")
    if row["counts"] is None:
        return said
    if not row["counts"]:
        return f"{said}: {t('own.event.not_counted')}"
    turn = t(f"own.event.{row['turn']}") if row["turn"] else ""
    return ", ".join(filter(None, (f"{said}: {t('own.event.counted')}", turn)))


def todo_text(code: str, flat: OwnFlat) -> str:
    """What must be done, in a few words."""
    return tn("own.todo.read", flat.unread) if code == "read" else t(f"own.todo.{code}")
