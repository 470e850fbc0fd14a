"""The form an association reports a vacancy with: its steps, what is copied, and what is unusual in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from sqlalchemy import Connection

from data.exchange.tables import VACANCIES
from data.store import cells
from data.store.ledger_flats import NONE_REASONS
from data.store.reporting import SoftWarning
from data.store.rows import Row
from web import entry
from web.entry import Field, field
from web.forms import Form
from web.i18n import day, decimal, kr, t

#: What the association itself may say of how a flat is counted: under the rule, or why it is not at disposal.
_ROUTES = ("quarter", *NONE_REASONS)
#: Cells a copy of an earlier vacancy leaves out: they are of that time.
NOT_COPIED = ("vacancy_id", "available_from", "reported_on", "answer_by", "seq")
#: The field with the association's own word, and the one that says when the flat is at disposal.
REFERENCE, WHEN = "reference", "when"
CONFIRM = "confirm-"


@dataclass(frozen=True)
class Step:
    """One step of the form: a heading (message ``own.step.KEY``), its fields, and those folded away."""

    key: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...] = ()


def _fields(*names: str) -> tuple[Field, ...]:
    return tuple(field(VACANCIES, name) for name in names)


def _routes() -> list[entry.Option]:
    return [(code, t(f"own.route.{code}")) for code in _ROUTES]


def steps(*, given: bool = False) -> list[Step]:
    """The steps; ``given``: the office has set the flat outside the quarter rule, which stays."""
    route = () if given else (field(VACANCIES, "route", options=_routes),)
    return [
        Step("home", _fields("address", "postcode", "department_id", "kind", "rooms", "size_m2", "floor"),
             _fields("lift", "step_free", "pets_allowed", "kitchen", "student_only", "min_age", "max_age",
                     "setting", "area_class", "lat", "lon", "x", "y")),
        Step("rent", _fields("rent", "utilities", "heating", "deposit")),
        Step("time", _fields("available_from", "answer_by"), (*route, *_fields("seq"))),
    ]  # fmt: skip


def fields_of(form_steps: list[Step]) -> list[Field]:
    """All fields of the steps."""
    return [one for step in form_steps for one in (*step.fields, *step.more)]


def filled(texts: Mapping[str, str], version: int | None = None, **values: str) -> Form:
    """The form of a flat's texts, with further values by field."""
    form = entry.filled(VACANCIES, texts, version)
    return Form({**form.values, **values}, {}, form.version)


def copied(row: Row) -> dict[str, str]:
    """What a new vacancy takes over from an earlier one of the same dwelling."""
    texts = cells.texts(VACANCIES, row)
    kept = {name: text for name, text in texts.items() if name not in NOT_COPIED}
    return kept | {"route": ""}


def of_row(row: Row, reference: str) -> Form:
    """The form of a stored flat, with its version."""
    texts = cells.texts(VACANCIES, row)
    if texts["route"] == "none":
        texts["route"] = str(row["none_reason"] or "other")
    return filled(texts, row["version"], **{REFERENCE: reference})


def told(texts: Mapping[str, str]) -> dict[str, str]:
    """The cells sent, the route and why it is none apart as the store has them."""
    route = texts.get("route", "")
    return dict(texts) | ({"route": "none", "none_reason": route} if route in NONE_REASONS else {})


def confirmed(form: Form) -> dict[str, str]:
    """The warnings ticked in this form, value by code."""
    return {
        name.removeprefix(CONFIRM): str(value)
        for name, value in form.values.items()
        if name.startswith(CONFIRM)
    }


def warning_text(warning: SoftWarning) -> str:
    """What is unusual, in a sentence."""
    forms = {"yearly": kr, "usual": kr, "deposit": kr, "size": decimal, "rooms": decimal, "day": day}
    said = {name: forms.get(name, str)(value) for name, value in warning.figures.items()}  # type: ignore[operator]
    return t(f"warning.{warning.code}", **said)


def page(
    connection: Connection,
    title: str,
    form_steps: list[Step],
    form: Form,
    back: str,
    warnings: tuple[SoftWarning, ...] = (),
    **context: Any,
) -> str:
    """The form as a page; ``warnings`` are asked to be ticked."""
    labels = entry.labels(fields_of(form_steps)) | {REFERENCE: t("own.reference"), WHEN: t("own.when.label")}
    return render_template(
        "association/form.html",
        title=title,
        steps=form_steps,
        form=form,
        back=back,
        labels=labels,
        action=request.path,
        warnings=[(CONFIRM + one.code, one.value, warning_text(one)) for one in warnings],
        opened={step.key: any(_said(form, one) for one in step.more) for step in form_steps},
        wrong={
            step.key: sum(one.name in form.faults for one in (*step.fields, *step.more))
            for step in form_steps
        },
        **context,
    )


def _said(form: Form, one: Field) -> bool:
    """Whether a folded field holds something, or is at fault."""
    value, default = form.value(one.name), one.column.default
    blank = {True: "yes", False: "no"}.get(default, default) if isinstance(default, bool) else default
    return one.name in form.faults or bool(value and value != str("" if blank is None else blank))
