"""A council's limits that cross the small town's week, so that its losses are solved one by one."""

from __future__ import annotations


def limited_town() -> str:
    """Lines of policy.toml: at most three homes in all for the two middle need groups."""
    return '\n[[limit]]\nname = "middle"\ncitizens = { tier = [2, 3] }\nat_most = 3\n'
