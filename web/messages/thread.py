"""Texts of the thread of a flat, and why words cannot be kept, on both sides of the table."""

MESSAGES: dict[str, tuple[str, str]] = {
    "thread.heading": ("Tråd om boligen", "Thread about the flat"),
    "thread.back": ("Tilbage til boligen", "Back to the flat"),
    "thread.none": ("Der er ikke skrevet noget endnu.", "Nothing has been written yet."),
    "thread.unread.one": ("{n} ulæst", "{n} unread"),
    "thread.unread.many": ("{n} ulæste", "{n} unread"),
    "thread.new": ("ny", "new"),
    "thread.mark": ("Marker som læst", "Mark as read"),
    "thread.words": ("Skriv en besked", "Write a message"),
    "thread.hint.office": (
        "Boligorganisationen læser den. Skriv intet om borgeren.",
        "The housing association reads it. Write nothing about the citizen.",
    ),
    "thread.hint.association": (
        "Boliganvisningen læser den. Skriv om boligen, ikke om personer.",
        "The allocation office reads it. Write about the flat, not about persons.",
    ),
    "thread.send.office": ("Send til boligorganisationen", "Send to the housing association"),
    "thread.send.association": ("Send til boliganvisningen", "Send to the allocation office"),
    "thread.said": ("Beskeden er sendt.", "The message is sent."),
    "thread.side.office": ("Boliganvisningen", "The allocation office"),
    "thread.side.association": ("Boligorganisationen", "The housing association"),
    "error.words_missing": ("Skriv en forklaring", "Write an explanation"),
    "error.words_long": (
        "Teksten er for lang: skriv højst {most} tegn",
        "Too long: write at most {most} signs",
    ),
    "error.words_cpr": (
        "Teksten indeholder et cpr-nummer: skriv den uden",
        "The text holds a CPR number: write it without",
    ),
    "error.words_name": (
        "Teksten nævner en borger, som boligorganisationen ikke må kende: skriv den uden",
        "The text names a citizen the association may not know of: write it without",
    ),
    "error.no_nomination": (
        "Anvisningen gælder ikke længere.",
        "The nomination no longer stands.",
    ),
    "error.objection_not_now": (
        "Lejekontrakten er underskrevet: der kan ikke længere gøres indsigelse.",
        "The lease is signed: it is too late to object.",
    ),
    "error.objection_open": (
        "En indsigelse venter på svar fra boliganvisningen.",
        "An objection waits for the allocation office's answer.",
    ),
    "error.objection_answered": (
        "Indsigelsen er allerede besvaret, eller tilbuddet er afsluttet.",
        "The objection is answered already, or the offer is closed.",
    ),
    "error.no_objection": (
        "Der er ingen indsigelse at trække tilbage: den kan være besvaret.",
        "There is no objection to withdraw: it may have been answered.",
    ),
    "error.answer_missing": ("Vælg et svar", "Choose an answer"),
    "error.contract_not_ready": (
        "Boliganvisningen er ikke klar til kontrakten endnu. Skriv til den i tråden.",
        "The allocation office is not ready for the lease yet. Write to it in the thread.",
    ),
    "error.answer_late": (
        "Borgerens svarfrist er gået. Boliganvisningen skal først give mere tid.",
        "The citizen's day to answer has passed. The allocation office must give more time first.",
    ),
    "error.no_tenancy": (
        "Ingen anvist lejer bor i boligen.",
        "No nominated tenant lives in the flat.",
    ),
    "error.year_passed": (
        "Påkravet er sendt mere end et år efter indflytningen",
        "The demand was sent more than a year after moving in",
    ),
    "error.due_before_demand": (
        "Fristen skal ligge efter den dag, påkravet blev sendt",
        "The period must end after the day the demand was sent",
    ),
    "error.reported_already": (
        "Et påkrav fra den dag er allerede meldt",
        "A demand of that day is reported already",
    ),
    "error.report_closed": ("Den er allerede afsluttet.", "It is closed already."),
}
