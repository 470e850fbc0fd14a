"""Texts of what is asked under the guarantee, and what can be wrong with it and with a statement."""

MESSAGES: dict[str, tuple[str, str]] = {
    "charges.title": ("Garanti og restancer", "Guarantee and arrears"),
    "charges.lead": (
        "Det, boligorganisationen kræver under kommunens garanti, og boliganvisningens svar. Et godkendt "
        "krav "
        "kommer med i det næste kontoudtog.",
        "What the housing association asks under the municipality's guarantee, and the allocation office's "
        "answer. An accepted charge comes with the next statement.",
    ),
    "charges.caption": ("Krav", "Charges"),
    "charges.none": ("Her er ingen krav.", "There are no charges here."),
    "charges.filter": ("Vælg krav", "Choose charges"),
    "charges.filter.all": ("Alle", "All"),
    "charges.filter.claimed": ("Afventer svar", "Waiting for an answer"),
    "charges.filter.accepted": ("Godkendt", "Accepted"),
    "charges.filter.refused": ("Afvist", "Refused"),
    "charges.state.claimed": ("afventer svar", "waiting for an answer"),
    "charges.state.accepted": ("godkendt", "accepted"),
    "charges.state.refused": ("afvist", "refused"),
    "charges.waiting.one": ("{n} krav afventer svar", "{n} charge waits for an answer"),
    "charges.waiting.many": ("{n} krav afventer svar", "{n} charges wait for an answer"),
    "charges.kind": ("Art", "Kind"),
    "charges.kind.hint": (
        "Restancer kun, hvis det er aftalt med kommunen.",
        "Arrears only where that was agreed with the municipality.",
    ),
    "charges.kind.restoration": ("Istandsættelse ved fraflytning", "Restoration on moving out"),
    "charges.kind.arrears": ("Restance det første år", "Arrears of the first year"),
    "charges.kind.adjustment": ("Rettelse efter indsigelse", "Correction after a dispute"),
    "charges.day": ("Forfaldt", "Fell due"),
    "charges.day.hint": (
        "Den måned, dagen ligger i, bestemmer kontoudtoget.",
        "The month of the day decides the statement.",
    ),
    "charges.flat": ("Bolig", "Flat"),
    "charges.state": ("Status", "State"),
    "charges.amount": ("Beløb", "Amount"),
    "charges.reason": ("Begrundelse", "Reason"),
    "charges.reason.hint": (
        "Hvad kravet dækker. Skriv ikke om personer.",
        "What the charge covers. Do not write about persons.",
    ),
    "charges.new": ("Nyt krav", "New charge"),
    "charges.new.text": (
        "Kommunen garanterer for lejerens pligt til at istandsætte boligen ved fraflytning "
        "(almenboligloven § 59).",
        "The municipality guarantees the tenant's duty to restore the dwelling on moving out "
        "(almenboligloven § 59).",
    ),
    "charges.do": ("Send kravet", "Send the charge"),
    "charges.no_flats": ("I har ingen boliger i Husrum.", "You have no flats in Husrum."),
    "charges.fault.flat": ("Vælg en af jeres boliger", "Choose one of your flats"),
    "charges.fault.answer": ("Vælg et svar", "Choose an answer"),
    "charges.asked": ("Sendt", "Sent"),
    "charges.answered_at": ("Besvaret", "Answered"),
    "charges.answered": ("Svar: {reason}", "Answer: {reason}"),
    "charges.waits": ("Boliganvisningen skal svare.", "The allocation office must answer."),
    "charges.billed": (
        "Beløbet er med i det kontoudtog, der udsendes efter godkendelsen.",
        "The amount is part of the statement issued after it was accepted.",
    ),
    "charges.answer": ("Svar på kravet", "Answer the charge"),
    "charges.answer.legend": ("Hvad svarer I?", "What is the answer?"),
    "charges.accept": ("Godkend", "Accept"),
    "charges.accept.hint": (
        "Beløbet kommer med i det næste kontoudtog.",
        "The amount comes with the next statement.",
    ),
    "charges.refuse": ("Afvis", "Refuse"),
    "charges.refuse.hint": ("Begrund det nedenfor.", "Give the reason below."),
    "charges.answer_reason": ("Begrundelse for svaret", "Reason for the answer"),
    "charges.answer_reason.hint": (
        "Skal skrives, når kravet afvises. Skriv ikke om personer.",
        "Needed when the charge is refused. Do not write about persons.",
    ),
    "charges.answer.do": ("Send svaret", "Send the answer"),
    "charges.said.claimed": (
        "Kravet er sendt til boliganvisningen.",
        "The charge is sent to the allocation office.",
    ),
    "charges.said.accepted": ("Kravet er godkendt.", "The charge is accepted."),
    "charges.said.refused": ("Kravet er afvist.", "The charge is refused."),
    "error.month_unknown": ("Vælg en måned", "Choose a month"),
    "error.month_not_over": ("Måneden er ikke slut endnu", "The month is not over yet"),
    "error.statement_out_of_order": (
        "Kontoudtog udsendes måned for måned; den næste er {month}",
        "Statements are issued month by month; the next is {month}",
    ),
    "error.statement_empty": (
        "Der er intet at gøre op for boligorganisationen i måneden",
        "There is nothing to settle with the housing association in the month",
    ),
    "error.statement_unchanged": (
        "Kontoudtoget er udsendt, og intet er ændret siden",
        "The statement is issued, and nothing has changed since",
    ),
    "error.statement_confirmed": (
        "Kontoudtoget er bekræftet; rettelser kommer med i den følgende måned",
        "The statement is confirmed; corrections come with the following month",
    ),
    "error.disputes_open": (
        "Svar på indsigelserne, før der udsendes en ny udgave",
        "Answer the disputes before a new edition is issued",
    ),
    "error.statement_replaced": (
        "En nyere udgave gælder i stedet. Se den.",
        "A newer edition stands in its place. Look at that one.",
    ),
    "error.dispute_answered": (
        "Indsigelsen er allerede besvaret.",
        "The dispute has been answered already.",
    ),
    "error.charge_answered": ("Kravet er allerede besvaret.", "The charge has been answered already."),
    "error.answer_unknown": ("Vælg et svar", "Choose an answer"),
    "error.amount_missing": ("Skriv det rigtige beløb", "Write the right amount"),
    "error.amount_same": (
        "Det er det beløb, der står i udtoget",
        "That is the amount the statement says",
    ),
    "error.charge_amount": (
        "Skriv et beløb i kroner over 0, for eksempel 1.250,50",
        "Write an amount in kroner above 0, for example 1,250.50",
    ),
    "error.charge_day": ("Dagen kan ikke ligge i fremtiden", "The day cannot lie in the future"),
    "error.charge_kind_unknown": ("Vælg en art", "Choose a kind"),
}
