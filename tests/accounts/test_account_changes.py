"""Correcting an account and entering what was agreed: nothing is rewritten, nothing half done."""

from __future__ import annotations

import re
from datetime import date

import pytest
from account_office import OWN, Accounts
from sqlalchemy import func, select

from data.store import agreements
from data.store.actor import Actor
from data.store.schema_account import ledger, statements

OFFICE = Actor("office", "office")
DAY = date(2026, 9, 3)
AGREED = {
    "valid_from": "2026-09-15", "what": "share", "share": "1/4", "mode": "choose", "period": "year",
    "carry": "none", "lapsed_uses_turn": "yes", "reference": "Item 3",
}  # fmt: skip


def faults(page: str) -> set[str]:
    """The fields of a page at which something is wrong."""
    return set(re.findall(r'id="fault-([\w-]+)"', page))


def listed(accounts: Accounts, account: int) -> list[tuple[date, str | None, int | None]]:
    with accounts.store.reading() as connection:
        rows = agreements.list_agreements(connection, OFFICE, account)
    return [(row["valid_from"], row["share"], row["fixed"]) for row in rows]


def test_a_correction_is_a_new_event_and_rewrites_none(accounts: Accounts) -> None:
    account = accounts.account(counted="10", share="1/2")
    flat = accounts.flat(DAY)
    before = accounts.rows(account)
    sent = {"event": "2", "counts": "no", "claimed": "same", "reason": "It was for sale all along"}
    answer = accounts.person().post(f"/ledger/{account}/correct", sent)
    assert answer.status_code == 303
    after = accounts.rows(account)
    assert after[:-1] == before
    assert (after[-1]["Flat"], after[-1]["Reason"]) == (flat, sent["reason"])
    assert (before[-1]["Counted"], after[-1]["Counted"]) == ("11", "10")
    assert sent["reason"] in accounts.person("association").get(f"/ledger/{account}").text


def test_the_same_form_sent_twice_is_one_correction(accounts: Accounts) -> None:
    account = accounts.account(counted="10")
    person = accounts.person()
    sent = {"counted_more": "+4", "claimed_more": "2", "reason": "As both agreed", "request_key": "k" * 20}
    for _ in range(2):
        assert person.post(f"/ledger/{account}/correct", sent).status_code == 303
    assert [(row["Counted"], row["Used"]) for row in accounts.rows(account)] == [("10", "0"), ("14", "2")]


