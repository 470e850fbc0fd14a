"""The page about the API is true: its commands do what it says, its numbers are those of the program."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

from api_office import OFFICE, OWN, ApiOffice, Program
from pages import reader

from data.runs.once import BESIDE_S
from data.store.api_answers import KEPT
from web.api import limits, optimise, week
from web.api.problems import KINDS
from web.app import MAX_REQUEST_BYTES

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def commands() -> list[list[str]]:
    """The words of every curl command, in order, lines that go on joined."""
    blocks = re.findall(r"^```sh\n(.*?)^```", PAGE, re.S | re.M)
    text = "\n".join(blocks).replace("\\\n", " ")
    found = re.findall(r"^curl (?:'[^']*'|[^'\n])*", text, re.M)
    assert len(found) == len(re.findall(r"^curl", text, re.M)) > 8
    return [shlex.split(one) for one in found]


def test_every_command_of_the_page_is_answered(office: ApiOffice, solved_here: None) -> None:
    for words in commands():
        headers, method, body, where = {}, "GET", None, ""
        rest = iter(words[1:])
        for word in rest:
            if word == "-H":
                name, _, value = next(rest).partition(": ")
                headers[name] = value
            elif word in ("-X", "-d"):
                method, body = (next(rest), body) if word == "-X" else (method, next(rest))
            else:
                where = word
        tokens = {"$TOKEN": office.tokens[OWN], "$OFFICE": office.tokens["office"]}
        bearer = headers["Authorization"].removeprefix("Bearer ")
        headers["Authorization"] = f"Bearer {tokens[bearer]}"
        path = where.replace("$HUSRUM", "/api/v1")
        answer = office.app.test_client().open(path, method=method, headers=headers, data=body)
        assert answer.status_code == (201 if path == "/api/v1/vacancies" and method == "POST" else 200), words


def test_its_numbers_are_those_of_the_program() -> None:
    for number in (
        f"{week.MOST_ROWS['citizens']:,} and {week.MOST_ROWS['vacancies']:,}",
        f"{week.MOST_ROWS['places']:,}, {week.MOST_ROWS['addresses']:,}, {week.MOST_ROWS['decisions']:,}",
        f"{MAX_REQUEST_BYTES // 2**20} MiB",
        f"{week.LONGEST:g} seconds ({week.USUAL:g} where left out)",
        f"at most {week.MOST_PAIRS:,} |",
        f"{optimise.AT_ONCE} weeks; the next",
        f"remembered for {KEPT.days} days",
        f"{limits.LIMITS['requests'].split('/')[0]} requests a minute for each token",
        f"{limits.LIMITS['optimise'].split('/')[0]} weeks solved a minute",
        f"{limits.LIMITS['strangers'].split('/')[0]} requests without a valid token",
    ):
        assert number in PAGE.replace("\n", " "), number
    assert BESIDE_S > 0


def test_every_problem_is_on_both_pages(office: ApiOffice) -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| ([\w, ]+) \|", PAGE, re.M)
    told = {kind: status for statuses, kinds in rows for kind in kinds.split(", ") for status in [statuses]}
    assert set(told) == set(KINDS)
    assert all(str(KINDS[kind]) in statuses for kind, statuses in told.items())
    for lang in ("da", "en"):
        page = office.app.test_client().get(f"/api?lang={lang}").text
        assert {kind for kind in KINDS if f'id="{kind}"' not in page} == set()
        assert "curl -H" in page


def test_the_readable_page_has_every_operation(office: ApiOffice) -> None:
    document = office.app.test_client().get("/api/v1/openapi.json").json
    page = office.app.test_client().get("/api?lang=en").text
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} /api/v1{path}</code>" in page
            assert operation["summary"] in page


def test_a_token_is_made_shown_once_and_revoked(office: ApiOffice) -> None:
    boss = reader(office.app, "administrator")
    sent = {"name": "Udlejning", "role": "association", "organisation_id": OWN, "expires_on": "2026-12-31",
            "request_key": "once"}  # fmt: skip
    made = boss.post("/tokens/new", sent)
    token = re.search(r"<code>(husrum_[\w-]{43})</code>", made.text)
    assert token
    assert "husrum_" not in boss.post("/tokens/new", sent).text  # the same form again
    assert Program(office.app, token[1]).get("/token").json["expires_on"] == "2026-12-31"
    assert "Udlejning" in boss.get("/tokens").text
    whole = json.dumps([str(rows) for rows in office.dump().values()])
    assert token[1] not in whole  # nowhere kept, the record included
    page = boss.get("/tokens/K004").text
    assert "gælder" in page
    assert boss.post("/tokens/K004/revoke").status_code == 303
    assert "spærret" in boss.get("/tokens/K004").text
    assert Program(office.app, token[1]).get("/token").status_code == 401
    assert boss.post("/tokens/K004/revoke").status_code == 303  # once more changes nothing
    assert boss.get("/tokens/K999").status_code == 404


def test_a_token_needs_a_name_a_role_and_whose_it_is(office: ApiOffice) -> None:
    boss = reader(office.app, "administrator")
    for sent, field in (
        ({"name": "", "role": "office"}, "name"),
        ({"name": "x" * 201, "role": "office"}, "name"),
        ({"name": "x", "role": "administrator"}, "role"),
        ({"name": "x", "role": "association"}, "organisation_id"),
        ({"name": "x", "role": "association", "organisation_id": "H9"}, "organisation_id"),
        ({"name": "x", "role": "office", "organisation_id": OWN}, "organisation_id"),
        ({"name": "x", "role": "office", "expires_on": "2026-11-22"}, "expires_on"),
        ({"name": "x", "role": "office", "expires_on": "soon"}, "expires_on"),
    ):
        answer = boss.post("/tokens/new", sent)
        assert answer.status_code == 422, sent
        assert f'id="fault-{field}"' in answer.text, sent
    assert len(office.dump()["tokens"]) == 3


def test_the_record_tells_who_did_what_by_token(office: ApiOffice) -> None:
    vacancy = office.program().post("/vacancies", {
        "kind": "family", "rent": 5000, "size_m2": 60, "rooms": 2, "available_from": "2026-12-01",
    })  # fmt: skip
    assert vacancy.status_code == 201
    boss = reader(office.app, "administrator")
    page = boss.get(f"/record?lang=en&subject={vacancy.json['vacancy_id']}").text
    assert "a program" in page  # the token's name stands for who acted
    assert "token for the API" in boss.get("/record?lang=en&action=create").text
    assert OFFICE.user_id
