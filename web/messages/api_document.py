"""Texts of the API's document and page: its operations, parameters and headers."""

#: Summary and text of every operation, Danish and English.
OPERATIONS = {
    "listVacancies": (
        ("Ledige boliger", "Boliger, I har meldt, med status, efter id; anvisningens nøgle ser alle."),
        (
            "List vacancies",
            "The vacancies you have reported, with their state; the office's token sees all. By id.",
        ),
    ),
    "getVacancy": (
        ("Én bolig", "Boligens felter, status og frister. Aldrig noget om en borger."),
        ("Get a vacancy", "Its cells, state and deadlines. Never anything about a citizen."),
    ),
    "reportVacancy": (
        (
            "Meld en ledig bolig",
            "Boligen får sit id, sin organisation og meldedato af Husrum; jeres eget sagsnummer skrives i "
            "reference. Med announced er den kun varslet: den er først til rådighed efter disposal. Er noget "
            "usædvanligt, gemmes intet, før det er bekræftet.",
        ),
        (
            "Report a vacancy",
            "The flat gets its id, organisation and day of report from Husrum; your own case number goes "
            "into "
            "reference. With announced it is only known of: it is at disposal after disposal. Where "
            "something "
            "is unusual nothing is kept until it is confirmed.",
        ),
    ),
    "changeVacancy": (
        (
            "Ret en bolig",
            "Kun de felter, der sendes, rettes; null gør et felt blankt. version er den, boligen havde, da I "
            "hentede den.",
        ),
        (
            "Change a vacancy",
            "Only the cells that are sent are changed; null makes a cell blank. version is the one the "
            "flat had "
            "when you got it.",
        ),
    ),
    "putAtDisposal": (
        (
            "Stil en varslet bolig til rådighed",
            "Fra i dag er boligen til kommunens rådighed; det, der er ændret siden varslet, sendes med.",
        ),
        (
            "Put an announced vacancy at disposal",
            "From today the flat is at the municipality's disposal; what has changed since it was "
            "announced is "
            "sent along.",
        ),
    ),
    "reletVacancy": (
        (
            "Sig, hvornår boligen er lejet ud igen",
            "For en bolig, der er givet tilbage: dagen afslutter kommunens tomgangsleje.",
        ),
        (
            "Say when a flat was let again",
            "For a flat that was given back: the day ends the municipality's void rent.",
        ),
    ),
    "withdrawVacancies": (
        (
            "Træk boliger tilbage",
            "Alle eller ingen: er én af dem holdt af et tilbud, trækkes ingen tilbage. Årsagen other "
            "kræver words.",
        ),
        (
            "Withdraw vacancies",
            "All or none: where an offer holds one of them, none is withdrawn. The reason other needs words.",
        ),
    ),
    "listAccounts": (
        ("Fjerdedelskonti", "Jeres puljer, og hvad kommunen har ret til og har brugt i hver."),
        (
            "List quarter-rule accounts",
            "Your pools, and what the municipality is entitled to and has used in each.",
        ),
    ),
    "getAccount": (
        (
            "Én fjerdedelskonto",
            "Puljens nummererede poster med saldoen efter hver; on giver kontoen, som den stod den dag.",
        ),
        (
            "Get an account",
            "The numbered events of the pool with the balance after each; on gives the account as it "
            "stood that day.",
        ),
    ),
    "listStatements": (
        ("Kontoudtog", "De månedlige kontoudtog, nyeste først."),
        ("List statements", "The monthly statements, newest first."),
    ),
    "getStatement": (
        (
            "Ét kontoudtog",
            "Kontoudtoget, som det blev udstedt, med hele regnestykket, tomgangsleje og garanti.",
        ),
        (
            "Get a statement",
            "The statement as it was issued, with the whole arithmetic, void rent and guarantee.",
        ),
    ),
    "getToken": (
        ("Om adgangsnøglen", "Hvem nøglen er til, og hvornår den udløber."),
        ("About the token", "Whose the token is, and when it ends."),
    ),
    "optimise": (
        (
            "Beregn den bedste uge",
            "Find den bedste uge, som husrum propose gør. Intet gemmes: det, der sendes, er glemt, når "
            "svaret "
            "er givet. Samme uge, dato og frø giver samme svar, bortset fra summary.seconds. Kan "
            "fastholdelser "
            "ikke forenes, er summary.status infeasible og tabellerne tomme. En Idempotency-Key behøves "
            "ikke.",
        ),
        (
            "Solve a week",
            "Find the best week, as husrum propose does. Nothing is kept: what is sent is forgotten when the "
            "answer is given. The same week, date and seed give the same answer, summary.seconds aside. "
            "Where "
            "pins cannot hold together, summary.status is infeasible and the tables are empty. No "
            "Idempotency-Key is needed.",
        ),
    ),
}
MESSAGES: dict[str, tuple[str, str]] = {
    **{f"api.op.{name}": (da[0], en[0]) for name, (da, en) in OPERATIONS.items()},
    **{f"api.op.{name}.text": (da[1], en[1]) for name, (da, en) in OPERATIONS.items()},
    "api.document": (
        "Boligorganisationer melder og følger deres ledige boliger og ser fjerdedelskonto og kontoudtog; "
        "anvisningen kan få en uge beregnet. Alt er JSON i UTF-8, datoer YYYY-MM-DD, beløb i kroner. Ukendte "
        "navne afvises. Svar, der ikke er 2xx, er application/problem+json (RFC 9457) med sted og råd, på "
        "dansk, hvor Accept-Language foretrækker det.",
        "Housing associations report and follow their vacancies and see the quarter-rule account and their "
        "statements; the allocation office can have a week solved. All is JSON in UTF-8, dates YYYY-MM-DD, "
        "amounts in Danish kroner. Unknown names are refused. Answers other than 2xx are "
        "application/problem+json (RFC 9457) with place and advice, in Danish where Accept-Language "
        "prefers it.",
    ),
    "api.document.token": (
        "En nøgle, administratoren har lavet til organisationen eller kontoret",
        "A token the administrator has made for the organisation or the office",
    ),
    "api.tag.vacancies": ("Ledige boliger", "Vacancies"),
    "api.tag.account": ("Fjerdedelskontoen", "The quarter-rule account"),
    "api.tag.statements": ("Kontoudtog", "Statements"),
    "api.tag.optimise": ("Beregning uden lager", "Solving without storing"),
    "api.tag.token": ("Adgangsnøglen", "The token"),
    "api.in.vacancy_id": ("Boligens id, procentkodet", "The id of the flat, percent-encoded"),
    "api.in.quota_id": ("Puljens nummer", "The number of the pool"),
    "api.in.statement_id": ("Kontoudtogets id", "The id of the statement"),
    "api.in.key": (
        "En ny nøgle for hver ændring; den samme, når en ændring sendes igen, fordi svaret udeblev. "
        "Svaret er "
        "da det første, med Idempotent-Replay: true. Nøgler huskes i 30 dage",
        "A new key for every change; the same one when a change is sent again because no answer came. The "
        "answer is then the first one, with Idempotent-Replay: true. Keys are remembered for 30 days",
    ),
    "api.answer": ("Det er gjort", "Done"),
    "api.header.ratelimit_limit": ("Så mange forespørgsler i minuttet", "So many requests a minute"),
    "api.header.ratelimit_remaining": ("Så mange er tilbage", "So many are left"),
    "api.header.ratelimit_reset": ("Sekunder, til der er flere", "Seconds until there are more"),
    "api.header.retry_after": ("Vent så mange sekunder", "Wait so many seconds"),
}
