"""Import by the pages: what would change is shown cell by cell, then done; the same again changes nothing."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

from flask.testing import FlaskClient
from pages import Reader
from sqlalchemy import select
from synthetic import fix_today
from town_files import Files, rows, table
from werkzeug.test import TestResponse

from data.exchange.sheets import read_workbook
from data.store.engine import Store
from data.store.export import week_files
from data.store.schema import record
from data.store.settings import today


def put_up(office: Reader, files: Files) -> TestResponse:
    """Choose files and go to the preview."""
    client: FlaskClient = office.client
    parts = [(io.BytesIO(raw), name) for name, raw in files.items()]
    answer = client.post("/import", data={"csrf_token": office.token(), "files": parts})
    return client.get(answer.location) if answer.status_code == 303 else answer


def confirm(office: Reader, preview: TestResponse) -> TestResponse:
    """Press the button of the preview."""
    digest = re.search(r'name="digest" value="([^"]*)"', preview.text)
    assert digest, text_of(preview)
    answer = office.post(f"{preview.request.path}/confirm", {"digest": digest[1]})
    assert answer.status_code == 303
    return office.get(answer.location)


def text_of(answer: TestResponse) -> str:
    """A page as plain text."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def exported(store: Store) -> Files:
    """The week as the store exports it."""
    with store.reading() as connection:
        return week_files(connection, today(connection))


def test_the_same_files_change_nothing(office: Reader, town: Store, files: Files) -> None:
    """Everything stands already: said so, and no button to confirm."""
    before = exported(town)
    preview = put_up(office, files)
    assert "Intet ændres" in text_of(preview)
    assert 'name="digest"' not in preview.text
    assert exported(town) == before


def test_new_changed_and_rejected_rows_are_shown_in_place(office: Reader, town: Store, files: Files) -> None:
    """One row new, one cell changed, one row wrong: each is shown, and only the first two are done."""
    citizens = rows(files, "citizens.csv")
    changed = {**citizens[0], "fixed_costs": "1234"}
    new = {**citizens[1], "citizen_id": "C-NEW"}
    wrong = {**citizens[2], "benefit": "lotto", "children": "many"}
    preview = put_up(office, {"citizens.csv": table([changed, new, wrong])})
    text = text_of(preview)
    assert "C-NEW" in text
    assert "citizens.csv:4" in text
    assert "kendes ikke" in text and "ikke et tal" in text
    assert re.search(r"Faste udgifter \S+ 1234", text)
    assert "expected" not in text
    done = confirm(office, preview)
    assert "Importen er gennemført" in text_of(done)
    found = {row["citizen_id"]: row for row in rows(exported(town), "citizens.csv")}
    assert found[citizens[0]["citizen_id"]]["fixed_costs"] == "1234"
    assert "C-NEW" in found
    assert found[citizens[2]["citizen_id"]]["benefit"] == citizens[2]["benefit"]


def test_an_empty_office_is_filled_by_one_upload(office: Reader, town: Store, files: Files) -> None:
    """The zip that was taken out, put into another office, is the same week."""
    packed = office.get("/import/week.zip")
    with zipfile.ZipFile(io.BytesIO(packed.data)) as folder:
        taken = {name.split("/")[-1]: folder.read(name) for name in folder.namelist()}
    assert taken == exported(town)
    with town.reading() as connection:
        last = connection.execute(select(record).order_by(record.c.number.desc()).limit(1)).mappings().one()
    assert (last["action"], last["subject_kind"]) == ("export", "citizen")
    assert last["actor"] == office.user_id


def test_files_that_cannot_be_read_are_refused_whole(office: Reader, town: Store) -> None:
    """Said in Danish, nothing changed, nothing to confirm."""
    before = exported(town)
    preview = put_up(office, {"citizens.csv": b"citizen_id;benefit\n\x00"})
    assert "kan ikke læses" in text_of(preview)
    assert 'name="digest"' not in preview.text
    nothing = office.post("/import", {})
    assert nothing.status_code == 422
    assert "mindst én fil" in nothing.text
    assert exported(town) == before


def test_the_template_reads_back(office: Reader, town: Store) -> None:
    """The empty workbook of the page is a week without rows."""
    fix_today(town)
    workbook = office.get("/import/template.xlsx")
    assert workbook.status_code == 200
    faults: list[object] = []
    raws = read_workbook(workbook.data, "week.xlsx", faults, [])  # type: ignore[arg-type]
    assert not faults
    assert raws is not None and not any(raw.lines for raw in raws.values())
