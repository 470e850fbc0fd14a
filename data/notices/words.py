"""What a notice says, in Danish and English: never a name, an address or a word of what was written."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """The subject and the sentence of a kind of notice."""

    subject: str
    sentence: str


#: Every kind of data/store/outbox.py in Danish and English.
KIND_WORDS: dict[str, dict[str, Told]] = {
    "offer_made": {
        "da": Told("Anvisning til en af jeres boliger",
                   "Boliganvisningen har anvist en borger til en af jeres ledige boliger."),
        "en": Told("A nomination to one of your flats",
                   "The allocation office has nominated a citizen to one of your vacant flats."),
    },
    "offer_step": {
        "da": Told("Nyt om en anvisning", "En anvisning, du følger, er kommet et skridt videre."),
        "en": Told("News of a nomination", "A nomination you follow has moved a step."),
    },
    "offer_expired": {
        "da": Told("En svarfrist er udløbet", "Et tilbud er udløbet uden svar, og boligen er fri igen."),
        "en": Told("A day to answer by has passed",
                   "An offer has expired without an answer, and the flat is free again."),
    },
    "message": {
        "da": Told("Ny besked om en bolig", "Der er en ny besked i samtalen om en ledig bolig."),
        "en": Told("A new message about a flat", "There is a new message in the thread about a vacant flat."),
    },
    "statement_issued": {
        "da": Told("Nyt kontoudtog", "Månedens kontoudtog for fjerdedelskontoen er klar til gennemsyn."),
        "en": Told("A new statement",
                   "The month's statement of the quarter-rule account is ready for review."),
    },
    "dispute": {
        "da": Told("Indsigelse mod et kontoudtog",
                   "En boligorganisation har gjort indsigelse mod en post på et kontoudtog."),
        "en": Told("A statement is disputed", "A housing association disputes an entry of a statement."),
    },
    "dispute_answered": {
        "da": Told("Svar på en indsigelse",
                   "Boliganvisningen har svaret på en indsigelse mod et kontoudtog."),
        "en": Told("An answer to a dispute",
                   "The allocation office has answered a dispute about a statement."),
    },
    "charge": {
        "da": Told("Krav om betaling", "En boligorganisation har rejst et krav for en bolig."),
        "en": Told("A claim for payment", "A housing association has claimed an amount for a flat."),
    },
    "charge_answered": {
        "da": Told("Svar på et krav", "Boliganvisningen har svaret på et krav for en bolig."),
        "en": Told("An answer to a claim", "The allocation office has answered a claim for a flat."),
    },
    "vacancy_reported": {
        "da": Told("Ledig bolig meldt", "En boligorganisation har meldt en eller flere ledige boliger."),
        "en": Told("A vacancy reported", "A housing association has reported one or more vacant flats."),
    },
    "vacancy_changed": {
        "da": Told("En bolig er ændret", "Oplysningerne om en eller flere ledige boliger er ændret."),
        "en": Told("A flat was changed", "The details of one or more vacant flats have changed."),
    },
    "vacancy_withdrawn": {
        "da": Told("Bolig trukket tilbage", "En eller flere ledige boliger er trukket tilbage."),
        "en": Told("A flat withdrawn", "One or more vacant flats have been withdrawn."),
    },
    "vacancy_given_back": {
        "da": Told("En bolig er givet tilbage",
                   "Boliganvisningen har givet en ledig bolig tilbage, og I kan leje den ud."),
        "en": Told("A flat was given back",
                   "The allocation office has given back a vacant flat, which you may let."),
    },
    "vacancy_lapsed": {
        "da": Told("Fristen for en bolig er udløbet",
                   "Svarfristen for en ledig bolig er udløbet, uden at der er anvist til den."),
        "en": Told("The day to answer for a flat has passed",
                   "The day to answer for a vacant flat has passed without a nomination to it."),
    },
    "objection": {
        "da": Told("Indsigelse mod en anvisning",
                   "En boligorganisation har gjort indsigelse mod en anvisning."),
        "en": Told("A nomination is objected to", "A housing association objects to a nomination."),
    },
    "objection_answered": {
        "da": Told("Svar på en indsigelse", "Boliganvisningen har svaret på en indsigelse mod en anvisning."),
        "en": Told("An answer to an objection",
                   "The allocation office has answered an objection to a nomination."),
    },
    "arrears": {
        "da": Told("Påkrav i et lejemål",
                   "En boligorganisation har sendt påkrav i et lejemål inden for det første år."),
        "en": Told("Arrears in a tenancy",
                   "A housing association has sent a payment demand in a tenancy within its first year."),
    },
    "arrears_answered": {
        "da": Told("Nyt om et påkrav", "Boliganvisningen har fulgt op på et påkrav i et lejemål."),
        "en": Told("News of arrears", "The allocation office has followed up on arrears in a tenancy."),
    },
    "concern": {
        "da": Told("Bekymring for et lejemål", "En boligorganisation er bekymret for et lejemål."),
        "en": Told("Concern about a tenancy", "A housing association is concerned about a tenancy."),
    },
    "referral_offer": {
        "da": Told("Tilbud til en indstillet borger",
                   "En borger, I har indstillet, har fået tilbudt en bolig."),
        "en": Told("An offer to a referred citizen", "A citizen you referred has been offered a flat."),
    },
    "referral_step": {
        "da": Told("Nyt om et tilbud", "Der er nyt om et tilbud til en borger, I har indstillet."),
        "en": Told("News of an offer", "There is news of an offer to a citizen you referred."),
    },
    "test": {
        "da": Told("Prøve", "Dette er en prøve: Husrum kan sende e-mail til dig."),
        "en": Told("A test", "This is a test: Husrum can send you e-mail."),
    },
}  # fmt: skip

#: Everything else a message says.
FRAME: dict[str, dict[str, str]] = {
    "digest": {"da": "Nyt siden i går ({n})", "en": "News since yesterday ({n})"},
    "digest_lead": {"da": "Det er sket i Husrum:", "en": "This has happened in Husrum:"},
    "more": {"da": "… og {n} mere. Se det hele i Husrum:", "en": "… and {n} more. See it all in Husrum:"},
    "login": {
        "da": "Log ind for at se mere. Af hensyn til borgerne står der ikke andet i denne e-mail.",
        "en": "Log in to see more. For the sake of the citizens this e-mail says nothing else.",
    },
    "why_user": {
        "da": "Du får denne e-mail, fordi du har bedt om den. Vælg til og fra her:",
        "en": "You get this e-mail because you asked for it. Change what you get here:",
    },
    "why_team": {
        "da": "I får denne e-mail, fordi boliganvisningen har skrevet jeres adresse ved støtteteamet.",
        "en": "You get this e-mail because the allocation office keeps your address with the support team.",
    },
}
