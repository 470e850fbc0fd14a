"""The words of the letter that offers a flat: each text in Danish and in English."""

from __future__ import annotations

TITLE = ("Tilbud om bolig", "Offer of a home")
OPENING = ("Vi kan tilbyde dig boligen {where}.", "We can offer you the flat {where}.")
_QUARTER = (
    "Kommunen anviser boligen til dig efter almenboligloven § 59. Vi har vurderet dit behov for en bolig, "
    "hvad boligen koster for dig, det netværk og de ønsker, du har fortalt om, og hvem der i øvrigt bor i "
    "afdelingen.",
    "The municipality nominates you for the flat under section 59 of the Act on Social Housing. We looked "
    "at your need for a home, what the flat costs for you, the network and wishes you told us about, and "
    "the mix of residents in the estate.",
)


def _under(section: str) -> tuple[str, str]:
    """The same under another section of the act."""
    danish, english = _QUARTER
    return danish.replace("§ 59", f"§ {section}"), english.replace("section 59", f"section {section}")


#: By which law the flat is nominated, by its kind.
BASIS: dict[str, tuple[str, str]] = {
    "family": _QUARTER,
    "youth": _QUARTER,
    "odd": (
        "Boligen er en skæv bolig, som kommunen anviser. Vi har vurderet dit behov for en bolig, hvad "
        "boligen koster for dig, og det netværk og de ønsker, du har fortalt om.",
        "The flat is an odd dwelling (skæv bolig) that the municipality nominates for. We looked at your "
        "need for a home, what the flat costs for you, and the network and wishes you told us about.",
    ),
    "elderly": _under("54"),
    "start": _under("101 a"),
    "inclusion": _under("62 a"),
    "stepdown": _under("63"),
}

THE_FLAT = ("Boligen", "The flat")
NUMBER = ("bolig nr. {id}", "no. {id}")
ADDRESS = ("Adresse", "Address")
ORGANISATION = ("Boligorganisation", "Housing organisation")
KIND = ("Boligtype", "Kind")
SIZE = ("Størrelse", "Size")
SIZE_OF = ("{size} m² og {rooms} rum", "{size} m², rooms: {rooms}")
FLOOR = ("Etage", "Floor")
GROUND = ("stueetagen", "ground floor")
FLOOR_NO = ("{n}. sal", "floor {n}")
WITH_LIFT = (", der er elevator", ", there is a lift")
NO_LIFT = (", der er ikke elevator", ", there is no lift")
PETS = ("Husdyr", "Pets")
PETS_YES = ("tilladt", "allowed")
PETS_NO = ("ikke tilladt", "not allowed")
AVAILABLE = ("Ledig fra", "Available from")

ECONOMY = ("Din økonomi i boligen, pr. måned", "Your economy in the flat, per month")
RENT = ("Husleje", "Rent")
UTILITIES = ("Varme, vand og el", "Heat, water and electricity")
UTILITIES_GUESSED = ("Varme, vand og el (skøn)", "Heat, water and electricity (estimate)")
SUPPORT = ("Boligstøtte (skøn)", "Housing support (estimate)")
TO_PAY = ("Du skal selv betale", "You pay yourself")
LEFT_OVER = ("Tilbage at leve for (skøn)", "Left to live on (estimate)")
ESTIMATES = (
    "Vi har regnet på det, vi ved om din økonomi. Boligstøtten er et skøn. Det er Udbetaling Danmark, der "
    "afgør, hvad du kan få.",
    "We used what we know about your economy. The housing support is an estimate. Udbetaling Danmark "
    "decides what you can get.",
)
UNDER_REVIEW = (
    "Huslejen er mere end halvdelen af din indkomst. Derfor vurderer Udbetaling Danmark konkret, om du kan "
    "få boligstøtte.",
    "The rent is more than half of your income. Therefore Udbetaling Danmark decides case by case whether "
    "you can get housing support.",
)
TIGHT = (
    "Økonomien bliver stram: Der er mindre tilbage end det vejledende beløb på {minimum} Tal med os om det, "
    "før du svarer.",
    "Your budget will be tight: less is left than the guide amount of {minimum}. Talk to us about it before "
    "you answer.",
)

ANSWER = ("Svar os senest", "When to answer")
DEADLINE = (
    "Du skal svare ja eller nej senest den {day}. Du kan ringe, skrive eller lade din kontaktperson svare "
    "for dig.",
    "Please answer yes or no by {day}. You can call, write, or let your contact person answer for you.",
)
VIEWING = ("Du kan se boligen den {day}.", "You can see the flat on {day}.")
VIEWING_OPEN = (
    "Du kan se boligen, før du svarer. Ring til os, så aftaler vi en tid.",
    "You can see the flat before you answer. Call us and we will arrange a time.",
)

SAYING_NO = ("Hvis du siger nej", "If you say no")
NO = (
    "Det er dit valg. Fortæl os gerne hvorfor, så bruger vi det, når vi ser på andre boliger. Du bliver "
    "ikke tilbudt den samme bolig igen, men du venter fortsat på en bolig hos os, og din ventetid bliver "
    "ikke nulstillet.",
    "It is your choice. Please tell us why; we use it when we look at other flats. You will not be offered "
    "the same flat again, but you keep waiting for a home with us, and your waiting time is not reset.",
)
NO_ANSWER = (
    "Hvis vi ikke hører fra dig inden fristen, falder tilbuddet bort. Har du brug for mere tid, så ring, "
    "før fristen er gået.",
    "If we do not hear from you in time, the offer lapses. If you need more time, call before then.",
)

SAYING_YES = ("Hvis du siger ja", "If you say yes")
CONTRACT = (
    "Så skriver boligorganisationen en lejekontrakt med dig. Boligorganisationen får kun de oplysninger, "
    "der skal bruges til kontrakten.",
    "Then the housing organisation makes a lease with you. It is only told what it needs for the lease.",
)
DEPOSIT = (
    "Du skal betale et indskud på {deposit} Vi hjælper dig med at søge om lån til indskuddet hos kommunen "
    "(beboerindskudslån). Det skal være på plads, før kontrakten bliver skrevet under.",
    "There is a deposit of {deposit} to pay. We help you apply to the municipality for a deposit loan. It "
    "has to be settled before the lease is signed.",
)
APPLY = (
    "Du skal selv søge om boligstøtte. Søg senest en måned efter, at du er flyttet ind, så får du støtte "
    "fra indflytningen. Vi hjælper dig gerne.",
    "You apply for housing support yourself. Apply within a month of moving in, and it is paid from the day "
    "you moved in. We are happy to help.",
)
MOVING = (
    "Har du ikke råd til at flytte eller til det mest nødvendige i boligen, kan du søge om hjælp til "
    "enkeltudgifter. Skal du have støtte i boligen, aftaler vi, hvornår den begynder.",
    "If you cannot afford to move or the most necessary things for the home, you can apply for help with "
    "single costs. If you are to have support in the home, we agree when it starts.",
)
