"""The thread of a flat: whose it is, what is unread on each side, and that it is only added to."""

from __future__ import annotations

from random import Random

import pytest
from sqlalchemy.exc import DBAPIError
from two_sides import AUDITOR, LANDLORD, NAME, OFFICE, OTHER, SHELTER, TwoSides

from data.overview.landlord_tasks import landlord_tasks
from data.store.errors import NotFound, NotPossible
from data.store.schema import record, vacancies
from data.store.schema_landlord import messages
from data.store.threads import mark_read, messages_of, unread, write


def thread(sides: TwoSides, actor: object, flat: str = "V1") -> list[str]:
    """The words an actor reads in a thread, those that are new with a sign before them."""
    return [("*" if one.unread else "") + one.words for one in sides.ask(messages_of, actor, flat)]


def test_both_sides_read_the_same_and_know_what_is_new(sides: TwoSides) -> None:
    first = sides.do(write, LANDLORD, "V1", "  Nøglen ligger hos viceværten.\r\nRing først. ")
    sides.do(write, LANDLORD, "V1", "Og der er malet.")
    assert thread(sides, LANDLORD) == ["Nøglen ligger hos viceværten.\nRing først.", "Og der er malet."]
    assert thread(sides, OFFICE)[1] == "*Og der er malet."
    assert sides.ask(unread, OFFICE) == {"V1": 2}
    assert sides.ask(unread, LANDLORD) == {}
    [task] = sides.ask(landlord_tasks, sides.today())
    assert (task.what, task.subject, task.number, task.owner) == ("message", "V1", 2, None)
    sides.do(mark_read, OFFICE, "V1", first)
    assert sides.ask(unread, OFFICE) == {"V1": 1}
    sides.do(write, OFFICE, "V1", "Tak, vi kommer på torsdag.")  # whoever answers has read
    assert sides.ask(unread, OFFICE) == {}
    assert sides.ask(landlord_tasks, sides.today()) == []
    assert sides.ask(unread, LANDLORD) == {"V1": 1}
    assert [one.side for one in sides.ask(messages_of, LANDLORD, "V1")] == ["association"] * 2 + ["office"]
    assert thread(sides, AUDITOR) == thread(sides, LANDLORD)[:2] + ["Tak, vi kommer på torsdag."]


def test_a_thread_of_a_flat_under_offer_is_its_owners(here: TwoSides) -> None:
    here.nominate("offered")
    here.do(write, LANDLORD, "V1", "Hvornår kommer de?")
    assert [task.owner for task in here.ask(landlord_tasks, here.today())] == [OFFICE.user_id]


def test_it_is_the_flats_own_associations_alone(sides: TwoSides) -> None:
    sides.do(write, LANDLORD, "V1", "Til kontoret")
    for act in (lambda c: write(c, OTHER, "V1", "x"), lambda c: mark_read(c, OTHER, "V1", 1),
                lambda c: messages_of(c, OTHER, "V1")):  # fmt: skip
        with pytest.raises(NotFound):
            sides.do(act)
    assert sides.ask(unread, OTHER) == {}
    assert thread(sides, SHELTER) == []
    for actor in (AUDITOR, SHELTER):
        with pytest.raises(NotPossible, match="role_may_not"):
            sides.do(write, actor, "V1", "x")
        with pytest.raises(NotPossible, match="role_may_not"):
            sides.do(mark_read, actor, "V1", 1)
    own = sides.do(write, OTHER, "V2", "Om en anden bolig")
    sides.do(mark_read, OFFICE, "V1", own)  # a message of another thread
    assert sides.ask(unread, OFFICE) == {"V1": 1, "V2": 1}


def test_a_flat_that_changes_hands_takes_no_words_along(here: TwoSides) -> None:
    here.do(write, LANDLORD, "V1", "Kun os imellem")
    moved = vacancies.update().where(vacancies.c.vacancy_id == "V1").values(organisation_id="B2")
    here.do(lambda connection: connection.execute(moved))
    assert thread(here, OTHER) == [] and here.ask(unread, OTHER) == {} == here.ask(unread, OFFICE)


def test_words_that_are_refused(here: TwoSides) -> None:
    here.nominate("offered")
    for words, code in (("", "words_missing"), ("\n \n", "words_missing"), ("x" * 2001, "words_long"),
                        ("0101" + "80-1234 er cpr", "words_cpr"), (f"Vi sender {NAME}", "words_name"),
                        (f"se sag c1 {NAME.split()[0]}", "words_name")):  # fmt: skip
        with pytest.raises(NotPossible) as refused:
            here.do(write, OFFICE, "V1", words)
        assert (refused.value.code, refused.value.values["field"]) == (code, "words")
    assert here.rows(messages) == []
    here.do(write, LANDLORD, "V1", f"Er det {NAME}?")  # what they guess is not ours to keep from them


def test_nothing_of_it_is_changed_later_or_stands_in_the_record(sides: TwoSides) -> None:
    sides.do(write, LANDLORD, "V1", "zzz-ord")
    for change in (messages.update().values(words="andet"), messages.delete()):
        with pytest.raises(DBAPIError):
            sides.do(lambda connection, change=change: connection.execute(change))
    [entry] = [row for row in sides.rows(record) if row["purpose"] == "thread"]
    assert (entry["action"], entry["subject_kind"], entry["subject"]) == ("message", "vacancy", "V1")
    assert "zzz" not in str(sides.rows(record))


def test_unread_is_always_what_came_since_one_last_looked(here: TwoSides) -> None:
    """A plain list kept beside the store says the same after any sequence of writing and reading."""
    dice = Random(11)
    book: list[tuple[int, str]] = []
    read = {"office": 0, "association": 0}
    for _ in range(60):
        actor = dice.choice((OFFICE, LANDLORD))
        if dice.random() < 0.6 or not book:
            seen = dice.choice((None, dice.randrange(len(book) + 1)))
            shown = None if seen is None else ([0] + [number for number, _ in book])[seen]
            book.append((here.do(write, actor, "V1", "ord", seen=shown), actor.role))
            read[actor.role] = max(read[actor.role], len(book) if seen is None else seen)
        else:
            seen = dice.randrange(len(book))
            here.do(mark_read, actor, "V1", book[seen][0])
            read[actor.role] = max(read[actor.role], seen + 1)
        for reader in (OFFICE, LANDLORD):
            new = sum(side != reader.role for _, side in book[read[reader.role] :])
            assert here.ask(unread, reader).get("V1", 0) == new
