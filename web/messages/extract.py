"""Texts of the citizen's own extract."""

MESSAGES: dict[str, tuple[str, str]] = {
    "extract.link": ("Borgerens udtræk", "The citizen's extract"),
    "extract.title": ("Dine oplysninger i Husrum", "Your information in Husrum"),
    "extract.print": (
        "Udtrækket kan skrives ud. At du har lavet det, står i loggen.",
        "The extract can be printed. That you made it stands in the record.",
    ),
    "extract.back": ("Tilbage til borgeren", "Back to the citizen"),
    "extract.date": ("Udskrevet {day}", "Printed {day}"),
    "extract.reference": ("Sagsnummer {id}", "Case number {id}"),
    "extract.intro": (
        "Her kan du se, hvad boliganvisningen har registreret om dig, og hvem der har set eller gjort noget "
        "med det. Du har ret til at få det at vide (databeskyttelsesforordningens artikel 15).",
        "Here you can see what the allocation office has stored about you, and who has seen it or done "
        "something with it. You have the right to know (Article 15 of the GDPR).",
    ),
    "extract.use": (
        "Oplysningerne bruges til at finde en bolig, der passer til dig. Husrum foreslår; et menneske "
        "beslutter. Beregningen ser kun dit sagsnummer, ikke dit navn. Dit CPR-nummer er ikke gemt i Husrum.",
        "The information is used to find a home that suits you. Husrum proposes; a person decides. The "
        "calculation sees only your case number, not your name. Your CPR number is not stored in Husrum.",
    ),
    "extract.right": (
        "Er noget forkert, så sig det til os, og vi retter det. Du kan klage til Datatilsynet over, hvordan "
        "vi behandler dine oplysninger.",
        "If anything is wrong, tell us and we will correct it. You can complain to Datatilsynet (the Danish "
        "Data Protection Agency) about how we handle your information.",
    ),
    "extract.contact": ("Navn og kontakt", "Name and contact"),
    "extract.facts": ("Det har vi registreret om dig", "What we have stored about you"),
    "extract.places": ("Steder, der betyder noget for dig", "Places that matter to you"),
    "extract.standing": ("Beslutninger, der gælder", "Decisions that stand"),
    "extract.offers": ("Tilbud om bolig", "Offers of a home"),
    "extract.offer": ("Tilbud {n}: {flat}", "Offer {n}: {flat}"),
    "extract.runs": ("Kørsler, du har været med i", "Runs you were in"),
    "extract.runs.text": (
        "I en kørsel sammenligner Husrum alle ledige boliger med alle, der venter.",
        "In a run Husrum compares every vacant home with everyone who is waiting.",
    ),
    "extract.run": ("Kørsel {n}", "Run {n}"),
    "extract.run.flat": ("Du blev indstillet til bolig {flat}", "You were proposed for flat {flat}"),
    "extract.run.none": ("Ingen bolig blev foreslået til dig", "No home was proposed for you"),
    "extract.changes": ("Sådan er oplysningerne ændret", "How the information was changed"),
    "extract.change": ("{label}: {before} → {after}", "{label}: {before} → {after}"),
    "extract.lines": ("Hvem har set eller gjort hvad", "Who has seen or done what"),
    "extract.lines.caption": (
        "Hver gang nogen har set eller gjort noget med dine oplysninger",
        "Every time someone saw your information or did something with it",
    ),
    "extract.in_list": (
        "en liste med dig og {n} andre",
        "a list with you and {n} others",
    ),
    "extract.when": ("Hvornår", "When"),
    "extract.who": ("Hvem", "Who"),
    "extract.what": ("Hvad", "What"),
    "extract.why": ("Til hvilken opgave", "For which task"),
    "extract.nothing": ("Intet", "Nothing"),
}
