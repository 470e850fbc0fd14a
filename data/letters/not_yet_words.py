"""The words of the letter that says not yet: each text in Danish and in English."""

from __future__ import annotations

TITLE = ("Vi har endnu ikke en bolig til dig", "We do not have a home for you yet")
OPENING = (
    "Den {day} så vi på de ledige boliger, som kommunen kan anvise. Denne gang var der ikke en bolig, vi "
    "kan tilbyde dig.",
    "On {day} we looked at the vacant flats the municipality can nominate for. This time there was none "
    "that we can offer you.",
)
STILL_WAITING = (
    "Du venter fortsat på en bolig hos os, og din ventetid løber videre. Vi ser på din sag igen, hver gang "
    "vi fordeler ledige boliger. Du skal ikke søge på ny.",
    "You are still waiting for a home with us, and your waiting time goes on. We look at your case again "
    "every time vacant flats are given out. You do not need to apply again.",
)

WHY = ("Hvorfor der ikke var en bolig", "Why there was no home")
REASONS: dict[str, tuple[str, str]] = {
    "not_ready": (
        "Noget i din sag skal være på plads, før vi kan tilbyde dig en bolig.",
        "Something in your case has to be in place before we can offer you a home.",
    ),
    "no_eligible_vacancy": (
        "Ingen af ugens ledige boliger passede til det, du har brug for, eller til det, du kan betale.",
        "None of this week's vacant flats suited what you need or what you can pay.",
    ),
    "team_full": (
        "Der var boliger, der kunne passe til dig. Men du skal have støtte i boligen, og der var ikke en "
        "ledig plads i det støtteteam, der kan give den.",
        "There were flats that could suit you. But you are to have support in the home, and the support "
        "team that can give it had no free place.",
    ),
    "quota_spent": (
        "Der var boliger, der kunne passe til dig. Men kommunen har kun ret til en del af "
        "boligorganisationernes ledige boliger, og den del var brugt.",
        "There were flats that could suit you. But the municipality may only use a part of the housing "
        "organisations' vacant flats, and that part was used.",
    ),
    "outranked": (
        "Der var boliger, der kunne passe til dig. Der var færre boliger end borgere, der venter. Vi ser "
        "på, hvor akut behovet er, hvor længe man har ventet, og hvor godt boligen passer, og denne gang "
        "gik boligerne til andre.",
        "There were flats that could suit you. There were fewer flats than people waiting. We look at how "
        "urgent the need is, how long someone has waited and how well the flat suits them, and this time "
        "the flats went to others.",
    ),
}
NOT_READY: dict[str, tuple[str, str]] = {
    "consent": (
        "Du har ikke sagt ja til, at vi må foreslå dig en bolig.",
        "You have not said yes to being proposed for a home.",
    ),
    "support_undecided": (
        "Kommunen har endnu ikke afgjort, hvilken støtte du skal have i boligen.",
        "The municipality has not yet decided what support you will have in the home.",
    ),
}
PARKED = (
    "Det er aftalt, at din sag venter til den {day}.",
    "It is agreed that your case waits until {day}.",
)
FLAT, FLATS = ("{n} bolig", "{n} flat"), ("{n} boliger", "{n} flats")

_CANNOT = ("boligen kunne ikke anvises af kommunen denne gang", "not for the municipality to give this time")
_TOO_NEAR = ("boligen lå et sted, der ikke er godt for dig", "in a place that is not good for you")
#: Why a flat was not possible, as the citizen needs to hear it; nothing about others.
RULES: dict[str, tuple[str, str]] = {
    "consent": NOT_READY["consent"],
    "parked": ("din sag var sat i bero", "your case was on hold"),
    "support_undecided": NOT_READY["support_undecided"],
    "municipality": ("boligen ligger i en anden kommune", "in another municipality"),
    "kind": ("boligen er for en anden målgruppe", "meant for another group"),
    "student_only": ("boligen er kun for studerende", "for students only"),
    "age": ("boligen er for en anden aldersgruppe", "for another age group"),
    "rooms": ("boligen har for få eller for mange rum", "too few or too many rooms"),
    "size": ("boligen er for lille", "too small"),
    "persons": ("boligen har for få rum til jer", "too few rooms for your household"),
    "accessibility": ("der er ikke adgang uden trin", "no step-free access"),
    "floor": ("boligen ligger for højt oppe uden elevator", "too high up without a lift"),
    "pets": ("husdyr er ikke tilladt", "pets are not allowed"),
    "area_law": (
        "loven begrænser, hvem kommunen må anvise i området",
        "the law limits whom the municipality may nominate in the area",
    ),
    "area_refused": ("du har fravalgt området", "you ruled the area out"),
    "location_unknown": ("vi ved ikke, præcis hvor boligen ligger", "we do not know exactly where it lies"),
    "milieu": _TOO_NEAR,
    "place": _TOO_NEAR,
    "distance": ("boligen ligger for langt fra dit netværk", "too far from your network"),
    "max_rent": ("boligen koster mere, end du vil betale", "costs more than you want to pay"),
    "rent": ("der ville være for lidt tilbage at leve for", "too little would be left to live on"),
    "debt": ("du skylder boligorganisationen penge", "you owe the housing organisation money"),
    "forbidden": (
        "du har sagt nej til boligen, eller vi har vurderet, at den ikke er god for dig",
        "you said no to it, or we judged that it is not good for you",
    ),
    "lapsed": _CANNOT,
    "route_none": _CANNOT,
    "quota_turn": _CANNOT,
}

