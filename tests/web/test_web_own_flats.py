"""An association's pages of its own flats: report, follow, change, withdraw, upload; nothing of others."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from filled_office import FAMILY, Office
from pages import Reader, pages_of, reader
from sqlalchemy import insert, select, update
from werkzeug.test import TestResponse

from data.store import schema
from data.store.base import now
from data.store.engine import Store
from data.store.settings import TODAY, set_setting

DAY = "2026-11-23"
FLAT = {
    "address": "Birkevej 4", "postcode": "8000", "department_id": "12", "kind": "family", "rooms": "2",
    "size_m2": "60", "rent": "4.500", "available_from": "15-12-2026", "answer_by": "14-12-2026",
    "when": "now", "route": "quarter", "reference": "S-17",
}  # fmt: skip


@pytest.fixture
def ours(store: Store, as_role: Callable[..., Reader]) -> Reader:
    """A person of an association, before anything was reported, on a Monday."""
    with store.writing() as connection:
        set_setting(connection, TODAY, DAY)
    return as_role("association")


def said(answer: TestResponse) -> str:
    """What the page says, without its frame."""
    main = answer.text.split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def report(person: Reader, **fields: str) -> str:
    """Report a flat and return its id; what is unusual is ticked."""
    answer = person.post("/association/flats/new", {**FLAT, **fields})
    if answer.status_code == 422:
        ticks = dict(re.findall(r'name="(confirm-\w+)" value="([^"]*)"', answer.text))
        assert ticks, said(answer)
        answer = person.post("/association/flats/new", {**FLAT, **fields, **ticks})
    assert answer.status_code == 303, said(answer)
    return answer.headers["Location"].rpartition("/")[2]


def states(store: Store) -> dict[str, str]:
    """The state of every flat."""
    v = schema.vacancies.c
    with store.reading() as connection:
        return {row.vacancy_id: row.state for row in connection.execute(select(v.vacancy_id, v.state))}


def test_a_vacancy_is_reported_and_followed(ours: Reader) -> None:
    flat = report(ours)
    page = said(ours.get(f"/association/flats/{flat}"))
    assert "jeres nummer S-17" in page and "4.500 kr." in page
    assert "Boliganvisningen skal svare senest den 14-12-2026" in page
    for address in ("/", "/association/flats"):
        listed = said(ours.get(address))
        assert flat in listed and "hos boliganvisningen" in listed and "14-12-2026" in listed
    csv = ours.get("/association/flats?format=csv").data.decode("utf-8-sig").splitlines()
    assert len(csv) == 2 and "S-17" in csv[1] and "15-12-2026" in csv[1]
    assert flat not in said(ours.get("/association/flats?q=Askevej"))
    assert flat in said(ours.get("/association/flats?q=s-17 birke"))
    assert flat not in said(ours.get("/association/flats?show=closed"))


def test_faults_stand_at_their_fields_and_nothing_is_kept(ours: Reader, store: Store) -> None:
    wrong = {"rent": "meget", "available_from": "31-02-2027"}
    answer = ours.post("/association/flats/new", {**FLAT, **wrong})
    assert answer.status_code == 422
    for name in ("rent", "available_from"):
        assert f'href="#field-{name}"' in answer.text
    answer = ours.post("/association/flats/new", {**FLAT, "answer_by": "01-11-2026", "reference": "V0001"})
    assert answer.status_code == 422
    for name in ("answer_by", "reference"):
        assert f'href="#field-{name}"' in answer.text
    answer = ours.post("/association/flats/new", {**FLAT, "when": ""})
    assert answer.status_code == 422 and 'href="#field-when"' in answer.text
    assert states(store) == {}


def test_what_is_unusual_is_ticked_one_by_one_and_shown_to_the_office(
    ours: Reader, as_role: Callable[..., Reader]
) -> None:
    strange = {"rent": "15000", "rooms": "8"}
    answer = ours.post("/association/flats/new", {**FLAT, **strange})
    ticks = dict(re.findall(r'name="(confirm-\w+)" value="([^"]*)"', answer.text))
    assert answer.status_code == 422 and set(ticks) == {"confirm-rent_far", "confirm-size_rooms"}
    one = {"confirm-rent_far": ticks["confirm-rent_far"]}
    assert ours.post("/association/flats/new", {**FLAT, **strange, **one}).status_code == 422
    flat = report(ours, **strange)
    for page in (ours.get(f"/association/flats/{flat}"), as_role("office").get(f"/vacancies/{flat}")):
        assert "Usædvanlig husleje: 15000 / 60" in said(page)


def test_an_earlier_vacancy_fills_the_form(ours: Reader) -> None:
    flat = report(ours, floor="3")
    for like in ("birkevej  4", flat, "S-17"):
        page = ours.get(f"/association/flats/new?like={quote(like)}").text
        assert f"Udfyldt som bolig {flat}" in page
        assert 'name="floor" autocomplete="off" inputmode="numeric" value="3"' in page
        assert 'name="available_from" autocomplete="off" inputmode="numeric" value=""' in page
    assert "ikke meldt den bolig før" in ours.get("/association/flats/new?like=Nygade 1").text


def test_an_announced_flat_is_put_at_disposal(
    ours: Reader, store: Store, as_role: Callable[..., Reader]
) -> None:
    flat = report(ours, when="later", available_from="01-12-2026")
    assert states(store) == {flat: "announced"}
    assert "Stil boligen til rådighed" in said(ours.get("/"))
    office = as_role("office")
    assert flat in said(office.get("/vacancies?show=announced"))
    assert flat not in said(office.get("/vacancies?show=vacant"))
    page = ours.get(f"/association/flats/{flat}/dispose")
    version = re.search(r'name="version" value="(\d+)"', page.text)
    assert version is not None
    sent = {**FLAT, "available_from": "01-12-2026", "rent": "4600", "version": version[1]}
    assert ours.post(f"/association/flats/{flat}/dispose", sent).status_code == 303
    assert states(store) == {flat: "vacant"}
    assert ours.get(f"/association/flats/{flat}/dispose").status_code == 409
    page = said(ours.get(f"/association/flats/{flat}"))
    assert "Stillet til rådighed" in page and "4.600 kr." in page


def test_a_change_is_kept_shown_and_refused_when_stale(ours: Reader) -> None:
    flat = report(ours)
    changed = {**FLAT, "rent": "4.650", "route": "internal_transfer"}
    assert ours.post(f"/association/flats/{flat}/edit", {**changed, "version": "1"}).status_code == 303
    page = said(ours.get(f"/association/flats/{flat}"))
    assert "Husleje: 4500 → 4650" in page and "Ikke til anvisning: intern oprykning" in page
    stale = ours.post(f"/association/flats/{flat}/edit", {**FLAT, "rent": "4.700", "version": "1"})
    assert stale.status_code == 409 and "4650" in said(stale)
    sooner = ours.post(
        f"/association/flats/{flat}/edit", {**changed, "answer_by": "10-12-2026", "version": "2"}
    )
    assert sooner.status_code == 422 and "svarfristen kan ikke rykkes frem" in said(sooner).lower()


def test_flats_are_withdrawn_together_or_not_at_all(ours: Reader, store: Store) -> None:
    flats = [report(ours, address=f"Vej {n}", reference="") for n in range(3)]
    with store.writing() as connection:
        v = schema.vacancies
        connection.execute(update(v).where(v.c.vacancy_id == flats[2]).values(state="let"))
    assert f'value="{flats[1]}" checked' in ours.get(f"/association/withdraw?id={flats[1]}").text
    for sent, field in (
        ({"id": flats[:2]}, "reason"),
        ({"reason": "renovation"}, "id"),
        ({"id": flats[:2], "reason": "other"}, "words"),
        ({"id": flats, "reason": "renovation"}, "id"),
    ):
        answer = ours.post("/association/withdraw", sent)
        assert answer.status_code == 422 and f'id="fault-{field}"' in answer.text
    assert set(states(store).values()) == {"vacant", "let"}
    sent = {"id": flats[:2], "reason": "other", "words": "Vandskade i opgangen"}
    assert ours.post("/association/withdraw", sent).status_code == 303
    assert [states(store)[flat] for flat in flats] == ["withdrawn", "withdrawn", "let"]
    assert "Vandskade i opgangen" in said(ours.get(f"/association/flats/{flats[0]}"))


def test_the_day_a_flat_given_back_was_let(
    ours: Reader, store: Store, as_role: Callable[..., Reader]
) -> None:
    flat = report(ours)
    closing = {"state": "given_back", "version": "1"}
    assert as_role("office").post(f"/vacancies/{flat}/close", closing).status_code == 303
    assert "Oplys, hvornår boligen er lejet ud" in said(ours.get("/"))
    for day in ("", "2026-11-22", "2026-11-24"):
        answer = ours.post(f"/association/flats/{flat}/relet", {"relet-day": day, "version": "2"})
        assert answer.status_code == 422 and 'id="fault-relet-day"' in answer.text
    sent = {"relet-day": "2026-11-23", "version": "2"}
    assert ours.post(f"/association/flats/{flat}/relet", sent).status_code == 303
    assert "Intet venter på jer i dag" in said(ours.get("/"))
    assert "lejet ud til anden side fra den 23-11-2026" in said(ours.get(f"/association/flats/{flat}"))


def upload(person: Reader, text: str, when: str = "now") -> TestResponse:
    """Put a file up."""
    file = (io.BytesIO(text.encode()), "boliger.csv")
    return person.post(
        "/association/upload", {"when": when, "file": file}, content_type="multipart/form-data"
    )


def test_a_file_is_shown_row_by_row_and_taken_in(ours: Reader, store: Store) -> None:
    head = "Bolig-id;Boligtype;Husleje;Areal;Værelser;Ledig fra;Adresse\r\n"
    rows = ("A-1;familiebolig;4000;55;2;20-12-2026;Askevej 1", "A-2;villa;4000;55;2;20-12-2026;Askevej 2",
            "A-3;familiebolig;40000;55;2;20-12-2026;Askevej 3")  # fmt: skip
    where = upload(ours, head + "\r\n".join(rows)).headers["Location"]
    page = ours.get(where)
    assert "Række 3 A-2 · Boligtype" in said(page) and "Usædvanlig husleje" in said(page)
    digest = re.search(r'name="digest" value="(\w+)"', page.text)
    assert digest is not None
    sent = {"digest": digest[1]}
    refused = ours.post(f"{where}/confirm", sent)
    assert refused.status_code == 422 and 'id="fault-confirm-rent_far"' in refused.text
    assert states(store) == {}
    assert ours.post(f"{where}/confirm", {**sent, "confirm-rent_far": "yes"}).status_code == 303
    assert states(store) == {"V0001": "vacant", "V0002": "vacant"}
    done = ours.get(where)
    assert "Filen er indlæst" in said(done) and "/association/flats/V0002" in done.text
    again = said(ours.get(upload(ours, head + rows[0]).headers["Location"]))
    assert "Filen ændrer intet" in again
    assert upload(ours, "Husleje\n1").status_code == 303
    assert ours.post("/association/upload", {"when": "now"}).status_code == 422


def test_a_file_that_means_something_else_by_now_is_shown_again(ours: Reader) -> None:
    flat = report(ours)
    head = "Bolig-id;Boligtype;Husleje;Areal;Værelser;Ledig fra\r\n"
    where = upload(ours, head + "S-17;familiebolig;4700;60;2;15-12-2026").headers["Location"]
    digest = re.search(r'name="digest" value="(\w+)"', ours.get(where).text)
    assert digest is not None
    assert (
        ours.post(f"/association/flats/{flat}/edit", {**FLAT, "rent": "4600", "version": "1"}).status_code
        == 303
    )
    answer = ours.post(f"{where}/confirm", {"digest": digest[1]})
    page = said(ours.get(answer.headers["Location"]))
    assert "Noget er ændret imens" in page and "4600 4700" in page
    assert ours.post(f"{where}/discard").status_code == 303
    assert "smidt væk" in said(ours.get(where))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_pages_are_whole_in_both_languages(ours: Reader, lang: str) -> None:
    flat = report(ours)
    own = "/association/flats"
    addresses = ("/", own, f"{own}/new", f"{own}/{flat}", f"{own}/{flat}/edit", "/association/withdraw",
                 "/association/upload")  # fmt: skip
    for address in addresses:
        answer = ours.get(f"{address}?lang={lang}")
        assert answer.status_code == 200 and f'<html lang="{lang}"' in answer.text
    for form in ("csv", "xlsx"):
        assert ours.get(f"/association/upload/template.{form}?lang={lang}").status_code == 200


def test_nothing_tells_of_a_proposal_or_of_whom_before_release(
    office: Office, fresh: Callable[[], Store]
) -> None:
    """Proposed, a flat looks as it did; offered, it says so, and no name, id or reason stands anywhere."""
    store = fresh()
    flat, citizen = office.vacancies["association"][0], office.citizens["association"][0]
    person = reader(pages_of(store), "association", office.associations[0])
    pages = (f"/association/flats/{quote(flat)}", "/association/flats?show=all", "/", "/association/withdraw")
    o = schema.offers
    offer_id = office.offers["association"][0]
    texts = []
    for values in ({"state": "withdrawn", "live": False}, {"state": "proposed", "live": True}):
        with store.writing() as connection:
            connection.execute(update(o).where(o.c.offer_id == offer_id).values(**values, offered_on=None))
        texts.append([said(person.get(page)) for page in pages])
    assert texts[0] == texts[1]
    with store.writing() as connection:
        offered = {"state": "offered", "live": True, "offered_on": now().date()}
        connection.execute(update(o).where(o.c.offer_id == offer_id).values(**offered))
    for page in (*pages, "/association/flats?format=csv&show=all"):
        answer = person.get(page)
        assert answer.status_code == 200
        assert FAMILY not in answer.text and citizen not in answer.text
    assert "anvist, svar afventes" in said(person.get(pages[0]))


def test_the_history_tells_what_happened_to_the_flat_and_no_decision_about_it(
    office: Office, fresh: Callable[[], Store]
) -> None:
    """The record has the run's decisions about the flat; the association reads none of them."""
    store = fresh()
    flat = office.vacancies["association"][0]
    with store.writing() as connection:
        r = schema.record
        last = connection.execute(select(r).order_by(r.c.number.desc()).limit(1)).mappings().one()
        for n, action in enumerate(("reject", "park", "undo"), 1):
            row = {**last, "number": last["number"] + n, "action": action, "subject_kind": "vacancy",
                   "subject": flat, "details": '{"reason": "hemmelig grund"}'}  # fmt: skip
            connection.execute(insert(r).values(row))
    person = reader(pages_of(store), "association", office.associations[0])
    page = said(person.get(f"/association/flats/{quote(flat)}"))
    assert "Historik" in page and "hemmelig grund" not in page
    assert page.count(" kl. ") == 1  # that it came with an import, and nothing else
