"""The council's guidelines: the ones in force in plain words, every version, and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import Connection, select

from data.exchange.policy import default_policy_toml
from data.overview.guidelines.difference import differences
from data.store.policies import get_policy, policies, policy_in_force
from data.store.schema import users
from web.access import access
from web.here import actor, store
from web.policy import words
from web.week.law import parsed

pages = Blueprint("policy", __name__)
READERS = ("office", "analyst", "auditor", "administrator")
Row = Mapping[str, Any]


@pages.get("/policy")
@access(*READERS)
def index() -> str:
    """The guidelines in force, read in plain words, and every version of them."""
    with store().reading() as connection:
        number, toml = policy_in_force(connection)
        versions = policies(connection)
        names = _names(connection)
    row = next((one for one in versions if one["number"] == number), None)
    return render_template(
        "policy/index.html",
        policy=parsed(toml),
        toml=toml,
        row=row,
        number=number,
        versions=versions,
        names=names,
        may_edit=actor().role == "office",
        words=words,
    )


@pages.get("/policy/versions/<int:number>")
@access(*READERS)
def version(number: int) -> str:
    """One version: what it says, and what it changed of the one before."""
    with store().reading() as connection:
        row = get_policy(connection, number)
        every = policies(connection)
        names = _names(connection)
    earlier = [one for one in every if one["number"] < number]
    before = parsed(earlier[0]["toml"] if earlier else default_policy_toml())
    found = [words.difference(one) for one in differences(before, parsed(row["toml"]))]
    return render_template(
        "policy/version.html",
        row=row,
        before=earlier[0] if earlier else None,
        differences=found,
        policy=parsed(row["toml"]),
        names=names,
        words=words,
    )


@pages.get("/policy/difference")
@access(*READERS)
def difference() -> str:
    """What differs between any two versions."""
    with store().reading() as connection:
        versions = policies(connection)
        first, second = _chosen(versions, "from", 1), _chosen(versions, "to", 0)
        texts = {n: get_policy(connection, n)["toml"] for n in (first, second) if n is not None}
    found = []
    if first is not None and second is not None:
        pair = parsed(texts[first]), parsed(texts[second])
        found = [words.difference(one) for one in differences(*pair)]
    return render_template(
        "policy/difference.html", versions=versions, first=first, second=second, differences=found
    )


def _chosen(versions: list[Row], name: str, place: int) -> int | None:
    """The version asked for, else the one at a place of the list (0 is the newest)."""
    numbers = [int(row["number"]) for row in versions]
    asked = request.args.get(name, "")
    if asked.isascii() and asked.isdigit() and len(asked) < 9 and int(asked) in numbers:
        return int(asked)
    return numbers[min(place, len(numbers) - 1)] if numbers else None


def _names(connection: Connection) -> dict[str, str]:
    """The names of colleagues by user id."""
    return {row.user_id: row.name for row in connection.execute(select(users.c.user_id, users.c.name))}
