"""The example: a synthetic town in a store of its own, its week run and begun, and a log-in for each role.

Nothing in it comes from real people: the week is synthetic, the names are made up.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, select, update

from data.store.actor import Actor
from data.store.engine import DATABASE_FILE, Store, open_store
from matcher.errors import HusrumError
from web.demo_landlord import last_month, owners, this_week

PRESET = "town"
#: The password of everyone in the demo; shown on its log-in page.
PASSWORD = "et hjem til alle"
SHELTER = "kilden"
#: How many citizens it referred, and every how many citizens the office's user has as a case worker.
REFERRED, MINE = 12, 8
#: The steps of the offers begun, flat by flat: the association's own first, then those with fewest warnings.
BEGUN: tuple[tuple[str, ...], ...] = (("offered",), ("offered", "viewing"), ())
#: Who puts the demo together, until its first user is there.
MAKER = Actor("demo", "system")


@dataclass(frozen=True)
class Person:
    """Someone to log in as in the demo."""

    login: str
    name: str
    role: str


PEOPLE = (
    Person("anna", "Anna Holm", "office"),
    Person("samir", "Samir Lund", "shelter"),
    Person("bente", "Bente Skov", "association"),
    Person("tal", "Thea Alsing", "analyst"),
    Person("revision", "Rune Visby", "auditor"),
    Person("admin", "Ada Minde", "administrator"),
)
_FIRST = (
    *("Alma", "Bo", "Carla", "David", "Ellen", "Frede", "Gry", "Hassan", "Ida", "Jonas", "Karim", "Lis"),
    *("Mads", "Nadia", "Otto", "Pia", "Rasmus", "Sara", "Troels", "Ulla", "Vera", "Yusuf", "Åse"),
)
_LAST = (
    *("Agerbo", "Birkelund", "Dalgård", "Engholm", "Fjordvang", "Grønbæk", "Havbro", "Kildemark", "Lyngå"),
    *("Mosevang", "Nordbæk", "Overby", "Ravnsø", "Solbjerg", "Tornby", "Vesterlund", "Østergaard"),
)


class DemoError(HusrumError):
    """The demo cannot be made; the message says why and what to do."""


def prepare_demo(home: Path, *, preset: str = PRESET, seed: int = 0) -> Store:
    """The store of the demo in ``home``; made, whole or not at all, when it is not there yet."""
    if not (home / DATABASE_FILE).is_file():
        if home.exists() and any(home.iterdir()):
            raise DemoError(f"{home} holds something else: move it away, and the demo is made there.")
        with tempfile.TemporaryDirectory(prefix=".demo-", dir=home.absolute().parent) as made:
            whole = Path(made) / "home"
            _make(whole, preset, seed)
            if home.exists():
                home.rmdir()
            shutil.move(whole, home)
    return _open(home)


def _open(home: Path) -> Store:
    """The demo is always on SQLite: never in the database an installation names."""
    return open_store(home.absolute(), f"sqlite:///{home.absolute() / DATABASE_FILE}")


def _make(home: Path, preset: str, seed: int) -> None:
    from data.runs.start import start_run
    from data.runs.worker import work_off
    from data.store.migrate import upgrade

    store = _open(home)
    try:
        upgrade(store)
        with store.writing() as connection:
            office, landlord = _fill(connection, _week(preset, seed))
        run_id = start_run(store, office)
        work_off(store)
        nominated = _begin(store, office, run_id, str(landlord.organisation_id))
        with store.writing() as connection:
            this_week(connection, office, landlord, nominated)
    finally:
        store.close()


def _begin(store: Store, office: Actor, run_id: str, own: str) -> list[str]:
    """The first decisions of the week: one offer decided, one sent, one with a viewing agreed; flats of the
    organisation ``own`` first, of which those are returned that the association may know are offered."""
    from data.runs import load
    from data.store.choices import accept
    from data.store.offers import get_offer, take_step
    from data.synth.write import DECISION_DATE

    run = load(store, run_id)
    of = run.week.vacancies["vacancy_id"], run.week.vacancies["organisation_id"]
    owner = dict(zip(*of, strict=True))
    matches = run.result.matches
    warned = dict(zip(matches["vacancy_id"], matches["warnings"].str.split(), strict=True))
    chosen = sorted(warned, key=lambda vacancy_id: (owner[vacancy_id] != own, len(warned[vacancy_id])))
    answer, viewing = DECISION_DATE + timedelta(days=7), DECISION_DATE + timedelta(days=2)
    told = []
    for vacancy_id, steps in zip(chosen, BEGUN, strict=False):
        with store.writing() as connection:
            ticked = warned[vacancy_id]
            offer_id = accept(connection, office, run_id, vacancy_id, warnings_ticked=ticked)
            for step in steps:
                deadline = answer if step == "offered" else None
                on = viewing if step == "viewing" else None
                version = get_offer(connection, office, offer_id)["version"]
                take_step(connection, office, offer_id, step, deadline=deadline, on=on, version=version)
        if steps and owner[vacancy_id] == own:
            told.append(str(vacancy_id))
    return told


def _week(preset: str, seed: int) -> dict[str, bytes]:
    """The files of a synthetic week."""
    from data.synth.write import write_preset

    with tempfile.TemporaryDirectory() as folder:
        week = write_preset(preset, Path(folder) / "week", seed=seed)
        return {path.name: path.read_bytes() for path in sorted(week.iterdir()) if path.is_file()}


def _fill(connection: Connection, files: dict[str, bytes]) -> tuple[Actor, Actor]:
    """People, last month, the week through the import as an office would do it, and names; returns the
    office's user and the association's."""
    from data.store import imports, settings
    from data.synth.write import DECISION_DATE

    settings.set_setting(connection, settings.TODAY, DECISION_DATE.isoformat())
    office = Actor(_add(connection, PEOPLE[0]), "office")
    of_role = _organisations(connection, files)
    ids = {person.role: _add(connection, person, of_role.get(person.role)) for person in PEOPLE[1:]}
    landlord = Actor(ids["association"], "association", of_role["association"])
    last_month(connection, office, landlord, files)
    settings.set_setting(connection, settings.TODAY, DECISION_DATE.isoformat())
    upload = imports.preview(connection, office, files)
    imports.confirm(connection, office, upload)
    _share(connection, office)
    _names(connection)
    return office, landlord


def _add(connection: Connection, person: Person, organisation_id: str | None = None) -> str:
    from data.store import users

    return users.add_user(
        connection, MAKER, login=person.login, name=person.name, role=person.role, password=PASSWORD,
        organisation_id=organisation_id,
    )  # fmt: skip


def _organisations(connection: Connection, files: dict[str, bytes]) -> dict[str, str]:
    """A shelter, and every organisation with a flat; returns whom the demo's people work for, by role."""
    from data.store import users

    for code in owners(files):
        users.add_organisation(connection, MAKER, code, f"Boligforeningen {code}", "association")
    users.add_organisation(connection, MAKER, SHELTER, "Herberget Kilden", "shelter")
    return {"shelter": SHELTER, "association": owners(files)[0]}


