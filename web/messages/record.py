"""Texts of the record's pages: the list, one entry, and the words of its codes."""

MESSAGES: dict[str, tuple[str, str]] = {
    "record.title": ("Log", "Record"),
    "record.lead": (
        "Hvem der har gjort eller set hvad, hvornår og til hvilken opgave. Intet kan rettes eller slettes.",
        "Who did or saw what, when and for which task. Nothing can be changed or removed.",
    ),
    "record.caption": ("Loggens poster", "Entries of the record"),
    "record.none": ("Ingen poster svarer til valget.", "No entry matches the choice."),
    "record.number": ("Post", "Entry"),
    "record.at": ("Tidspunkt", "When"),
    "record.who": ("Hvem", "Who"),
    "record.action": ("Hvad", "What"),
    "record.subject": ("Om", "About"),
    "record.purpose": ("Opgave", "Task"),
    "record.user": ("Bruger-id", "User id"),
    "record.role": ("Rolle", "Role"),
    "record.hash": ("Hash", "Hash"),
    "record.previous_hash": ("Hash af posten før", "Hash of the entry before"),
    "record.by_itself": ("Husrum selv", "Husrum itself"),
    "record.several": ("{n} {kind}", "{n} {kind}"),
    "record.filter": ("Find poster", "Find entries"),
    "record.filter.subject": ("Borger, bolig, tilbud … (id)", "Citizen, flat, offer … (id)"),
    "record.filter.everyone": ("Alle", "Everyone"),
    "record.filter.everything": ("Alt", "Everything"),
    "record.filter.from": ("Fra", "From"),
    "record.filter.to": ("Til og med", "To"),
    "record.filter.clear": ("Vis alle", "Show all"),
    "record.fault.day": ("Skriv en dato", "Write a date"),
    "record.entry.title": ("Post {n}", "Entry {n}"),
    "record.entry.before": ("Posten før", "The entry before"),
    "record.entry.after": ("Posten efter", "The entry after"),
    "record.entry.all": ("Hele loggen", "The whole record"),
    "record.entry.chain": (
        "Postens hash dækker alt på denne side og hash af posten før. Rettes noget, passer kæden ikke mere.",
        "The hash of the entry covers all on this page and the hash of the entry before. If anything is "
        "changed, the chain no longer fits.",
    ),
    "record.verify": ("Kontrollér loggen", "Verify the record"),
    "record.verify.never": ("Loggen er ikke kontrolleret endnu.", "The record has not been verified yet."),
    "record.verify.whole": (
        "Hel og uændret: alle {n} poster passer sammen.",
        "Whole and unchanged: all {n} entries fit together.",
    ),
    "record.verify.when": ("Kontrolleret {moment} af {by}", "Verified {moment} by {by}"),
    "record.verify.bad": ("Loggen er ikke hel: post {n}", "The record is not whole: entry {n}"),
    "record.verify.bad.text": (
        "Ret intet selv. Sig det til den, der driver Husrum, og til databeskyttelsesrådgiveren; kopien fra "
        "før fejlen viser, hvad der stod.",
        "Change nothing yourself. Tell whoever runs Husrum and the data protection officer; the backup from "
        "before the fault shows what stood there.",
    ),
    "record.head": ("Loggens hoved er post {n}", "The head of the record is entry {n}"),
    "record.bad.gap": (
        "Posten mangler; numrene følger ikke efter hinanden.",
        "The entry is missing; the numbers do not follow each other.",
    ),
    "record.bad.order": (
        "Postens nummer kan ikke stå her.",
        "The number of the entry cannot stand here.",
    ),
    "record.bad.changed": (
        "Postens indhold giver ikke dens hash: det er ændret.",
        "The content of the entry does not give its hash: it was changed.",
    ),
    "record.bad.link": (
        "Posten nævner ikke hash af posten før.",
        "The entry does not name the hash of the entry before.",
    ),
    "record.bad.head_missing": (
        "Filen med loggens hoved mangler.",
        "The file with the head of the record is missing.",
    ),
    "record.bad.head_garbled": (
        "Filen med loggens hoved kan ikke læses.",
        "The file with the head of the record cannot be read.",
    ),
    "record.bad.head_other": (
        "Postens hash er ikke den, der er skrevet ned som loggens hoved: slutningen er skrevet om.",
        "The hash of the entry is not the one written down as the head: the end was written anew.",
    ),
    "record.bad.cut_off": (
        "Posten mangler; loggen er kortere end det hoved, der er skrevet ned.",
        "The entry is missing; the record is shorter than the head written down.",
    ),
    "record.bad.printed": (
        "Ingen post har den hash, der blev spurgt efter.",
        "No entry has the hash asked for.",
    ),
}
