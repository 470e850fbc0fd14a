"""What the API takes and answers about vacancies, accounts, statements and the token, as models."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, JsonValue, StringConstraints

from data.exchange.tables import VACANCIES
from data.overview.own_flats import TODO
from data.store.ledger_flats import NONE_REASONS
from data.store.taken_back import WITHDRAW_REASONS
from web.api.columns import Form, Text, row_model

#: Where a vacancy stands (data.overview.own_flats).
STANDS = (
    "announced", "reported", "offered", "viewing", "accepted", "contract", "moved_in", "objected", "let",
    "given_back", "lapsed", "withdrawn",
)  # fmt: skip
#: What is Husrum's to give.
GIVEN = ("vacancy_id", "organisation_id", "reported_on")
#: The largest whole number of the store.
LARGEST = 2**31 - 1
Id = Annotated[Text, StringConstraints(min_length=1, max_length=64)]
#: Words of several lines.
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$", max_length=2000)]
Version = Annotated[int, Field(ge=1, le=LARGEST)]
Page = Annotated[int, Field(ge=1, le=LARGEST)]


class _Said(Form):
    """What is sent of a flat beside its cells."""

    reference: Annotated[Text, StringConstraints(max_length=100)] | None = Field(
        None, description="Your own word for the flat (case number), unique among your own"
    )
    none_reason: Literal[NONE_REASONS] | None = Field(  # type: ignore[valid-type]
        None, description="With route none: why it is not at disposal"
    )
    confirmed: dict[str, Text] = Field(
        default_factory=dict,
        max_length=50,
        description="Warnings a person has confirmed: the `value` of the warning by its `code`",
    )


class _Reported(_Said):
    """What only a new flat has."""

    announced: bool = Field(False, description="It will fall vacant; not yet at the municipality's disposal")


class _Changed(_Said):
    """What a change rests on."""

    version: Version = Field(description="The version of the flat the change was made from")


VacancyReport: Any = row_model(
    "VacancyReport", VACANCIES, but=GIVEN, base=_Reported, meaning="A vacancy to be reported."
)
VacancyChange: Any = row_model(
    "VacancyChange", VACANCIES, but=GIVEN, optional=True, base=_Changed,
    meaning="The cells of a vacancy to be changed; null makes a cell blank, what is left out stays.",
)  # fmt: skip


class _Standing(Form):
    """Where a vacancy stands."""

    state: Literal[STANDS] = Field(description="Where it stands")  # type: ignore[valid-type]
    acts: Literal["association", "office", "citizen"] | None = Field(description="Who must act now")
    deadline: date | None = Field(description="The day by which, where there is one")
    todo: list[Literal[TODO]] = Field(description="What the association must do")  # type: ignore[valid-type]
    reference: str | None = Field(description="The association's own word for it")
    none_reason: str | None = Field(description="With route none: why it is not at disposal")
    entered_on: date = Field(description="The day it came to Husrum")
    closed_on: date | None = Field(description="The day it was let, given back, withdrawn or lapsed")
    relet_on: date | None = Field(description="After it was given back: the day it was let to someone else")
    version: int = Field(description="Goes up with every change")


Vacancy: Any = row_model(
    "Vacancy", VACANCIES, base=_Standing, whole=True, meaning="A vacancy and where it stands."
)


class VacancyList(BaseModel):
    """A page of vacancies, by id."""

    items: list[Vacancy]
    page: int
    pages: int
    total: int = Field(description="Vacancies in all, on every page")


class VacancyQuery(Form):
    """Which vacancies are listed."""

    state: Literal[STANDS] | None = Field(None, description="Only those that stand so")  # type: ignore[valid-type]
    reference: Text | None = Field(None, description="Only the one you call so")
    department_id: Text | None = Field(None, description="Only those of this estate")
    page: Page = Field(1, description="The number of the page")
    per_page: int = Field(100, ge=1, le=500, description="Vacancies a page")


class Relet(Form):
    """When a flat that was given back was let to someone else."""

    day: date
    version: Version | None = Field(None, description="The version it was read in; left out: whichever")


class Withdrawal(Form):
    """Vacancies to be withdrawn, all of them or none."""

    vacancy_ids: list[Id] = Field(min_length=1, max_length=500)
    reason: Literal[WITHDRAW_REASONS]  # type: ignore[valid-type]
    words: Words = Field(
        "", description="To the office, in the thread of each flat; needed with reason other"
    )


class Withdrawn(BaseModel):
    """The vacancies as they stand after being withdrawn."""

    items: list[Vacancy]


class Balance(BaseModel):
    """The whole arithmetic of an account; fractions are texts such as 13/4."""

    counted: int = Field(description="Flats counted since the account was entered")
    used: int = Field(description="Places used since then")
    earned: str = Field(description="What the counted flats have earned the municipality, a fraction")
    period_from: date | None = Field(description="When the accounting period began")
    period_counted: int
    period_used: int
    period_earned: str
    carried: int = Field(description="Places handed on from before the period")
    left: int = Field(description="What may still be claimed")


class Terms(BaseModel):
    """What is agreed for an account on a day."""

    mode: Literal["choose", "fourth", "first"]
    share: str | None = Field(description="A fraction such as 1/4; null where a fixed number holds")
    fixed: int | None = Field(description="So many flats a period, whatever falls vacant")
    period: str


class Account(Terms):
    """A quarter-rule account: one pool."""

    quota_id: int
    organisation_id: str
    municipality: str
    department_id: str
    quota_class: str = Field(alias="class", description="family, youth or all")
    balance: Balance


class AccountList(BaseModel):
    """The accounts the token may know of."""

    items: list[Account]


class AccountEvent(Terms):
    """One numbered event of an account, with the terms of its day and the arithmetic after it."""

    entry: str = Field(description="quota_id:number, as a statement has it")
    number: int
    day: date
    kind: str
    vacancy_id: str
    counts: bool | None
    why: str = Field(description="Why the flat is not counted, or why something was corrected")
    turn: str
    corrects: int | None
    counted: int
    claimed: int
    carry_over: int
    reason: str
    after: Balance


class AccountWithEvents(Account):
    """An account with every event."""

    events: list[AccountEvent]


class AccountQuery(Form):
    """As of which day."""

    on: date | None = Field(None, description="The account at the end of this day; left out: now")


class StatementHead(BaseModel):
    """A month's statement."""

    statement_id: str
    organisation_id: str
    month: str = Field(description="YYYY-MM")
    edition: int
    state: Literal["issued", "disputed", "answered", "confirmed", "replaced"]
    issued_at: str
    total_ore: int = Field(description="The sum of the month in whole øre")
    content_sha256: str
    record_number: int = Field(description="The record's last entry when it was issued")
    record_hash: str


class StatementList(BaseModel):
    """The statements the token may know of, newest month first."""

    items: list[StatementHead]


class StatementWhole(StatementHead):
    """A statement as it was issued."""

    content: dict[str, JsonValue] = Field(
        description="pools (opening, events with the arithmetic after each, closing), void (void rent by "
        "flat), charges (restoration and arrears) and sums, amounts in whole øre"
    )


class TokenAnswer(BaseModel):
    """Whose the token is."""

    token_id: str
    name: str
    role: Literal["association", "office"]
    organisation_id: str | None
    expires_on: date | None
    today: date = Field(description="The office's day")
