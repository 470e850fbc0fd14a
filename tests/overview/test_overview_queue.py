"""The queue of the office, line by line; and what each other role finds first."""

from __future__ import annotations

from datetime import date

from small_office import COLLEAGUE, ON, WORKER, SmallOffice, ago, noon

from data.overview.alarms import Amounts, Asked
from data.overview.own import accounts, record_today, referrals
from data.overview.own_flats import own_flats
from data.overview.task import Task
from data.overview.tasks import closed_lately, counts, gathered, of_scope, tasks
from data.store import record
from data.store.actor import Actor
from data.store.base import now
from data.store.schema import login_attempts, sessions, users, vacancies
from matcher.model import Policy

MATCHES = "vacancy_id,citizen_id\nV1,C1\nV2,C2\nV3,C3\nV4,C4\nV5,C1\nV6,C6\n"


def queue(office: SmallOffice) -> list[Task]:
    with office.store.reading() as connection:
        return tasks(Asked(connection, ON, Policy(), Amounts()))


def lines(found: list[Task]) -> list[tuple[str, str, str]]:
    return [(task.kind, task.what, task.subject) for task in found]


def test_flats_of_the_newest_run_wait_until_someone_decides(office: SmallOffice) -> None:
    for number in range(1, 7):
        office.citizen(f"C{number}")
        office.flat(f"V{number}", answer_by=ago(-number))
    office.flat("V7")
    old = office.run(1, ago(7), {"matches.csv": "vacancy_id,citizen_id\nV7,C1\n"})
    run = office.run(2, ON, {"matches.csv": MATCHES})
    office.run(3, ON, state="cancelled", files={"matches.csv": MATCHES})
    office.choice(run, "V2", "reject")
    office.choice(run, "V3", "park", undone_at=noon(ON), undone_by=WORKER)
    office.choice(old, "V4", "reject")
    office.put(users, user_id="x", login="x", name="X", role="office", password_hash="",
               created_at=noon(ON), **office.stamp())  # fmt: skip
    office.offer("C1", "V1", ("proposed", ON))
    with office.store.writing() as connection:
        connection.execute(
            vacancies.update().where(vacancies.c.vacancy_id == "V6").values(state="given_back")
        )
    found = [task for task in queue(office) if task.kind == "flat"]
    assert lines(found) == [("flat", "decide", "V3"), ("flat", "decide", "V4"), ("flat", "taken", "V5")]
    assert found[0].due == ago(-3) and found[0].citizen_id == "C3" and found[0].run_id == run
    assert found[0].since == ON and found[0].owner is None


def test_an_offer_is_in_the_queue_when_the_office_must_act(office: SmallOffice) -> None:
    def offer(name: str, *steps: tuple[str, date], **cells: object) -> str:
        return office.offer(office.citizen(f"C-{name}"), office.flat(f"V-{name}"), *steps, **cells)

    make = offer("make", ("proposed", ago(2)))
    offer("far", ("offered", ago(2)), deadline=ago(-4))
    near = offer("near", ("offered", ago(2)), deadline=ago(-3), owner=COLLEAGUE)
    last = offer("last", ("viewing", ago(9)), deadline=ago(0))
    late = offer("late", ("viewing", ago(9)), deadline=ago(1))
    open_ = offer("open", ("offered", ago(2)))
    lease = offer("lease", ("accepted", ago(3)), deadline=ago(9))
    offer("soon", ("contract", ago(13)))
    keys = offer("keys", ("contract", ago(14)))
    offer("in", ("moved_in", ago(3)))
    found = [task for task in queue(office) if task.kind == "offer"]
    assert {(t.what, t.subject, t.stalled) for t in found} == {
        ("make", make, False),
        ("near", near, False),
        ("near", last, False),
        ("late", late, True),
        ("no_deadline", open_, False),
        ("contract", lease, False),
        ("moved_in", keys, True),
    }
    assert found[0].subject == late, "what is late comes first"
    assert {t.subject: t.owner for t in found}[near] == COLLEAGUE
    assert [t.subject for t in of_scope(found, "mine", {COLLEAGUE})] == [near]
    assert {t.subject for t in of_scope(found, "stalled", {WORKER})} == {late, keys}


