"""The policy of a synthetic council: only what differs from the defaults, and the criteria of its tiers."""

from __future__ import annotations

_POLICY = """\
# Politik for en syntetisk kommune: kun det, der afviger fra standarden, står her.
require_support_decision = "shelter"
full_waiting_days = 365
overdue_days = 365

[tiers]
1 = "Akut fare for liv eller helbred uden egen bolig"
2 = "Bor på gaden eller har et ophold, der ophører inden for en måned"
3 = "Bor på boform (§ 110) og kan flytte, så snart der er en bolig"
4 = "Bor midlertidigt hos familie eller venner"
5 = "Har tag over hovedet, men boligen er uegnet eller truet"

# En grænse, byrådet kan tilføje (fjern havelågerne for at bruge den):
# [[limit]]
# name = "beboersammensætning"
# vacancies = { area_class = ["prevention"] }
# citizens = { support_method = ["ACT", "ICM"] }
# at_most = 2
"""


def policy_toml() -> str:
    """The text of policy.toml."""
    return _POLICY
