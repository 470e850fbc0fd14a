"""What the administrator writes about the office is what a citizen reads at the end of a letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pages import Reader
from sqlalchemy import func, select

from data.letters.common import office_name, whom_to_call
from data.store.engine import Store
from data.store.schema import record

GIVEN = {"office_name": "Bolig & Støtte", "office_phone": "12 34 56 78", "office_email": "bolig@kommune.dk"}
OF_SETTINGS = record.c.subject_kind == "setting"


@pytest.fixture
def administrator(as_role: Callable[..., Reader]) -> Reader:
    return as_role("administrator")


def contact(store: Store, lang: str = "da") -> str:
    with store.reading() as connection:
        return " ".join(whom_to_call(connection, "-", lang).paragraphs)


def entries(store: Store) -> list[str]:
    with store.reading() as connection:
        wanted = select(record.c.details).where(OF_SETTINGS).order_by(record.c.number)
        return list(connection.execute(wanted).scalars())


def test_what_is_set_stands_in_the_letter_and_blank_takes_it_away(
    administrator: Reader, store: Store
) -> None:
    assert 'href="/office"' in administrator.get("/users").text
    usual = contact(store)
    assert administrator.post("/office", GIVEN).status_code == 303
    for lang in ("da", "en"):
        assert all(text in contact(store, lang) for text in GIVEN.values())
    with store.reading() as connection:
        assert office_name(connection, "da") == GIVEN["office_name"]
    form = administrator.get("/office").text
    assert 'value="12 34 56 78"' in form
    assert administrator.post("/office", dict.fromkeys(GIVEN, " ")).status_code == 303
    assert contact(store) == usual


def test_a_change_is_recorded_once_by_what_was_changed(administrator: Reader, store: Store) -> None:
    administrator.post("/office", GIVEN)
    administrator.post("/office", GIVEN)  # nothing new
    administrator.post("/office", {**GIVEN, "office_phone": "87 65 43 21"})
    first, second = entries(store)
    assert all(key in first for key in GIVEN)
    assert [key for key in GIVEN if key in second] == ["office_phone"]
    assert not any(text in first + second for text in GIVEN.values())
    with store.reading() as connection:
        number = connection.execute(select(func.max(record.c.number)).where(OF_SETTINGS)).scalar_one()
    assert "kontorets oplysninger" in administrator.get("/record").text
    page = administrator.get(f"/record/{number}").text
    assert "telefon" in page
    assert "office_phone" not in page


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("office_phone", "ring til os"),
        ("office_phone", "+"),
        ("office_email", "bolig"),
        ("office_email", "bolig@kommune"),
        ("office_email", "a b@kommune.dk"),
        ("office_name", "x" * 201),
    ],
)
def test_what_no_citizen_could_use_is_refused_at_its_field(
    administrator: Reader, store: Store, field: str, wrong: str
) -> None:
    usual = contact(store)
    answer = administrator.post("/office", {**GIVEN, field: wrong})
    assert answer.status_code == 422
    assert f'id="fault-{field}"' in answer.text
    assert contact(store) == usual
    assert entries(store) == []