@pytest.mark.parametrize(
    ("sent", "at"),
    [
        ({"counted_more": "1"}, {"reason"}),
        ({"counted_more": "1", "reason": "  "}, {"reason"}),
        ({"counted_more": "1", "reason": "of 010190" + "-1234"}, {"reason"}),
        ({"counted_more": "one", "reason": "x"}, {"counted_more"}),
        ({"counted_more": "1.5", "claimed_more": "9" * 30, "reason": "x"}, {"counted_more", "claimed_more"}),
        ({"reason": "changes nothing"}, set()),
        ({"counted_more": "-11", "reason": "more than there is"}, set()),
        ({"claimed_more": "−1", "reason": "more than was used"}, set()),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_is_written(
    accounts: Accounts, sent: dict[str, str], at: set[str]
) -> None:
    account = accounts.account(counted="10")
    answer = accounts.person().post(f"/ledger/{account}/correct", sent)
    assert answer.status_code == 422
    assert faults(answer.text) == at
    assert 'id="errors"' in answer.text
    assert len(accounts.rows(account)) == 1


def test_an_event_that_is_not_there_cannot_be_corrected(accounts: Accounts) -> None:
    account = accounts.account()
    person = accounts.person()
    for event in ("2", "0", "x", "-1"):
        assert person.get(f"/ledger/{account}/correct?event={event}").status_code == 404
        assert person.post(f"/ledger/{account}/correct", {"event": event, "reason": "x"}).status_code == 404


def test_a_staircase_is_entered_at_once(accounts: Accounts) -> None:
    """A quarter, a fifth from New Year, a tenth from July: three agreements, each as it was typed."""
    account = accounts.account()
    steps = {
        "step-2-from": "2027-01-01",
        "step-2-what": "20 %",
        "step-4-from": "2027-07-01",
        "step-4-what": "0,1",
    }
    answer = accounts.person().post(f"/ledger/{account}/agreements/new", {**AGREED, **steps})
    assert answer.status_code == 303
    assert listed(accounts, account) == [
        (date(2026, 9, 15), "1/4", None),
        (date(2027, 1, 1), "1/5", None),
        (date(2027, 7, 1), "1/10", None),
    ]
    told = [row["Event"] for row in accounts.rows(account)[1:]]
    assert [re.sub(r"^.*: ", "", text).split(",")[0] for text in told] == [
        "share 1/4",
        "share 1/5",
        "share 1/10",
    ]
    accounts.day(date(2027, 2, 1))
    page = accounts.person().get(f"/ledger/{account}?lang=en").text
    assert page.count("In force today") == 1
    assert re.search(r"01-01-2027|1 January 2027|2027-01-01", page.split("In force today")[0][-200:])


def test_a_fault_in_one_step_keeps_all_of_them_out(accounts: Accounts) -> None:
    account = accounts.account()
    steps = {
        "step-2-from": "2027-01-01",
        "step-2-what": "1/5",
        "step-3-from": "2027-07-01",
        "step-3-what": "7",
    }
    answer = accounts.person().post(f"/ledger/{account}/agreements/new", {**AGREED, **steps})
    assert answer.status_code == 422
    assert faults(answer.text) == {"step-3-what"}
    assert 'value="1/5"' in answer.text
    assert '<details class="more" open' in answer.text
    assert listed(accounts, account) == []
    with accounts.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(ledger)).scalar_one() == 1


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ({"valid_from": ""}, {"valid_from"}),
        ({"share": "5"}, {"share"}),
        ({"share": ""}, {"share"}),
        ({"what": "fixed", "fixed": "2,5"}, {"fixed"}),
        ({"what": "fixed", "fixed": ""}, {"fixed"}),
        ({"valid_to": "2026-09-01"}, {"valid_to"}),
    ],
)
def test_what_is_wrong_in_an_agreement_stands_at_its_field(
    accounts: Accounts, cells: dict[str, str], at: set[str]
) -> None:
    account = accounts.account()
    answer = accounts.person().post(f"/ledger/{account}/agreements/new", {**AGREED, **cells})
    assert (answer.status_code, faults(answer.text)) == (422, at)
    assert listed(accounts, account) == []


def test_a_month_that_was_stated_is_not_agreed_about_again(accounts: Accounts) -> None:
    """October was stated to the association, so 1 November is the first day."""
    account = accounts.account()
    with accounts.store.writing() as connection:
        connection.execute(statements.insert().values(
            statement_id="S1", organisation_id=OWN, month="2026-10", edition=1, content={}, content_sha256="",
            entries=0, total_ore=0, record_number=1, record_hash="", issued_by="office",
            issued_at=accounts.moment,
        ))  # fmt: skip
    person = accounts.person()
    for first, status in (("2026-10-31", 422), ("2026-11-01", 303)):
        answer = person.post(f"/ledger/{account}/agreements/new?lang=en", {**AGREED, "valid_from": first})
        assert answer.status_code == status
        assert faults(answer.text) == ({"valid_from"} if status == 422 else set())


def test_a_fixed_number_is_shown_as_one(accounts: Accounts) -> None:
    account = accounts.account()
    sent = {**AGREED, "valid_from": "2026-09-01", "what": "fixed", "fixed": "6", "share": "1/4"}
    assert accounts.person().post(f"/ledger/{account}/agreements/new", sent).status_code == 303
    assert listed(accounts, account) == [(date(2026, 9, 1), None, 6)]
    page = re.sub(r"<[^>]+>", " ", accounts.person().get(f"/ledger/{account}?lang=en").text)
    assert "6 a period" in page
    assert re.search(r"May be claimed now\s+6 flats", page)
