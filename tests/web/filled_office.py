"""An office at work: the small town's week with its run, names, a milieu, teams, offers and an upload."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert, select

sys.path.insert(0, str(Path(__file__).parents[1] / "decisions"))

from finished_week import DAY, OFFICE, _typed, put_week, rows, town

from data.exchange import tables
from data.exchange.policy import default_policy_toml
from data.statements.charges import claim
from data.statements.issue import issue
from data.statements.months import month_of
from data.store import schema, schema_landlord
from data.store.actor import Actor
from data.store.base import now
from data.store.choices import accept
from data.store.engine import Store
from data.store.imports import preview
from data.store.offers import get_offer, take_step
from data.store.own_uploads import put_up
from data.store.policies import adopt
from data.store.tokens import make_token

#: The organisations of the role; what is own belongs to the first, what is other to someone else.
SHELTERS = ("H1", "H2")
ADMINISTRATOR = Actor("U-administrator", "administrator")
#: A name no one bears, in every citizen's contact.
FAMILY = "Ålekvist"
GEOMETRY = '{"type": "Polygon", "coordinates": [[[10, 56], [10.1, 56], [10.1, 56.1], [10, 56]]]}'


@dataclass(frozen=True)
class Office:
    """The ids a test asks for: (own, other) for the roles of an organisation."""

    run_id: str
    associations: tuple[str, str]
    citizens: dict[str, tuple[str, str]]
    vacancies: dict[str, tuple[str, str]]
    offers: dict[str, tuple[str, str]]
    team_id: str
    milieu_id: str
    choice_id: str
    unmatched: str
    upload_id: str
    statements: tuple[str, str]
    charges: tuple[str, str]
    quotas: tuple[str, str]
    uploads: tuple[str, str]


def fill(store: Store) -> Office:
    """Fill an empty store and say what is in it."""
    run_id = put_week(store)
    stamp = {"changed_at": now(), "changed_by": "U-office"}
    with store.writing() as connection:
        for (citizen_id,) in connection.execute(select(schema.citizens.c.citizen_id)).all():
            name = {"citizen_id": citizen_id, "name": f"Bo {citizen_id} {FAMILY}", **stamp}
            connection.execute(insert(schema.contacts).values(name))
        milieu = {"milieu_id": "M-1", "name": "Torvet", "buffer_m": 200, "geometry": GEOMETRY, **stamp}
        connection.execute(insert(schema.milieus).values(milieu))
        for row in _typed(tables.TEAMS, town().files["teams.csv"]):
            connection.execute(insert(schema.teams).values(**row, entered_on=DAY, **stamp))
        notice = {
            "reader_kind": "user", "reader": "U-auditor", "kind": "test", "path": "/", "made_at": now(),
            "way": "step", "not_before": now(), "state": "failed", "message_ref": "<1@tests>",
        }  # fmt: skip
        connection.execute(insert(schema_landlord.outbox).values(notice))
        adopt(connection, OFFICE, default_policy_toml(), "the council's first")
    team = rows(town().files["teams.csv"])[0]["team_id"]
    return _offers(store, run_id, team)


def _offers(store: Store, run_id: str, team: str) -> Office:
    """Accept what the run proposes until each role has an offer of its own and one of another."""
    with store.reading() as connection:
        flats = dict(
            connection.execute(
                select(schema.vacancies.c.vacancy_id, schema.vacancies.c.organisation_id)
            ).all()
        )
        people = dict(
            connection.execute(select(schema.citizens.c.citizen_id, schema.citizens.c.shelter_id)).all()
        )
    made: dict[str, tuple[str, str]] = {}
    for match in town().table("matches"):
        with store.writing() as connection:
            offer_id = accept(
                connection, OFFICE, run_id, match["vacancy_id"], warnings_ticked=match["warnings"].split()
            )
            version = get_offer(connection, OFFICE, offer_id)["version"]
            take_step(connection, OFFICE, offer_id, "offered", deadline=DAY, version=version)
        made[offer_id] = (match["citizen_id"], match["vacancy_id"])
        if len(made) == 12:
            break
    of_flats = sorted({flats[vacancy] for _, vacancy in made.values()})
    associations = (of_flats[0], of_flats[1])

    def pair(kind: int, owner: dict[str, str], wanted: tuple[str, str]) -> tuple[str, str]:
        own, other = (next(o for o, ids in made.items() if owner[ids[kind]] == name) for name in wanted)
        return own, other

    offers = {"shelter": pair(0, people, SHELTERS), "association": pair(1, flats, associations)}
    with store.writing() as connection:
        upload_id = preview(connection, OFFICE, {"teams.csv": town().files["teams.csv"]})
        make_token(connection, ADMINISTRATOR, name="Letting system", role="office")
        for offer_id in offers["shelter"]:
            _said_of(connection, offer_id, flats[made[offer_id][1]])
    unmatched = town().table("unmatched")[0]["citizen_id"]
    with store.reading() as connection:
        choice_id = connection.execute(select(schema.choices.c.choice_id).limit(1)).scalar_one()
    citizens = {role: (made[own][0], made[other][0]) for role, (own, other) in offers.items()}
    vacancies = {role: (made[own][1], made[other][1]) for role, (own, other) in offers.items()}
    return Office(
        run_id, associations, citizens, vacancies, offers, team, "M-1", choice_id, unmatched, upload_id,
        *stated(store, associations, vacancies["association"]), accounts(store, associations),
        uploads(store, associations),
    )  # fmt: skip


def _said_of(connection: Connection, offer_id: str, organisation_id: str) -> None:
    """An objection to an offer and a report of it, under ids that name the offer."""
    said = {"offer_id": offer_id, "organisation_id": organisation_id, "raised_by": "U", "raised_at": now()}
    objection = {"objection_id": f"O-{offer_id}", "reason_code": "association_debt", **said}
    connection.execute(insert(schema_landlord.objections).values(objection))
    report = {"report_id": f"T-{offer_id}", "kind": "concern", "code": "payment", "day": DAY, **said}
    connection.execute(insert(schema_landlord.tenancy_reports).values(report))


def accounts(store: Store, associations: tuple[str, str]) -> tuple[str, str]:
    """An account of each association, by its number (own, other)."""
    q = schema.quotas.c
    with store.reading() as connection:
        own, other = (
            connection.execute(select(q.quota_id).where(q.organisation_id == name).limit(1)).scalar_one()
            for name in associations
        )
    return str(own), str(other)


def uploads(store: Store, associations: tuple[str, str]) -> tuple[str, str]:
    """A file of vacancies each association has put up (own, other)."""
    with store.writing() as connection:
        own, other = (
            put_up(connection, Actor(f"U-{name}", "association", name), "b.csv", b"vacancy_id\nA-1")
            for name in associations
        )
    return own, other


def stated(
    store: Store, associations: tuple[str, str], vacancies: tuple[str, str]
) -> tuple[tuple[str, str], tuple[str, str]]:
    """A charge of each association and its statement of the month before, as ids (own, other)."""
    asked, issued = [], []
    before = DAY.replace(month=DAY.month - 1)
    with store.writing() as connection:
        for organisation, vacancy in zip(associations, vacancies, strict=True):
            someone = Actor(f"U-{organisation}", "association", organisation)
            asked.append(claim(connection, someone, vacancy, "restoration", before, 100_00, "the floor"))
            issued.append(issue(connection, OFFICE, organisation, month_of(before)))
    return (issued[0], issued[1]), (asked[0], asked[1])
