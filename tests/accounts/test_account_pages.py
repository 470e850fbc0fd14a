"""The pages of an account: every event with the arithmetic, any earlier day, no one else's, no citizen."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import by_hand
import pytest
from account_office import OTHER, OWN, Accounts

from data.store import ledger_post
from data.store.actor import Actor

SEPTEMBER = [date(2026, 9, day) for day in (3, 7, 10, 14)]
CITIZEN = "C-PERSON-77"
TOKEN = re.compile(r'value="[^"]{20,}"')


def plain(html: str) -> str:
    """A page's text without tags, its runs of spaces as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def fraction(text: str) -> Fraction:
    """``13 1/4`` as a number."""
    return sum((Fraction(part) for part in text.split()), Fraction(0))


def test_the_arithmetic_is_shown_whole_and_is_right(accounts: Accounts) -> None:
    """37 counted, 8 used, 1 carried over, then three flats.

    A quarter of 40 is 10, less 8 is 2; a quarter of three, rounded up, is 1, and 1 carried over makes 2.
    """
    account = accounts.account(counted="37", claimed="8", carry_over="1")
    for day in SEPTEMBER[:3]:
        accounts.flat(day)
    page = plain(accounts.person().get(f"/ledger/{account}?lang=en").text)
    assert "May be claimed now 2 flats" in page
    assert "10 earned are 10 whole, less 8 used, which is 2." in page
    assert "3/4 earned, rounded up to 1, plus 1 carried over, less 0 used, which is 2." in page


def test_any_earlier_day_is_shown_as_it_was(accounts: Accounts) -> None:
    account = accounts.account(share="1/2")
    for day in SEPTEMBER:
        accounts.flat(day)
    whole = accounts.rows(account)
    assert [row["Counted"] for row in whole] == ["0", "1", "2", "3", "4"]
    for day, left in ((date(2026, 9, 2), 0), (SEPTEMBER[0], 0), (SEPTEMBER[1], 1), (date(2026, 9, 13), 1)):
        page = plain(accounts.person().get(f"/ledger/{account}?on={day}&lang=en").text)
        assert f"Could be claimed on {day:%-d}" in page or day.isoformat() in page
        assert re.search(rf"Could be claimed on \S+( \S+ \d+)? {left} flat", page), (day, page[:600])
        assert accounts.rows(account, on=str(day)) == whole[: 1 + sum(one <= day for one in SEPTEMBER)]


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "0000-00-00"])
def test_a_day_that_is_none_is_said_at_its_field(accounts: Accounts, text: str) -> None:
    account = accounts.account()
    page = accounts.person().get(f"/ledger/{account}?on={text}&lang=en").text
    assert re.search(r'id="fault-on"', page)


def test_running_numbers_follow_from_the_events_alone(accounts: Accounts) -> None:
    """Counted goes up by one with each flat that counts; what is earned is their share, at every line."""
    account = accounts.account(share="2/7", counted="5", claimed="1")
    for number, day in enumerate(SEPTEMBER):
        accounts.flat(day, route="none" if number == 1 else "quarter")
    counted = 5
    for row in accounts.rows(account)[1:]:
        counted += "not counted" not in row["Event"]
        assert int(row["Counted"]) == counted
        assert fraction(row["Earned"]) == Fraction(2, 7) * counted
        assert int(row["Used"]) == 1
    assert counted == 8


def test_an_estate_has_its_own_account(accounts: Accounts) -> None:
    whole, estate = accounts.account(), accounts.account(department_id="A2", share="1/10")
    in_estate = accounts.flat(SEPTEMBER[0], department_id="A2")
    elsewhere = accounts.flat(SEPTEMBER[1], department_id="A1")
    assert [row["Flat"] for row in accounts.rows(estate)] == ["", in_estate]
    assert [row["Flat"] for row in accounts.rows(whole)] == ["", elsewhere]
    assert "estate A2" in plain(accounts.person().get(f"/ledger/{estate}?lang=en").text)


def test_an_association_sees_its_own_and_no_other(accounts: Accounts) -> None:
    own, other = accounts.account(OWN), accounts.account(OTHER)
    accounts.flat(SEPTEMBER[0], OTHER)
    person = accounts.person("association")
    page = person.get("/ledger").text
    assert f"/ledger/{own}" in page
    assert f"/ledger/{other}" not in page and OTHER not in page
    assert person.get(f"/ledger/{own}").status_code == 200
    for address in (f"/ledger/{other}", f"/ledger/{other}?format=csv", f"/ledger/{other}?on=2026-09-02"):
        no_one = address.replace(f"/ledger/{other}", "/ledger/987654")
        answer, nobody = person.get(address), person.get(no_one)
        assert (answer.status_code, nobody.status_code) == (404, 404)
        assert TOKEN.sub("", answer.text).replace(f"/ledger/{other}", "/ledger/987654") == TOKEN.sub(
            "", nobody.text
        )
    files = person.get("/ledger?format=csv").get_data()
    assert OTHER.encode() not in files


def test_an_association_is_told_of_no_offer_and_no_citizen(accounts: Accounts) -> None:
    """A flat that an offer holds is a claimed place and nothing more; the association cannot correct."""
    account = accounts.account(counted="8")
    flat = accounts.flat(SEPTEMBER[0])
    with accounts.store.writing() as connection:
        by_hand.citizen(connection, CITIZEN)
        offer = by_hand.offer(connection, flat, CITIZEN, organisation_id=OWN)
        ledger_post.post(connection, Actor("office", "office"), flat)
    assert accounts.rows(account)[-1]["Used"] == "1"
    person = accounts.person("association")
    for page in (person.get(f"/ledger/{account}{more}").text for more in ("", "?format=csv")):
        assert CITIZEN not in page and f">{offer}<" not in page and f"/offers/{offer}" not in page
        assert "/correct" not in page and "agreements/new" not in page
    assert accounts.rows(account, "association") == accounts.rows(account)
    assert person.get(f"/ledger/{account}/correct").status_code == 403


def test_the_old_address_of_the_list_leads_to_the_new(accounts: Accounts) -> None:
    answer = accounts.person().get("/quotas?saved=abc")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/ledger?saved=abc"
