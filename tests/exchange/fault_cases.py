"""The visible table of planted faults: what is planted in the tiny week, and the line that must report it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.weeks import MILIEUS, POLICY, csv_text, milieus_text, tables

Plant = Callable[[Path], None]


@dataclass(frozen=True)
class Case:
    """``plant`` changes the folder; the one fault is at ``file``, ``line``, ``column`` and says ``words``."""

    name: str
    plant: Plant
    file: str
    line: int
    column: str
    words: tuple[str, ...]


def cell(name: str, table: str, row: int, column: str, value: str, *words: str, at: str = "") -> Case:
    """One cell (row 0 is line 2) set to a value; reported in its own column unless ``at`` names another."""

    def plant(folder: Path) -> None:
        rows = tables()[table]
        rows[row][column] = value
        (folder / f"{table}.csv").write_text(csv_text(rows), encoding="utf-8")

    return Case(name, plant, f"{table}.csv", row + 2, at or column, words)


def row(name: str, table: str, cells: dict[str, str], column: str, *words: str) -> Case:
    """One row added to a table."""

    def plant(folder: Path) -> None:
        rows = [*tables()[table], cells]
        (folder / f"{table}.csv").write_text(csv_text(rows), encoding="utf-8")

    return Case(name, plant, f"{table}.csv", len(tables()[table]) + 2, column, words)


def raw(name: str, file: str, change: Callable[[bytes], bytes], line: int, column: str, *words: str) -> Case:
    """A file's bytes changed."""

    def plant(folder: Path) -> None:
        path = folder / file
        before = path.read_bytes()
        path.write_bytes(change(before))
        assert path.read_bytes() != before, "the change changes nothing"

    return Case(name, plant, file, line, column, words)


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replaces one text by another, once."""
    return lambda content: content.replace(old.encode(), new.encode(), 1)


def policy(name: str, text: str, line: int, column: str, *words: str) -> Case:
    """policy.toml replaced."""
    return Case(
        name,
        lambda folder: (folder / "policy.toml").write_text(text, "utf-8") and None,
        "policy.toml",
        line,
        column,
        words,
    )


def milieu(name: str, properties: dict[str, object], geometry: object, column: str, *words: str) -> Case:
    """A second feature, on line 3, with changed properties and geometry."""
    first = MILIEUS["features"][0]
    second = {
        "type": "Feature",
        "properties": {**first["properties"], "milieu_id": "M2", **properties},
        "geometry": first["geometry"] if geometry is None else geometry,
    }
    text = milieus_text({"features": [first, second]})
    return Case(
        name,
        lambda folder: (folder / "milieus.geojson").write_text(text, "utf-8") and None,
        "milieus.geojson",
        3,
        column,
        words,
    )


def _delete(name: str) -> Plant:
    return lambda folder: (folder / name).unlink()


def _folder_instead(name: str) -> Plant:
    def plant(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return plant


def _semicolons(folder: Path) -> None:
    rows = tables()["vacancies"]
    rows[1]["rent"] = "6.100"
    (folder / "vacancies.csv").write_text(csv_text(rows, ";"), encoding="utf-8")


def _estate_rows(estate: str, *classes: str) -> Plant:
    """Pools of one estate beside those of its organisation."""
    more = [{"organisation_id": "O1", "department_id": estate, "class": scope} for scope in classes]
    return lambda folder: (
        (folder / "quotas.csv").write_text(csv_text(tables()["quotas"] + more), "utf-8") and None
    )


def _ring(*points: tuple[float, float]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(point) for point in points]]}


_LIMIT = '[[limit]]\nname = "n"\n'
CASES = (
    # cells of citizens
    cell("CPR number with hyphen", "citizens", 2, "citizen_id", "010190-1234", "CPR", "pseudonymous"),
    cell("CPR number without hyphen", "citizens", 2, "citizen_id", "2902001234", "CPR", "pseudonymous"),
    cell("blank id", "citizens", 2, "citizen_id", "", "blank", "expected"),
    cell("id over two lines", "citizens", 2, "citizen_id", "C\n3", "line break", "one line"),
    cell("municipality of three digits", "citizens", 0, "municipality", "751", "four digits", "0101"),
    cell("municipality's name", "citizens", 0, "municipality", "Aarhus", "four digits"),
    cell("blank birth date", "citizens", 0, "birth_date", "", "blank"),
    cell(
        "date with dots", "citizens", 0, "birth_date", "17.05.1980", "not a date", "YYYY-MM-DD", "DD-MM-YYYY"
    ),
    cell("date of two-digit year", "citizens", 0, "birth_date", "17-05-80", "not a date"),
    cell("day that is none", "citizens", 0, "birth_date", "2026-02-29", "no day of the calendar"),
    cell("year out of range", "citizens", 0, "birth_date", "0198-05-17", "out of range", "1850"),
    cell(
        "born after the decision date", "citizens", 0, "birth_date", "2026-12-01", "after the decision date"
    ),
    cell("three adults", "citizens", 1, "adults", "3", "out of range", "1 to 2"),
    cell("half a child", "citizens", 1, "children", "1.5", "a whole number is expected"),
    cell("thirteen children", "citizens", 1, "children", "13", "0 to 12"),
    cell("children by the hundred digits", "citizens", 1, "children", "9" * 400, "0 to 12"),
    cell("chances by the hundred digits", "citizens", 1, "chances_per_week", "9" * 400, "ordinary size"),
    cell("children in words", "citizens", 1, "children", "two", "not a number", "digits"),
    cell("unknown benefit", "citizens", 0, "benefit", "kontanthjaelp", "not known", "kontanthjaelp_grund"),
    cell("two adults, no partner's benefit", "citizens", 1, "partner_benefit", "", "2 adults", "expected"),
    cell(
        "one adult, a partner's benefit", "citizens", 0, "partner_benefit", "su", "1 adult", "leave it blank"
    ),
    cell("thousands with space", "citizens", 1, "max_rent", "7 500", "thousands", "without"),
    cell("thousands with point and comma", "citizens", 1, "max_rent", "7.500,00", "thousands"),
    cell("number with unit", "citizens", 1, "max_rent", "7500 kr", "not a number"),
    cell("negative amount", "citizens", 1, "max_rent", "-1", "at least 0"),
    cell("infinite amount", "citizens", 1, "max_rent", "inf", "not a number"),
    cell("not a yes or no", "citizens", 0, "eu_citizen", "måske", "neither yes nor no", "ja/nej"),
    cell("unknown situation", "citizens", 0, "situation", "couch", "not known", "street", "friends"),
    cell(
        "referred after the decision date",
        "citizens",
        2,
        "waiting_since",
        "2026-11-24",
        "after",
        "2026-11-23",
    ),
    cell("tier 0", "citizens", 0, "tier", "0", "1 to 9"),
    cell("unknown method", "citizens", 0, "support_method", "CTY", "not known", "ACT_modified"),
    cell("unknown team", "citizens", 0, "team_id", "T9", "T9", "not in the teams table"),
    cell("team of another method", "citizens", 0, "team_id", "T2", "ICM", "CTI", "same method"),
    cell("unknown kind in a list", "citizens", 0, "kinds", "family villa", "villa", "stepdown"),
    cell("kind named twice", "citizens", 0, "kinds", "family family", "twice"),
    cell("four priorities", "citizens", 0, "priorities", "network economy size area", "4", "at most 3"),
    cell("priority named twice", "citizens", 0, "priorities", "network|network", "twice"),
    cell("unknown milieu", "citizens", 0, "avoid_milieus", "M1 M7", "M7", "milieus.geojson"),
    cell("repeated citizen", "citizens", 2, "citizen_id", "C1", "repeated", "line 2"),
    Case(
        "chances for some only",
        cell("", "citizens", 1, "chances_per_week", "0.4").plant,
        "citizens.csv",
        2,
        "chances_per_week",
        ("1 of 3", "all or none"),
    ),
    row(
        "fewest rooms above most",
        "citizens",
        {
            "citizen_id": "C4",
            "birth_date": "1970-01-01",
            "benefit": "su",
            "waiting_since": "2026-01-01",
            "min_rooms": "3",
            "max_rooms": "2",
        },
        "min_rooms",
        "above max_rooms",
        "exchange",
    ),
    # vacancies
    cell("blank rent", "vacancies", 0, "rent", "", "blank"),
    cell("no area", "vacancies", 0, "size_m2", "0", "above 0"),
    cell("unknown kind of flat", "vacancies", 0, "kind", "villa", "not known", "family"),
    cell("blank date of a flat", "vacancies", 0, "available_from", "", "blank"),
    cell("repeated vacancy", "vacancies", 2, "vacancy_id", "V1", "repeated", "line 2"),
    cell("half a pair", "vacancies", 0, "y", "", "half a pair", "both x and y"),
    cell("both kinds of coordinates", "vacancies", 0, "lat", "56.15", "both", "one kind"),
    cell("x outside Denmark", "vacancies", 0, "x", "5750", "outside Denmark", "440,000"),
    cell("y outside Denmark", "vacancies", 0, "y", "7224000", "outside Denmark", "6,405,000"),
    cell("vacancy without account", "vacancies", 0, "organisation_id", "O3", "no row of quotas", "O3", "add"),
    Case(
        "point and three digits in a ; file",
        _semicolons,
        "vacancies.csv",
        3,
        "rent",
        ("6100", "6,100", "two things"),
    ),
    row(
        "least age above greatest",
        "vacancies",
        {**tables()["vacancies"][2], "vacancy_id": "V4", "min_age": "30", "max_age": "18"},
        "min_age",
        "above max_age",
    ),
    # places
    cell("place of nobody", "places", 0, "citizen_id", "C9", "C9", "not in the citizens table"),
    cell("unknown role", "places", 0, "role", "friend", "network", "avoid"),
    cell("weight 6", "places", 0, "weight", "6", "1 to 5"),
    cell("avoid without distance", "places", 1, "min_km", "", "needs a distance"),
    cell("network with least km", "places", 0, "min_km", "3", "keep away from only"),
    row(
        "avoid with most km",
        "places",
        {"citizen_id": "C1", "role": "avoid", "x": "574000", "y": "6223000", "min_km": "1", "max_km": "9"},
        "max_km",
        "network places only",
    ),
    row(
        "degrees exchanged",
        "places",
        {"citizen_id": "C1", "role": "network", "lat": "10.2", "lon": "56.1"},
        "lat",
        "outside Denmark",
        "exchanged",
    ),
    # quotas and teams
    cell("share above 1", "quotas", 0, "share", "25", "0 to 1", "1/4"),
    cell("share of nothing", "quotas", 0, "share", "1/0", "not a share"),
    cell("negative count", "quotas", 0, "counted", "-1", "at least 0"),
    row("repeated quota row", "quotas", dict(tables()["quotas"][0]), "organisation_id", "repeated", "line 2"),
    row(
        "repeated quota row of an estate",
        "quotas",
        {"organisation_id": "O2", "class": "youth", "department_id": ""},
        "organisation_id",
        "repeated",
        "estate",
        "line 3",
    ),
    Case(
        "class row beside an all row of an estate",
        _estate_rows("A2", "youth", "all"),
        "quotas.csv",
        5,
        "class",
        ("line 4", "one is expected"),
    ),
    cell("entitled beside turns", "quotas", 1, "entitled", "2", "mode fourth", "leave it blank", "choose"),
    cell("entitled below nothing", "quotas", 0, "entitled", "-1", "at least 0"),
    cell("entitled to half a flat", "quotas", 0, "entitled", "1.5", "whole number"),
    Case(
        "account of another estate only",
        cell("", "quotas", 0, "department_id", "A2").plant,
        "vacancies.csv",
        2,
        "organisation_id",
        ("no row of quotas", "O1", "add"),
    ),
    row(
        "class row beside an all row",
        "quotas",
        {"organisation_id": "O1", "municipality": "0751", "class": "youth"},
        "class",
        "line 2",
        "one is expected",
    ),
    cell("team without method", "teams", 1, "method", "none", "not known", "CTI"),
    cell("team without cases", "teams", 0, "current_cases", "", "blank"),
    cell("repeated team", "teams", 1, "team_id", "T1", "repeated"),
    # decisions
    cell("unknown vacancy", "decisions", 0, "vacancy_id", "V9", "V9", "vacancies table"),
    cell("decision without reason", "decisions", 0, "reason", " ", "blank"),
    cell("rule that cannot be waived", "decisions", 1, "rule", "consent", "not known", "area_law"),
    cell("waive without rule", "decisions", 1, "rule", "", "waive needs the rule", "support_undecided"),
    cell("forbid without flat", "decisions", 0, "vacancy_id", "", "forbid needs a flat"),
    cell("rule beside forbid", "decisions", 0, "rule", "rent", "waive only"),
    row(
        "pinned and forbidden",
        "decisions",
        {"citizen_id": "C1", "vacancy_id": "V2", "action": "pin", "reason": "r"},
        "action",
        "both pinned and forbidden",
        "line 2",
    ),
    # whole files and headers
    Case("no citizens", _delete("citizens.csv"), "citizens.csv", 1, "-", ("missing", "required")),
    Case(
        "a folder for a file",
        _folder_instead("quotas.csv"),
        "quotas.csv",
        1,
        "-",
        ("folder", "file is expected"),
    ),
    raw("empty file", "teams.csv", lambda content: b"", 1, "-", "empty", "header"),
    raw("missing required column", "vacancies.csv", swap(",rent,", ",rnt,"), 1, "rent", "missing", "rnt"),
    raw(
        "repeated column", "vacancies.csv", swap(",deposit,", ",Husleje,"), 1, "Husleje", "twice", "keep one"
    ),
    raw(
        "too many cells",
        "quotas.csv",
        swap("O2,", "O2,x,"),
        3,
        "-",
        "8 cells, the header 7",
        "quotation marks",
    ),
    raw("row cut off", "addresses.csv", swap("8000,575300.5,6223900.25", "8000,5753"), 2, "-", "cut off"),
    raw("quotation mark not closed", "decisions.csv", swap("Gets", '"Gets'), 3, "-", "never closed"),
    raw("zero byte", "teams.csv", swap("T2", "T2\0"), 3, "-", "zero byte"),
    raw(
        "neither UTF-8 nor cp1252",
        "addresses.csv",
        lambda b: b.replace(b"Havn", b"H\x81vn"),
        2,
        "-",
        "0x81",
        "UTF-8",
    ),
    raw(
        "two encodings",
        "addresses.csv",
        lambda b: b.replace(b"Havn", b"H\xf8\xc3\xb8"),
        2,
        "-",
        "mixed",
        "UTF-8",
    ),
    raw("UTF-16", "addresses.csv", lambda b: b.decode().encode("utf-16"), 1, "-", "UTF-16", "CSV UTF-8"),
    raw("lost letter", "addresses.csv", swap("Havn", "H\ufffdvn"), 2, "-", "lost", "export"),
    row(
        "address at two places",
        "addresses",
        {"address": "HAVNEGADE  4", "postcode": "8000", "x": "575000", "y": "6223000"},
        "address",
        "two places",
    ),
    # milieus
    milieu("repeated milieu", {"milieu_id": "M1"}, None, "milieu_id", "repeated", "line 2"),
    milieu("milieu without name", {"name": ""}, None, "name", "missing or blank"),
    milieu("negative buffer", {"buffer_m": -5}, None, "buffer_m", "metres from 0"),
    milieu(
        "a point", {}, {"type": "Point", "coordinates": [10.2, 56.1]}, "geometry", "Point", "MultiPolygon"
    ),
    milieu(
        "ring not closed", {}, _ring((10, 56), (10.1, 56), (10.1, 56.1), (10, 56.1)), "geometry", "not closed"
    ),
    milieu(
        "polygon that crosses itself",
        {},
        _ring((10, 56), (10.1, 56.1), (10.1, 56), (10, 56.1), (10, 56)),
        "geometry",
        "not valid",
    ),
    milieu(
        "lat before lon",
        {},
        _ring((56, 10), (56.1, 10), (56.1, 10.1), (56, 10)),
        "geometry",
        "outside Denmark",
        "exchanged",
    ),
    raw("not JSON", "milieus.geojson", swap("\n]}", "\n}"), 3, "-", "not JSON", "GeoJSON"),
    # policy
    policy(
        "unknown key",
        "youth_max_age = 25\nyouth_min_age = 18\n",
        2,
        "youth_min_age",
        "not known",
        "youth_max_age",
    ),
    policy("not TOML", POLICY + "debt = warn\n", 9, "-", "not TOML", "quotation marks"),
    policy("text for a number", 'minimum_single = "3600"\n', 1, "minimum_single", "not a number"),
    policy("share of the minimum above 1", "rent_block_share = 70\n", 1, "rent_block_share", "at most 1"),
    policy("no half distance", "\nnetwork_half_distance_m = 0\n", 2, "network_half_distance_m", "above 0"),
    policy("unknown word", 'debt = "ignore"\n', 1, "debt", "warn, block"),
    policy("weight with decimals", "[fit]\n\nsize = 1.5\n", 3, "fit.size", "whole number"),
    policy("weight above 1000", "[fit]\nsize = 1001\n", 2, "fit.size", "0 to 1000"),
    policy("all weights 0", "[need]\nwaiting = 0\nchances = 0\n", 1, "need", "at least one above 0"),
    policy("unknown weight", "[choice]\nrooms = 1\n", 2, "choice.rooms", "network, economy"),
    policy("tier 10", '[tiers]\n10 = "x"\n', 2, "tiers.10", "1 to 9"),
    policy("limit without number", _LIMIT, 1, "limit", "neither", "exactly one"),
    policy(
        "limit with both numbers", _LIMIT + "at_most = 1\nat_least = 1\n", 1, "limit", "both", "exactly one"
    ),
    policy("limit without name", "[[limit]]\nat_most = 1\n", 1, "limit.name", "needs a name"),
    policy(
        "limit of an unknown key",
        _LIMIT + "at_most = 1\nmost = 2\n",
        4,
        "limit.most",
        "not known",
        "at_least",
    ),
    policy(
        "limit of an unknown kind",
        _LIMIT + 'at_most = 1\nvacancies = { kind = "villa" }\n',
        4,
        "limit.vacancies.kind",
        "villa",
        "family",
    ),
    policy(
        "limit of an unknown team",
        _LIMIT + 'at_most = 1\ncitizens = { team_id = ["T1", "T8"] }\n',
        4,
        "limit.citizens.team_id",
        "T8",
        "teams table",
    ),
    policy("negative limit", _LIMIT + "at_most = -1\n", 3, "limit.at_most", "from 0"),
    policy("two limits of one name", (_LIMIT + "at_most = 1\n") * 2, 5, "limit.name", "another name"),
)
