"""Texts of the search."""

MESSAGES: dict[str, tuple[str, str]] = {
    "search.title": ("Søgning", "Search"),
    "search.nothing": (
        "Intet fundet. Søg på borgerens nummer eller navn, boligens nummer eller adresse, eller et tilbuds "
        "nummer.",
        "Nothing found. Search for a citizen's number or name, a flat's number or address, or the number of "
        "an offer.",
    ),
    "search.blank": (
        "Skriv, hvad du søger: borgerens nummer eller navn, boligens nummer eller adresse, eller et tilbuds "
        "nummer.",
        "Write what you are looking for: a citizen's number or name, a flat's number or address, or the "
        "number of an offer.",
    ),
    "search.most": (
        "Kun de første {n} er vist. Søg mere præcist for at se resten.",
        "Only the first {n} are shown. Search more closely to see the rest.",
    ),
    "search.tier": ("behovsgruppe {tier}", "need group {tier}"),
    "search.offer": ("Tilbud {n}", "Offer {n}"),
    "search.run": ("Kørsel {n}", "Run {n}"),
    "search.runs": ("Kørsler", "Runs"),
    "citizen_state.waiting": ("venter", "waiting"),
    "citizen_state.housed": ("har fået bolig", "housed"),
    "citizen_state.closed": ("afsluttet", "closed"),
    "vacancy_state.vacant": ("ledig", "vacant"),
    "vacancy_state.let": ("udlejet", "let"),
    "vacancy_state.given_back": ("givet tilbage", "given back"),
    "vacancy_state.withdrawn": ("trukket tilbage", "withdrawn"),
}
