"""What an upload would do to the milieus and the policy, which are no tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from data.exchange import policy
from data.exchange.faults import Fault, holds_cpr, in_order
from data.exchange.geojson import FILE, Feature
from data.store import schema
from data.store.cells import CPR_MESSAGE
from data.store.ground import line_of_json
from data.store.import_previews import Change, Plan, TablePreview
from data.store.policies import faults_of, policy_in_force
from data.store.rows import rows_of
from data.store.versions import MILIEU


def plan_milieus(connection: Connection, made: Plan) -> list[TablePreview]:
    """What becomes of the milieus of a file; those to write go into the plan."""
    features = made.found.milieus
    if features is None:
        return []
    stored = {row["milieu_id"]: MILIEU.state(row) for row in rows_of(connection, select(schema.milieus))}
    new: list[str] = []
    changed: list[Change] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    rejected = 0
    for feature in features:
        wrong = _wrong(feature, seen)
        if wrong:
            faults += wrong
            rejected += 1
            continue
        seen.add(feature.milieu.milieu_id)
        values = _values(feature)
        before, after = stored.get(feature.milieu.milieu_id), MILIEU.state(values)
        if before == after:
            continue
        made.milieus.append(values)
        if before is None:
            new.append(feature.milieu.milieu_id)
        else:
            cells = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
            changed.append(Change(feature.milieu.milieu_id, feature.line, cells))
    return [
        TablePreview(
            table="milieus",
            file=made.found.files["milieus"],
            read=len(features),
            new=tuple(new),
            changed=tuple(changed),
            unchanged=len(seen) - len(new) - len(changed),
            rejected=rejected,
            faults=tuple(in_order(faults)),
        )
    ]


def _wrong(feature: Feature, seen: Collection[str]) -> list[Fault]:
    """Why a feature is rejected; empty when it is not."""
    wrong = list(feature.faults)
    if feature.milieu.milieu_id in seen:
        wrong.append(Fault(FILE, feature.line, "milieu_id", "the milieu_id is repeated"))
    if holds_cpr(feature.milieu.name):
        wrong.append(Fault(FILE, feature.line, "name", CPR_MESSAGE))
    return wrong


def _values(feature: Feature) -> dict[str, Any]:
    milieu = feature.milieu
    geometry = line_of_json(feature.given["geometry"])
    return {
        "milieu_id": milieu.milieu_id,
        "name": milieu.name,
        "buffer_m": milieu.buffer_m,
        "geometry": geometry,
    }


def plan_policy(connection: Connection, made: Plan) -> None:
    """What becomes of the policy of a file; the text to adopt goes into the plan."""
    text = made.found.policy
    if text is None:
        return
    number, in_force = policy_in_force(connection)
    teams = {row["team_id"] for _, row in made.checked.rows("teams")}
    faults = tuple(faults_of(connection, text, teams))
    same = number is not None and text == in_force
    preview = TablePreview(
        "policy", policy.FILE, 1, unchanged=int(same), rejected=int(bool(faults)), faults=faults
    )
    if faults:
        preview = replace(preview, unchanged=0)
    elif not same:
        made.policy = text
        label = "policy"
        if number is None:
            preview = replace(preview, new=(label,))
        else:
            preview = replace(preview, changed=(Change(label, 1, {"toml": (in_force, text)}),))
    made.previews.append(preview)
