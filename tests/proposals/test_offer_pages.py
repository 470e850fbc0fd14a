"""An offer led on its pages: next steps, checklist, refusal and next candidate, moving in, step back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from deciding_office import Office
from finished_week import DAY, set_day

from data.store.schema import checklist, citizens, offers, record, standing, vacancies

DEADLINE = (DAY + timedelta(days=5)).isoformat()


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def drafted(office: Office, match: dict[str, str] | None = None) -> str:
    """An offer in state proposed, made by accepting; its id."""
    match = match or office.match()
    ticks = {f"tick-{match['citizen_id']}": match["warnings"].split()}
    answer = office.worker.post(office.flat(match["vacancy_id"]), {"action": "accept", **ticks})
    assert answer.status_code == 303
    return str(office.all_of(offers)[-1]["offer_id"])


def version(office: Office, offer_id: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', office.read(f"/offers/{offer_id}"))
    assert found
    return found[1]


def step(office: Office, offer_id: str, to: str, **fields: Any) -> Any:
    data = {"to": to, "version": version(office, offer_id)}
    data |= {f"{to}-{name}": value for name, value in fields.items()}
    return office.worker.post(f"/offers/{offer_id}/step", data)


def settle(office: Office, offer_id: str, item: str, state: str = "done") -> Any:
    data = {"state": state, "shown": "open", "owner": "Bo"}
    return office.worker.post(f"/offers/{offer_id}/checklist/{item}", data)


def state_of(office: Office, offer_id: str) -> str:
    return next(str(row["state"]) for row in office.all_of(offers) if row["offer_id"] == offer_id)


def test_the_whole_way_to_a_home_closes_all_else(office: Office) -> None:
    match = office.match()
    offer_id = drafted(office, match)
    assert step(office, offer_id, "offered").status_code == 422  # no day to answer by
    assert step(office, offer_id, "offered", deadline=DEADLINE).status_code == 303
    assert step(office, offer_id, "viewing", on=DAY.isoformat()).status_code == 303
    assert step(office, offer_id, "accepted").status_code == 303
    early = step(office, offer_id, "contract", on=DAY.isoformat())
    assert early.status_code == 422
    assert "Indskuddet skal være på plads" in plain(early.text)
    assert settle(office, offer_id, "deposit_loan").status_code == 303
    assert step(office, offer_id, "contract", on=DAY.isoformat()).status_code == 303
    assert step(office, offer_id, "moved_in", on=DAY.isoformat()).status_code == 303
    page = plain(office.read(f"/offers/{offer_id}"))
    assert "Borgeren er boligsat" in page
    [person] = [c for c in office.all_of(citizens) if c["citizen_id"] == match["citizen_id"]]
    [flat] = [v for v in office.all_of(vacancies) if v["vacancy_id"] == match["vacancy_id"]]
    assert (person["state"], flat["state"]) == ("housed", "let")
    history = page[page.index("Historik") :]
    states = ["Indflyttet", "Lejekontrakt", "Accepteret", "Fremvisning", "Tilbudt", "Udkast"]
    at = [history.index(state) for state in states]
    assert at == sorted(at)  # newest first


def test_a_refusal_frees_the_flat_and_shows_who_is_next(office: Office) -> None:
    flats = [row["vacancy_id"] for row in office.table("proposals") if row["rank"] == "2"]
    match = next(row for row in office.table("matches") if row["vacancy_id"] in flats)
    offer_id = drafted(office, match)
    step(office, offer_id, "offered", deadline=DEADLINE)
    assert step(office, offer_id, "refused").status_code == 422
    assert step(office, offer_id, "refused", reason_code="citizen_rent").status_code == 303
    [pair] = office.all_of(standing)
    assert (pair["citizen_id"], pair["vacancy_id"], pair["action"]) == (
        match["citizen_id"],
        match["vacancy_id"],
        "forbid",
    )
    page = office.read(f"/offers/{offer_id}")
    listed = [row for row in office.table("proposals") if row["vacancy_id"] == match["vacancy_id"]]
    following = next(row for row in listed if row["rank"] == "2")
    assert f"Vælg {following['citizen_id']} til boligen" in plain(page)
    assert f"Koster {following['lost_points']} point" in plain(page) or following["lost_points"] in ("", "0")
    link = re.search(r'href="([^"]+choose=[^"]+)"', page)
    assert link
    chosen = office.read(unescape(link[1]).partition("#")[0])
    radio = re.search(rf'<input[^>]*value="{following["citizen_id"]}"[^>]*>', chosen)
    assert radio
    assert "checked" in radio[0]
    assert 'value="accept"' not in chosen  # the one who said no is not proposed again
    form = {"action": "choose", "citizen": following["citizen_id"], "choose_code": "other"}
    form |= {
        "choose_reason": "Næste i rækken",
        f"tick-{following['citizen_id']}": following["warnings"].split(),
    }
    assert office.worker.post(office.flat(match["vacancy_id"]), form).status_code == 303
    assert office.all_of(offers)[-1]["citizen_id"] == following["citizen_id"]


def test_a_stale_step_says_what_has_changed(office: Office) -> None:
    offer_id = drafted(office)
    old = version(office, offer_id)
    assert step(office, offer_id, "offered", deadline=DEADLINE).status_code == 303
    late = office.worker.post(
        f"/offers/{offer_id}/step", {"to": "withdrawn", "version": old, "withdrawn-reason_code": "other"}
    )
    assert late.status_code == 409
    text = plain(late.text)
    assert "Status Udkast Tilbudt" in text
    assert f"Svarfrist – {date.fromisoformat(DEADLINE):%d-%m-%Y}" in text
    assert f"Tilbudt den – {DAY:%d-%m-%Y}" in text
    assert state_of(office, offer_id) == "offered"


def test_a_step_back_wants_a_reason_and_stays_in_the_history(office: Office) -> None:
    offer_id = drafted(office)
    step(office, offer_id, "offered", deadline=DEADLINE)
    address = f"/offers/{offer_id}/back"
    assert office.worker.post(address, {"version": version(office, offer_id)}).status_code == 422
    done = office.worker.post(
        address, {"version": version(office, offer_id), "back-reason": "Sendt for tidligt"}
    )
    assert done.status_code == 303
    assert state_of(office, offer_id) == "proposed"
    page = plain(office.read(f"/offers/{offer_id}"))
    assert "Et skridt tilbage til: Udkast" in page
    assert "Sendt for tidligt" in page


def test_more_time_is_given_and_late_offers_stand_out(office: Office) -> None:
    offer_id = drafted(office)
    step(office, offer_id, "offered", deadline=DEADLINE)
    set_day(office.store, 6)
    listed = plain(office.read("/offers?show=overdue"))
    assert "overskredet" in listed
    page = office.read(f"/offers/{offer_id}")
    assert 'value="accepted"' not in page  # a late answer needs more time first
    assert 'value="expired"' in page
    later = (DAY + timedelta(days=9)).isoformat()
    assert step(office, offer_id, "postpone", deadline=later).status_code == 303
    assert 'value="accepted"' in office.read(f"/offers/{offer_id}")
    assert "overskredet" not in plain(office.read("/offers?show=overdue"))


def test_an_item_says_who_owns_it_and_by_when(office: Office) -> None:
    offer_id = drafted(office)
    data = {"state": "open", "shown": "open", "owner": "Herberget", "due": DEADLINE}
    assert office.worker.post(f"/offers/{offer_id}/checklist/keys", data).status_code == 303
    assert settle(office, offer_id, "housing_support", "not_needed").status_code == 303
    found = {row["item"]: row for row in office.all_of(checklist)}
    assert (found["keys"]["owner"], found["keys"]["due_on"].isoformat()) == ("Herberget", DEADLINE)
    assert found["housing_support"]["state"] == "not_needed"
    stale = settle(office, offer_id, "housing_support", "done")
    assert stale.status_code == 409


def test_offers_are_their_own_shelters(office: Office) -> None:
    offer_id = drafted(office)
    [offer] = office.all_of(offers)
    [person] = [c for c in office.all_of(citizens) if c["citizen_id"] == offer["citizen_id"]]
    own = office.someone("shelter", person["shelter_id"])
    other = office.someone("shelter", "H1" if person["shelter_id"] == "H2" else "H2")
    assert own.get(f"/offers/{offer_id}").status_code == 404  # a draft is no one's but the office's
    step(office, offer_id, "offered", deadline=DEADLINE)
    assert own.get(f"/offers/{offer_id}").status_code == 200
    assert offer["citizen_id"] in own.get("/offers").text
    assert other.get(f"/offers/{offer_id}").status_code == 404
    assert offer["citizen_id"] not in other.get("/offers?show=all").text
    refused = {"to": "refused", "version": "2", "refused-reason_code": "citizen_size"}
    assert other.post(f"/offers/{offer_id}/step", refused).status_code == 404
    assert own.post(f"/offers/{offer_id}/step", refused).status_code == 303
    assert "Hvem er næste" not in own.get(f"/offers/{offer_id}").text


@pytest.mark.parametrize("role", ["analyst", "association", "administrator"])
def test_roles_without_a_task_see_no_offer(office: Office, role: str) -> None:
    offer_id = drafted(office)
    reader = office.someone(role)
    assert reader.get("/offers").status_code == 403
    assert reader.get(f"/offers/{offer_id}").status_code == 403


def test_the_name_is_shown_to_those_with_the_task_and_recorded(office: Office, names: dict[str, str]) -> None:
    offer_id = drafted(office)
    [offer] = office.all_of(offers)
    name = names[offer["citizen_id"]]
    before = len(office.all_of(record))
    assert name in office.read(f"/offers/{offer_id}")
    entries = office.all_of(record)[before:]
    assert [(e["action"], e["subject_kind"], e["subject"]) for e in entries] == [
        ("view", "citizen", offer["citizen_id"])
    ]
    assert name not in office.someone("auditor").get(f"/offers/{offer_id}").text
    assert name not in office.read("/offers?show=all")
    assert not any(name in str(entry) for entry in office.all_of(record))
