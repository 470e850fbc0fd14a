"""The example: made once, whole or not at all, and one log-in for each role that works."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from pages import Reader, pages_of, reader
from sqlalchemy import func, select

from data.exchange.faults import looks_like_cpr
from data.runs import latest_run
from data.store.actor import ROLES
from data.store.engine import DATABASE_FILE, Store
from data.store.record import head
from data.store.schema import citizens, contacts, offers, vacancies
from data.store.verify import verify
from web.demo import PASSWORD, PEOPLE, DemoError, prepare_demo


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a small example."""
    home = tmp_path_factory.mktemp("example") / "demo"
    prepare_demo(home, preset="small").close()
    return home


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the example."""
    shutil.copytree(made, tmp_path / "demo")
    store = prepare_demo(tmp_path / "demo", preset="small")
    yield store
    store.close()


@pytest.fixture
def shown(demo: Store) -> Flask:
    return pages_of(demo, demo=True)


def test_the_week_is_in_run_and_begun(demo: Store) -> None:
    with demo.reading() as connection:
        count = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (citizens, vacancies, contacts, offers)
        }
        run = latest_run(connection)
        states = set(connection.execute(select(offers.c.state)).scalars())
        shared = connection.execute(select(func.count(citizens.c.shelter_id))).scalar_one()
    assert (count["citizens"], count["vacancies"]) == (40, 34)  # the week's 30, last month's 3, 1 announced
    assert count["contacts"] == 40
    assert run is not None
    assert run["state"] == "done"
    assert states == {"proposed", "offered", "viewing"}
    assert 0 < shared < 40


def test_the_association_has_a_month_behind_it_and_things_to_do(shown: Flask) -> None:
    """Its statement waits, one nomination is objected to, one asked about, a flat is announced."""
    person = reader(shown, "association", _association(shown))
    first = person.get("/").text
    for words in ("Gennemgå kontoudtoget", "oktober 2026", "Læs 1 ny besked", "Stil boligen til rådighed"):
        assert words in first
    listed = person.get("/association/flats?show=all&format=csv").data.decode("utf-8-sig")
    for words in ("indsigelse behandles", "varslet", "givet tilbage til jer", "svarfristen er udløbet"):
        assert words in listed
    closed = person.get("/association/flats?show=closed").text
    assert all(flat in closed for flat in ("V0901", "V0902", "V0903"))


def test_names_are_the_same_each_time_and_no_number_looks_like_a_cpr_number(
    demo: Store, tmp_path: Path
) -> None:
    again = prepare_demo(tmp_path / "again", preset="small")
    names = []
    for store in (demo, again):
        with store.reading() as connection:
            names.append(connection.execute(select(contacts.c.citizen_id, contacts.c.name)).all())
            ids = connection.execute(select(citizens.c.citizen_id)).scalars()
            assert not any(looks_like_cpr(citizen_id) for citizen_id in ids)
    again.close()
    assert names[0] == names[1]
    assert len({name for _, name in names[0]}) > 30


def test_a_second_start_shows_the_same_example(made: Path) -> None:
    for _ in range(2):
        store = prepare_demo(made, preset="town")  # already there: nothing is made
        with store.reading() as connection:
            assert connection.execute(select(func.count()).select_from(citizens)).scalar_one() == 40
            found = head(connection)
        store.close()
        assert found[0] > 0


def test_its_record_holds(demo: Store) -> None:
    found = verify(demo)
    assert found.finding is None
    assert found.entries > 10


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(DemoError, match="something else"):
        prepare_demo(tmp_path, preset="small")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_made_half_nothing_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the machine went off")

    monkeypatch.setattr("web.demo._names", fail)
    with pytest.raises(RuntimeError):
        prepare_demo(tmp_path / "demo", preset="small")
    assert list(tmp_path.iterdir()) == []


def test_it_never_touches_the_database_of_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tmp_path / "real.sqlite"
    monkeypatch.setenv("HUSRUM_DATABASE_URL", f"sqlite:///{real}")
    monkeypatch.setenv("HUSRUM_HOME", str(tmp_path / "home"))
    store = prepare_demo(tmp_path / "demo", preset="small")
    assert (tmp_path / "demo" / DATABASE_FILE).is_file()
    assert not real.exists()
    assert store.home == tmp_path / "demo"
    store.close()


def test_there_is_one_log_in_for_each_role_and_each_works(shown: Flask, demo: Store) -> None:
    assert sorted(person.role for person in PEOPLE) == sorted(ROLES)
    for person in PEOPLE:
        stranger = Reader(shown.test_client())
        page = stranger.get("/login").text
        forms = [f for f in re.findall(r"<form.*?</form>", page, re.S) if f'value="{person.login}"' in f]
        assert len(forms) == 1
        sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', forms[0]))
        entered = stranger.client.post("/login", data=sent)
        assert (entered.status_code, entered.headers["Location"]) == (303, "/")
        first = stranger.get("/", follow_redirects=True)
        assert first.status_code == 200
        assert person.name in first.text
        assert "Eksempel med opdigtede borgere" in first.text


def test_only_the_example_shows_log_ins(demo: Store) -> None:
    page = pages_of(demo).test_client().get("/login").text
    assert PASSWORD not in page
    assert PEOPLE[0].login not in page
    assert "Eksempel" not in page


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_entry_of_every_menu_can_be_opened(shown: Flask, lang: str) -> None:
    for role in ROLES:
        organisation = {"shelter": "kilden", "association": _association(shown)}.get(role)
        person = reader(shown, role, organisation)
        html = person.get(f"/account?lang={lang}").text
        menu = re.search(r'<nav class="top-nav".*?</nav>', html, re.S)
        assert menu
        for entry in re.findall(r'href="([^"]+)"', menu[0]):
            answer = person.get(entry, follow_redirects=True)
            assert answer.status_code == 200, entry
            assert f'<html lang="{lang}">' in answer.text
            for form in ("csv", "xlsx"):
                assert person.get(f"{entry}?format={form}").status_code in (200, 302, 303), entry


def _association(app: Flask) -> str:
    store: Store = app.extensions["husrum_store"]
    with store.reading() as connection:
        return str(
            connection.execute(
                select(vacancies.c.organisation_id).where(vacancies.c.organisation_id.is_not(None)).limit(1)
            ).scalar_one()
        )


def test_an_error_inside_is_logged_and_not_shown(
    shown: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a secret of the inside")

    shown.config["TESTING"] = False
    monkeypatch.setattr("web.account.views.render_template", fail)
    answer = reader(shown, "office").get("/account")
    assert answer.status_code == 500
    assert "Der skete en fejl" in answer.text
    assert "secret" not in answer.text
    assert "a secret of the inside" in caplog.text
