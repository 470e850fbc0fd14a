"""Texts of the log-in and of one's own account."""

MESSAGES: dict[str, tuple[str, str]] = {
    "login.title": ("Log ind i Husrum", "Log in to Husrum"),
    "login.name": ("Brugernavn", "User name"),
    "login.password": ("Adgangskode", "Password"),
    "error.login_wrong": ("Brugernavn eller adgangskode er forkert", "User name or password is wrong"),
    "error.login_wait": (
        "For mange forsøg. Vent et kvarter, og prøv igen.",
        "Too many attempts. Wait a quarter of an hour and try again.",
    ),
    "account.title": ("Min konto", "My account"),
}
