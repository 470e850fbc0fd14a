"""What a weekly run sees and says: ``Week``, ``Policy`` and ``Result``.

The tables are pandas frames with exactly the columns of the file formats (docs/formats.md), with one
difference: ``lat``/``lon`` are gone, because every location is ``x``/``y`` in EPSG:25832 metres.

Cell types, everywhere in the project:

========================  =====================================================================
kind of column            type in the frame
========================  =====================================================================
text, code, id            str, ``""`` when blank
date                      datetime64[s], NaT when blank
number, blank is unknown  float64, NaN when blank (also for whole numbers)
number with a default     float64 (amounts, sizes) or int64 (whole numbers), the default filled in
yes/no with a default     bool, the default filled in
yes/no, blank is unknown  pandas "boolean", NA when blank
list                      object, a tuple of str, ``()`` when blank
share, team sizes         object, ``fractions.Fraction`` (exact)
========================  =====================================================================

A default that policy.toml decides (``fixed_costs``, ``kinds``, ``utilities``) is left blank in the frame
and filled by the rules.  Frames are sorted by their ids in code-point order, so that the same rows in any
order are the same week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd
    from geopandas.geodataframe import GeoDataFrame

KINDS = ("family", "youth", "elderly", "odd", "start", "inclusion", "stepdown")
METHODS = ("none", "CTI", "ICM", "ACT", "ACT_modified")
SITUATIONS = ("street", "shelter_110", "friends", "institution", "transitional", "hotel", "at_risk", "other")
AREA_CLASSES = ("none", "prevention", "vulnerable", "parallel", "transformation")
SETTINGS = ("urban", "suburban", "rural")
CRITERIA_OF_CHOICE = ("network", "economy", "size", "setting", "area")
WAIVABLE = ("area_law", "rent", "debt", "persons", "age", "support_undecided")

#: Every warning a match or a candidate can carry, in the order they are written.
WARNINGS = (
    "tight_budget",
    "support_under_review",
    "utilities_estimated",
    "deposit_above_loan_limit",
    "floor_unknown",
    "pets_unknown",
    "network_unknown",
    "support_decision_needed",
    "action_plan_missing",
    "debt",
    "refund_ends",
    "no_quota_account",
    "rates_outdated",
    *(f"waived:{code}" for code in WAIVABLE),
    "waiver_with_alternative",
    "bound",
)


def _weights(**weights: int) -> Mapping[str, int]:
    return MappingProxyType(weights)


def _plain(record: Any) -> dict[str, Any]:
    """The fields of a dataclass with every mapping as a dict."""
    values = {item.name: getattr(record, item.name) for item in fields(record)}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in values.items()}


def _restore(kind: type, values: dict[str, Any]) -> Any:
    return kind(**{name: MappingProxyType(v) if isinstance(v, dict) else v for name, v in values.items()})


@dataclass(frozen=True)
class Limit:
    """A limit the council adds (policy.toml ``[[limit]]``): exactly one of at_most, at_least is set.

    ``vacancies`` and ``citizens`` map a key to its alternatives, all as text, except ``under_age`` (a tuple
    of one int) and ``student`` (a tuple of bools); tiers are ints.  An empty mapping means all.
    """

    name: str
    vacancies: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    citizens: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    at_most: int | None = None
    at_least: int | None = None
    already: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle through plain dicts, because a read-only mapping cannot be pickled."""
        return _restore, (Limit, _plain(self))


@dataclass(frozen=True)
class Policy:
    """Everything that is a choice rather than law: policy.toml with its defaults.

    Amounts are DKK per month, distances metres, times days.
    """

    require_support_decision: Literal["never", "warn", "shelter", "always"] = "shelter"
    youth_max_age: int = 29
    minimum_single: float = 3600.0
    minimum_couple: float = 5800.0
    minimum_child: float = 1300.0
    rent_block_share: float = 0.7
    fixed_costs: float = 0.0
    utilities_per_m2: float = 12.0
    debt: Literal["warn", "block"] = "warn"
    municipal_rate: float = 0.25049
    church_rate: float = 0.0
    network_half_distance_m: float = 4000.0
    network_neutral: int = 300
    comfortable_margin: float = 2000.0
    full_waiting_days: float = 365.0
    overdue_days: float = 365.0
    stability_points: int = 0
    shelter_day_cost: float = 1500.0
    weights: Mapping[str, int] = field(default_factory=lambda: _weights(need=4, fit=4, choice=4))
    need: Mapping[str, int] = field(default_factory=lambda: _weights(waiting=1, chances=1))
    fit: Mapping[str, int] = field(default_factory=lambda: _weights(network=3, economy=2, size=1))
    choice: Mapping[str, int] = field(
        default_factory=lambda: _weights(network=3, economy=2, size=1, setting=1, area=1)
    )
    tiers: Mapping[int, str] = field(default_factory=dict)
    limits: tuple[Limit, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle through plain dicts, because a read-only mapping cannot be pickled."""
        return _restore, (Policy, _plain(self))


@dataclass(frozen=True)
class Week:
    """One municipality's (or several municipalities') week, as read and checked.

    ``quotas`` and ``teams`` are None when the file is absent: no quota account, no limit on support.
    ``places``, ``milieus`` and ``decisions`` are empty frames when absent.  ``milieus`` has the columns
    milieu_id, name, buffer_m, geometry in EPSG:25832.  ``addresses`` is consumed by the reader.
    """

    decision_date: date
    citizens: pd.DataFrame
    vacancies: pd.DataFrame
    places: pd.DataFrame
    milieus: GeoDataFrame
    decisions: pd.DataFrame
    quotas: pd.DataFrame | None = None
    teams: pd.DataFrame | None = None
    input_sha256: str = ""


@dataclass(frozen=True)
class Result:
    """What a run says: the tables of the result folder (docs/formats.md), typed, not yet text.

    ``summary`` holds plain JSON values.  When the pins cannot hold together (``status`` infeasible) all
    tables are empty and ``summary["conflict"]`` names a smallest set of them.
    """

    summary: dict[str, Any]
    matches: pd.DataFrame
    proposals: pd.DataFrame
    unmatched: pd.DataFrame
    unused: pd.DataFrame
    affordability: pd.DataFrame
    pairs: pd.DataFrame | None = None

    @property
    def status(self) -> str:
        """``optimal``, ``feasible`` or ``infeasible``."""
        return str(self.summary["status"])
