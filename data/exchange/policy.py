"""policy.toml: everything that is a choice rather than law, read, checked and written with its defaults."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data.exchange.decode import decode, read_bytes
from data.exchange.faults import Fault, in_order, quoted
from data.exchange.toml_lines import Key, key_lines
from matcher.model import Limit, Policy

FILE = "policy.toml"
GROUPS = ("weights", "need", "fit", "choice")
#: Weights that count nothing unless a file names them.
OPTIONAL: Mapping[str, tuple[str, ...]] = MappingProxyType({"fit": ("soon",)})
_HEAVIEST = 1000


@dataclass(frozen=True)
class Setting:
    """One key of policy.toml: a number between ``low`` and ``high``, or one of ``words``; English, Danish."""

    name: str
    english: str
    danish: str
    low: float = 0
    high: float = 1e12
    above: bool = False
    whole: bool = False
    words: tuple[str, ...] = ()


SETTINGS = (
    Setting(
        "require_support_decision",
        "whether a decision on support must be there before a proposal: never, warn, shelter (blocks only "
        "for shelter_110), always",
        "om der skal være en afgørelse om støtte før et forslag: never (aldrig), warn (advar), shelter (kun "
        "for § 110-boformer), always (altid)",
        words=("never", "warn", "shelter", "always"),
    ),
    Setting(
        "youth_max_age",
        "highest age for youth dwellings",
        "højeste alder til ungdomsboliger",
        0,
        120,
        whole=True,
    ),
    Setting("minimum_single", "least left over for one adult", "mindste rådighedsbeløb for én voksen"),
    Setting("minimum_couple", "least left over for two adults", "mindste rådighedsbeløb for to voksne"),
    Setting("minimum_child", "least left over per child", "mindste rådighedsbeløb pr. barn"),
    Setting(
        "rent_block_share",
        "below this share of the minimum the rent rule blocks; between, it warns",
        "under denne del af rådighedsbeløbet udelukkes boligen; derimellem advares der",
        0,
        1,
    ),
    Setting("fixed_costs", "fixed costs where the cell is blank", "faste udgifter, hvor cellen er blank"),
    Setting(
        "utilities_per_m2", "utilities per m² where the cell is blank", "forbrug pr. m², hvor cellen er blank"
    ),
    Setting(
        "debt",
        "debt to the organisation: warn or block",
        "gæld til organisationen: warn (advar) eller block (udeluk)",
        words=("warn", "block"),
    ),
    Setting("municipal_rate", "municipal income tax, a share", "kommuneskat som andel", 0, 1),
    Setting("church_rate", "church tax, a share", "kirkeskat som andel", 0, 1),
    Setting(
        "network_half_distance_m",
        "metres at which a network place counts half",
        "meter, hvor netværk tæller halvt",
        above=True,
    ),
    Setting(
        "network_neutral",
        "points without any located network place",
        "point uden netværk på kortet",
        0,
        1000,
        whole=True,
    ),
    Setting(
        "comfortable_margin",
        "DKK above the minimum that give full points",
        "kr. over rådighedsbeløbet, der giver fulde point",
        above=True,
    ),
    Setting(
        "full_waiting_days",
        "days of waiting that give full points",
        "ventedage, der giver fulde point",
        above=True,
    ),
    Setting(
        "overdue_days",
        "days of waiting after which a citizen is overdue",
        "ventedage, hvorefter en borger har ventet for længe",
        above=True,
    ),
    Setting(
        "stability_points",
        "points for a pair of the previous result",
        "point til et par fra det forrige forslag",
        0,
        10_000_000,  # what a re-run needs to keep most pairs whatever their points (data/runs/strength.py)
        whole=True,
    ),
    Setting("shelter_day_cost", "DKK per day in a § 110 shelter", "kr. pr. døgn på en § 110-boform"),
)


def weight_names(group: str) -> tuple[str, ...]:
    """The keys a group of weights may have: those of the default, and those that count only when named."""
    return (*getattr(Policy(), group), *OPTIONAL.get(group, ()))


def default_policy_toml() -> str:
    """The whole default policy as a file with comments; reading it gives ``Policy()`` and its tier texts."""
    return (Path(__file__).parent / "default_policy.toml").read_text(encoding="utf-8")


def read_policy(path: Path) -> tuple[Policy, list[Fault]]:
    """The policy of a file, with every fault in it; the default where there are faults."""
    faults: list[Fault] = []
    raw = read_bytes(path, faults)
    if raw is None:
        return Policy(), faults
    return parse_policy(raw, path.name)


def parse_policy(raw: bytes, file: str = FILE) -> tuple[Policy, list[Fault]]:
    """The policy of a file's bytes, with every fault in it; the default where there are faults."""
    if not raw.strip():
        return Policy(), []
    text = decode(raw, file)
    if isinstance(text, Fault):
        return Policy(), [text]
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Policy(), [_syntax(file, text, str(error))]
    reader = _PolicyReader(file, key_lines(text))
    policy = reader.policy(values)
    return (Policy() if reader.faults else policy), in_order(reader.faults)


def line_of(raw: bytes, key: Key) -> int:
    """The line of a key of a valid policy.toml, or of the nearest table round it."""
    text = decode(raw, FILE)
    lines = key_lines(text.replace("\r\n", "\n")) if isinstance(text, str) else {}
    return next((lines[key[:n]] for n in range(len(key), 0, -1) if key[:n] in lines), 1)


