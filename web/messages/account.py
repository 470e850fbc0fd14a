"""Texts of the log-in and of one's own account."""

MESSAGES: dict[str, tuple[str, str]] = {
    "login.title": ("Log ind i Husrum", "Log in to Husrum"),
    "login.lead": (
        "For medarbejdere i boliganvisningen og deres samarbejdspartnere.",
        "For staff of the allocation office and those they work with.",
    ),
    "login.name": ("Brugernavn", "User name"),
    "login.password": ("Adgangskode", "Password"),
    "login.demo": ("Prøv Husrum i en rolle", "Try Husrum in a role"),
    "login.demo.text": (
        "Dette er et eksempel med opdigtede borgere. Alle brugere har adgangskoden »{password}«.",
        "This is an example with invented citizens. Every user has the password “{password}”.",
    ),
    "error.login_wrong": ("Brugernavn eller adgangskode er forkert", "User name or password is wrong"),
    "error.login_wait": (
        "For mange forsøg. Vent et kvarter, og prøv igen.",
        "Too many attempts. Wait a quarter of an hour and try again.",
    ),
    "role.office.does": (
        "kører ugen, beslutter og giver tilbud",
        "runs the week, decides and makes offers",
    ),
    "role.shelter.does": (
        "indstiller egne borgere og følger dem",
        "refers its own citizens and follows them",
    ),
    "role.association.does": (
        "følger tilbud på egne boliger",
        "follows offers of its own flats",
    ),
    "role.analyst.does": ("læser tal uden personoplysninger", "reads figures without personal data"),
    "role.auditor.does": ("læser alt, ændrer intet", "reads everything, changes nothing"),
    "role.administrator.does": ("opretter og lukker brugere", "adds and disables users"),
    "account.title": ("Min konto", "My account"),
    "account.language": ("Sprog", "Language"),
    "account.language.label": ("Sproget, jeg arbejder på", "The language I work in"),
    "account.language.done": ("Sproget er gemt.", "The language is saved."),
    "account.password": ("Ny adgangskode", "New password"),
    "account.old": ("Nuværende adgangskode", "Current password"),
    "account.old.wrong": ("Den nuværende adgangskode er forkert", "The current password is wrong"),
    "account.new": ("Ny adgangskode", "New password"),
    "account.new.hint": (
        "Mindst 12 tegn. Flere ord efter hinanden er let at huske og svært at gætte.",
        "At least 12 characters. Several words in a row are easy to remember and hard to guess.",
    ),
    "account.again": ("Gentag den nye adgangskode", "Repeat the new password"),
    "account.again.differs": ("De to adgangskoder er ikke ens", "The two passwords differ"),
    "account.password.save": ("Skift adgangskode", "Change password"),
    "account.password.done": (
        "Adgangskoden er skiftet. Du er logget ud alle andre steder.",
        "The password is changed. You are logged out everywhere else.",
    ),
}
