"""The pages of statements as both sides use them, without JavaScript."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from flask import Flask
from landlord_office import OCTOBER, SEPTEMBER, Landlords
from pages import Reader, pages_of, reader
from pypdf import PdfReader

FIRST, KEY = date(2026, 10, 22), "void:V1:2026-10"


@pytest.fixture
def app(one: Landlords) -> Flask:
    """The pages over a store with one flat of B1 at disposal since 22 October, at 120 kr. a day."""
    one.empty("V1", FIRST, address="Havnegade 4")
    return pages_of(one.store)


@pytest.fixture
def office(app: Flask) -> Reader:
    return reader(app, "office")


@pytest.fixture
def landlord(app: Flask) -> Reader:
    return reader(app, "association", "B1")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def to(answer: object) -> str:
    location = str(answer.headers["Location"])  # type: ignore[attr-defined]
    assert answer.status_code == 303  # type: ignore[attr-defined]
    return location


def test_from_issued_to_confirmed_with_a_dispute_answered(office: Reader, landlord: Reader) -> None:
    where = to(office.post("/statements/issue", {"month": OCTOBER, "organisation_id": "B1"}))
    assert "1.200,00 kr." in landlord.get(where).text and "Bekræft hele udtoget" in landlord.get(where).text
    marks, answers = f"{where}/marks", f"{where}/answers"
    entry = landlord.get(f"{marks}?entry={KEY}")
    assert "10 dage × 3.650,00 kr. × 12 / 365 = 1.200,00 kr." in entry.text
    said = {"entry": KEY, "do": "dispute", "reason_code": "wrong_days"}
    assert "Skriv en begrundelse" in landlord.post(marks, said).text
    assert to(landlord.post(marks, {**said, "reason": "Nøglen kom den 25."})) == where
    assert "1 indsigelse uden svar" in office.get("/statements").text
    shown = office.get(f"{marks}?entry={KEY}").text
    assert "Nøglen kom den 25." in shown and "Det rigtige beløb" in shown
    given = {"entry": KEY, "answer": "corrected", "reason": "Enig"}
    for amount, fault in (
        ("", "Skriv det rigtige beløb"),
        ("ti", "Skriv et beløb"),
        ("1.200,00", "det beløb"),
    ):
        answer = office.post(answers, {**given, "amount": amount})
        assert answer.status_code == 422 and fault in answer.text
    assert to(office.post(answers, {**given, "amount": "840,00"})) == where
    assert "Besvaret" in landlord.get("/statements").text
    assert to(landlord.post(marks, {"do": "rest"})) == where
    assert "I har bekræftet hele udtoget" in landlord.get(where).text
    assert "Hele udtoget er bekræftet" in office.get(where).text


def test_files_say_what_the_page_says(one: Landlords, office: Reader, landlord: Reader) -> None:
    one.asked("V1", FIRST, 1_250_050, "accepted")
    where = f"/statements/{one.issue(OCTOBER)}"
    row = one.read(where.rpartition("/")[2])
    lines = rows(landlord.get(f"{where}?format=csv").data)
    assert [(line["Bolig"], line["Opkræves"]) for line in lines] == [
        ("V1", "1200"), ("V1", "12500,5"), ("", "13700,5"),
    ]  # fmt: skip
    invoice = rows(landlord.get(f"{where}/invoice.csv").data)
    assert [line["Opkræves"] for line in invoice] == ["1200", "12500,5", "13700,5"]
    assert invoice[0]["Dage"] == "10" and invoice[0]["Fra"] == "22-10-2026"
    for language, word in (("da", "I alt"), ("en", "Total")):
        paper = landlord.get(f"{where}.pdf?lang={language}")
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.data)).pages)
        plain = re.sub(r"\s", "", text)
        assert row["content_sha256"] in plain and row["record_hash"] in plain and word in text
        assert "13.700,50" in text or "13,700.50" in text
    assert paper.headers["Content-Disposition"] == 'attachment; filename="statement-B1-2026-10-1.pdf"'


def test_what_is_not_theirs_is_not_there(one: Landlords, app: Flask) -> None:
    statement, charge = one.issue(OCTOBER), one.asked("V1", FIRST, 100)
    stranger = reader(app, "association", "B2")
    for path in (f"/statements/{statement}", f"/charges/{charge}"):
        plain = re.sub(r"[0-9a-f]{16}", "ID", stranger.get(path).text)
        nobody = stranger.get(path.rpartition("/")[0] + "/" + "0" * 16)
        assert nobody.status_code == stranger.get(path).status_code == 404
        tokens = r'value="[^"]+"'
        assert re.sub(tokens, "", re.sub(r"[0-9a-f]{16}", "ID", nobody.text)) == re.sub(tokens, "", plain)
    for page in (
        stranger.get("/statements"),
        stranger.get("/charges"),
        stranger.get("/charges/new?vacancy=V1"),
    ):
        assert page.status_code == 200 and "Havnegade" not in page.text
        assert statement not in page.text and charge not in page.text
    foreign = stranger.post("/charges/new", {"vacancy_id": "V1", "kind": "restoration", "day": "2026-10-22",
                                             "amount": "1", "reason": "x"})  # fmt: skip
    nobody = stranger.post("/charges/new", {"vacancy_id": "V9", "kind": "restoration", "day": "2026-10-22",
                                            "amount": "1", "reason": "x"})  # fmt: skip
    assert foreign.status_code == nobody.status_code == 422 and len(foreign.text) == len(nobody.text)
    assert stranger.post(f"/statements/{statement}/marks", {"do": "rest"}).status_code == 404


def test_a_charge_is_asked_answered_and_billed(one: Landlords, office: Reader, landlord: Reader) -> None:
    asked = {"vacancy_id": "V1", "kind": "restoration", "day": "2026-10-23", "reason": "Gulvet"}
    for amount in ("", "0", "-5", "1,5,0", "1.50", "12345678901"):
        assert landlord.post("/charges/new", {**asked, "amount": amount}).status_code == 422, amount
    assert landlord.post("/charges/new", {**asked, "amount": "5", "day": "i går"}).status_code == 422
    assert landlord.post("/charges/new", {**asked, "amount": "5", "reason": ""}).status_code == 422
    where = to(landlord.post("/charges/new", {**asked, "amount": "12.500,5"}))
    assert (
        "12.500,50 kr." in office.get(where).text and "1 krav afventer svar" in office.get("/statements").text
    )
    assert office.post(f"{where}/answer", {"answer": "refused"}).status_code == 422
    to(office.post(f"{where}/answer", {"answer": "accepted"}))
    assert office.post(f"{where}/answer", {"answer": "accepted"}).status_code == 409
    assert one.read(one.issue(OCTOBER))["total_ore"] == 120_000 + 1_250_050


def test_what_keeps_a_statement_from_being_issued_stands_at_its_field(one: Landlords, office: Reader) -> None:
    for sent, words in (
        ({"month": "2026-11"}, "Måneden er ikke slut endnu"),
        ({"month": ""}, "Vælg en måned"),
        ({"month": SEPTEMBER, "organisation_id": "B1"}, "Der er intet at gøre op"),
    ):
        answer = office.post("/statements/issue", sent)
        assert answer.status_code == 422 and words in answer.text
    assert to(office.post("/statements/issue", {"month": OCTOBER})) == "/statements"
    again = office.post("/statements/issue", {"month": OCTOBER, "organisation_id": "B1"})
    assert again.status_code == 422 and "intet er ændret siden" in again.text
    early = office.post("/statements/issue", {"month": "2026-08", "organisation_id": "B1"})
    assert "den næste er november 2026" in early.text


def test_a_form_sent_twice_is_done_once(one: Landlords, landlord: Reader) -> None:
    statement = one.issue(OCTOBER)
    sent = {"do": "dispute", "entry": KEY, "reason_code": "other", "reason": "x", "request_key": "once"}
    for _ in range(2):
        to(landlord.post(f"/statements/{statement}/marks", sent))
    assert one.read(statement)["marks"][KEY]["mark_id"].endswith(".000001")


def test_taking_a_file_out_is_recorded(one: Landlords, landlord: Reader, app: Flask) -> None:
    statement = one.issue(OCTOBER)
    landlord.get(f"/statements/{statement}.pdf")
    page = reader(app, "auditor").get("/record").text
    assert "udsendte" in page and "tog ud som fil" in page and statement in page
