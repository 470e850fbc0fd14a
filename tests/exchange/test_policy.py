"""policy.toml: defaults, partial files, limits, and the lines of keys."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from data.exchange.policy import GROUPS, SETTINGS, default_policy_toml, parse_policy, read_policy
from data.exchange.toml_lines import key_lines
from matcher.model import Limit, Policy


def test_the_default_file_is_the_default_policy() -> None:
    policy, faults = parse_policy(default_policy_toml().encode())
    assert faults == []
    assert replace(policy, tiers={}) == Policy()
    assert set(policy.tiers) == {1}


def test_the_default_file_names_every_key_once() -> None:
    keys = set(tomllib.loads(default_policy_toml()))
    assert keys == {field.name for field in fields(Policy)} - {"limits"}
    assert keys == {setting.name for setting in SETTINGS} | set(GROUPS) | {"tiers"}


def test_missing_keys_keep_their_default_also_inside_a_table() -> None:
    policy, faults = parse_policy(b"youth_max_age = 25\n[fit]\neconomy = 5\n")
    assert faults == []
    assert policy.youth_max_age == 25
    assert policy.fit == {"network": 3, "economy": 5, "size": 1}
    assert policy.minimum_single == 3600


def test_a_weight_that_counts_nothing_unless_named() -> None:
    policy, faults = parse_policy(b"[fit]\nsoon = 2\n")
    assert faults == []
    assert policy.fit == {"network": 3, "economy": 2, "size": 1, "soon": 2}
    assert "soon" not in Policy().fit
    _, faults = parse_policy(b"[choice]\nsoon = 2\n")
    assert [(fault.line, fault.column) for fault in faults] == [(2, "choice.soon")]


def test_a_file_with_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(b'\xef\xbb\xbf[tiers]\r\n1 = "Sover p\xc3\xa5 gaden"\r\nx = 1\r\n')
    _, faults = read_policy(path)
    assert [(f.file, f.line, f.column) for f in faults] == [("policy.toml", 3, "tiers.x")]
    path.write_bytes(b'\xef\xbb\xbf[tiers]\r\n1 = "Sover p\xc3\xa5 gaden"\r\n')
    policy, faults = read_policy(path)
    assert faults == []
    assert policy.tiers == {1: "Sover på gaden"}


def test_limits_become_the_model_s_limits() -> None:
    text = """
[[limit]]
name = "a"
vacancies = { department_id = "A12", kind = ["family", "youth"] }
citizens = { support_method = ["ACT", "ICM"], under_age = 30, student = false, tier = [1, 2] }
at_most = 2
already = 1
[[limit]]
name = "b"
at_least = 3
"""
    policy, faults = parse_policy(text.encode())
    assert faults == []
    assert policy.limits == (
        Limit(
            "a",
            {"department_id": ("A12",), "kind": ("family", "youth")},
            {"support_method": ("ACT", "ICM"), "under_age": (30,), "student": (False,), "tier": (1, 2)},
            at_most=2,
            already=1,
        ),
        Limit("b", at_least=3),
    )


@pytest.mark.parametrize(
    "limit",
    [
        "citizens = { under_age = [18, 25] }",
        "citizens = { under_age = 0 }",
        "citizens = { student = 1 }",
        "citizens = { tier = 10 }",
        "citizens = { tier = true }",
        "citizens = { support_method = [] }",
        'citizens = { age = "18" }',
        "vacancies = { department_id = 12 }",
        "vacancies = 3",
        "already = 1.5",
        "already = true",
    ],
)
def test_a_wrong_limit_is_one_fault_on_its_line(limit: str) -> None:
    policy, faults = parse_policy(f'[[limit]]\nname = "n"\nat_most = 1\n{limit}\n'.encode())
    assert [fault.line for fault in faults] == [4]
    assert policy == Policy()


def test_every_number_is_checked_at_its_own_line() -> None:
    lines = [f"{setting.name} = -1" for setting in SETTINGS if not setting.words]
    _, faults = parse_policy("\n".join(lines).encode())
    assert [(f.line, f.column) for f in faults] == [(n, line.split()[0]) for n, line in enumerate(lines, 1)]
    _, faults = parse_policy(b"fixed_costs = nan\nchurch_rate = inf\nminimum_child = true\n")
    assert [f.line for f in faults] == [1, 2, 3]


def test_lines_of_keys_in_every_form_of_toml() -> None:
    text = '''# comment = 1
a = "x # = y" # b = 2
"quoted key" = [
  1, # c = 3
  { d = 4 },
]
e.f = """
g = 7
"""
[ table.inner ]
h = \'[i]\'
[[list]]
j = 1
[[list]]
j = { k = 2 }
[list.under]
l = 3
'''
    tomllib.loads(text)
    assert key_lines(text) == {
        ("a",): 2,
        ("quoted key",): 3,
        ("e",): 7,
        ("e", "f"): 7,
        ("table",): 10,
        ("table", "inner"): 10,
        ("table", "inner", "h"): 11,
        ("list",): 12,
        ("list", 0): 12,
        ("list", 0, "j"): 13,
        ("list", 1): 14,
        ("list", 1, "j"): 15,
        ("list", 1, "under"): 16,
        ("list", 1, "under", "l"): 17,
    }


def test_broken_toml_gives_the_line() -> None:
    deep, long = b"a = " + b"[" * 50_000, b"a = " + b"9" * 5_000
    for text in (deep, long):
        assert [(f.line, f.column) for f in parse_policy(text)[1]] == [(1, "-")]
    for text, line in ((b"a = 1\nb = = 2\n", 2), (b"a = 1\na = 2\n", 2), (b"a = [1,\n\n", 1), (b"[a\n", 1)):
        _, faults = parse_policy(text)
        assert [(f.line, f.column) for f in faults] == [(line, "-")], text