def test_open_items_due_within_a_week_belong_to_whoever_is_named(office: SmallOffice) -> None:
    live = office.offer(office.citizen("C1"), office.flat("V1"), ("accepted", ago(1)))
    gone = office.offer(office.citizen("C2"), office.flat("V2"), ("accepted", ago(9)), ("withdrawn", ago(8)))
    office.item(live, "keys", ago(-7))
    office.item(live, "support_start", ago(-8))
    office.item(live, "deposit_loan", ago(1), owner="Carl")
    office.item(live, "single_payment", ago(1), state="done")
    office.item(gone, "keys", ago(1))
    found = [task for task in queue(office) if task.kind == "item"]
    assert [(t.what, t.owner, t.stalled) for t in found] == [
        ("deposit_loan", "Carl", True),
        ("keys", WORKER, False),
    ]
    assert [t.what for t in of_scope(found, "mine", {COLLEAGUE, "Carl"})] == ["deposit_loan"]


def test_alarms_of_long_ago_are_one_line_that_says_how_many(office: SmallOffice) -> None:
    office.citizen("C1", waiting_since=ago(365 + 15))
    office.citizen("C2", waiting_since=ago(365 + 90), case_worker=WORKER)
    office.citizen("C3", waiting_since=ago(365 + 14))
    office.citizen("C4", situation="shelter_110", admitted_on=ago(300))
    found = queue(office)
    assert [(t.what, t.citizen_id, t.number) for t in gathered(found, ON)] == [
        ("overdue.waited", "C3", 379),
        ("overdue.many", "", 2),
        ("refund.many", "", 1),
    ]
    mine = gathered(of_scope(found, "mine", {WORKER}), ON)
    assert [(t.what, t.number) for t in mine] == [("overdue.many", 1)]
    assert counts(gathered(found, ON)) == {
        "flat": 0,
        "offer": 0,
        "item": 0,
        "landlord": 0,
        "citizen": 3,
        "run": 0,
    }


def test_a_run_is_told_of_when_it_ends_and_forgotten_after_a_week(office: SmallOffice) -> None:
    office.run(1, ago(8))
    assert queue(office) == []
    office.run(2, ago(7))
    assert lines(queue(office)) == [("run", "done", "run2")]
    office.run(3, ago(9), state="failed")
    assert lines(queue(office)) == [("run", "failed", "run3")]
    office.run(4, ago(0), state="running", finished_at=None)
    assert queue(office) == []


def test_what_was_closed_lately_stands_for_a_fortnight(office: SmallOffice) -> None:
    def offer(name: str, *steps: tuple[str, date]) -> str:
        return office.offer(office.citizen(f"C-{name}"), office.flat(f"V-{name}"), *steps)

    refused = offer("r", ("proposed", ago(20)), ("refused", ago(14)))
    offer("old", ("proposed", ago(20)), ("refused", ago(15)))
    offer("live", ("proposed", ago(2)))
    moved = offer("m", ("contract", ago(20)), ("moved_in", ago(1)))
    with office.store.reading() as connection:
        found = closed_lately(connection, ON)
    assert [(t.what, t.subject) for t in found] == [("moved_in", moved), ("refused", refused)]