def _share(connection: Connection, office: Actor) -> None:
    """Some of those who live at a shelter were referred by this one; some have the office's user."""
    from data.store.schema import citizens

    c = citizens.c
    of_shelter = (
        select(c.citizen_id).where(c.situation == "shelter_110").order_by(c.citizen_id).limit(REFERRED)
    )
    everyone = list(connection.execute(select(c.citizen_id).order_by(c.citizen_id)).scalars())
    theirs = list(connection.execute(of_shelter.limit(REFERRED)).scalars())
    connection.execute(update(citizens).where(c.citizen_id.in_(theirs)).values(shelter_id=SHELTER))
    mine = update(citizens).where(c.citizen_id.in_(everyone[::MINE]))
    connection.execute(mine.values(case_worker=office.user_id))


def _names(connection: Connection) -> None:
    """A made-up name for every citizen, the same each time."""
    from sqlalchemy import insert

    from data.store.base import now
    from data.store.schema import citizens, contacts

    ids = list(connection.execute(select(citizens.c.citizen_id).order_by(citizens.c.citizen_id)).scalars())
    rows = [
        {
            "citizen_id": citizen_id,
            "name": f"{_FIRST[n % len(_FIRST)]} {_LAST[(7 * n) % len(_LAST)]}",
            "phone": "", "email": "", "postal_address": "",
            "changed_at": now(), "changed_by": MAKER.user_id,
        }
        for n, citizen_id in enumerate(ids)
    ]  # fmt: skip
    connection.execute(insert(contacts), rows)
