"""Texts of the administrator's pages of users."""

MESSAGES: dict[str, tuple[str, str]] = {
    "users.title": ("Brugere", "Users"),
    "users.lead": (
        "Hvem der arbejder med Husrum, og hvad de må se. En lukket bruger er ude ved næste klik.",
        "Who works with Husrum and what they may see. A disabled user is out at the next click.",
    ),
    "users.caption": ("Brugere af Husrum", "Users of Husrum"),
    "users.new": ("Opret bruger", "Add a user"),
    "users.edit": ("Ret {name}", "Change {name}"),
    "users.name": ("Navn", "Name"),
    "users.login": ("Brugernavn", "User name"),
    "users.login.hint": ("Uden mellemrum, fx anna.holm", "Without spaces, e.g. anna.holm"),
    "users.role": ("Rolle", "Role"),
    "users.organisation": ("Organisation", "Organisation"),
    "users.organisation_id": ("Organisation", "Organisation"),
    "users.organisation.hint": (
        "Kun for herberg og boligorganisation",
        "For a shelter or housing association only",
    ),
    "users.organisation.none": ("Ingen", "None"),
    "users.lang": ("Sprog", "Language"),
    "users.active": ("Adgang", "Access"),
    "users.active.label": ("Må logge ind", "May log in"),
    "users.is_active": ("har adgang", "has access"),
    "users.is_closed": ("lukket", "disabled"),
    "users.created": ("Oprettet", "Added"),
    "users.all": ("Alle brugere", "All users"),
    "users.saved": ("{login} er gemt.", "{login} is saved."),
    "users.password": ("Adgangskode", "Password"),
    "users.password.new": ("Giv ny adgangskode", "Give a new password"),
    "users.password.text": (
        "Husrum laver en ny adgangskode, som vises én gang. Brugeren logges ud alle steder.",
        "Husrum makes a new password that is shown once. The user is logged out everywhere.",
    ),
    "users.password.shown": ("Adgangskode til {login}", "Password for {login}"),
    "users.password.once": (
        "Den vises kun nu. Giv den videre, så kun brugeren ser den, og bed brugeren skifte den under "
        "»Min konto«.",
        "It is shown only now. Pass it on so that only the user sees it, and ask the user to change it under "
        "“My account”.",
    ),
    "users.password.gone": (
        "Adgangskoden er allerede vist og kan ikke vises igen. Giv en ny, hvis den er tabt.",
        "The password has been shown already and cannot be shown again. Give a new one if it is lost.",
    ),
    "users.organisations": ("Organisationer", "Organisations"),
    "users.organisations.none": ("Ingen organisationer endnu.", "No organisations yet."),
    "users.organisation.new": ("Opret organisation", "Add an organisation"),
    "users.organisation.id": ("Kode", "Code"),
    "users.organisation.id.hint": (
        "For en boligorganisation den kode, der står ved dens boliger",
        "For a housing association the code that stands with its flats",
    ),
    "users.organisation.kind": ("Art", "Kind"),
    "users.organisation.saved": ("Organisationen {id} er gemt.", "The organisation {id} is saved."),
    "users.office": ("Kontoret i brevene", "The office in the letters"),
    "users.office.text": (
        "Breve til borgere slutter med kontorets navn, og de siger, hvor borgeren kan ringe eller skrive.",
        "Letters to citizens end with the name of the office, and say where to call or write.",
    ),
    "users.office.change": ("Ret kontorets oplysninger", "Change the office's details"),
    "users.office.name": ("Kontorets navn", "Name of the office"),
    "users.office.name.hint": (
        "Uden navn skriver brevene »Boliganvisningen«",
        "Without a name the letters say “The housing allocation office”",
    ),
    "users.office.phone": ("Telefon", "Phone"),
    "users.office.email": ("E-mail", "E-mail"),
    "users.office.saved": ("Kontorets oplysninger er gemt.", "The office's details are saved."),
    "users.fault.too_long": ("Højst 200 tegn", "At most 200 characters"),
    "users.fault.phone_form": (
        "Skriv et telefonnummer, fx 12 34 56 78",
        "Write a phone number, e.g. 12 34 56 78",
    ),
    "users.fault.email_form": (
        "Skriv en e-mailadresse, fx bolig@kommune.dk",
        "Write an e-mail address, e.g. bolig@kommune.dk",
    ),
    "users.fault.missing": ("Skal udfyldes", "Must be filled in"),
    "users.fault.login_form": (
        "Skal udfyldes uden mellemrum, højst 200 tegn",
        "Must be filled in without spaces, at most 200 characters",
    ),
    "users.fault.login_taken": ("Brugernavnet er taget", "The user name is taken"),
    "users.fault.role_unknown": ("Vælg en af mulighederne", "Choose one of the options"),
    "users.fault.lang_unknown": ("Vælg dansk eller engelsk", "Choose Danish or English"),
    "users.fault.organisation_unknown": (
        "Vælg en organisation af rollens art",
        "Choose an organisation of the role's kind",
    ),
    "users.fault.organisation_missing": (
        "Rollen kræver en organisation",
        "The role needs an organisation",
    ),
    "users.fault.organisation_not_for_role": (
        "Rollen har ingen organisation",
        "The role has no organisation",
    ),
    "users.fault.password_short": ("Mindst 12 tegn", "At least 12 characters"),
    "users.fault.password_long": ("Højst 500 tegn", "At most 500 characters"),
    "users.fault.password_is_login": (
        "Adgangskoden må ikke være brugernavnet",
        "The password must not be the user name",
    ),
    "users.fault.password_one_sign": (
        "Brug flere forskellige tegn",
        "Use more different characters",
    ),
    "error.last_administrator": (
        "Der skal være mindst én administrator med adgang.",
        "There must be at least one administrator with access.",
    ),
    "error.organisation_other_kind": (
        "Koden er allerede brugt til en organisation af en anden art.",
        "The code is already used for an organisation of another kind.",
    ),
}