def test_a_shelter_sees_its_own_and_what_only_it_can_bring_on(office: SmallOffice) -> None:
    own = {"shelter_id": "H1"}
    office.citizen("C1", **own, consent=False, situation="shelter_110", tier=1)
    office.citizen("C2", **own, support_method="ICM", situation="shelter_110", action_plan_on=ago(1))
    office.citizen("C3", **own, blocked_until=ago(-1))
    office.citizen("C4", **own)
    office.citizen("C5", **own)
    office.citizen("C6", **own, state="housed", closed_on=ago(89), consent=False)
    office.citizen("C7", **own, state="housed", closed_on=ago(90))
    office.citizen("C8", **own, state="closed", closed_on=ago(1))
    office.citizen("C9", shelter_id="H2")
    sent = office.offer("C4", office.flat("V4"), ("proposed", ago(3)), ("offered", ago(2)), deadline=ago(-5))
    office.offer("C5", office.flat("V5"), ("proposed", ago(1)))
    with office.store.reading() as connection:
        rows = referrals(connection, Actor("s", "shelter", "H1"), ON)
    assert [(r.citizen_id, r.stands, r.asked, r.offer_id, r.deadline) for r in rows] == [
        ("C1", "waiting", ("consent", "action_plan"), None, None),
        ("C2", "waiting", ("support_decision",), None, None),
        ("C3", "parked", (), None, None),
        ("C4", "offered", ("answer",), sent, ago(-5)),
        ("C5", "waiting", (), None, None),  # not an offer before a person makes it one
        ("C6", "moved_in", (), None, None),
    ]
    assert rows[0].tier == 1 and rows[1].tier == 3 and rows[0].days == 10


def test_an_association_sees_where_its_flats_stand_and_no_one_elses(office: SmallOffice) -> None:
    office.flat("V1", answer_by=ago(0))
    office.flat("V2", answer_by=ago(1))
    office.flat("V3")
    office.flat("V4")
    office.flat("V5", state="given_back", closed_on=ago(2))
    office.flat("V6", state="let", closed_on=ago(91))
    office.flat("V7", organisation_id="B2")
    office.offer(office.citizen("C3"), "V3", ("offered", ago(1)))
    office.offer(office.citizen("C4"), "V4", ("proposed", ago(1)))
    with office.store.reading() as connection:
        rows = own_flats(connection, Actor("a", "association", "B1"), ON)
    assert [(r.vacancy_id, r.stands) for r in rows] == [
        ("V1", "reported"),
        ("V2", "lapsed"),
        ("V3", "offered"),
        ("V4", "reported"),
        ("V5", "given_back"),
    ]


def test_accounts_out_of_the_ordinary_are_told_apart(office: SmallOffice) -> None:
    def session(user: str, day: date) -> None:
        office.put(sessions, token_hash=f"{user}{day}", user_id=user, created_at=noon(day), seen_at=noon(day))

    session(WORKER, ago(200))
    session(WORKER, ago(3))
    session(COLLEAGUE, ago(91))
    for number in range(6):
        attempt = {"login": COLLEAGUE, "address": "x", "succeeded": number == 0}
        office.put(login_attempts, attempt_id=number + 1, at=noon(ago(1)), **attempt)
    office.put(login_attempts, attempt_id=9, login=WORKER, address="x", at=noon(ago(2)), succeeded=False)
    with office.store.reading() as connection:
        rows = {row.user_id: row for row in accounts(connection, ON)}
    assert (rows[WORKER].refused, rows[WORKER].unused, rows[WORKER].last_seen) == (0, False, noon(ago(3)))
    assert (rows[COLLEAGUE].refused, rows[COLLEAGUE].unused) == (5, True)


def test_the_auditor_sees_what_the_record_took_in(office: SmallOffice) -> None:
    actor = Actor(WORKER, "auditor")
    with office.store.reading() as connection:
        before = record.count(connection)
    with office.store.writing() as connection:
        for action in ("view", "view", "export"):
            record.append(connection, actor, action, "citizen", "C1")
    with office.store.reading() as connection:
        number, head = record.head(connection)
        found = record_today(connection, now().date())
        later = record_today(connection, date(2200, 1, 1))
    assert (found.entries, found.head) == (number, head) == (before + 3, head)
    assert dict(found.today) == dict(found.week) == {"change": before, "view": 2, "export": 1}
    assert later.entries == before + 3 and not later.week
