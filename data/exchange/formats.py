"""docs/formats.md, written from the tables of columns: ``python -m data.exchange.formats`` writes it anew."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.exchange import geojson, policy
from data.exchange.columns import Table
from data.exchange.decode import LARGEST_FILE
from data.exchange.limits import CITIZEN_KEYS, VACANCY_KEYS
from data.exchange.result_tables import SUMMARY_KEYS, ResultTable, results_tables
from data.exchange.tables import TABLES
from data.exchange.workbook_guard import LARGEST_UNPACKED, MOST_CELLS
from matcher.model import Policy

DOCUMENT = Path(__file__).parents[2] / "docs" / "formats.md"
_TYPES = {
    "text": "text",
    "whole": "whole number",
    "amount": "DKK, two decimals",
    "km": "km, two decimals",
    "yes_no": "true/false",
}


def formats_markdown() -> str:
    """The whole document as Markdown."""
    parts = [_introduction()]
    parts += [_input_table(table) for table in TABLES[:2]]
    parts += [_milieus()]
    parts += [_input_table(table) for table in TABLES[2:]]
    parts += [_prose("across"), _codes(), _policy(), _results()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _prose(name: str, **values: object) -> str:
    """A piece of fixed text with its figures filled in."""
    text = (Path(__file__).parent / "prose" / f"{name}.md").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text.strip()


def _introduction() -> str:
    return _prose(
        "introduction",
        LARGEST_FILE=LARGEST_FILE // 1_000_000,
        LARGEST_UNPACKED=LARGEST_UNPACKED // 1_000_000,
        MOST_CELLS=MOST_CELLS // 1_000_000,
    )


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _input_table(table: Table) -> str:
    rows = [
        (
            f"`{column.name}`",
            column.danish,
            column.type_name("en"),
            column.blank_meaning("en"),
            column.english_meaning,
            column.danish_meaning,
        )
        for column in table.columns
    ]
    required = "required" if table.required else "optional"
    return (
        f"### {table.name}.csv, sheet {table.name} or {table.danish} ({required})\n\n"
        f"{table.english_meaning[:1].upper()}{table.english_meaning[1:]}.\n\n"
        + _table(("column", "Danish header", "type", "blank means", "meaning", "betydning"), rows)
    )


def _milieus() -> str:
    rows = [
        (f"`{name}`", kind, blank, meaning, danish)
        for name, kind, blank, meaning, _, _, danish in geojson.PROPERTIES
    ]
    return (
        _prose("milieus") + "\n\n" + _table(("property", "type", "blank means", "meaning", "betydning"), rows)
    )


def _codes() -> str:
    sections = ["## Codes and their Danish words\n\nWritten in any case, in CSV files and workbooks alike."]
    for table in TABLES:
        for column in table.columns:
            if column.codes:
                words = ", ".join(f"`{code}` {danish}" for code, danish in column.codes.items())
                sections.append(f"- {table.name}.{column.name} ({column.danish}): {words}")
    return sections[0] + "\n\n" + "\n".join(sections[1:])


def _policy() -> str:
    default = Policy()
    rows = []
    for setting in policy.SETTINGS:
        value = getattr(default, setting.name)
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        low = f"{'above' if setting.above else 'from'} {setting.low:g}"
        high = f" to {setting.high:g}" if setting.high < 1e12 else ""
        allowed = ", ".join(setting.words) or f"{'whole number' if setting.whole else 'number'} {low}{high}"
        rows.append((f"`{setting.name}`", allowed, shown, setting.english, setting.danish))
    groups = "\n".join(
        f"- `[{group}]`: "
        + ", ".join(f"{name} {weight}" for name, weight in getattr(default, group).items())
        + "".join(f" ({name}: counts nothing unless named)" for name in policy.OPTIONAL.get(group, ()))
        for group in policy.GROUPS
    )
    return (
        "## policy.toml (optional)\n\nEverything that is a choice rather than law. Missing keys keep their "
        "default, also inside a table; unknown keys are errors.\n\n"
        + _table(("key", "allowed", "default", "meaning", "betydning"), rows)
        + "\n\nWeights are whole numbers 0–1000, not all 0 in a group; the defaults:\n\n"
        + groups
        + '\n- `[tiers]`: the council\'s criterion text per tier, `1 = "…"` to `9 = "…"`, shown to users'
        + "\n\n"
        + _prose("limits", VACANCY_KEYS=_listed(VACANCY_KEYS), CITIZEN_KEYS=_listed(CITIZEN_KEYS))
        + "\n\n```toml\n"
        + policy.default_policy_toml()
        + "```"
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _result_table(table: ResultTable) -> str:
    rows = [
        (f"`{column.name}`", _TYPES[column.type], column.english_meaning, column.danish_meaning)
        for column in table.columns
    ]
    return (
        f"### {table.name}.csv\n\n{table.english_meaning[:1].upper()}{table.english_meaning[1:]}; sorted by "
        f"{', '.join(table.key)}.\n\n" + _table(("column", "type", "meaning", "betydning"), rows)
    )


def _results() -> str:
    rows = [(f"`{name}`", english, danish) for name, english, danish in SUMMARY_KEYS]
    parts = [_prose("results"), *(_result_table(table) for table in results_tables)]
    parts.append("### summary.json\n\n" + _table(("key", "meaning", "betydning"), rows))
    return "\n\n".join(parts)


def main() -> int:
    """Writes docs/formats.md."""
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(formats_markdown(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
