"""Letters on the pages: printable, in the language asked for, and about no one else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from deciding_office import Office
from finished_week import DAY, OFFICE, rows

from data.store import choices
from data.store import offers as offering
from data.store.schema import record


def offered(office: Office) -> dict[str, Any]:
    """An offer the citizen has been sent."""
    match = office.match()
    with office.store.writing() as connection:
        offer_id = choices.accept(
            connection, OFFICE, office.run_id, match["vacancy_id"], warnings_ticked=match["warnings"].split()
        )
        deadline = DAY + timedelta(days=5)
        offering.take_step(connection, OFFICE, offer_id, "offered", deadline=deadline, version=1)
        return dict(offering.get_offer(connection, OFFICE, offer_id))


def letter(page: str) -> str:
    """The letter itself, without the frame of the page."""
    return page.partition("<article")[2].partition("</article>")[0]


def others_in(text: str, office: Office, names: dict[str, str], citizen_id: str) -> list[str]:
    """Names and numbers of other citizens in a text."""
    other = [row["citizen_id"] for row in rows(office.town.files["citizens.csv"])]
    other.remove(citizen_id)
    return [word for id in other for word in (id, names[id]) if word in text]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_letters_are_to_one_person_and_name_no_one_else(
    office: Office, names: dict[str, str], lang: str
) -> None:
    offer = offered(office)
    text = letter(office.read(f"/offers/{offer['offer_id']}/letters/offer?in={lang}"))
    assert f'lang="{lang}"' in text
    assert names[offer["citizen_id"]] in text
    assert others_in(text, office, names, offer["citizen_id"]) == []
    with office.store.writing() as connection:
        offering.take_step(
            connection, OFFICE, offer["offer_id"], "refused", reason_code="citizen_rent", version=2
        )
    text = letter(office.read(f"/offers/{offer['offer_id']}/letters/refusal?in={lang}"))
    assert names[offer["citizen_id"]] in text
    assert others_in(text, office, names, offer["citizen_id"]) == []
    for row in office.table("unmatched"):
        address = f"/citizens/{row['citizen_id']}/letters/not_yet?run={office.run_id}&in={lang}"
        text = letter(office.read(address))
        assert names[row["citizen_id"]] in text
        assert others_in(text, office, names, row["citizen_id"]) == []


def test_a_letter_is_recorded_and_only_the_office_writes_it(office: Office, names: dict[str, str]) -> None:
    offer = offered(office)
    address = f"/offers/{offer['offer_id']}/letters/offer"
    for role in ("auditor", "analyst", "association", "administrator"):
        assert office.someone(role).get(address).status_code == 403
    office.read(address)
    last = office.all_of(record)[-1]
    assert (last["action"], last["subject"]) == ("letter", offer["citizen_id"])
    assert names[offer["citizen_id"]] not in str(last)


def test_a_letter_that_does_not_belong_is_refused_in_words(office: Office) -> None:
    offer = offered(office)
    assert office.worker.get(f"/offers/{offer['offer_id']}/letters/refusal").status_code == 409
    assert office.worker.get(f"/offers/{offer['offer_id']}/letters/love").status_code == 404
    matched = offer["citizen_id"]
    assert office.worker.get(f"/citizens/{matched}/letters/not_yet?run={office.run_id}").status_code == 404
