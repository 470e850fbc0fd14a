"""Changing the guidelines: a form or the whole file, tried out on this week, then adopted with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

from data.exchange.faults import Fault
from data.exchange.policy import SETTINGS, default_policy_toml
from data.overview.guidelines.difference import differences
from data.overview.guidelines.effect import Effect, effect_on
from data.overview.guidelines.written import LIMITS, TIERS, field_of, fields_of, read, toml_of
from data.store.errors import NotPossible, Refused
from data.store.policies import adopt, faults_of, policy_in_force
from data.store.settings import today
from matcher.model import Policy
from web.access import access
from web.faults import by_field, fault_text
from web.forms import Form, sent
from web.here import actor, change, say, seen, store
from web.i18n import lang, t
from web.policy import words
from web.week.law import parsed

pages = Blueprint("policy_editing", __name__)
#: The field of the whole file, and of the reason for adopting it.
WHOLE, REASON = "toml", "reason"
Answer = Response | str | tuple[str, int]


@pages.get("/policy/edit")
@access("office")
def edit() -> str:
    """The guidelines in force as a form, or with ``?whole=1`` as the file they are."""
    with store().reading() as connection:
        toml = policy_in_force(connection)[1]
    if request.args.get("whole"):
        return _form(Form({WHOLE: toml}), whole=True)
    return _form(Form(_as_written(fields_of(toml))))


def _as_written(fields: dict[str, str]) -> dict[str, str]:
    """The numbers with the decimal comma where one writes so."""
    numbers = {setting.name for setting in SETTINGS if not setting.words}
    comma = lang() == "da"
    return {
        name: text.replace(".", ",") if comma and name in numbers else text for name, text in fields.items()
    }


@pages.post("/policy/preview")
@access("office")
def preview() -> Answer:
    """What the guidelines sent would do to this week; nothing is changed."""
    form = sent()
    whole = WHOLE in form.values
    toml = form.value(WHOLE).replace("\r\n", "\n") + "\n" if whole else toml_of(_texts(form))
    with store().reading() as connection:
        faults = faults_of(connection, toml)
    if faults:
        return _form(form.with_faults(_by_field(faults, whole)), whole=whole), 422
    return _preview(toml, Form({REASON: ""}))


@pages.post("/policy/adopt")
@access("office")
def take_effect() -> Answer:
    """Adopt the guidelines that were tried out, with the reason."""
    form = sent()
    toml = form.value(WHOLE).replace("\r\n", "\n") + "\n"

    def act(connection: Connection) -> str:
        number = adopt(connection, actor(), toml, form.value(REASON))
        say("policy.adopted", n=number)
        return url_for("policy.index")

    try:
        return change(act)
    except Refused as refusal:
        if any(fault.column != REASON for fault in refusal.faults):
            return _form(form.with_faults(_by_field(refusal.faults, True)), whole=True), 422
        return _preview(toml, form.with_faults(by_field(refusal.faults))), 422


def _texts(form: Form) -> dict[str, str]:
    return {name: form.value(name) for name in form.values}


def _by_field(faults: Iterable[Fault], whole: bool) -> dict[str, str]:
    """What is wrong by field; in the file as a whole each fault with its line."""
    said: dict[str, list[str]] = {}
    for fault in faults:
        message = fault_text(fault.message)
        if whole:
            message = t("policy.line", n=fault.line, message=message)
        said.setdefault(WHOLE if whole else field_of(fault), []).append(message)
    return {name: "; ".join(messages) for name, messages in said.items()}


def _form(form: Form, *, whole: bool = False) -> str:
    return render_template(
        "policy/edit.html",
        form=form,
        whole=whole,
        words=words,
        sections=words.SECTIONS,
        choices={setting.name: setting.words for setting in SETTINGS if setting.words},
        default=Policy(),
        default_toml=default_policy_toml(),
        tiers=TIERS,
        limits=LIMITS,
    )


def _preview(toml: str, form: Form) -> str:
    """The effect on this week beside what differs, and the way to adopt."""
    effect: Effect | None = None
    problem = ""
    with store().reading() as connection:
        in_force = policy_in_force(connection)[1]
        on = today(connection)
        try:
            effect = effect_on(connection, on, toml)
        except NotPossible as error:
            problem = t(f"policy.preview.{error.code}", **error.values)
    if effect is not None:
        seen("citizen", [move.citizen_id for move in effect.moves], "policy")
    return render_template(
        "policy/preview.html",
        on=on,
        toml=toml,
        form=form,
        effect=effect,
        problem=problem,
        differences=[words.difference(one) for one in differences(parsed(in_force), read(toml)[0])],
    )
