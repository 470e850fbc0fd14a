"""The example, from an empty folder to every one of its pages in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from test_web_pages import plain, read

from web.app import create_app
from web.demo import prepare_demo
from web.run import RunError


@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_of_the_example_can_be_shown(demo: Flask, lang: str) -> None:
    run, client = demo.extensions["husrum_run"], demo.test_client()
    read(client, f"/?lang={lang}")
    assert len(run.vacancies) == 30
    assert len(run.citizens) == 40
    for vacancy in run.vacancies:
        text = plain(read(client, f"/flat/{vacancy}"))
        for row in run.candidates.get(vacancy, []):
            assert str(row["citizen_id"]) in text
    for citizen in run.citizens:
        text = plain(read(client, f"/citizen/{citizen}"))
        match = run.match_of_citizen.get(citizen)
        assert (match is None) or str(match["vacancy_id"]) in text


def test_explanations_are_told_in_the_readers_language(demo: Flask) -> None:
    run, client = demo.extensions["husrum_run"], demo.test_client()
    vacancy = next(iter(run.match_of_vacancy))
    written = run.match_of_vacancy[vacancy]["explanation"]
    assert written in plain(read(client, f"/flat/{vacancy}?lang=da"))
    english = plain(read(client, f"/flat/{vacancy}?lang=en"))
    assert written not in english
    assert "has waited" in english


def test_the_example_says_that_it_is_one(demo: Flask) -> None:
    assert "Eksempel med opdigtede borgere" in read(demo.test_client(), "/")


def test_the_example_made_twice_is_the_same(demo_folders: tuple[Path, Path], tmp_path: Path) -> None:
    again = prepare_demo(tmp_path / "demo", preset="small")
    for first, second in zip(demo_folders, again, strict=True):
        names = sorted(path.name for path in first.iterdir() if path.suffix == ".csv")
        assert names
        for name in names:
            assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_a_started_example_starts_again(demo_folders: tuple[Path, Path]) -> None:
    before = (demo_folders[1] / "matches.csv").read_bytes()
    assert prepare_demo(demo_folders[0].parent, preset="small") == demo_folders
    assert (demo_folders[1] / "matches.csv").read_bytes() == before


def test_a_folder_without_a_result_is_refused(demo_folders: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(RunError, match="husrum propose"):
        create_app(demo_folders[0], tmp_path)


def test_a_result_of_another_week_is_refused(
    demo_folders: tuple[Path, Path], folders: tuple[Path, Path]
) -> None:
    with pytest.raises(RunError, match="run husrum propose again"):
        create_app(folders[0], demo_folders[1])


def test_an_error_inside_is_logged_and_not_shown(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(*folders)

    def fail(*_: object) -> None:
        raise RuntimeError("C-1 is secret")

    monkeypatch.setattr("web.views.flats.lines", fail)
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "Der skete en fejl" in answer.get_data(as_text=True)
    assert "secret" not in answer.get_data(as_text=True)
    assert "C-1 is secret" in caplog.text


def test_a_faulty_week_is_refused_with_its_faults(demo_folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "citizens.csv").write_text("citizen_id\nC-1\n", "utf-8")
    with pytest.raises(RunError, match=r"citizens\.csv:1"):
        create_app(tmp_path, demo_folders[1])
