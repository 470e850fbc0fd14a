"""The explanation of a match in the reader's language."""

from __future__ import annotations

from markupsafe import Markup, escape

from web.run import Row


def explanation(match: Row) -> Markup:
    """The explanation the run wrote, one paragraph per line, escaped."""
    lines = str(match.get("explanation") or "").splitlines()
    return Markup("").join(Markup("<p>{}</p>").format(escape(line)) for line in lines if line.strip())
