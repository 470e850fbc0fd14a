"""A week over the API is the week of ``husrum propose``, and nothing of it is kept."""

from __future__ import annotations

import csv
import io
import json
import threading
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from api_office import ApiOffice
from sqlalchemy import event
from weeks import TABLES, write_week

from data.exchange.result_json import plain_result
from data.exchange.result_reading import read_result
from data.exchange.results import write_result
from data.exchange.tables import BY_NAME
from data.exchange.week import read_week
from data.rates.loader import load_rates
from data.runs import once
from matcher.pipeline import propose
from web.api import optimise, week

DAY = "2026-11-23"
DATE = date.fromisoformat(DAY)


def cell(table: str, name: str, text: str) -> Any:
    """A cell of a file as JSON has it."""
    kind = BY_NAME[table].by_name[name].type
    if not text:
        return None
    if kind in ("list", "codes"):
        return text.split("|") if "|" in text else text.split()
    if kind in ("amount", "number", "exact"):
        return float(text)
    return {"whole": int, "yes_no": lambda given: given == "true"}.get(kind, str)(text)  # type: ignore[operator]


def week_of(folder: Path, **more: Any) -> dict[str, Any]:
    """The files of a week folder as the API takes them."""
    sent: dict[str, Any] = {"decision_date": DAY}
    for path in folder.glob("*.csv"):
        rows = csv.DictReader(io.StringIO(path.read_text("utf-8")))
        sent[path.stem] = [{name: cell(path.stem, name, text) for name, text in row.items()} for row in rows]
    if (folder / "milieus.geojson").exists():
        sent["milieus"] = json.loads((folder / "milieus.geojson").read_text("utf-8"))
    if (folder / "policy.toml").exists():
        sent["policy"] = tomllib.loads((folder / "policy.toml").read_text("utf-8"))
    return sent | more


@pytest.fixture
def ask(office: ApiOffice) -> Callable[..., Any]:
    """Sends a week by the office's token."""
    return lambda body: office.program("office").post("/optimise", body)


def test_it_answers_what_propose_writes_and_keeps_nothing(
    office: ApiOffice, ask: Callable[..., Any], tmp_path: Path
) -> None:
    sent = week_of(write_week(tmp_path / "week"))
    ask({})  # the token's last use is written once an hour
    before, statements = office.dump(), []
    event.listen(office.store.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    answer = ask(sent | {"seed": 7, "top": 3, "pairs": True, "lang": "en"})
    assert answer.status_code == 200, answer.text
    assert office.dump() == before
    assert not [one for one in statements if not one.lstrip().startswith(("SELECT", "BEGIN"))]

    reading = read_week(tmp_path / "week", DATE)
    assert reading.week is not None
    result = propose(reading.week, reading.policy, load_rates(DATE), 7, top=3, pairs=True, lang="en")
    write_result(result, tmp_path / "result")
    written = plain_result(read_result(tmp_path / "result"))
    for name, rows in written.items():
        if name != "summary":
            assert answer.json[name] == json.loads(json.dumps(rows)), name
    assert len(answer.json["matches"]) > 0
    differs = {"seconds", "input_sha256"}
    told = {name: value for name, value in answer.json["summary"].items() if name not in differs}
    assert told == {name: value for name, value in written["summary"].items() if name not in differs}

    # Whoever writes the rows down as files can have the same week solved by husrum propose.
    files = week.files_of(week.WeekSent.model_validate_json(json.dumps(sent), strict=True)).folder.files
    (tmp_path / "again").mkdir()
    for name, content in files.items():
        (tmp_path / "again" / name).write_bytes(content)
    again = read_week(tmp_path / "again", DATE)
    assert again.week is not None, again.faults
    assert answer.json["summary"]["input_sha256"] == again.week.input_sha256


def test_pins_that_cannot_hold_together_are_answered(ask: Callable[..., Any], solved_here: None) -> None:
    citizens = [person(f"C{n}") for n in range(2)]
    pins = [{"citizen_id": f"C{n}", "vacancy_id": "V1", "action": "pin", "reason": "so"} for n in range(2)]
    two = {"citizens": citizens, "vacancies": [home("V1"), home("V2")], "decision_date": DAY}
    assert ask(two | {"decisions": pins}).status_code == 422  # two pins for one flat
    team = {"team_id": "T", "method": "CTI", "caseworkers": 1, "caseload": 1, "current_cases": 0}
    supported = [
        row | {"support_method": "CTI", "support_decided_on": "2026-01-01", "team_id": "T"}
        for row in citizens
    ]
    apart = [pins[0], pins[1] | {"vacancy_id": "V2"}]
    answer = ask(two | {"citizens": supported, "teams": [team], "decisions": apart})
    assert answer.status_code == 200, answer.text
    assert answer.json["summary"]["status"] == "infeasible"
    assert len(answer.json["summary"]["conflict"]) == 2
    assert answer.json["matches"] == answer.json["unmatched"] == []


def person(citizen_id: str, **cells: Any) -> dict[str, Any]:
    return {
        "citizen_id": citizen_id, "birth_date": "1980-05-17", "benefit": "foertidspension",
        "waiting_since": "2026-01-15", **cells,
    }  # fmt: skip


def home(vacancy_id: str, **cells: Any) -> dict[str, Any]:
    return {
        "vacancy_id": vacancy_id, "organisation_id": "O1", "kind": "family", "rent": 4000.0, "size_m2": 50,
        "rooms": 2, "available_from": "2026-12-01", "reported_on": "2026-11-01", **cells,
    }  # fmt: skip


def test_every_fault_is_told_at_its_place(ask: Callable[..., Any]) -> None:
    square = [[[10, 56], [10.1, 56], [10.1, 56.1], [10, 56]]]
    sent = {
        "citizens": [person("C1"), person("C2", benefit="hat", adults=3, kinds=["family", "hut"])],
        "vacancies": [home("V1"), home("V1", rent=-1.125)],
        "places": [{"citizen_id": "C9", "role": "network", "category": "family"}],
        "teams": [{"team_id": "T", "method": "none", "caseworkers": 1, "current_cases": 0}],
        "decisions": [{"citizen_id": "C1", "vacancy_id": "V7", "action": "pin", "reason": ""}],
        "milieus": {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": {"milieu_id": "M", "name": "M"},
                 "geometry": {"type": "Polygon", "coordinates": square}},
                {"type": "Feature", "properties": {"milieu_id": "N", "buffer_m": -1}, "geometry": None},
            ],
        },
        "policy": {
            "minimum_single": -5, "weights": {"need": 5000, "luck": 1}, "tiers": {"1": "street"},
            "limit": [{"name": "a", "at_most": 1}, {"name": "b", "at_most": 1, "citizens": {"tier": 12}}],
        },
        "decision_date": DAY,
    }  # fmt: skip
    answer = ask(sent)
    assert answer.status_code == 422
    assert {one["place"] for one in answer.json["faults"]} == {
        "/citizens/1/benefit", "/citizens/1/adults", "/citizens/1/kinds", "/vacancies/1/vacancy_id",
        "/vacancies/1/rent", "/places/0/citizen_id", "/teams/0/method", "/decisions/0/vacancy_id",
        "/decisions/0/reason", "/milieus/features/1/properties/name",
        "/milieus/features/1/properties/buffer_m", "/milieus/features/1/geometry",
        "/policy/minimum_single", "/policy/weights/need", "/policy/weights/luck",
        "/policy/limit/1/citizens/tier",
    }  # fmt: skip
    assert ask({"citizens": [person("010190-1234")], "vacancies": []}).text.count("010190") == 0


