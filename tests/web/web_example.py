"""A hand-made week and its hand-made result: 30 flats, 12 citizens, one hostile name in every free id.

The result is not an optimum of anything; it holds one of each thing the pages can show, so that a test can
say in advance what must stand where.
"""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import insert

from data.store import imports
from data.store.actor import Actor
from data.store.base import now
from data.store.engine import Store
from data.store.schema import run_files, runs
from data.store.settings import TODAY, set_setting

RUN = "by-hand"
DAY = date(2026, 1, 5)

HOSTILE = "<script>alert(1)</script>"
HOSTILE_SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;"

POLICY = """
[tiers]
1 = "Acute danger"

[[limit]]
name = "At most two of A1"
vacancies = { department_id = "A1" }
at_most = 2
"""

CITIZENS = """citizen_id,birth_date,adults,children,benefit,partner_benefit,waiting_since,tier,situation,\
support_method,team_id,support_decided_on,kinds,avoid_milieus,wanted_areas
C-1,1980-02-29,1,0,kontanthjaelp_forhoejet,,2025-01-05,1,street,CTI,T1,2025-12-01,family,M1,2100
C-2,1990-01-01,2,2,foertidspension,su,2025-06-05,2,shelter_110,none,,2025-12-01,family,,
C-3,2004-01-01,1,0,kontanthjaelp_grund,,2025-11-05,3,friends,none,,,youth family,,
C/4 & <b>,1970-01-01,1,0,folkepension,,2025-12-05,1,hotel,none,,,family,,
C-5,1985-01-01,1,1,dagpenge,,2024-01-05,4,at_risk,none,,,family,,
C-6,1985-01-01,1,0,loen,,2025-01-05,4,other,none,,,family,,
C-7,1985-01-01,1,0,ingen,,2025-01-06,5,other,none,,,family,,
C-8,1985-01-01,1,0,su,,2025-01-07,5,other,none,,,family,,
C-9,1985-01-01,1,0,su,,2025-01-08,5,other,none,,,family,,
C-10,1985-01-01,1,0,su,,2025-01-09,5,other,none,,,family,,
C-11,1985-01-01,1,0,su,,2025-01-10,5,other,none,,,family,,
C-12,1985-01-01,1,0,su,,2025-01-11,5,other,none,,,family,,
"""

PLACES = """citizen_id,role,category,x,y,weight,max_km,min_km
C-1,network,family,724000,6176000,3,,
C-1,network,work_education,720000,6176000,1,20,
C-1,avoid,other,726000,6176000,,,0.5
C-2,network,friends,724000,6170000,,,
"""

MILIEUS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"milieu_id": "M1", "name": f"Torvet {HOSTILE}", "buffer_m": 200},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[12.6, 55.68], [12.61, 55.68], [12.61, 55.69], [12.6, 55.69], [12.6, 55.68]]
                ],
            },
        }
    ],
}

VACANCY_HEADER = (
    "vacancy_id,organisation_id,department_id,address,postcode,x,y,kind,rent,utilities,size_m2,rooms,floor,lift,"
    "available_from,reported_on,answer_by,route"
)
TEAMS = "team_id,municipality,method,caseworkers,caseload,current_cases\nT1,,CTI,1,10,8\n"


def _vacancies() -> str:
    free = "2026-02-01,2026-01-02"
    rows = [
        f"F-1,B1,A1,Nygade 1,2100,724000,6175000,family,4000,500,50,2,1,ja,{free},2026-01-07,quarter",
        f"F-2,{HOSTILE},A2,Nygade 2,2100,724000,6174000,family,4500,,60,2,0,nej,{free},,quarter",
        f"F-3,B1,A1,,,,,elderly,3500,500,45,2,,,{free},,quarter",
        f"F-4,B1,,Nygade 4,2100,724500,6175000,family,5500,500,80,3,2,,{free},,none",
    ]
    # Several flats share a rent, so that sorting by rent needs a fixed order among equals.
    rows += [
        f"F-{n},B1,A1,Gade {n},2200,724{n:03d},6175000,family,{6000 + n % 3},500,60,2,1,,{free},,given"
        for n in range(5, 31)
    ]
    return "\n".join([VACANCY_HEADER, *rows]) + "\n"


def _quotas() -> str:
    return f"organisation_id,class,share,counted,claimed\nB1,all,1/4,3,0\n{HOSTILE},family,1/4,3,0\n"


MATCHES = """vacancy_id,citizen_id,points,rent,utilities,support,left_over,minimum,network_km,team_id,\
quota_pool,pinned,warnings,explanation
F-1,C-1,812,4000.00,500.00,622.00,6731.00,3600.00,1.68,T1,B1/all,true,tight_budget waived:area_law,\
Boligen er valgt og den er nær netværket. Der er ikke mere at sige <i>her</i>.
F-2,C-2,640,4500.00,720.00,0.00,9000.00,8400.00,4.00,,<script>alert(1)</script>/family,false,,\
Par og to børn har bolig.
"""