CHANGE = ("Hvad der kan ændre det", "What could change it")
CHANGES: dict[str, tuple[str, str]] = {
    "max_rent": (
        "Du har sat en grænse for, hvad boligen må koste. I denne uge ville der have været en mulighed, "
        "hvis grænsen for husleje og forbrug var {value} kr. om måneden.",
        "You set a limit to what the home may cost. This week there would have been a possibility with a "
        "limit of DKK {value} a month for rent and utilities.",
    ),
    "max_km": (
        "Du har sat en grænse for afstanden til dit netværk. I denne uge ville der have været en mulighed, "
        "hvis afstanden måtte være {value} km.",
        "You set a limit to the distance to your network. This week there would have been a possibility "
        "with a distance of {value} km.",
    ),
    "refused_area": (
        "Du har fravalgt nogle områder. I denne uge ville der have været en mulighed i området {value}.",
        "You ruled some areas out. This week there would have been a possibility in the area {value}.",
    ),
    "min_rooms": (
        "I denne uge ville der have været en mulighed, hvis {value} rum er nok for dig.",
        "This week there would have been a possibility if {value} rooms are enough for you.",
    ),
    "max_rooms": (
        "I denne uge ville der have været en mulighed, hvis boligen må have {value} rum.",
        "This week there would have been a possibility if the home may have {value} rooms.",
    ),
    "kinds": (
        "I denne uge ville der have været en mulighed med en anden boligtype ({value}), hvis du hører til "
        "dem, den er beregnet for.",
        "This week there would have been a possibility with another kind of dwelling ({value}), if you "
        "belong to those it is meant for.",
    ),
    "rent": (
        "Der skal komme en bolig med en lavere husleje, eller din økonomi skal ændre sig.",
        "A flat with a lower rent has to become vacant, or your economy has to change.",
    ),
    "team": (
        "Der skal blive en plads ledig i støtteteamet.",
        "A place in the support team has to become free.",
    ),
    "quota": (
        "Kommunen skal kunne råde over flere boliger hos boligorganisationen.",
        "The municipality has to be entitled to more flats of the housing organisation.",
    ),
}
#: The changes whose value the citizen is told.
WITH_VALUE = ("max_rent", "max_km", "refused_area", "min_rooms", "max_rooms", "kinds")
#: The changes that are the citizen's own to make.
OWN_CHOICE = WITH_VALUE
YOUR_CHOICE = (
    "Det er din egen grænse, og du bestemmer selv, om den skal blive stående. Du mister ikke din ventetid "
    "ved at have den.",
    "It is your own limit, and you decide yourself whether it stands. You lose no waiting time by having it.",
)
WHEN_READY = (
    "Når det er på plads, ser vi på ledige boliger til dig.",
    "When it is in place, we look at vacant flats for you.",
)
NO_SINGLE_CHANGE = (
    "Der er ikke en enkelt ting, som du eller vi kunne have ændret i denne uge. Der skal flere ledige "
    "boliger eller pladser til.",
    "There is no single thing you or we could have changed this week. More vacant flats or places are "
    "needed.",
)
TELL_US = (
    "Fortæl os, hvis noget har ændret sig for dig, for eksempel din økonomi, din familie eller dine ønsker.",
    "Tell us if something has changed for you, for example your economy, your family or your wishes.",
)
NO_PROMISE = (
    "Vi kan ikke love, hvornår der bliver en bolig, og heller ikke, at en ændring giver en bolig næste gang.",
    "We cannot promise when there will be a home, nor that a change gives you one next time.",
)
