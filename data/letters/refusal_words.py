"""The words of the letter that notes a no: each text in Danish and in English."""

from __future__ import annotations

TITLE: dict[str, tuple[str, str]] = {
    "citizen": ("Vi har noteret dit nej", "We have noted your no"),
    "association": ("Du kan ikke få boligen alligevel", "You cannot have the flat after all"),
    "nobody": ("Tilbuddet om en bolig er faldet bort", "The offer of a home has lapsed"),
}
OPENING: dict[str, tuple[str, str]] = {
    "citizen": (
        "Den {day} tilbød vi dig boligen {where}. Du har sagt nej tak til den.",
        "On {day} we offered you the flat {where}. You said no to it.",
    ),
    "association": (
        "Den {day} tilbød vi dig boligen {where}. Boligorganisationen har meldt, at du ikke kan få den. Det "
        "beklager vi.",
        "On {day} we offered you the flat {where}. The housing organisation has told us that you cannot "
        "have it. We are sorry.",
    ),
    "nobody": (
        "Den {day} tilbød vi dig boligen {where}. Vi har ikke hørt fra dig inden fristen, og derfor er "
        "tilbuddet faldet bort.",
        "On {day} we offered you the flat {where}. We did not hear from you in time, and so the offer has "
        "lapsed.",
    ),
}
#: What was noted as the reason; where there is none, nothing is said.
REASONS: dict[str, tuple[str, str]] = {
    "citizen_rent": (
        "Vi har noteret, at boligen er for dyr for dig.",
        "We noted that the flat is too expensive for you.",
    ),
    "citizen_location": (
        "Vi har noteret, at boligen ligger det forkerte sted for dig.",
        "We noted that the flat is in the wrong place for you.",
    ),
    "citizen_size": (
        "Vi har noteret, at boligens størrelse ikke passer til dig.",
        "We noted that the size of the flat does not suit you.",
    ),
    "citizen_milieu_network": (
        "Vi har noteret, at boligen ligger for tæt på steder eller miljøer, du vil holde dig fra, eller for "
        "langt fra dit netværk.",
        "We noted that the flat is too near places or milieus you want to keep away from, or too far from "
        "your network.",
    ),
    "citizen_floor_access": (
        "Vi har noteret, at etagen eller adgangen til boligen ikke passer til dig.",
        "We noted that the floor or the access to the flat does not suit you.",
    ),
    "citizen_moving_in_date": (
        "Vi har noteret, at dagen for indflytning ikke passer dig.",
        "We noted that the moving-in date does not suit you.",
    ),
    "citizen_other_home": (
        "Vi har noteret, at du har en anden bolig i udsigt.",
        "We noted that you have another home in sight.",
    ),
    "association_debt": (
        "Boligorganisationen har oplyst, at der er en gæld, der ikke er afklaret. Ring til os, så ser vi på "
        "det sammen.",
        "The housing organisation says that there is a debt that has not been settled. Call us and we will "
        "look at it together.",
    ),
    "association_no_longer_vacant": (
        "Boligen er ikke længere ledig. Det har ikke noget med dig at gøre.",
        "The flat is no longer vacant. It has nothing to do with you.",
    ),
}
IF_WRONG = (
    "Er det ikke rigtigt, så ring til os, så retter vi det.",
    "If that is not right, call us and we will correct it.",
)

GOES_ON = ("Hvordan det går videre", "What happens now")
_STILL = (
    "Du venter fortsat på en bolig hos os, og din ventetid løber videre. Vi ser på din sag igen, næste gang "
    "vi fordeler ledige boliger.",
    "You are still waiting for a home with us, and your waiting time goes on. We look at your case again "
    "the next time vacant flats are given out.",
)
_WISHES = (
    "Fortæl os gerne, hvad der er vigtigt for dig, så vi kan tage hensyn til det.",
    "Please tell us what matters to you, so that we can take it into account.",
)
_SAME = ("Du bliver ikke tilbudt den samme bolig igen.", "You will not be offered the same flat again.")
_NO_PROMISE = (
    "Vi kan ikke love, hvornår der kommer et nyt tilbud.",
    "We cannot promise when there will be a new offer.",
)
_REACH = (
    "Ring til os, hvis du fortsat ønsker en bolig, og fortæl os, hvordan vi bedst får fat i dig.",
    "Call us if you still want a home, and tell us how best to reach you.",
)
NEXT: dict[str, tuple[tuple[str, str], ...]] = {
    "citizen": (_STILL, _SAME, _WISHES, _NO_PROMISE),
    "association": (_STILL, _SAME, _NO_PROMISE),
    "nobody": (_STILL, _REACH, _NO_PROMISE),
}
