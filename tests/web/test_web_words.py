"""The words for codes are complete in both languages."""

from __future__ import annotations

import pytest

from data.store.ledger_flats import NONE_REASONS
from data.store.ledger_steps import TAKEN_OUT
from matcher import model, words
from matcher.eligibility import RULES
from web.messages import MESSAGES

BENEFITS = (
    *("kontanthjaelp_forhoejet", "kontanthjaelp_grund", "kontanthjaelp_mindste", "ressourceforloeb"),
    *("jobafklaring", "ledighedsydelse", "ledighedsydelse_hoej", "revalidering", "foertidspension"),
    *("seniorpension", "folkepension", "su", "dagpenge", "sygedagpenge", "loen", "ingen"),
)
UNMATCHED = ("not_ready", "no_eligible_vacancy", "team_full", "quota_spent", "outranked")
UNUSED = ("route_none", "quota_turn", "no_eligible_citizen", "quota_spent", "team_full", "outcompeted")

TABLES = {
    "RULE_LABELS": tuple(rule.code for rule in RULES),
    "RULE_SENTENCES": tuple(rule.code for rule in RULES),
    "WARNING_LABELS": model.WARNINGS,
    "WARNING_SENTENCES": model.WARNINGS,
    "UNMATCHED_LABELS": UNMATCHED,
    "UNMATCHED_SENTENCES": UNMATCHED,
    "UNUSED_LABELS": UNUSED,
    "UNUSED_SENTENCES": UNUSED,
    "KINDS": model.KINDS,
    "METHODS": model.METHODS,
    "SITUATIONS": model.SITUATIONS,
    "AREA_CLASSES": model.AREA_CLASSES,
    "SETTINGS": ("any", *model.SETTINGS),
    "BENEFITS": BENEFITS,
}


@pytest.mark.parametrize("name", TABLES)
def test_every_code_has_words_in_the_order_of_the_codes(name: str) -> None:
    table = getattr(words, name)
    assert tuple(table) == tuple(TABLES[name])


def tables() -> dict[str, words.Words]:
    return {name: value for name, value in vars(words).items() if name.isupper() and isinstance(value, dict)}


@pytest.mark.parametrize("name", sorted(tables()))
def test_words_are_there_in_both_languages(name: str) -> None:
    for code, said in tables()[name].items():
        assert set(said) == set(words.LANGS), code
        for text in said.values():
            assert text == text.strip() != ""
            if name.endswith("SENTENCES"):
                assert text[0].isupper(), code
                assert text.endswith("."), code


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert words.say(words.KINDS, "new_kind", "da") == "new_kind"
    assert words.say(words.KINDS, "odd", "da") == "skæv bolig"


@pytest.mark.parametrize("code", [*NONE_REASONS, *TAKEN_OUT])
def test_why_a_flat_is_not_counted_or_taken_out_of_an_account_has_words(code: str) -> None:
    assert len(set(MESSAGES[f"statements.why.{code}"])) == 2
