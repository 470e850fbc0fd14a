"""Texts of the API: its page, its document (in English), and what its answers say."""

PROBLEMS = {
    "bad_request": (
        ("Forespørgslen kan ikke læses", "Indholdet er ikke JSON.", "Send JSON i UTF-8."),
        ("The request cannot be read", "The body is not JSON.", "Send JSON in UTF-8."),
    ),
    "key_missing": (
        (
            "Idempotency-Key mangler",
            "En ændring skal have en Idempotency-Key på 1–200 tegn: bogstaver, tal og . _ : -",
            "Send en ny nøgle med hver ændring, og den samme, når du prøver igen.",
        ),
        (
            "The Idempotency-Key is missing",
            "A change must have an Idempotency-Key of 1–200 characters: letters, digits and . _ : -",
            "Send a new key with every change, and the same one when you try again.",
        ),
    ),
    "unauthorized": (
        (
            "Adgangsnøglen gælder ikke",
            "Der er ingen adgangsnøgle, eller den er ukendt, udløbet eller spærret.",
            "Send Authorization: Bearer og en nøgle, der gælder. Administratoren laver nøgler.",
        ),
        (
            "No valid token",
            "There is no token, or it is unknown, expired or revoked.",
            "Send Authorization: Bearer and a valid token. The administrator makes tokens.",
        ),
    ),
    "forbidden": (
        (
            "Det må adgangsnøglen ikke",
            "Nøglens rolle må ikke dette.",
            "Brug en nøgle med den rolle, dokumentet nævner ved adressen.",
        ),
        (
            "Not for this token",
            "The role of the token may not do this.",
            "Use a token in the role the document names at the address.",
        ),
    ),
    "not_found": (
        ("Findes ikke", "Der er intet med dette id.", "Hent listen for at se, hvad der er."),
        ("Not found", "There is nothing of this id.", "Get the list to see what there is."),
    ),
    "method": (
        ("Metoden bruges ikke her", "Adressen tager en anden metode.", "Se metoderne under Allow."),
        ("Method not used here", "The address takes another method.", "See the methods under Allow."),
    ),
    "not_possible": (
        (
            "Kan ikke lade sig gøre nu",
            "Det, der er i vejen, står i koden.",
            "Hent det igen, og se, hvor det står.",
        ),
        (
            "Not possible now",
            "What is in the way is told by the code.",
            "Get it again and see how it stands.",
        ),
    ),
    "stale": (
        (
            "Ændret siden",
            "En anden har ændret det, siden du hentede det. Intet af dit er gemt.",
            "Se forskellen, hent det igen, og send ændringen med den nye version.",
        ),
        (
            "Changed since",
            "Someone else has changed it since you got it. Nothing of yours was saved.",
            "Look at the difference, get it again, and send the change with the new version.",
        ),
    ),
    "warnings": (
        (
            "Noget er usædvanligt",
            "Boligen er ikke gemt: noget ved den er usædvanligt.",
            "Ret det, eller lad en person bekræfte det, og send det igen med confirmed: kode og værdi. "
            "Brug en "
            "ny Idempotency-Key.",
        ),
        (
            "Something is unusual",
            "The flat was not saved: something about it is unusual.",
            "Mend it, or let a person confirm it, and send it again with confirmed: code and value. Use a "
            "new "
            "Idempotency-Key.",
        ),
    ),
    "too_large": (
        ("For stort", "Forespørgslen er større end tilladt.", "Del den op, eller send mindre."),
        ("Too large", "The request is larger than allowed.", "Divide it or send less."),
    ),
    "media_type": (
        (
            "Ikke JSON",
            "Indholdet har en anden type end application/json.",
            "Send det med Content-Type: application/json.",
        ),
        (
            "Not JSON",
            "The body is of another type than application/json.",
            "Send it with Content-Type: application/json.",
        ),
    ),
    "faults": (
        (
            "Noget er forkert",
            "Forespørgslen kan læses, men ikke bruges. Intet er gemt.",
            "Ret hver fejl på sit sted, og send det hele igen.",
        ),
        (
            "Something is wrong",
            "The request can be read but not used. Nothing was saved.",
            "Mend each fault at its place and send it all again.",
        ),
    ),
    "key_reused": (
        (
            "Nøglen er brugt til andet",
            "Den samme Idempotency-Key er kommet med en anden forespørgsel.",
            "Brug en ny nøgle til en ny ændring.",
        ),
        (
            "The key came with something else",
            "The same Idempotency-Key has come with another request.",
            "Use a new key for a new change.",
        ),
    ),
    "too_many": (
        (
            "For mange forespørgsler",
            "Minuttets forespørgsler er brugt.",
            "Vent de sekunder, Retry-After siger.",
        ),
        ("Too many requests", "The requests of this minute are used.", "Wait the seconds Retry-After says."),
    ),
    "busy": (
        (
            "Optaget",
            "Der beregnes så mange uger på én gang, som der er plads til.",
            "Vent de sekunder, Retry-After siger, og send det igen.",
        ),
        (
            "Busy",
            "As many weeks are being solved as there is room for.",
            "Wait the seconds Retry-After says and send it again.",
        ),
    ),
    "broken": (
        (
            "Noget gik i stykker",
            "Fejlen er hos Husrum. Intet er gemt.",
            "Sig til hos dem, der driver Husrum.",
        ),
        ("Something broke", "The fault is Husrum's. Nothing was saved.", "Tell those who run Husrum."),
    ),
    "unavailable": (
        (
            "Husrum kan ikke nås",
            "Databasen svarer ikke. Intet er gemt.",
            "Prøv igen om lidt med samme nøgle.",
        ),
        (
            "Husrum cannot be reached",
            "The database does not answer. Nothing was saved.",
            "Try again in a while with the same key.",
        ),
    ),
}
MESSAGES: dict[str, tuple[str, str]] = {
    **{f"api.problem.{kind}": (da[0], en[0]) for kind, (da, en) in PROBLEMS.items()},
    **{f"api.detail.{kind}": (da[1], en[1]) for kind, (da, en) in PROBLEMS.items()},
    **{f"api.advice.{kind}": (da[2], en[2]) for kind, (da, en) in PROBLEMS.items()},
    "api.title": ("API", "API"),
    "api.lead": (
        "Boligorganisationernes systemer kan melde og følge boliger og hente konti og kontoudtog; "
        "kontorets kan få en uge beregnet. Intet svar om en bolig siger noget om en borger.",
        "The systems of housing associations can report and follow vacancies and get accounts and "
        "statements; "
        "those of the office can have a week solved. No answer about a flat says anything about a citizen.",
    ),
    "api.openapi": ("Hent OpenAPI-dokumentet", "Get the OpenAPI document"),
    "api.first": ("Kom i gang", "Getting started"),
    "api.first.text": (
        "Administratoren laver en nøgle til hvert program. Vis den i hver forespørgsel; alt er JSON i UTF-8.",
        "The administrator makes a token for each program. Show it in every request; all is JSON in UTF-8.",
    ),
    "api.again": ("Send den samme ændring igen", "Sending the same change again"),
    "api.again.text": (
        "Hver ændring har en Idempotency-Key, I selv vælger. Udebliver svaret, sendes den igen med samme "
        "nøgle: "
        "så er den gjort én gang, og svaret er det samme. Afvises en ændring, er intet gemt.",
        "Every change has an Idempotency-Key of your own choice. Where no answer comes, send it again "
        "with the "
        "same key: it is then done once, and the answer is the same. Where a change is refused nothing is "
        "kept.",
    ),
    "api.limits": ("Hvor meget", "How much"),
    "api.limits.text": (
        "En nøgle kan bruges {requests} gange i minuttet og få {optimise} uger beregnet i minuttet. "
        "RateLimit-Remaining siger, hvad der er tilbage.",
        "A token can be used {requests} times a minute and have {optimise} weeks solved a minute. "
        "RateLimit-Remaining says what is left.",
    ),
    "api.operations": ("Hvad der er", "What there is"),
    "api.operation": ("Gør", "Does"),
    "api.address": ("Adresse", "Address"),
    "api.token": ("Nøgle", "Token"),
    "api.does": ("Nærmere", "More"),
    "api.problems": ("Når noget ikke kan lade sig gøre", "When something cannot be done"),
    "api.problem": ("Type", "Type"),
    "api.status": ("Status", "Status"),
    "api.means": ("Betyder", "Means"),
    "api.advice": ("Gør", "Do"),
    "api.problems.text": (
        "Svaret er application/problem+json (RFC 9457): type, title, status, detail, advice og code, og "
        "faults "
        "med sted (JSON pointer) og besked for hver fejl.",
        "The answer is application/problem+json (RFC 9457): type, title, status, detail, advice and code, "
        "and "
        "faults with the place (JSON pointer) and message of each.",
    ),
}