def test_a_pin_the_rules_block_is_told_at_its_place(ask: Callable[..., Any], solved_here: None) -> None:
    pin = {"citizen_id": "C1", "vacancy_id": "V1", "action": "pin", "reason": "so"}
    forbid = pin | {"vacancy_id": "V2", "action": "forbid"}
    sent = {
        "citizens": [person("C1")], "vacancies": [home("V1", student_only=True), home("V2")],
        "decisions": [forbid, pin], "decision_date": DAY,
    }  # fmt: skip
    answer = ask(sent)
    assert answer.status_code == 422, answer.text
    assert [one["place"] for one in answer.json["faults"]] == ["/decisions/1/action"]


def test_too_much_is_refused(ask: Callable[..., Any]) -> None:
    many = [{"citizen_id": f"C{n}"} for n in range(week.MOST_ROWS["citizens"] + 1)]
    answer = ask({"citizens": many, "vacancies": []})
    assert answer.status_code == 422
    assert answer.json["faults"][0]["place"] == "/citizens"
    pairs = {
        "citizens": [person(f"C{n}") for n in range(201)],
        "vacancies": [home(f"V{n}") for n in range(100)],
    }
    assert [one["place"] for one in ask(pairs | {"pairs": True}).json["faults"]] == ["/pairs"]
    for name, value in (("time_limit", 1000), ("time_limit", 0), ("top", 51), ("seed", -1), ("lang", "de")):
        answer = ask({"citizens": [], "vacancies": [], name: value})
        assert [one["place"] for one in answer.json["faults"]] == [f"/{name}"]


def test_when_all_places_are_taken_one_comes_again(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go = threading.Semaphore(0), threading.Event()

    def wait(asked: once.Asked) -> dict[str, Any]:
        inside.release()
        assert go.wait(30)
        return {"summary": {}}

    monkeypatch.setattr(optimise, "solve_once", wait)
    sent = {"citizens": [person("C1")], "vacancies": [home("V1")], "decision_date": DAY}
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(ask(sent))) for _ in range(optimise.AT_ONCE)]
    for thread in threads:
        thread.start()
        assert inside.acquire(timeout=30)
    busy = ask(sent)
    go.set()
    for thread in threads:
        thread.join(30)
    assert (busy.status_code, busy.json["type"]) == (429, "/api#busy")
    assert int(busy.headers["Retry-After"]) > 0
    assert [answer.status_code for answer in found] == [200] * optimise.AT_ONCE
    assert ask(sent).status_code == 200  # the places are given back


def test_a_week_that_takes_too_long_is_given_up(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    solve = once.solve_once
    monkeypatch.setattr(optimise, "solve_once", lambda asked: solve(asked, beside_s=0.01))
    sent = {"citizens": [person("C1")], "vacancies": [home("V1")], "decision_date": DAY, "time_limit": 0.01}
    answer = ask(sent)
    assert (answer.status_code, answer.json["type"]) == (422, "/api#faults")
    assert "time_limit" in answer.json["faults"][0]["message"]


def test_the_tables_of_the_tests_are_all_tried() -> None:
    assert set(TABLES) >= set(week.MOST_ROWS) - {"addresses"}
