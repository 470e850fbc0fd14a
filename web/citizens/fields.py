"""The form of a citizen: its sections in the order a referral is talked through, and who fills in what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.exchange import codes, tables
from data.store import capacity, ground
from matcher.model import Policy
from web import choices
from web.entry import Field, Option, citizen_field, field
from web.here import store
from web.i18n import t

_ECONOMY = (
    "benefit", "activity_ready", "other_income", "other_net_income", "fixed_costs", "wealth",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Fields under one heading; ``more`` folds them away until they are needed."""

    key: str
    fields: tuple[Field, ...]
    more: bool = False


@dataclass(frozen=True)
class Section:
    """One step of the form."""

    key: str
    groups: tuple[Group, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields of the step."""
        return tuple(one for group in self.groups for one in group.fields)


def sections(*, new: bool, office: bool, policy: Policy) -> tuple[Section, ...]:
    """The steps of the form.

    A shelter sets no need group and gives no id; a stored citizen's need group is changed on its page.
    """
    return (
        Section("household", _household(new and office)),
        Section("network", (Group("milieus", (_many("avoid_milieus", _milieus),)),)),
        Section("needs", _needs()),
        Section("priorities", (Group("", (citizen_field("priorities"),)),)),
        Section("support", _support(new, office, policy)),
        Section("consent", (Group("", (citizen_field("consent"),)),)),
    )


def _household(with_id: bool) -> tuple[Group, ...]:
    who = (citizen_field("citizen_id", given=True),) if with_id else ()
    return (
        Group("who", (*who, *map(citizen_field, ("birth_date", "adults", "children", "municipality")))),
        Group("economy", tuple(map(citizen_field, _ECONOMY))),
        Group("partner", tuple(map(citizen_field, ("partner_benefit", "partner_income")))),
        Group("known_income", tuple(map(citizen_field, ("net_income", "gross_income"))), more=True),
        Group(
            "area_law",
            tuple(
                map(
                    citizen_field,
                    (
                        "benefit_months", "partner_benefit_months", "eu_citizen", "student", "released_on",
                        "evicted_on",
                    ),
                )
            ),
        ),
    )  # fmt: skip


def _needs() -> tuple[Group, ...]:
    return (
        Group(
            "dwelling",
            (
                citizen_field("kinds"),
                *map(citizen_field, ("min_rooms", "max_rooms")),
                citizen_field("min_size_m2", unit="m²"),
                citizen_field("max_rent"),
            ),
        ),
        Group("access", tuple(map(citizen_field, ("step_free", "max_floor_without_lift", "pets")))),
        Group(
            "where",
            (
                citizen_field("setting"),
                *map(citizen_field, ("wanted_areas", "refused_areas")),
                _many("debt_to", choices.organisations),
            ),
        ),
    )


def _support(new: bool, office: bool, policy: Policy) -> tuple[Group, ...]:
    need = ["situation", "waiting_since", "admitted_on"]
    tier = (replace(citizen_field("tier", widget="select"), options=lambda: _tiers(policy)),)
    return (
        Group("situation", (*map(citizen_field, need), *(tier if new and office else ()))),
        Group(
            "support",
            (
                citizen_field("support_method"),
                citizen_field("team_id", widget="select", options=_teams),
                *map(citizen_field, ("support_decided_on", "action_plan_on")),
            ),
        ),
    )


def _many(name: str, options: object) -> Field:
    return citizen_field(name, widget="checks", options=options)


def _tiers(policy: Policy) -> list[Option]:
    return [(str(n), tier_text(policy, n)) for n in sorted({*policy.tiers, 1, 2, 3})]


def tier_text(policy: Policy, tier: int) -> str:
    """A need group with the council's criterion."""
    criterion = policy.tiers.get(tier, "")
    return t("citizens.tier_long", tier=tier, text=criterion) if criterion else str(tier)


def _teams() -> list[Option]:
    with store().reading() as connection:
        teams = capacity.list_teams(connection)
    return [(row["team_id"], f"{row['team_id']} · {codes.METHODS[row['method']]}") for row in teams]


def _milieus() -> Sequence[Option]:
    with store().reading() as connection:
        return [(row["milieu_id"], row["name"]) for row in ground.list_milieus(connection)]


# --- the network ---

PLACE_COLUMNS = ("category", "address", "postcode", "weight", "max_km", "min_km", "x", "y", "lat", "lon")


def place_fields(index: int, role: str) -> dict[str, Field]:
    """The fields of one place by column, named ``place-INDEX-COLUMN``."""
    prefix = f"place-{index}-"
    return {name: field(tables.PLACES, name, prefix=prefix) for name in ("role", *PLACE_COLUMNS)}


CONTACT = ("name", "phone", "email", "postal_address")
