"""What all letters have in common: who they are to, who to call, and the citizen's rights."""

from __future__ import annotations

from sqlalchemy import Connection, select

from data.letters.letter import Letter, Part
from data.letters.plain import pick
from data.store.actor import Actor
from data.store.office import OFFICE_EMAIL, OFFICE_NAME, OFFICE_PHONE
from data.store.people import contact_of
from data.store.schema import users
from data.store.settings import setting, today

_OFFICE = ("Boliganvisningen", "The housing allocation office")
_CONTACT = ("Kontakt", "Contact")
_CALL = (
    "Er du i tvivl om noget, eller har du brug for hjælp til at læse brevet, så kontakt {who}. Du er altid "
    "velkommen til at lade en anden ringe for dig, for eksempel din kontaktperson.",
    "If anything is unclear, or you would like help with this letter, contact {who}. You are always welcome "
    "to let someone else call for you, for example your contact person.",
)
_BY_PHONE = (" på telefon {phone}", " by phone on {phone}")
_BY_EMAIL = (" eller på {email}", " or at {email}")

_RIGHTS = ("Dine rettigheder", "Your rights")
_FILE = (
    "Du har ret til at se din sag hos os (aktindsigt efter forvaltningslovens § 9). Det gælder også, hvordan "
    "vi har vurderet boligerne i forhold til dig. Du kan ikke få oplysninger om andre borgere. Skriv eller "
    "ring til os, hvis du vil se sagen.",
    "You have the right to see your case with us (access to the file, section 9 of the Public Administration "
    "Act). That includes how we assessed the flats for you. You cannot be told anything about other "
    "citizens. Write or call us if you want to see it.",
)
_COMPLAINT = (
    "Er du uenig, så sig det til os. Så vurderer vi sagen igen. Der er ikke en særlig klageinstans for "
    "anvisninger efter almenboligloven § 59, men du kan henvende dig til Ankestyrelsen, som fører tilsyn "
    "med kommunen, eller klage til Folketingets Ombudsmand, og du kan gå til domstolene.",
    "If you disagree, tell us, and we will look at your case again. There is no special appeal body for "
    "nominations under section 59 of the Act on Social Housing, but you can turn to Ankestyrelsen (the "
    "National Social Appeals Board), which supervises the municipality, complain to the Parliamentary "
    "Ombudsman, or go to court.",
)
_COMPLAINT_ELDERLY = (
    "Er du uenig, så sig det til os. Så vurderer vi sagen igen. Fordi boligen er en ældrebolig, kan du også "
    "klage til Ankestyrelsen. Send klagen til os. Kan vi ikke give dig medhold, sender vi den videre.",
    "If you disagree, tell us, and we will look at your case again. Because the flat is a dwelling for the "
    "elderly, you can also complain to Ankestyrelsen (the National Social Appeals Board). Send the complaint "
    "to us; we pass it on if we do not change the decision.",
)
_REGARDS = ("Venlig hilsen", "Kind regards")


def rights(lang: str, *, elderly: bool = False) -> Part:
    """Access to the file and what one can do when one disagrees."""
    complaint = _COMPLAINT_ELDERLY if elderly else _COMPLAINT
    return Part(pick(_RIGHTS, lang), (pick(_FILE, lang), pick(complaint, lang)))


def whom_to_call(connection: Connection, case_worker: str, lang: str) -> Part:
    """The person in the office who knows the case, with phone and e-mail where they are set."""
    found = select(users.c.name).where(users.c.user_id == case_worker)
    name = connection.execute(found).scalar_one_or_none()
    who = ", ".join(part for part in (name, office_name(connection, lang)) if part)
    phone, email = setting(connection, OFFICE_PHONE), setting(connection, OFFICE_EMAIL)
    who += pick(_BY_PHONE, lang, phone=phone) if phone else ""
    who += pick(_BY_EMAIL, lang, email=email) if email else ""
    return Part(pick(_CONTACT, lang), (pick(_CALL, lang, who=who),))


def office_name(connection: Connection, lang: str) -> str:
    """What the office calls itself."""
    return setting(connection, OFFICE_NAME) or pick(_OFFICE, lang)


def letter(
    connection: Connection,
    actor: Actor,
    kind: str,
    lang: str,
    title: str,
    citizen_id: str,
    case_worker: str,
    parts: list[Part],
    *,
    elderly: bool = False,
) -> Letter:
    """A letter to a citizen with its ending; raises NotFound when the citizen is not the actor's to know."""
    contact = contact_of(connection, actor, citizen_id)
    lines = [] if contact is None else [contact["name"], *str(contact["postal_address"]).splitlines()]
    to = tuple(line.strip() for line in lines if line.strip())
    whole = (*parts, whom_to_call(connection, case_worker, lang), rights(lang, elderly=elderly))
    closing = (pick(_REGARDS, lang), office_name(connection, lang))
    return Letter(kind, lang, title, today(connection), to, citizen_id, whole, closing)
