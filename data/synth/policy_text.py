"""The policy of a synthetic council: only what differs from the defaults, and the criteria of its tiers."""

from __future__ import annotations

_POLICY = """\
# Politik for en syntetisk kommune: kun det, der afviger fra standarden, står her.
require_support_decision = "shelter"
full_waiting_days = 365
overdue_days = 365

[tiers]
1 = "Liv eller helbred er i akut fare uden egen bolig"
2 = "Sover ude eller mister sit ophold inden for en måned"
3 = "Opholder sig midlertidigt og kan ikke selv skaffe en bolig"
4 = "Har et midlertidigt ophold, der kan vare nogle måneder"
5 = "Bor, men i en bolig, der er uegnet eller truet"

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
