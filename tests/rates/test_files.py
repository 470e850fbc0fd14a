"""The amounts themselves: complete, documented, and the same as the defaults that rest on them."""

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from data.rates.amounts import CONFIDENCE, Amount
from data.rates.document import document
from data.rates.loader import DENMARK, read_package
from matcher.model import Policy
from matcher.rates import NEEDED, SHOWN, Rates

ROOT = Path(__file__).parents[2]
AMOUNTS = read_package()


def test_the_files_are_exactly_the_known_amounts() -> None:
    files = {file.relative_to(DENMARK).with_suffix("").as_posix() for file in DENMARK.rglob("*.*")}
    assert files == {id.replace(".", "/") for id in (*NEEDED, *SHOWN)}
    assert len({*NEEDED, *SHOWN}) == len(NEEDED) + len(SHOWN)


@pytest.mark.parametrize("amount", AMOUNTS.values(), ids=lambda amount: amount.id)
def test_every_amount_has_unit_law_start_source_and_confidence(amount: Amount) -> None:
    assert re.search(r"DKK|share|m²|children|days", amount.unit)
    assert re.search(r"§|lov |no law: the council", amount.reference)
    assert amount.values[0].start == date(2026, 1, 1)
    assert all(value.source and value.confidence in CONFIDENCE for value in amount.values)
    assert all(value.start < date(2026, 1, 1) for value in amount.background)
    assert ("share" in amount.unit) == (0 <= amount.values[0].amount < 1 and "DKK" not in amount.unit)


def test_the_committed_page_is_current() -> None:
    assert (ROOT / "docs" / "amounts.md").read_text(encoding="utf-8") == document(AMOUNTS)


def test_the_page_shows_every_amount_with_its_law() -> None:
    page = document(AMOUNTS)
    rows = {row.split("`")[1]: row for row in reversed(page.splitlines()) if row.startswith("| `")}
    assert set(rows) == set(AMOUNTS)
    assert "| 13,060 | DKK per month, before tax | 2026-01-01 |" in rows["kontanthjaelp.forhoejet"]
    assert "§ 16 stk. 1 nr. 2" in rows["kontanthjaelp.forhoejet"]
    assert "| *12,498* |" in page
    assert "How to add next year's amounts" in page


def test_the_defaults_of_the_policy_are_the_amounts(rates: Rates) -> None:
    policy = Policy()
    assert rates.value("tax.municipal_rate_average") == policy.municipal_rate
    assert rates.value("raadighedsbeloeb.dragoer_single") == policy.minimum_single
    assert rates.value("raadighedsbeloeb.dragoer_couple") == policy.minimum_couple
    assert rates.value("raadighedsbeloeb.dragoer_child") == policy.minimum_child


def test_amounts_that_rest_on_others_agree(rates: Rates) -> None:
    of = rates.value
    for scheme in ("boligsikring", "boligydelse"):
        caps = [of(f"{scheme}.max_rent_year_{k}") for k in
                ("0_children", "1_child", "2_children", "3_children", "4_children")]  # fmt: skip
        raised = [int(caps[0] * (20 + k) / 20 / 100 + 0.5) * 100 for k in range(5)]
        assert caps == raised  # 5, 10, 15 and 20 per cent, to hundreds (§ 14)
    assert round(0.89 * of("dagpenge.hoejeste")) == of("ledighedsydelse.hoej")
    assert round(2 * 12 * of("folkepension.par") * 1.05) == of("beboerindskudslaan.income_limit_year")
    assert of("beboerindskudslaan.income_limit_per_child") == of("boligydelse.income_limit_per_child")


@pytest.mark.parametrize("module", ["income", "benefits", "support", "support_terms"])
def test_no_amount_is_in_the_code(module: str) -> None:
    tree = ast.parse((ROOT / "matcher" / f"{module}.py").read_text(encoding="utf-8"))
    numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)
               and isinstance(node.value, int | float) and not isinstance(node.value, bool)}  # fmt: skip
    # Months, ages of the youth supplement, halves and micro-units, the block size, and small counts.
    assert numbers <= {0, 0.5, 0.5e-6, 1, 2, 12, 25, 30, 32768}
