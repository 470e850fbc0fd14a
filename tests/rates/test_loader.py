"""The loader: what is in force on a date, how a year is added, and what is refused, naming the file."""

import pickle
import shutil
import textwrap
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data.rates.loader import DENMARK, load_rates, read_amounts
from data.rates.sheet import main, sheet
from matcher.errors import RatesError
from matcher.rates import NEEDED, Rates

TODAY = date(2026, 11, 23)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the package's amounts that a test may damage."""
    return Path(shutil.copytree(DENMARK, tmp_path / "denmark"))


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    """A user's own folder with a complete 2027: every amount as in 2026, kontanthjælp 13,595."""
    folder = tmp_path / "own"
    folder.mkdir()
    write_sheet(folder / "2027.yaml", dict.fromkeys(NEEDED, "1") | {"kontanthjaelp.forhoejet": "13595"})
    return folder


def write_sheet(file: Path, values: dict[str, str], start: str = "2027-01-01") -> None:
    lines = [f"from: {start}", "source: a source", "confidence: verified", "values:"]
    file.write_text("\n".join(lines + [f"  {id}: {value}" for id, value in values.items()]), encoding="utf-8")


# In force -------------------------------------------------------------------------------------------------


def test_the_amounts_of_2026(rates: Rates) -> None:
    assert rates.valid_from == date(2026, 1, 1)
    assert not rates.outdated
    assert rates.value("kontanthjaelp.forhoejet") == 13060.0
    assert str(rates.exact("boligsikring.deduct_heat_per_m2")) == "91.50"


@pytest.mark.parametrize(("on", "outdated"), [
    (date(2026, 1, 1), False), (date(2026, 12, 31), False), (date(2027, 1, 1), True), (date(2040, 6, 1), True)
])  # fmt: skip
def test_after_the_last_year_the_newest_are_used_and_outdated(on: date, outdated: bool) -> None:
    assert load_rates(on).outdated is outdated
    assert load_rates(on).value("boligsikring.income_limit") == 170300.0


@pytest.mark.parametrize("on", [date(2025, 12, 31), date(2025, 7, 1), date(1999, 1, 1)])
def test_before_2026_is_refused(on: date) -> None:
    with pytest.raises(RatesError, match="complete amounts exist from 2026 only"):
        load_rates(on)


def test_rates_cannot_be_changed_but_travel_between_processes(rates: Rates) -> None:
    with pytest.raises(TypeError):
        rates.amounts["kontanthjaelp.grund"] = Decimal(0)  # type: ignore[index]
    again = pickle.loads(pickle.dumps(rates))
    assert dict(again.amounts) == dict(rates.amounts)
    assert (again.valid_from, again.outdated) == (rates.valid_from, rates.outdated)


def test_an_unknown_name_and_an_incomplete_set_are_refused(rates: Rates) -> None:
    with pytest.raises(RatesError, match=r"kontanthjaelp\.hoej"):
        rates.value("kontanthjaelp.hoej")
    fewer = {name: amount for name, amount in rates.amounts.items() if name != "su.udeboende"}
    with pytest.raises(RatesError, match=r"missing: su\.udeboende"):
        Rates(rates.valid_from, rates.outdated, fewer)


# Next year ------------------------------------------------------------------------------------------------


