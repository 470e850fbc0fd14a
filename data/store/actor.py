"""Who acts: every change and every look at a citizen is done by someone, in a role, for an organisation."""

from __future__ import annotations

from dataclasses import dataclass

#: office: the allocation office.  shelter: refers citizens.  association: a housing organisation.
#: analyst: figures without personal data.  auditor: reads everything, changes nothing.  administrator: users.
ROLES = ("office", "shelter", "association", "analyst", "auditor", "administrator")
#: Roles that act for an organisation, and see only what is its own.
OF_ORGANISATION = ("shelter", "association")


@dataclass(frozen=True)
class Actor:
    """A person at work: the id of the user, the role, and the organisation for shelter and association."""

    user_id: str
    role: str
    organisation_id: str | None = None


#: What Husrum does by itself (a run that finishes, an offer that expires); never makes an offer.
SYSTEM = Actor("husrum", "system")
