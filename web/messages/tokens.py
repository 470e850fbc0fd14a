"""Texts of the administrator's pages of the tokens for the API."""

MESSAGES: dict[str, tuple[str, str]] = {
    "tokens.title": ("Adgangsnøgler til API'et", "Tokens for the API"),
    "tokens.lead": (
        "Programmer hos boligorganisationer og på kontoret logger ikke ind; de viser en nøgle.",
        "Programs of the housing associations and the office do not log in; they show a token.",
    ),
    "tokens.api": ("Se, hvad API'et kan", "See what the API can do"),
    "tokens.caption": ("Adgangsnøgler til API'et", "Tokens for the API"),
    "tokens.none": ("Der er ingen nøgler endnu.", "There are no tokens yet."),
    "tokens.all": ("Alle nøgler", "All tokens"),
    "tokens.new": ("Lav en nøgle", "Make a token"),
    "tokens.new.text": (
        "Lav én nøgle til hvert program, så den ene kan spærres uden den anden. Nøglen vises én gang.",
        "Make one token for each program, so that one can be revoked without the other. It is shown once.",
    ),
    "tokens.name": ("Navn", "Name"),
    "tokens.name.hint": (
        "Hvilket program og hvem der har det, fx Udlejningssystemet hos Bakkebo",
        "Which program and whose, e.g. The letting system at Bakkebo",
    ),
    "tokens.role": ("Må", "May"),
    "tokens.role.association": (
        "melde og følge boligorganisationens egne boliger, se dens konti og kontoudtog",
        "report and follow the association's own vacancies, see its accounts and statements",
    ),
    "tokens.role.office": (
        "se alle boliger, konti og kontoudtog og få en uge beregnet",
        "see all vacancies, accounts and statements, and have a week solved",
    ),
    "tokens.organisation": ("Boligorganisation", "Housing association"),
    "tokens.organisation.hint": ("Ikke til kontorets nøgler", "Not for the office's tokens"),
    "tokens.expires_on": ("Gælder til og med", "Valid until"),
    "tokens.expires_on.hint": (
        "Blankt: til den bliver spærret",
        "Blank: until it is revoked",
    ),
    "tokens.never": ("til den bliver spærret", "until it is revoked"),
    "tokens.whose": ("Hvem", "Whose"),
    "tokens.office": ("Anvisningskontoret", "The allocation office"),
    "tokens.stands": ("Status", "State"),
    "tokens.stands.valid": ("gælder", "valid"),
    "tokens.stands.revoked": ("spærret", "revoked"),
    "tokens.stands.expired": ("udløbet", "expired"),
    "tokens.used": ("Sidst brugt", "Last used"),
    "tokens.created": ("Lavet", "Made"),
    "tokens.id": ("Nummer", "Number"),
    "tokens.made": ("Nøgle til {name}", "Token for {name}"),
    "tokens.made.once": (
        "Den vises kun nu. Giv den videre, så ingen andre ser den, og lad den ikke stå i en e-mail.",
        "It is shown only now. Pass it on so that no one else sees it, and do not leave it in an e-mail.",
    ),
    "tokens.made.use": (
        "Programmet viser den i hver forespørgsel: Authorization: Bearer og nøglen.",
        "The program shows it in every request: Authorization: Bearer and the token.",
    ),
    "tokens.revoke": ("Spær nøglen", "Revoke the token"),
    "tokens.revoke.text": (
        "Programmet er ude ved næste forespørgsel. En spærret nøgle kan ikke åbnes igen.",
        "The program is out at its next request. A revoked token cannot be opened again.",
    ),
    "tokens.revoked": ("Nøglen {id} er spærret.", "The token {id} is revoked."),
    "tokens.revoked_at": ("Spærret", "Revoked"),
    "tokens.fault.missing": ("Skriv et navn", "Write a name"),
    "tokens.fault.name_long": ("Højst 200 tegn", "At most 200 characters"),
    "tokens.fault.role_unknown": ("Vælg, hvad nøglen må", "Choose what the token may do"),
    "tokens.fault.organisation_missing": ("Vælg en boligorganisation", "Choose a housing association"),
    "tokens.fault.organisation_unknown": (
        "Vælg en boligorganisation på listen",
        "Choose a housing association on the list",
    ),
    "tokens.fault.organisation_not_for_role": (
        "Kontorets nøgle hører ikke til en boligorganisation",
        "The office's token belongs to no housing association",
    ),
    "tokens.fault.expires_past": ("Vælg i dag eller en senere dag", "Choose today or a later day"),
    "tokens.fault.expires_form": ("Skriv en dato", "Write a date"),
}