def test_a_users_folder_adds_a_year(extra: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSRUM_RATES", str(extra))
    rates = load_rates(date(2027, 1, 1))
    assert (rates.valid_from, rates.outdated) == (date(2027, 1, 1), False)
    assert rates.value("kontanthjaelp.forhoejet") == 13595.0
    assert load_rates(date(2026, 12, 31)).value("kontanthjaelp.forhoejet") == 13060.0
    assert load_rates(date(2028, 1, 1)).outdated


def test_the_package_can_be_continued(package: Path) -> None:
    for file in package.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        row = '  - {from: 2027-01-01, value: "7", source: s, confidence: verified}'
        file.write_text(
            text.replace("background:", f"{row}\nbackground:") if "background:" in text else text + row
        )
    assert load_rates(date(2027, 3, 1), package=package).value("su.udeboende") == 7.0


def test_a_file_of_one_amount_may_be_copied_and_continued(extra: Path) -> None:
    text = (DENMARK / "su" / "udeboende.yaml").read_text(encoding="utf-8")
    row = '  - {from: 2027-07-01, value: "7600.50", source: s, confidence: verified}'
    (extra / "udeboende.yaml").write_text(text + row, encoding="utf-8")
    assert load_rates(date(2027, 6, 30), extra).value("su.udeboende") == 1.0
    july = load_rates(date(2027, 7, 1), extra)
    assert str(july.exact("su.udeboende")) == "7600.50"
    assert july.valid_from == date(2027, 7, 1)
    assert load_rates(TODAY, extra).value("su.udeboende") == 7426.0


def test_a_half_stated_year_stops_its_own_decisions_only(extra: Path) -> None:
    values = {id: "1" for id in NEEDED if id not in ("su.udeboende", "tax.bottom_rate")}
    write_sheet(extra / "2027.yaml", values | {"dagpenge.hoejeste": ""})
    assert load_rates(date(2026, 12, 31), extra).value("su.udeboende") == 7426.0
    for on in (date(2027, 1, 1), date(2028, 1, 1)):
        with pytest.raises(RatesError) as error:
            load_rates(on, extra)
        lines = str(error.value).splitlines()
        assert [line.split(": ")[0] for line in lines] == [
            "denmark/su/udeboende.yaml",
            "denmark/dagpenge/hoejeste.yaml",
            "denmark/tax/bottom_rate.yaml",
        ]
        assert all("2027-01-01" in line and "2027.yaml" in line and "add it" in line for line in lines)


def test_the_empty_sheet_filled_in_is_a_complete_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["2027"]) == 0
    lines = [f'{line} "1234"' if line.startswith("  ") and line.endswith(":") else line
             for line in capsys.readouterr().out.splitlines()]  # fmt: skip
    text = "\n".join(lines).replace('source: ""', "source: somewhere")
    (tmp_path / "2027.yaml").write_text(text, encoding="utf-8")
    rates = load_rates(date(2027, 5, 5), tmp_path)
    assert not rates.outdated
    assert rates.value("kontanthjaelp.grund") == 1234.0
    assert rates.value("boligsikring.rent_share") == 0.6


def test_the_worked_example_of_the_page_is_a_sheet(tmp_path: Path) -> None:
    page = (DENMARK.parent / "next_year.md").read_text(encoding="utf-8")
    example = textwrap.dedent(page.split("```yaml\n", 1)[1].split("```")[0])
    (tmp_path / "2027.yaml").write_text(example, encoding="utf-8")
    added = {id: amount.values[-1] for id, amount in read_amounts(extra=tmp_path).items()
             if amount.values[-1].start == date(2027, 1, 1)}  # fmt: skip
    assert {id: str(value.amount) for id, value in added.items()} == {
        "kontanthjaelp.forhoejet": "13595",
        "boligsikring.deduct_heat_per_m2": "93.25",
        "boligsikring.rent_share": "0.60",
    }


