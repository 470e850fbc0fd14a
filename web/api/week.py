"""A week as JSON: its models, and the files of a week folder it stands for, with the place of every fault."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, Field, JsonValue, create_model

from data.exchange import geojson, policy
from data.exchange.columns import Table
from data.exchange.faults import Fault
from data.exchange.folder import Folder
from data.exchange.result_tables import SUMMARY_KEYS, results_tables
from data.exchange.tables import TABLES
from web.api.columns import Form, Item, cell_text, result_model, row_model
from web.api.problems import pointer
from web.api.toml import toml_text

#: The most rows of each table.
MOST_ROWS = {
    "citizens": 5_000, "places": 50_000, "vacancies": 1_000, "quotas": 2_000, "teams": 1_000,
    "decisions": 20_000, "addresses": 50_000,
}  # fmt: skip
MOST_MILIEUS = 1_000
#: The most citizens × vacancies of which the table of pairs is answered.
MOST_PAIRS = 20_000
#: Seconds: what may be asked for, and what is given where nothing is asked for.
LONGEST, USUAL = 120.0, 60.0


class Pair(Form):
    """A citizen in a flat of an earlier answer."""

    vacancy_id: Item
    citizen_id: Item


class Milieus(BaseModel):
    """The milieus as GeoJSON (RFC 7946): polygons in WGS84 with milieu_id, name and buffer_m."""

    type: str = Field(description="FeatureCollection")
    features: list[dict[str, JsonValue]] = Field(max_length=MOST_MILIEUS)


def _tables() -> dict[str, Any]:
    """A list of rows for each table of a week; only citizens and vacancies must be there."""
    fields: dict[str, Any] = {}
    for table in TABLES:
        row = row_model(f"Week{table.name.title()}Row", table)
        rows = Annotated[list[row], Field(max_length=MOST_ROWS[table.name])]  # type: ignore[valid-type]
        about = Field(description=f"{table.english_meaning[:1].upper()}{table.english_meaning[1:]}")
        fields[table.name] = (rows, about) if table.required else (rows | None, _optional(about))
    return fields


def _optional(about: Any) -> Any:
    return Field(None, description=about.description)


class _Week(Form):
    """What a week is solved with beside its tables."""

    milieus: Milieus | None = Field(None, description="milieus.geojson")
    policy: dict[str, JsonValue] | None = Field(
        None, description="policy.toml as an object; what is left out keeps its default"
    )
    decision_date: date | None = Field(None, description="The day decided for; today where left out")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="Seed of the lots that settle ties between people")
    top: int = Field(5, ge=1, le=50, description="Candidates answered per flat")
    pairs: bool = Field(
        False, description=f"Also answer every citizen × flat, where they are at most {MOST_PAIRS}"
    )
    lang: str = Field("da", pattern="^(da|en)$", description="Language of the explanations: da or en")
    time_limit: float = Field(
        USUAL, gt=0, le=LONGEST, description="Seconds for the optimum; the best found is then answered"
    )
    previous: list[Pair] = Field(
        default_factory=list, max_length=1_000, description="Pairs of an earlier answer, for stability points"
    )


WeekSent: Any = create_model(
    "Week", __base__=_Week, __doc__="A week, as `husrum propose` reads it from a folder.", **_tables()
)


def _answer() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for table in results_tables:
        row = result_model(table)
        kind: Any = list[row] if table.name != "pairs" else list[row] | None  # type: ignore[valid-type]
        fields[table.name] = (kind, Field(description=table.english_meaning.capitalize()))
    return fields


class Warned(BaseModel):
    """Something doubtful in the week that does not stop it."""

    place: str
    message: str


class _Answer(BaseModel):
    """What holds a week's answer together."""

    summary: dict[str, JsonValue] = Field(
        description="summary.json: " + "; ".join(f"{name}: {meaning}" for name, meaning, _ in SUMMARY_KEYS)
    )
    warnings: list[Warned] = Field(description="What is doubtful in the week")


WeekAnswered: Any = create_model(
    "WeekAnswer", __base__=_Answer, __doc__="What `husrum propose` writes to a result folder.", **_answer()
)


@dataclass(frozen=True)
class Sent:
    """A week as files, and where in the JSON each line of them comes from."""

    folder: Folder
    _policy: Sequence[str] = ()
    _columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def place(self, fault: Fault) -> str:
        """The JSON pointer of a fault of the files."""
        name = fault.file.partition(".")[0]
        if fault.file == policy.FILE:
            return self._policy[fault.line - 1] if 0 < fault.line <= len(self._policy) else pointer("policy")
        if fault.file == geojson.FILE:
            column = {"-": (), "geometry": ("geometry",)}.get(fault.column, ("properties", fault.column))
            return (
                pointer("milieus")
                if fault.line < 2
                else pointer("milieus", "features", fault.line - 2, *column)
            )
        if fault.line < 2 or name not in self._columns:
            return pointer(name)
        known = fault.column in self._columns[name]
        return pointer(name, fault.line - 2, *((fault.column,) if known else ()))


def files_of(week: Any) -> Sent:
    """The files of a week folder a week stands for: the bytes over which ``input_sha256`` is taken."""
    files: dict[str, bytes] = {}
    columns: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        rows = getattr(week, table.name)
        if rows is not None:
            columns[table.name] = tuple(column.name for column in table.columns)
            files[f"{table.name}.csv"] = _csv(table, rows)
    if week.milieus is not None:
        files[geojson.FILE] = _geojson(week.milieus)
    lines: Sequence[str] = ()
    if week.policy is not None:
        text, lines = toml_text(week.policy)
        files[policy.FILE] = text.encode()
    return Sent(Folder(files, frozenset()), lines, columns)


def _csv(table: Table, rows: Sequence[BaseModel]) -> bytes:
    """The rows as a CSV file with all columns, one line a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    for row in rows:
        writer.writerow(cell_text(column, getattr(row, column.name)) for column in table.columns)
    return out.getvalue().encode()


def _geojson(milieus: Milieus) -> bytes:
    """The features a line each, from line 2 on, their keys in order: the same week has one hash."""
    features = ",\n".join(
        json.dumps(feature, ensure_ascii=False, sort_keys=True) for feature in milieus.features
    )
    return f'{{"type": {json.dumps(milieus.type)}, "features": [\n{features}\n]}}\n'.encode()
