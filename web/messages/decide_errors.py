"""Why a decision about a flat cannot be taken, in words a person can act on."""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    "error.warnings_unticked": (
        "Sæt kryds ved hver advarsel: en person skal have taget stilling til den",
        "Tick each warning: a person must have considered it",
    ),
    "error.role_may_not": ("Din rolle kan ikke tage dette skridt.", "Your role cannot take this step."),
    "error.pair_forbidden": (
        "Kontoret har udelukket parret. Ophæv det først, hvis det er ændret.",
        "The office has ruled out the pair. Lift that first if it has changed.",
    ),
    "error.citizen_not_ready": (
        "Borgeren kan ikke få tilbud nu: sagen er lukket, sat i bero eller uden samtykke.",
        "The citizen cannot be made an offer now: the case is closed, on hold or without consent.",
    ),
    "error.flat_not_vacant": ("Boligen er ikke længere ledig.", "The flat is no longer vacant."),
    "error.team_full": (
        "Støtteteamet har ikke længere en ledig plads.",
        "The support team no longer has a free place.",
    ),
    "error.quota_spent": ("Kvoten er brugt op.", "The quota is used up."),
    "error.changed_since_run": (
        "Borgeren eller boligen er ændret siden kørslen. Start en ny kørsel, og træf beslutningen i den.",
        "The citizen or the flat has changed since the run. Start a new run and decide in that one.",
    ),
    "error.not_ended": (
        "Borgeren har stadig sin bolig. Sagen kan først åbnes igen, når lejemålet er ophørt.",
        "The citizen still has the home. The case can be opened again when the tenancy has ended.",
    ),
    "error.run_superseded": (
        "Der er en nyere kørsel. Træf beslutningen i den.",
        "There is a newer run. Decide in that one.",
    ),
    "error.flat_decided": (
        "En anden har besluttet om boligen. Intet af dit er gemt.",
        "Someone else has decided about the flat. Nothing of yours was saved.",
    ),
    "error.flat_taken": ("Boligen holdes af et andet tilbud.", "The flat is held by another offer."),
    "error.citizen_taken": ("Borgeren har allerede et tilbud.", "The citizen already has an offer."),
    "error.price_changed": (
        "Prisen er ikke den, du så. Hent siden igen.",
        "The price is not the one you saw. Load the page again.",
    ),
    "error.reason_missing": ("Vælg en årsag, og begrund den", "Choose a reason and explain it"),
    "error.reason_unknown": ("Vælg en af årsagerne på listen", "Choose one of the reasons on the list"),
    "error.not_eligible": (
        "En regel udelukker borgeren fra boligen. Se borgerens side.",
        "A rule keeps the citizen from the flat. See the page of the citizen.",
    ),
    "error.no_week_with_pair": (
        "Parret kan ikke være med i nogen uge inden for kvote, støtteteam og låste par.",
        "The pair is in no week within quota, support teams and pins.",
    ),
    "error.sent": (
        "Tilbuddet er sendt. Træk det tilbage på tilbuddets side i stedet.",
        "The offer has been sent. Withdraw it on the page of the offer instead.",
    ),
    "error.undone_already": ("Beslutningen er allerede fortrudt.", "The decision is already undone."),
    "error.citizen_pinned": (
        "Borgeren er låst til en anden bolig.",
        "The citizen is pinned to another flat.",
    ),
    "error.flat_pinned": ("Boligen er låst til en anden borger.", "The flat is pinned to another citizen."),
    "error.pair_held": ("Parret har et tilbud.", "The pair has an offer."),
    "error.pair_pinned": ("Parret er låst. Ophæv låsen først.", "The pair is pinned. Lift the pin first."),
}
