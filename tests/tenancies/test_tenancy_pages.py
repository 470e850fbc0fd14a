"""Both sides at their pages, without JavaScript: a nomination, an objection, a tenancy, a thread."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from itertools import product
from typing import Any

import pytest
from pages import Reader, pages_of, reader
from two_sides import EMAIL, LANDLORD, NAME, OFFICE, ON, PHONE, SECRETS, TwoSides

from data.store.nominations import LANDLORD_STEPS
from data.store.schema import record
from data.store.schema_landlord import messages, objections, tenancy_reports

FLAT = "/association/flats/V1"


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


class Table:
    """The people before their pages."""

    def __init__(self, sides: TwoSides) -> None:
        self.sides = sides
        app = pages_of(sides.store)
        self.landlord = reader(app, "association", "B1")
        self.other = reader(app, "association", "B2")
        self.office = reader(app, "office")
        self.shelter = reader(app, "shelter", "H1")
        self.auditor = reader(app, "auditor")

    def part(self, who: Reader, address: str = FLAT) -> str:
        answer = who.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return re.sub(r'(type="hidden"[^>]*value=")[^"]*', r"\1", answer.text)  # keys are drawn at random

    def send(self, who: Reader, address: str, status: int = 303, **fields: Any) -> str:
        """Send a form with the version a page of now would carry."""
        fields = {"version": self.sides.version() if self.sides.offer_id else 1, **fields}
        answer = who.post(address, {name.replace("__", "-"): value for name, value in fields.items()})
        assert answer.status_code == status, (address, answer.status_code, plain(answer.text)[-600:])
        return answer.text


@pytest.fixture
def table(here: TwoSides) -> Table:
    return Table(here)


def test_the_page_names_the_tenant_when_released_and_records_each_look(table: Table) -> None:
    table.sides.nominate("offered")
    before = table.part(table.landlord)
    assert not any(word in before for word in (NAME, PHONE, EMAIL, "C1", *SECRETS))
    assert "I får lejerens navn" in before

    def looks() -> list[tuple[str, str, str]]:
        rows = table.sides.rows(record)
        return [(r["actor"], r["subject"], r["purpose"]) for r in rows if r["action"] == "view"]

    assert looks() == []
    table.sides.step("accepted")
    after = table.part(table.landlord)
    assert all(word in unescape(after) for word in (NAME, PHONE, EMAIL, "3 personer"))
    assert not any(word in after for word in ("C1", *SECRETS))
    assert looks() == [("association-B1", "C1", "lease")]
    listed = table.part(table.landlord, "/association/nominations?show=all")
    csv = table.part(table.landlord, "/association/nominations?show=all&format=csv")
    assert not any(word in listed + csv for word in (NAME, PHONE, EMAIL, "C1", *SECRETS))
    assert "V1" in listed and "V1" in csv
    assert len(looks()) == 1
    assert table.other.get(FLAT).status_code == 404
    assert "V1" not in table.part(table.other, "/association/nominations?show=all")


def test_the_whole_way_by_the_associations_own_steps(table: Table) -> None:
    sides = table.sides
    sides.nominate("offered")
    seen = table.part(table.landlord)
    assert "Har I aftalt en fremvisning?" in seen
    late = table.send(table.landlord, f"{FLAT}/step", 422, to="viewing")
    assert "Dag for fremvisning: Skriv en dato" in plain(late)
    wrong = table.send(table.landlord, f"{FLAT}/step", 422, to="viewing", step__on="i morgen")
    assert "Skriv en dato" in plain(wrong)
    table.send(table.landlord, f"{FLAT}/step", to="viewing", step__on=ON.isoformat())
    sides.step("accepted")
    not_ready = plain(table.send(table.landlord, f"{FLAT}/step", 422, to="contract", step__on=ON.isoformat()))
    assert "ikke klar til kontrakten" in not_ready and "indskud" not in not_ready.casefold()
    table.send(table.office, f"/offers/{sides.offer_id}/checklist/deposit_loan", state="done", shown="open")
    table.send(table.landlord, f"{FLAT}/step", to="contract", step__on=ON.isoformat())
    table.send(table.landlord, f"{FLAT}/step", to="moved_in", step__on=ON.isoformat())
    assert sides.state() == "moved_in"
    done = plain(table.part(table.landlord))
    assert "Borgeren bor i boligen." in done and "Meld bekymring" in done
    stale = table.landlord.post(f"{FLAT}/step", {"to": "viewing", "step-on": ON.isoformat(), "version": 1})
    assert stale.status_code == 409
    assert set(LANDLORD_STEPS) == {"viewing", "contract", "moved_in"}


def test_an_objection_from_raised_to_upheld_and_another_to_accepted(table: Table) -> None:
    sides = table.sides
    sides.nominate("accepted")
    offer = f"/offers/{sides.offer_id}"
    nothing = plain(table.send(table.landlord, f"{FLAT}/objection", 422, objection__reason="Gæld"))
    assert "Årsag: Vælg en årsag" in nothing
    raised = {"objection__reason_code": "association_debt", "objection__reason": "Skylder for 2023"}
    table.send(table.landlord, f"{FLAT}/objection", **raised)
    assert "Venter på boliganvisningens svar" in plain(table.part(table.landlord))
    queue = table.part(table.office, "/?show=all")
    assert "Svar på indsigelsen" in queue and f'href="{offer}#objection"' in queue
    assert "Skylder for 2023" in table.part(table.office, offer)
    assert "Skylder for 2023" in table.part(table.auditor, offer)
    assert "Skylder" not in table.part(table.shelter, offer)
    listed = plain(table.part(table.office, "/offers?show=landlord"))
    assert "indsigelse" in listed and "indsigelse" not in plain(table.part(table.shelter, "/offers"))
    [row] = sides.rows(objections)
    answer = f"{offer}/objections/{row['objection_id']}"
    empty = plain(table.send(table.office, answer, 422, answer="upheld"))
    assert "Skriv en forklaring" in empty
    assert "Vælg et svar" in plain(table.send(table.office, answer, 422))
    table.send(table.office, answer, answer="upheld", upheld__reason="Gælden er betalt")
    told = plain(table.part(table.landlord))
    assert "Ikke imødekommet" in told and "Gælden er betalt" in told
    table.send(table.office, answer, 409, answer="accepted")
    table.send(table.landlord, f"{FLAT}/objection", **raised)
    again = sides.rows(objections)[-1]["objection_id"]
    assert table.office.post(f"/offers/nothing/objections/{again}", {"answer": "accepted"}).status_code == 404
    table.send(table.office, f"{offer}/objections/{again}", answer="accepted")
    assert sides.state() == "refused"
    gone = plain(table.part(table.landlord))
    assert "Kom ikke i stand" in gone and "Imødekommet" in gone and NAME not in gone


def test_an_objection_can_be_taken_back_on_the_page(table: Table) -> None:
    table.sides.nominate("offered")
    table.send(
        table.landlord, f"{FLAT}/objection", objection__reason_code="association_no_longer_vacant",
        objection__reason="",
    )  # fmt: skip
    table.send(table.landlord, f"{FLAT}/objection/withdraw")
    assert [row["answer"] for row in table.sides.rows(objections)] == ["withdrawn"]
    table.send(table.landlord, f"{FLAT}/objection/withdraw", 409)


def test_arrears_become_the_offices_task_until_the_meeting_is_held(table: Table) -> None:
    sides = table.sides
    sides.nominate("moved_in")
    empty = plain(table.send(table.landlord, f"{FLAT}/arrears", 422))
    assert empty.count("Skriv en dato") >= 2
    due = (ON + timedelta(days=14)).isoformat()
    same = plain(table.send(table.landlord, f"{FLAT}/arrears", 422, arrears__day=ON, arrears__due_on=ON))
    assert "Fristen skal ligge efter" in same
    table.send(table.landlord, f"{FLAT}/arrears", arrears__day=ON, arrears__due_on=due)
    queue = table.part(table.office, "/?show=all&kind=landlord")
    assert "indkald lejeren til et møde" in queue and f"/offers/{sides.offer_id}#tenancy" in queue
    [row] = sides.rows(tenancy_reports)
    report = f"/offers/{sides.offer_id}/reports/{row['report_id']}"
    table.send(table.office, report, 422, do="meeting")
    table.send(table.office, report, do="meeting", **{f"on-{row['report_id']}": due})
    table.send(table.office, report, 422, do="close")
    table.send(table.office, report, do="close", **{f"closed_words-{row['report_id']}": "zzz-begrundelse"})
    assert "Påkrav" not in table.part(table.office, "/?show=all&format=csv")
    assert "zzz-begrundelse" in table.part(table.office, f"/offers/{sides.offer_id}")
    told = plain(table.part(table.landlord))
    assert "afsluttet" in told and "zzz" not in told
    assert "zzz" not in table.part(table.shelter, f"/offers/{sides.offer_id}")
    assert table.office.post(f"/offers/{sides.offer_id}/reports/nothing", {"do": "close"}).status_code == 404


def test_a_concern_is_one_button_away_and_goes_straight_on(table: Table) -> None:
    sides = table.sides
    sides.nominate("moved_in")
    table.send(table.landlord, f"{FLAT}/concern", 422, concern__words="Stille")
    table.send(table.landlord, f"{FLAT}/concern", concern__code="no_contact", concern__words="Stille")
    page = plain(table.part(table.office, f"/offers/{sides.offer_id}"))
    assert "Lejeren kan ikke træffes" in page and "TEAM-9 har ingen e-mail" in page
    assert "kontakt borgeren" in table.part(table.office, "/?show=all")
    assert "TEAM-9" not in table.part(table.landlord)


def test_a_thread_between_two_pages(table: Table) -> None:
    there, here = f"{FLAT}/thread", "/vacancies/V1/thread"
    assert "Skriv en forklaring" in plain(table.send(table.landlord, there, 422))
    table.send(table.landlord, there, thread__words="Nøglen er klar\n<b>nu</b>")
    assert "&lt;b&gt;nu&lt;/b&gt;" in table.part(table.office, "/vacancies/V1")
    assert "Nye beskeder fra boligorganisationen: 1" in table.part(table.office, "/?show=all")
    shown = table.sides.rows(messages)[-1]["message_id"]
    table.send(table.office, f"{here}/read", shown="no number")
    assert "1 ulæst" in plain(table.part(table.office, "/vacancies/V1"))
    table.send(table.office, f"{here}/read", shown=shown)
    assert "ulæst" not in plain(table.part(table.office, "/vacancies/V1"))
    assert "Nye beskeder" not in table.part(table.office, "/?show=all")
    table.sides.nominate("offered")
    slip = plain(table.send(table.office, here, 422, thread__words=f"{NAME} kommer"))
    assert "nævner en borger" in slip
    table.send(table.office, here, thread__words="Borgeren kommer torsdag")
    assert "Borgeren kommer torsdag" in table.part(table.landlord) and "1 ulæst" in plain(
        table.part(table.landlord)
    )
    only_read = table.part(table.auditor, "/vacancies/V1")
    assert "Nøglen er klar" in only_read and 'name="thread-words"' not in only_read


def test_looking_marks_nothing_as_read(table: Table) -> None:
    table.send(table.landlord, f"{FLAT}/thread", thread__words="Hej")
    for _ in range(2):
        assert "1 ulæst" in plain(table.part(table.office, "/vacancies/V1"))


def test_a_form_sent_twice_is_done_once(table: Table) -> None:
    for _ in range(2):
        table.send(table.landlord, f"{FLAT}/thread", thread__words="Hej", request_key="the same")
    assert len(table.sides.rows(messages)) == 1


def test_anothers_flat_and_no_flat_are_answered_alike(table: Table) -> None:
    """Whatever is wrong in the form, what is not theirs is not there."""
    table.sides.nominate("moved_in")
    parts = ("step", "objection", "objection/withdraw", "arrears", "concern", "thread", "thread/read")
    forms = ({}, {"to": "contract", "step-on": "x", "objection-reason_code": "association_debt"})
    for part, fields in product(parts, forms):
        sent = {"version": 1, **fields}
        answers = [table.other.post(f"/association/flats/{flat}/{part}", sent) for flat in ("V1", "V9")]
        assert [answer.status_code for answer in answers] == [404, 404], part
        bodies = [re.sub(r'value="[^"]{20,}"', "", a.text).replace("V9", "V1") for a in answers]
        assert bodies[0] == bodies[1]


def test_both_languages_are_there(table: Table) -> None:
    table.sides.nominate("moved_in")
    page = plain(table.part(table.landlord, f"{FLAT}?lang=en"))
    assert "Report a concern" in page and "The tenant" in page
    assert LANDLORD.role == "association" and OFFICE.role == "office"
