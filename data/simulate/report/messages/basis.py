"""Texts about what the numbers rest on, and of the table of all numbers."""

MESSAGES: dict[str, tuple[str, str]] = {
    "basis": ("Hvad bygger tallene på?", "What do the numbers rest on?"),
    "basis.synthetic": (
        "Byen er opdigtet, men lavet efter offentlige tal om hjemløshed, almene boliger, huslejer og "
        "fraflytning. Den viser, hvad en fordelingsmåde gør ved en kommune som denne; den forudsiger ikke et "
        "bestemt år.",
        "The town is invented, but made after public figures on homelessness, public housing, rents and "
        "moving "
        "out. It shows what a way of allocating does to a municipality like this one; it does not predict a "
        "particular year.",
    ),
    "basis.real": (
        "De første uger bruger ugemappens egne borgere og boliger; resten er trukket tilfældigt efter dem. "
        "Det "
        "viser, hvad en fordelingsmåde gør ved en liste som denne; det forudsiger ikke et bestemt år.",
        "The first weeks use the week folder's own people and flats; the rest is drawn at random after "
        "them. It "
        "shows what a way of allocating does to a list like this one; it does not predict a particular year.",
    ),
    "basis.calibration": (
        "Hvordan de opdigtede tal svarer til kilderne, står på {link}.",
        "How the invented figures compare with their sources stands on {link}.",
    ),
    "basis.calibration.link": ("siden om kalibrering", "the calibration page"),
    "basis.caption": ("Forudsætninger", "Assumptions"),
    "basis.assumption": ("Forudsætning", "Assumption"),
    "basis.value": ("Værdi", "Value"),
    "basis.waiting": ("Personer på listen i første uge", "People on the list in the first week"),
    "basis.arrivals": ("Nye personer om ugen derefter", "New people a week after that"),
    "basis.flats": (
        "Ledige boliger om ugen, hvoraf kommunen kan få nogle",
        "Vacant flats a week, of which the municipality may get some",
    ),
    "basis.given": (
        "Heraf stillet helt til kommunens rådighed",
        "Of these, wholly at the municipality's disposal",
    ),
    "basis.gone": (
        "Personer {period}, der selv finder en løsning (under {S})",
        "People {period} who find a way of their own (under {S})",
    ),
    "basis.returned": (
        "Personer {period}, der mister boligen og kommer igen (under {S})",
        "People {period} who lose the home and come back (under {S})",
    ),
    "basis.refuse": (
        "Chance for nej til et tilbud (vores antagelse)",
        "Chance of refusing an offer (our assumption)",
    ),
    "basis.refuse.value": (
        "{base}; op til {far} mere, når der er langt til netværket; {tight} mere ved stram økonomi; "
        "{setting} "
        "mere ved forkert by eller land; {area} mere uden for ønsket område{factor}",
        "{base}; up to {far} more when the network is far; {tight} more on a tight budget; {setting} more in "
        "the wrong setting; {area} more outside a wanted area{factor}",
    ),
    "basis.refuse.factor": ("; alt ganget med {n}", "; all multiplied by {n}"),
    "basis.ends": (
        "Lejemål, der ender inden et år (vores antagelse)",
        "Tenancies that end within twelve months (our assumption)",
    ),
    "basis.ends.value": (
        "{base}; {tight} mere ved stram økonomi; {far} mere, når netværket er over 10 km væk. {returns} af "
        "dem "
        "kommer tilbage på listen.",
        "{base}; {tight} more on a tight budget; {far} more when the network is over 10 km away. {returns} "
        "of "
        "them come back to the list.",
    ),
    "basis.network": ("Kendte steder i folks netværk", "Places of people's networks that are known"),
    "basis.day_cost": ("Udgift pr. herbergsdag efter 90 dage", "Cost of a shelter day beyond 90 days"),
    "basis.weights": ("Vægte i Husrums forslag", "Weights of Husrum's proposal"),
    "basis.weights.value": (
        "behov {need}, egnethed {fit}, egne ønsker {choice}; lang ventetid fra {days} dage",
        "need {need}, fit {fit}, own wishes {choice}; a long wait from {days} days",
    ),
    "basis.seeds": ("Gennemregnede udfald (seeds)", "Runs (seeds)"),
    "basis.files": (
        "Alle tal bag rapporten ligger i samme mappe: {runs} (hvert udfald), {compare} (forskelle med "
        "intervaller) "
        "og {fairness} (grupper).",
        "All numbers behind the report lie in the same folder: {runs} (every run), {compare} (differences "
        "with "
        "intervals) and {fairness} (groups).",
    ),
    "basis.limits": (
        "Det ved rapporten ikke: om folk svarer, som antaget; om fremtidens boliger ligner de seneste års; "
        "og "
        "hvad en medarbejder ville gøre anderledes i den enkelte sag. Fordelingen er et forslag; kontoret "
        "beslutter.",
        "What the report does not know: whether people answer as assumed; whether future flats are like "
        "those "
        "of recent years; and what a case worker would do differently in a single case. The allocation is a "
        "proposal; the office decides.",
    ),
    "numbers": ("Alle tal", "All numbers"),
    "part.homes": ("Boliger", "Homes"),
    "part.waiting": ("Ventetid", "Waiting"),
    "part.fit": ("Hvor godt boligen passer", "How well the home fits"),
    "part.use": ("Kvote og støtte", "Quota and support"),
    "part.money": ("Penge", "Money"),
    "part.more": ("Andet", "Other"),
    "numbers.text": (
        "Gennemsnit over {runs}, med 95 pct.-interval under.",
        "Means over {runs}, with the 95% interval below.",
    ),
    "numbers.text.single": ("Tallene fra {single}.", "The numbers of {single}."),
    "numbers.caption": ("Alle tal fra runs.csv", "All numbers of runs.csv"),
    "numbers.figure": ("Tal", "Figure"),
    "numbers.hindsight": (
        "Loftet »hele året kendt« viser kun, hvor mange der højst kunne få en bolig; de øvrige tal er ikke "
        "søgt "
        "gjort gode og udelades.",
        "The ceiling “the whole year known” only shows how many could be housed at most; its other figures "
        "were "
        "not sought to be good and are left out.",
    ),
}
