"""Every text of the report in Danish and English: ``MESSAGES[key] == (danish, english)``."""

from data.simulate.report.messages import basis, claims, gains, names, opening, people, sections

MESSAGES: dict[str, tuple[str, str]] = {
    **opening.MESSAGES,
    **claims.MESSAGES,
    **sections.MESSAGES,
    **people.MESSAGES,
    **gains.MESSAGES,
    **basis.MESSAGES,
    **names.MESSAGES,
}
