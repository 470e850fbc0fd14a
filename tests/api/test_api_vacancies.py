"""A vacancy over the API: reported, changed, withdrawn; each change done once, and refused with a place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from api_office import DAY, OTHER, OWN, ApiOffice, flat
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from data.exchange.tables import VACANCIES


def problem(answer, status: int, kind: str):  # type: ignore[no-untyped-def]
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/problem+json"
    assert answer.json["type"] == f"/api#{kind}"
    assert answer.json["status"] == status
    assert answer.json["detail"]
    assert answer.json["advice"]
    return answer.json


def test_a_vacancy_from_report_to_withdrawal(any_office: ApiOffice) -> None:
    program = any_office.program()
    made = program.post("/vacancies", flat(reference="sag 1", pets_allowed=True, rent=4500.125))
    assert made.status_code == 201, made.text
    one = made.json
    assert made.headers["Location"] == f"/api/v1/vacancies/{one['vacancy_id']}"
    assert (one["organisation_id"], one["reported_on"]) == (OWN, DAY.isoformat())
    assert (one["state"], one["acts"], one["reference"]) == ("reported", "office", "sag 1")
    assert (one["rent"], one["pets_allowed"], one["lift"]) == (4500.125, True, None)

    where = f"/vacancies/{one['vacancy_id']}"
    changed = program.patch(where, {"version": one["version"], "rent": 4600, "pets_allowed": None}).json
    assert (changed["rent"], changed["pets_allowed"]) == (4600, None)
    assert changed["version"] == one["version"] + 1
    assert {name for name in one if one[name] != changed[name]} == {"rent", "pets_allowed", "version"}
    assert program.get(where).json == changed
    assert program.get("/vacancies?reference=sag%201").json["items"] == [changed]
    assert any_office.program("office").get("/vacancies").json["items"] == [changed]
    assert any_office.program(OTHER).get("/vacancies").json["total"] == 0

    gone = program.post("/withdrawals", {"vacancy_ids": [one["vacancy_id"]], "reason": "tenant_stays"})
    assert gone.status_code == 200, gone.text
    assert gone.json["items"][0]["state"] == "withdrawn"
    problem(program.patch(where, {"version": changed["version"] + 1, "rent": 1}), 409, "not_possible")


def test_every_column_the_association_gives_comes_back(office: ApiOffice) -> None:
    given = {
        "municipality": "0751", "department_id": "7/a b", "address": "Å", "postcode": "0800", "x": 575000.5,
        "y": 6220000.0, "kind": "youth", "rent": 3000.0, "utilities": 500.0, "heating": "included",
        "deposit": 20000.0, "size_m2": 30.0, "rooms": 1.0, "floor": 2, "lift": False, "step_free": True,
        "pets_allowed": False, "kitchen": True, "area_class": "none", "student_only": True, "min_age": 18,
        "max_age": 30, "setting": "urban", "available_from": "2026-12-15", "answer_by": "2026-12-10",
        "route": "quarter", "seq": None, "lat": None, "lon": None,
    }  # fmt: skip
    names = {column.name for column in VACANCIES.columns}
    assert names == set(given) | {"vacancy_id", "organisation_id", "reported_on"}
    answer = office.program().post("/vacancies", given)
    assert answer.status_code == 201, answer.text
    assert {name: answer.json[name] for name in given} == given


def test_faults_are_told_at_their_places_in_either_language(office: ApiOffice) -> None:
    wrong = flat(kind="castle", rent=-1, municipality="12")
    told = problem(office.program().post("/vacancies", wrong), 422, "faults")
    assert {fault["place"] for fault in told["faults"]} == {"/kind", "/rent", "/municipality"}
    danish = office.program().post("/vacancies", wrong, **{"Accept-Language": "da, en;q=0.5"})
    assert danish.headers["Content-Language"] == "da"
    assert {one["message"] for one in danish.json["faults"]}.isdisjoint(f["message"] for f in told["faults"])

    form = {**flat(rooms="two", size_m2=True), "colour": "red"}
    del form["kind"]
    told = problem(office.program().post("/vacancies", form), 422, "faults")
    assert [fault["place"] for fault in told["faults"]] == ["/kind", "/size_m2", "/rooms", "/colour"]
    assert office.program().get("/vacancies").json["total"] == 0


def test_what_is_unusual_is_kept_once_it_is_confirmed(office: ApiOffice) -> None:
    program, unusual = office.program(), flat(rent=40000, available_from="2029-01-01")
    told = problem(program.post("/vacancies", unusual), 409, "warnings")
    assert {one["code"]: one["places"] for one in told["warnings"]} == {
        "rent_far": ["/rent", "/size_m2"],
        "available_ahead": ["/available_from"],
    }
    assert all(len(one["message"]) > 20 for one in told["warnings"])
    confirmed = {one["code"]: one["value"] for one in told["warnings"]}
    half = {"rent_far": confirmed["rent_far"]}
    problem(program.post("/vacancies", unusual | {"confirmed": half}), 409, "warnings")
    assert program.get("/vacancies").json["total"] == 0
    assert program.post("/vacancies", unusual | {"confirmed": confirmed}).status_code == 201


def test_numbers_at_the_edge_of_what_there_is_are_unusual_and_no_more(office: ApiOffice) -> None:
    program = office.program()
    for cells in ({"size_m2": 5e-324}, {"size_m2": 1e12}, {"rooms": 5e-324}, {"rent": 0.0}, {"rent": 1e12}):
        told = problem(program.post("/vacancies", flat(**cells)), 409, "warnings")
        confirmed = {one["code"]: one["value"] for one in told["warnings"]}
        vacancy = flat(address=f"Vej {cells}", confirmed=confirmed) | cells
        assert program.post("/vacancies", vacancy).status_code == 201, cells


def test_announced_then_put_at_disposal(office: ApiOffice) -> None:
    program = office.program()
    one = program.post("/vacancies", flat(announced=True, available_from="2027-01-15")).json
    assert (one["state"], one["acts"]) == ("announced", "association")
    office.today(date(2027, 1, 4))
    where = f"/vacancies/{one['vacancy_id']}/disposal"
    now = program.post(where, {"version": one["version"], "rent": 4700}).json
    assert (now["state"], now["rent"], now["reported_on"]) == ("reported", 4700, "2027-01-04")
    problem(program.post(where, {"version": now["version"]}), 409, "not_possible")


def test_a_stale_change_is_told_the_difference(office: ApiOffice) -> None:
    program = office.program()
    one = program.post("/vacancies", flat()).json
    where = f"/vacancies/{one['vacancy_id']}"
    assert program.patch(where, {"version": 1, "rent": 4600}).status_code == 200
    told = problem(program.patch(where, {"version": 1, "rent": 4700}), 409, "stale")
    assert told["code"] == "stale"
    assert "rent" in told["difference"]
    assert program.get(where).json["rent"] == 4600


def test_withdrawing_is_all_or_nothing(office: ApiOffice) -> None:
    program = office.program()
    ids = [program.post("/vacancies", flat(address=f"Vej {n}")).json["vacancy_id"] for n in range(3)]
    foreign = office.program(OTHER).post("/vacancies", flat()).json["vacancy_id"]
    for other in (foreign, "V9999"):
        body = {"vacancy_ids": [*ids, other], "reason": "tenant_stays"}
        problem(program.post("/withdrawals", body), 404, "not_found")
    assert {one["state"] for one in program.get("/vacancies").json["items"]} == {"reported"}
    needs_words = {"vacancy_ids": ids, "reason": "other"}
    told = problem(program.post("/withdrawals", needs_words), 409, "not_possible")
    assert told["faults"][0]["place"] == "/words"
    done = program.post("/withdrawals", needs_words | {"words": "Fejl i\nsystemet"})
    assert done.status_code == 200, done.text
    assert [one["state"] for one in done.json["items"]] == ["withdrawn"] * 3


def test_the_same_key_again_is_answered_and_not_done_again(any_office: ApiOffice) -> None:
    program = any_office.program()
    first = program.post("/vacancies", flat(), "once")
    again = program.post("/vacancies", flat(), "once")
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert again.headers["Location"] == first.headers["Location"]
    assert (first.headers.get("Idempotent-Replay"), again.headers["Idempotent-Replay"]) == (None, "true")
    problem(program.post("/vacancies", flat(rent=5000), "once"), 422, "key_reused")
    other = any_office.program(OTHER).post("/vacancies", flat(), "once")
    assert other.json["vacancy_id"] != first.json["vacancy_id"]  # keys are a token's own
    assert program.get("/vacancies").json["total"] == 1
    problem(program.post("/vacancies", {}, "once-more"), 422, "faults")
    assert (
        program.post("/vacancies", flat(address="Vej 2"), "once-more").status_code == 201
    )  # a refusal keeps no key


def test_sixteen_at_once_with_one_key_report_one_flat(any_office: ApiOffice) -> None:
    def send(_: int) -> tuple[int, str]:
        answer = any_office.program().post("/vacancies", flat(), "same")
        return answer.status_code, answer.json["vacancy_id"]

    with ThreadPoolExecutor(16) as threads:
        found = set(threads.map(send, range(16)))
    assert len(found) == 1
    assert next(iter(found))[0] == 201
    assert any_office.program().get("/vacancies").json["total"] == 1


@pytest.mark.parametrize("key", [None, "", "two words", "æ", "x" * 201])
def test_a_change_without_a_proper_key_is_refused(office: ApiOffice, key: str | None) -> None:
    program = office.program()
    headers = program.headers | ({} if key is None else {"Idempotency-Key": key})
    answer = program.client.post("/api/v1/vacancies", json=flat(), headers=headers)
    problem(answer, 400, "key_missing")


def test_the_list_is_paged_and_narrowed(office: ApiOffice) -> None:
    program = office.program()
    for n in range(5):
        program.post(
            "/vacancies", flat(address=f"Vej {n}", department_id="A" if n % 2 else "B", announced=n > 2)
        )
    page = program.get("/vacancies?per_page=2&page=2").json
    assert (len(page["items"]), page["page"], page["pages"], page["total"]) == (2, 2, 3, 5)
    assert program.get("/vacancies?page=9").json["items"] == []
    assert program.get("/vacancies?state=announced").json["total"] == 2
    assert program.get("/vacancies?department_id=A&state=announced").json["total"] == 1
    for query, place in (
        ("stat=let", "?stat"), ("page=0", "?page"), ("per_page=501", "?per_page"), ("page=x", "?page"),
        ("state=sold", "?state"), ("page=1&page=2", "?page"),
    ):  # fmt: skip
        told = problem(program.get(f"/vacancies?{query}"), 422, "faults")
        assert [fault["place"] for fault in told["faults"]] == [place], query


def test_what_cannot_be_read_is_told_so(office: ApiOffice) -> None:
    program = office.program()
    headers = program.headers | {"Idempotency-Key": "k"}
    sent = {"headers": headers, "content_type": "application/json"}
    for body in (b"", b"{", b'{"rent": 1', b"\xff\xfe", b'{"rent": 1e}', b"[" * 5000):
        problem(program.client.post("/api/v1/vacancies", data=body, **sent), 400, "bad_request")
    for body in (b"[]", b"null", b'"x"', b'{"rent": 1e999}', b'{"rent": NaN}'):
        problem(program.client.post("/api/v1/vacancies", data=body, **sent), 422, "faults")
    form = program.client.post("/api/v1/vacancies", data={"rent": "1"}, headers=headers)
    problem(form, 415, "media_type")
    problem(program.client.put("/api/v1/vacancies", headers=headers), 405, "method")
    problem(program.client.get("/api/v1/nothing", headers=headers), 404, "not_found")
    assert program.client.put("/api/v1/vacancies", headers=headers).headers["Allow"]


def test_a_body_too_large_is_told_so(office: ApiOffice) -> None:
    office.app.config["MAX_CONTENT_LENGTH"] = 1000
    problem(office.program().post("/vacancies", flat(address="x" * 1000)), 413, "too_large")


def test_a_database_that_is_gone_is_told_so(office: ApiOffice) -> None:
    """At the token already, and in the middle of a change, which then has not happened."""
    program, engine, failing = office.program(), office.store.engine, [""]

    def gone(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if failing[0] in statement:
            raise OperationalError(statement, {}, Exception("gone"))

    for failing[0] in ("api_answers", "tokens"):
        event.listen(engine, "before_cursor_execute", gone)
        problem(program.post("/vacancies", flat()), 503, "unavailable")
        event.remove(engine, "before_cursor_execute", gone)
    assert program.get("/vacancies").json["total"] == 0
