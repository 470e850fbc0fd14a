"""The words for codes are complete in both languages."""

from __future__ import annotations

import pytest

from matcher import model, words
from matcher.eligibility import RULES

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
