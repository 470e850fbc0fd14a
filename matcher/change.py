"""What would change it for a citizen without a match (model § 7)."""

from __future__ import annotations

Changes = dict
Change = object


def what_would_change(run):
    return {}
