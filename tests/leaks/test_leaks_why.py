"""Why a nomination came to nothing is between the citizen and the municipality: it shows nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from filled_office import DAY, OFFICE
from marked_office import LANDLORD, MarkedOffice
from pages import pages_of, reader
from sqlalchemy import func, select, update
from walking import Answer, same, walk

from data.notices.message import Letter, message
from data.notices.server import MailServer
from data.store import offers, schema
from data.store.base import now
from data.store.engine import Store
from data.store.expiry import expire
from data.store.schema_landlord import outbox
from data.store.settings import TODAY, set_setting

#: The ways a nomination comes to nothing while the flat stays vacant: the state, and the reason as kept.
ENDS = {
    "too dear": ("refused", "citizen_rent"),
    "the wrong place": ("refused", "citizen_location"),
    "situation changed": ("withdrawn", "citizen_changed"),
    "not reached": ("withdrawn", "not_reached"),
    "day passed": ("expired", ""),
}
SERVER = MailServer("mail.example", 25, "none", "husrum@mail.example", "https://husrum.example")


def ended(store: Store, office: MarkedOffice, how: str) -> None:
    """Bring the nomination of the landlord's first flat to nothing on the day after its day to answer."""
    state, why = ENDS[how]
    offer_id = office.offers["offered"]
    with store.writing() as connection:
        set_setting(connection, TODAY, (DAY + timedelta(days=1)).isoformat())
        others = schema.offers.c.offer_id != offer_id  # only this one's day has passed
        later = {"deadline": DAY + timedelta(days=9)}
        connection.execute(update(schema.offers).where(others).values(**later))
        if state != "expired":
            version = offers.get_offer(connection, OFFICE, offer_id)["version"]
            offers.take_step(
                connection, OFFICE, offer_id, state, reason_code=why, reason="nej", version=version
            )
    expire(store)
    with store.reading() as connection:
        found = connection.execute(select(schema.offers.c.state).where(schema.offers.c.offer_id == offer_id))
        assert found.scalar_one() == state


def told(store: Store, office: MarkedOffice, how: str) -> tuple[dict[str, Answer], list[str]]:
    """All the association and its program are shown afterwards, and the e-mails it is sent for it."""
    with store.reading() as connection:
        before = connection.execute(select(func.max(outbox.c.notice_id))).scalar_one()
    ended(store, office, how)
    app = pages_of(store)
    first = ["/", "/association/flats?show=all", "/association/nominations?show=all"]
    found = walk(reader(app, "association", LANDLORD).client, first)
    headers = {"Authorization": f"Bearer {office.token}"}
    paths = [f"/api/v1/{name}" for name in ("vacancies", "accounts", f"vacancies/{office.flats['offered']}")]
    with store.reading() as connection:
        rows = connection.execute(
            select(outbox.c.kind, outbox.c.path)
            .where(outbox.c.notice_id > before, outbox.c.reader == f"association-{LANDLORD}")
            .order_by(outbox.c.notice_id)
        ).all()
    letters = [
        Letter("<1@husrum>", "a@mail.example", lang, [tuple(row)], False)
        for row in rows
        for lang in ("da", "en")
    ]
    moment = now().replace(year=2026, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return {**found, **walk(app.test_client(), paths, headers)}, [
        str(message(letter, SERVER, moment)) for letter in letters
    ]


@pytest.mark.parametrize("how", [name for name in ENDS if name != "too dear"])
def test_however_a_nomination_came_to_nothing_it_shows_alike(
    copy: Callable[[], Store], office: MarkedOffice, how: str
) -> None:
    pages, letters = told(copy(), office, "too dear")
    others, other_letters = told(copy(), office, how)
    assert letters
    assert letters == other_letters
    assert pages.keys() == others.keys()
    assert len(pages) > 60
    for address, answer in pages.items():
        same(answer, others[address], address)
