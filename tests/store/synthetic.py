"""A synthetic week in a store: written, imported and confirmed as the office does it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.store.actor import Actor
from data.store.engine import Store
from data.store.imports import Preview, confirm, preview
from data.store.settings import TODAY, set_setting
from data.synth.write import DECISION_DATE

OFFICE = Actor("office", "office")


def folder_files(folder: Path) -> dict[str, bytes]:
    """The files of a week folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def fix_today(store: Store, day: date = DECISION_DATE) -> None:
    """Let it be one day for the office."""
    with store.writing() as connection:
        set_setting(connection, TODAY, day.isoformat())


def import_files(store: Store, files: dict[str, bytes]) -> Preview:
    """Put files up and confirm them."""
    with store.writing() as connection:
        upload_id = preview(connection, OFFICE, files)
    with store.writing() as connection:
        return confirm(connection, OFFICE, upload_id)