def _syntax(file: str, text: str, error: str) -> Fault:
    place = re.search(r" \(at (?:line ([0-9]+), column [0-9]+|end of document)\)", error)
    line = int(place[1]) if place and place[1] else max(1, text.rstrip("\n").count("\n") + 1)
    wrong = error[: place.start()] if place else error
    message = f"this is not TOML: {wrong}; key = value is expected, texts in quotation marks"
    return Fault(file, line, "-", message)


class _PolicyReader:
    """Checks the values of policy.toml key by key and keeps every fault."""

    def __init__(self, file: str, lines: Mapping[Key, int]) -> None:
        self.file = file
        self.lines = lines
        self.faults: list[Fault] = []

    def fault(self, key: Key, message: str) -> None:
        """A fault at the line of a key, or of the nearest table round it."""
        name = ".".join(str(part) for part in key if isinstance(part, str))
        place = key
        while place and place not in self.lines:
            place = place[:-1]
        self.faults.append(Fault(self.file, self.lines.get(place, 1), name, message))

    def policy(self, values: Mapping[str, Any]) -> Policy:
        """The policy with what the file names and defaults for the rest."""
        settings = {setting.name: setting for setting in SETTINGS}
        known: dict[str, Any] = {}
        for key, value in values.items():
            if key in settings:
                known[key] = self.setting(settings[key], value)
            elif key in GROUPS:
                known[key] = self.weights(key, value)
            elif key == "tiers":
                known[key] = self.tiers(value)
            elif key == "limit":
                known["limits"] = self.limits(value)
            else:
                names = ", ".join((*settings, *GROUPS, "tiers", "limit"))
                self.fault((key,), f"the key is not known; expected: {names}")
        return Policy() if self.faults else Policy(**known)

    def setting(self, setting: Setting, value: Any) -> Any:
        """One key of the first level."""
        key = (setting.name,)
        if setting.words:
            if value not in setting.words:
                self.fault(key, f"{_shown(value)} is not known; expected: {', '.join(setting.words)}")
            return value
        if not self.is_number(key, value, setting.whole):
            return value
        over = "above" if setting.above else "at least"
        if value < setting.low or (setting.above and value <= setting.low) or value > setting.high:
            most = f" and at most {setting.high:g}" if setting.high < 1e12 else ""
            self.fault(
                key, f"{_shown(value)} is out of range; a number {over} {setting.low:g}{most} is expected"
            )
            return value
        default = next(field.default for field in fields(Policy) if field.name == setting.name)
        return float(value) if isinstance(default, float) else value

    def is_number(self, key: Key, value: Any, whole: bool) -> bool:
        """Whether a value is a (whole) number; else a fault."""
        right = isinstance(value, int) if whole else isinstance(value, int | float)
        if not right or isinstance(value, bool) or not abs(value) < math.inf:
            expected = "a whole number" if whole else "a number with decimal point"
            self.fault(
                key, f"{_shown(value)} is not {'whole' if whole else 'a number'}; {expected} is expected"
            )
            return False
        return True

    def weights(self, group: str, value: Any) -> Mapping[str, int]:
        """A group of weights: whole numbers 0–1000, not all 0."""
        default: Mapping[str, int] = getattr(Policy(), group)
        if not isinstance(value, dict):
            self.fault((group,), f"a table [{group}] is expected")
            return default
        weights, known, right = dict(default), weight_names(group), True
        for name, weight in value.items():
            if name not in known:
                self.fault((group, name), f"the key is not known; expected: {', '.join(known)}")
                right = False
            elif not self.is_number((group, name), weight, whole=True):
                right = False
            elif not 0 <= weight <= _HEAVIEST:
                expected = f"a whole number 0 to {_HEAVIEST} is expected"
                self.fault((group, name), f"{weight} is out of range; {expected}")
                right = False
            else:
                weights[name] = weight
        if right and not any(weights.values()):
            self.fault((group,), "all weights are 0; at least one above 0 is expected")
        return MappingProxyType(weights)

    def tiers(self, value: Any) -> Mapping[int, str]:
        """The council's criterion text per tier."""
        if not isinstance(value, dict):
            self.fault(("tiers",), "a table [tiers] is expected")
            return {}
        texts: dict[int, str] = {}
        for name, text in value.items():
            if not re.fullmatch("[1-9]", name):
                self.fault(("tiers", name), f"{quoted(name)} is no tier; 1 to 9 is expected")
            elif not isinstance(text, str):
                self.fault(
                    ("tiers", name),
                    f"{_shown(text)} is no text; the criterion in quotation marks is expected",
                )
            else:
                texts[int(name)] = text
        return MappingProxyType(dict(sorted(texts.items())))

    def limits(self, value: Any) -> tuple[Limit, ...]:
        """The [[limit]] tables."""
        from data.exchange.limits import read_limit

        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.fault(("limit",), "limits are written as [[limit]] tables")
            return ()
        limits: list[Limit] = []
        for number, item in enumerate(value):
            limit = read_limit(item, ("limit", number), self.fault)
            if limit is not None:
                if any(limit.name == other.name for other in limits):
                    self.fault(
                        ("limit", number, "name"),
                        f"a second limit named {quoted(limit.name)}; another name is expected",
                    )
                limits.append(limit)
        return tuple(limits)


def _shown(value: Any) -> str:
    return quoted(value if isinstance(value, str) else str(value))
