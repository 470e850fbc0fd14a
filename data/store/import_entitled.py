"""What an upload says a pool is entitled to is left out: the store works it out from its own ledger."""

from __future__ import annotations

from dataclasses import replace

from data.store.import_check import Checked

_MESSAGE = "the account works out itself what may be claimed, so this number is left out"


def leave_out_entitled(checked: Checked) -> None:
    """Takes the column ``entitled`` out of uploaded pools; each accepted row that has it gets a warning."""
    quotas = checked.read.get("quotas")
    if quotas is None or "entitled" not in quotas.texts:
        return
    rejected = checked.rejected.get("quotas", set())
    for row, text in enumerate(quotas.texts["entitled"]):
        if text and quotas.read.lines[row] not in rejected:
            checked.warnings.append(quotas.read.fault(row, "entitled", _MESSAGE))
    kept = {name: texts for name, texts in quotas.texts.items() if name != "entitled"}
    checked.read["quotas"] = replace(quotas, texts=kept)
