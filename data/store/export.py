"""The week as files, as a run reads it: who waits and what is vacant, with live offers held out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from data.exchange.week import Reading


def week_files(connection: Connection, day: date) -> dict[str, bytes]:
    """The week folder of all waiting citizens and vacant flats; the same rows give the same bytes.

    The citizen and the flat of a live offer are absent, its quota place and caseload place taken.
    """
    raise NotImplementedError


def read_files(files: Mapping[str, bytes], day: date) -> Reading:
    """Such files read and checked for a decision date, like a folder of them."""
    raise NotImplementedError


def input_sha256(files: Mapping[str, bytes]) -> str:
    """The hash that names the input, as in summary.json."""
    raise NotImplementedError
