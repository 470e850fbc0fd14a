"""What stands in a statement: the accounts of a month, what the month costs, and the sum for the invoice.

The content is plain JSON and is kept as it was issued:

- ``organisation_id``, ``organisation`` (its name), ``month``, ``first``, ``last``;
- ``pools`` (data/statements/pools.py), ``void`` and ``charges`` (data/statements/amounts.py), each with
  entries whose key ``entry`` is what is confirmed or disputed;
- ``sums``: whole øre by part, and ``total``.

No citizen, no offer and no user stands in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from data.statements.amounts import Billed, charge_entries, sums_of, void_entries
from data.statements.months import first_of, last_of
from data.statements.pools import pools_of
from data.store.schema import organisations

Content = Mapping[str, Any]


def content_of(connection: Connection, organisation_id: str, month: str, before: Billed) -> dict[str, Any]:
    """The content of an organisation's statement for a month, beside what other statements have billed."""
    name = select(organisations.c.name).where(organisations.c.organisation_id == organisation_id)
    void = void_entries(connection, organisation_id, month, before)
    asked = charge_entries(connection, organisation_id, month, before)
    return {
        "organisation_id": organisation_id,
        "organisation": connection.execute(name).scalar_one_or_none() or organisation_id,
        "month": month,
        "first": first_of(month).isoformat(),
        "last": last_of(month).isoformat(),
        "pools": pools_of(connection, organisation_id, month),
        "void": void,
        "charges": asked,
        "sums": sums_of(void, asked, month),
    }


def is_empty(content: Content) -> bool:
    """Whether there is nothing to state."""
    return not (content["pools"] or content["void"] or content["charges"])


def hash_of(content: Content) -> str:
    """SHA-256 over the content as one line of JSON with sorted keys."""
    line = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


#: The key of the statement as a whole: its balances and its sum, and what is missing in it.
WHOLE = "whole"


def entries_of(content: Content) -> Iterator[Mapping[str, Any]]:
    """Everything that can be confirmed or disputed: the whole, events of accounts, void rent, charges."""
    yield {"entry": WHOLE}
    for pool in content["pools"]:
        yield from pool["events"]
    yield from content["void"]
    yield from content["charges"]


def entry_of(content: Content, key: str) -> Mapping[str, Any] | None:
    """The entry of a key, None where there is none."""
    return next((entry for entry in entries_of(content) if entry["entry"] == key), None)
