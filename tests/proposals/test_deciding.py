"""Deciding about flats on the pages: what is decided is kept once, with warnings ticked and reasons given."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from deciding_office import Office

from data.store.schema import choices, offers, record, standing


def tick(match: dict[str, str]) -> dict[str, Any]:
    return {f"tick-{match['citizen_id']}": match["warnings"].split()}


def accept(office: Office, match: dict[str, str], **more: Any) -> Any:
    data = {"action": "accept", **tick(match), **more}
    return office.worker.post(office.flat(match["vacancy_id"]), data)


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_accepting_makes_a_draft_and_tells_so(office: Office) -> None:
    match = office.match()
    answer = accept(office, match)
    assert answer.status_code == 303
    [offer] = office.all_of(offers)
    assert (offer["vacancy_id"], offer["citizen_id"]) == (match["vacancy_id"], match["citizen_id"])
    assert offer["state"] == "proposed"
    page = plain(office.read(answer.location))
    assert "ingen har fået besked" in page
    assert "godkendt" in page
    assert f"/offers/{offer['offer_id']}" in office.read(answer.location)


def test_a_warning_that_is_not_ticked_is_refused_beside_its_box(office: Office) -> None:
    match = office.match(warned=True)
    answer = office.worker.post(office.flat(match["vacancy_id"]), {"action": "accept"})
    assert answer.status_code == 422
    assert "Sæt kryds ved hver advarsel" in plain(answer.text)
    assert f'href="#field-tick-{match["citizen_id"]}"' in answer.text
    assert f'id="field-tick-{match["citizen_id"]}"' in answer.text
    assert office.all_of(offers) == []
    assert accept(office, match).status_code == 303
    assert len(office.all_of(offers)) == 1


def other_candidate(office: Office) -> dict[str, str]:
    """Someone shown for a flat who is not proposed for it and costs the week something."""
    return next(row for row in office.table("proposals") if row["matched"] == "false" and row["lost_points"])


def test_another_is_chosen_with_the_price_first_and_a_reason(office: Office) -> None:
    row = other_candidate(office)
    page = office.read(office.flat(row["vacancy_id"]))
    _, _, after = page.partition(f'value="{row["citizen_id"]}"')
    label = plain(after.partition(">")[2].partition("</label>")[0])
    assert label.startswith(f"Koster {row['lost_points']} point {row['citizen_id']}")
    form = {"action": "choose", "citizen": row["citizen_id"]}
    form |= {f"tick-{row['citizen_id']}": row["warnings"].split()}
    answer = office.worker.post(office.flat(row["vacancy_id"]), form)
    assert answer.status_code == 422
    assert "Skriv en begrundelse" in plain(answer.text)
    assert office.all_of(choices) == []
    form |= {"choose_code": "closer_to_network", "choose_reason": "Søsteren bor i opgangen"}
    assert office.worker.post(office.flat(row["vacancy_id"]), form).status_code == 303
    [choice] = office.all_of(choices)
    assert choice["citizen_id"] == row["citizen_id"]
    assert str(choice["price"]["lost_points"]) == row["lost_points"]
    assert choice["reason"] == "Søsteren bor i opgangen"
    # The words of a reason may name people: the record keeps the code alone.
    assert not any("Søsteren" in entry["details"] for entry in office.all_of(record))


def unlisted(office: Office) -> dict[str, str]:
    """A possible pair that is not among the candidates shown."""
    shown = {(row["vacancy_id"], row["citizen_id"]) for row in office.table("proposals")}
    return next(
        row
        for row in office.table("pairs")
        if row["eligible"] == "true" and (row["vacancy_id"], row["citizen_id"]) not in shown
    )


def test_someone_not_shown_is_priced_before_being_chosen(office: Office) -> None:
    row = unlisted(office)
    flat = office.flat(row["vacancy_id"])
    sent = office.worker.post(flat, {"action": "choose", "citizen": "other", "other": row["citizen_id"]})
    assert sent.status_code == 303
    assert office.all_of(choices) == []
    page = office.read(sent.location)
    assert "Prisen for ugen" in page
    assert page.index("Prisen for ugen") < page.index("Bekræft valget")
    boxes = re.findall(rf'name="tick-{row["citizen_id"]}" value="([^"]+)"', page)
    form = {"action": "choose", "from": "price", "citizen": row["citizen_id"], "choose_code": "citizen_wish"}
    form |= {f"tick-{row['citizen_id']}": boxes}
    short = office.worker.post(flat, form)
    assert short.status_code == 422
    assert "Bekræft valget" in short.text
    done = office.worker.post(flat, {**form, "choose_reason": "Eget ønske"})
    assert done.status_code == 303
    [choice] = office.all_of(choices)
    assert choice["citizen_id"] == row["citizen_id"]


def test_a_citizen_a_rule_keeps_out_cannot_be_written_in(office: Office) -> None:
    row = next(row for row in office.table("pairs") if row["eligible"] == "false")
    for wanted in (row["citizen_id"], "C-no-such"):
        address = f"/runs/{office.run_id}/price/{row['vacancy_id']}?chosen={wanted}"
        answer = office.worker.get(address)
        assert answer.status_code == 422
        assert 'id="fault-other"' in answer.text


def test_a_screen_someone_else_was_faster_on_says_what_stands_now(office: Office) -> None:
    match = office.match()
    assert accept(office, match).status_code == 303
    late = office.someone("office").post(
        office.flat(match["vacancy_id"]), {"action": "reject", "reject_code": "individual_assessment"}
    )
    assert late.status_code == 409
    text = plain(late.text)
    assert "En anden har besluttet om boligen" in text
    assert "Handling – Indstillingen er godkendt" in text
    assert len(office.all_of(choices)) == 1


def test_a_form_sent_twice_is_done_once(office: Office) -> None:
    match = office.match()
    first = accept(office, match, request_key="one-key")
    again = accept(office, match, request_key="one-key")
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    assert len(office.all_of(offers)) == 1


def test_rejecting_for_good_forbids_the_pair_and_undoing_lifts_it(office: Office) -> None:
    match = office.match()
    flat = office.flat(match["vacancy_id"])
    form = {"action": "reject", "reject_code": "milieu_network", "reject_standing": "yes"}
    assert office.worker.post(flat, form).status_code == 303
    [pair] = office.all_of(standing)
    assert (pair["action"], pair["citizen_id"]) == ("forbid", match["citizen_id"])
    [choice] = office.all_of(choices)
    page = office.read(flat)
    assert "afvist" in plain(page)
    assert 'name="action"' not in page
    undo = office.worker.post(f"/runs/{office.run_id}/undo/{choice['choice_id']}")
    assert undo.status_code == 303
    assert office.all_of(standing)[0]["lifted_at"] is not None
    assert 'name="action"' in office.read(flat)


def test_a_parked_flat_can_still_be_decided(office: Office) -> None:
    match = office.match()
    flat = office.flat(match["vacancy_id"])
    assert office.worker.post(flat, {"action": "park"}).status_code == 422
    assert office.worker.post(flat, {"action": "park", "park_code": "next_meeting"}).status_code == 303
    assert 'value="accept"' in office.read(flat)
    assert accept(office, match).status_code == 303


def test_a_pin_wants_a_reason_and_leaves_the_flat_undecided(office: Office) -> None:
    row = other_candidate(office)
    flat = office.flat(row["vacancy_id"])
    form = {"action": "standing", "standing_kind": "pin", "standing_citizen": row["citizen_id"]}
    assert office.worker.post(flat, form).status_code == 422
    assert office.worker.post(flat, {**form, "standing_reason": "Aftalt på mødet"}).status_code == 303
    [pair] = office.all_of(standing)
    assert (pair["action"], pair["citizen_id"], pair["vacancy_id"]) == (
        "pin",
        row["citizen_id"],
        row["vacancy_id"],
    )
    assert office.all_of(choices) == []


def test_a_citizen_with_an_offer_is_no_longer_offered_elsewhere(office: Office) -> None:
    """Someone chosen for another flat than the proposed one leaves that one without its proposal."""
    by_citizen = {row["citizen_id"]: row["vacancy_id"] for row in office.table("matches")}
    row = next(
        row
        for row in office.table("proposals")
        if row["matched"] == "false" and row["citizen_id"] in by_citizen
    )
    form = {"action": "choose", "citizen": row["citizen_id"], "choose_code": "other", "choose_reason": "x"}
    form |= {f"tick-{row['citizen_id']}": row["warnings"].split()}
    assert office.worker.post(office.flat(row["vacancy_id"]), form).status_code == 303
    left = by_citizen[row["citizen_id"]]
    page = office.read(office.flat(left))
    assert f"har tilbud om {row['vacancy_id']}" in plain(page)
    assert 'value="accept"' not in page


def test_only_the_office_decides_and_an_older_run_is_closed(office: Office) -> None:
    from finished_week import put_run

    match = office.match()
    auditor = office.someone("auditor")
    page = auditor.get(office.flat(match["vacancy_id"]))
    assert page.status_code == 200
    assert 'name="action"' not in page.text
    assert auditor.post(office.flat(match["vacancy_id"]), {"action": "accept"}).status_code == 403
    for role in ("shelter", "association", "analyst", "administrator"):
        assert office.someone(role).get(office.flat(match["vacancy_id"])).status_code == 403
    with office.store.writing() as connection:
        newer = put_run(connection, office.town)
    page_text = office.read(office.flat(match["vacancy_id"]))
    assert f"/runs/{newer}/proposals" in page_text
    assert 'name="action"' not in page_text
    assert accept(office, match).status_code == 409