PROPOSALS = """vacancy_id,rank,citizen_id,matched,points,lost_tier,lost_people,lost_overdue,lost_goals,\
lost_points,warnings
F-1,1,C-1,true,812,,,,,,tight_budget waived:area_law
F-1,2,C-3,false,500,,,,,12,
F-1,3,C-2,false,700,,,,,0,network_unknown
F-1,4,C-5,false,400,,,,2,,
F-1,5,C-6,false,400,,,1,,,
F-2,1,C-2,true,640,,,,,,
F-2,2,C-1,false,700,1,1,,,,
F-5,1,C/4 & <b>,false,300,,,,,,bound
"""

UNMATCHED = """citizen_id,eligible_vacancies,reason,detail
C-10,0,no_eligible_vacancy,Spærret: husleje 30. Det ville hjælpe: en lavere husleje.
C-11,2,quota_spent,
C-12,2,outranked,
C-3,1,outranked,
C-5,1,team_full,
C-6,1,outranked,
C-7,0,no_eligible_vacancy,
C-8,0,not_ready,
C-9,0,not_ready,
C/4 & <b>,1,outranked,
"""


def _unused() -> str:
    reasons = {3: "no_eligible_citizen", 4: "route_none", 5: "outcompeted", 6: "quota_spent", 7: "team_full"}
    rows = [f"F-{n},1,{reasons.get(n, 'quota_turn')}" for n in range(3, 31)]
    return "\n".join(["vacancy_id,eligible_citizens,reason", *sorted(rows)]) + "\n"


AFFORDABILITY = (
    "benefit,adults,children,citizens,payable_rent,blocked_from,vacancies_within,without_any\n"
    "su,1,0,5,3500.00,4500.00,2,1\n"
)

SUMMARY = {
    "status": "optimal",
    "objective": {
        "tiers": [{"tier": n, "matched": int(n < 3)} for n in range(1, 6)],
        "overdue": 1,
        "shortfall": 0,
        "points": 1452,
        "waiting_days": 579,
        "lots": 5,
    },
    "matched": 2,
    "citizens": 12,
    "vacancies": 30,
    "eligible_pairs": 40,
    "quota": [
        {"organisation_id": HOSTILE, "class": "family", "entitled": 1, "used": 1},
        {"organisation_id": "B1", "class": "all", "entitled": 1, "used": 1},
    ],
    "teams": [{"team_id": "T1", "capacity": 2, "used": 1}],
    "limits": [{"name": "At most two of A1", "used": 1, "shortfall": 0}],
    "decision_date": "2026-01-05",
    "rates_valid_from": "2026-01-01",
    "seed": 0,
    "input_sha256": "",
    "version": "0.1.0",
    "solver": "by hand",
    "seconds": {"by hand": 9999.0},
}


def week_files() -> dict[str, bytes]:
    """The week folder."""
    texts = {
        "citizens.csv": CITIZENS,
        "vacancies.csv": _vacancies(),
        "places.csv": PLACES,
        "milieus.geojson": json.dumps(MILIEUS),
        "teams.csv": TEAMS,
        "quotas.csv": _quotas(),
        "policy.toml": POLICY,
    }
    return {name: text.encode() for name, text in texts.items()}


def result_files(**summary: object) -> dict[str, bytes]:
    """The result folder; ``summary`` replaces keys of summary.json."""
    texts = {
        "matches.csv": MATCHES,
        "proposals.csv": PROPOSALS,
        "unmatched.csv": UNMATCHED,
        "unused.csv": _unused(),
        "affordability.csv": AFFORDABILITY,
        "summary.json": json.dumps(SUMMARY | summary),
    }
    return {name: text.encode() for name, text in texts.items()}


def put(store: Store, user_id: str, **summary: object) -> None:
    """Import the week as the office does, and put its run beside it as finished."""
    office = Actor(user_id, "office")
    with store.writing() as connection:
        set_setting(connection, TODAY, DAY.isoformat())
        imports.confirm(connection, office, imports.preview(connection, office, week_files()))
        connection.execute(
            insert(runs).values(
                run_id=RUN, number=1, kind="week", state="done", decision_date=DAY, seed=0,
                started_by=user_id, queued_at=now(), finished_at=now(), summary=SUMMARY | summary,
            )
        )  # fmt: skip
        for part, files in (("input", week_files()), ("result", result_files(**summary))):
            for name, content in files.items():
                row = {"run_id": RUN, "part": part, "name": name, "content": content}
                connection.execute(insert(run_files).values(row))