def test_the_review_names_missing_amounts_and_slips(
    extra: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = {id: str(amount.values[-1].amount) for id, amount in read_amounts().items() if id in NEEDED}
    del now["su.udeboende"]
    write_sheet(extra / "2027.yaml", now | {"kontanthjaelp.grund": "75290"})
    monkeypatch.setenv("HUSRUM_RATES", str(extra))
    assert main([]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["2026: complete", "2027: 1 amounts missing"]
    assert "su.udeboende" in out[2]
    assert [line for line in out if "look again" in line] == [
        "  look again: kontanthjaelp.grund went from 7529 to 75290 on 2027-01-01 (2027.yaml)"
    ]


def test_a_sheet_lists_every_needed_amount_with_its_last_value() -> None:
    text = sheet(read_amounts(), 2027)
    assert [id for id in NEEDED if f"\n  {id}:" not in text] == []
    assert "2026-01-01: 13060" in text
    assert main(["2026"]) == 2


# Refused --------------------------------------------------------------------------------------------------

GRUND = "kontanthjaelp/grund.yaml"
ROW = '  - {{from: {0}, value: "{1}", source: s, confidence: verified}}\nbackground:'


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


FAULTS = {
    "gap": (swap("background:", ROW.format("2028-01-01", 7900)), "gap, nothing from 2027"),
    "same day twice": (swap("background:", ROW.format("2026-01-01", 7900)), "overlaps the one from 2026"),
    "out of order": (swap("background:", ROW.format("2025-01-01", 7900)), "from 2025-01-01 overlaps"),
    "no reference": (swap("reference: ", "#"), "reference: it is missing"),
    "blank reference": (lambda text: text.replace(" § 16 stk. 1 nr. 1", "").replace(
        '"lov om aktiv socialpolitik (LBK 1004/2025)"', '" "'), "reference: it is missing"),
    "no unit": (swap("unit: ", "#"), "unit: it is missing"),
    "no confidence": (swap("    confidence: computed", "    #"), "confidence: it is missing"),
    "unknown confidence": (swap("computed_from_law_plus_minus_1", "guessed"), "'guessed' is unknown; use"),
    "no source": (swap("source: ", "sauce: "), "source: it is missing"),
    "misspelt key": (swap("english: ", "inglish: "), "inglish: unknown key"),
    "unknown id": (swap("kontanthjaelp.grund", "kontanthjaelp.grundsats"), "grundsats' is unknown"),
    "id of another file": (swap("kontanthjaelp.grund", "su.udeboende"), "belongs in the file su/u"),
    "thousands separator": (swap('"7529"', '"7,529"'), "'7,529' is no amount"),
    "Danish thousands": (swap('"7529"', '"7.529"'), "'7.529' is ambiguous"),
    "negative": (swap('"7529"', '"-7529"'), "'-7529' is no amount"),
    "not a number": (swap('"7529"', "NaN"), "'NaN' is no amount"),
    "blank value": (swap('"7529"', '""'), "value: it is missing"),
    "Danish date": (swap("2026-01-01", "01-01-2026"), "'01-01-2026' is no date"),
    "no values": (lambda text: text[: text.index("values:")], "no value is stated"),
    "values not a list": (lambda text: text[: text.index("values:")] + "values: 5", "must be a list"),
    "key twice": (swap("unit: ", "unit: x\nunit: "), "unit is written twice"),
    "broken YAML": (swap("values:", "values: ["), ":"),
    "empty file": (lambda text: "", "must hold keys and values"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_refused_naming_the_file(fault: str, package: Path) -> None:
    damage, told = FAULTS[fault]
    file = package / GRUND
    before = file.read_text(encoding="utf-8")
    file.write_text(damage(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before
    with pytest.raises(RatesError) as error:
        load_rates(TODAY, package=package)
    lines = str(error.value).splitlines()
    assert all(line.startswith(f"denmark/{GRUND}:") for line in lines)
    assert told in str(error.value)


def test_a_missing_file_and_a_file_in_another_code_are_refused(package: Path) -> None:
    (package / GRUND).unlink()
    with pytest.raises(RatesError, match=f"^denmark/{GRUND}: -: the file is missing"):
        load_rates(TODAY, package=package)
    (package / GRUND).write_bytes("danish: Kontanthjælp".encode("cp1252"))
    with pytest.raises(RatesError, match=f"^denmark/{GRUND}: -: the file is not UTF-8"):
        load_rates(TODAY, package=package)


def test_all_faults_are_told_at_once(package: Path) -> None:
    for name in (GRUND, "su/udeboende.yaml"):
        file = package / name
        file.write_text(file.read_text(encoding="utf-8").replace("unit: ", "#"), encoding="utf-8")
    with pytest.raises(RatesError) as error:
        load_rates(TODAY, package=package)
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "from: 2027-01-01\nsource: s\nconfidence: verified\nvalues: {su.hjemme: 5}",
            "su.hjemme: the id is unknown",
        ),
        ("from: 2026-01-01\nsource: s\nconfidence: verified\nvalues: {su.udeboende: 5}", "overlaps 7426"),
        ("from: 2027-01-01\nconfidence: verified\nvalues: {su.udeboende: 5}", "source: it is missing"),
        ("from: 2027-01-01\nsource: s\nconfidence: verified", "a sheet needs values"),
        (
            "from: 2027-01-01\nsource: s\nconfidence: verified\nvalues: {su.udeboende: '7426,50'}",
            "is no amount",
        ),
        ("from: 2027-01-01\nsource: s\nconfidence: verified\nvalues:\n  su.udeboende: 7.426", "is ambiguous"),
        ("from: 2027-01-01\nsource: s\nconfidence: verified\nvalues: {su.hjemme: }", "the id is unknown"),
        ("id: su.udeboende\nvalues: [{from: 2027-01-01, value: 5, source: s}]", "confidence: it is missing"),
        (
            "from: 2028-01-01\nsource: s\nconfidence: verified\nvalues: {su.udeboende: 5}",
            "gap, nothing from 2027",
        ),
    ],
)
def test_a_faulty_own_file_is_refused(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RatesError) as error:
        load_rates(TODAY, tmp_path)
    assert told in str(error.value)
    assert "mine.yaml" in str(error.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RatesError, match="HUSRUM_RATES names no folder"):
        load_rates(TODAY, tmp_path / "nowhere")
