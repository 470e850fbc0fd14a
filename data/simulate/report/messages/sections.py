"""Texts of the sections: each heading is the question its figure answers."""

MESSAGES: dict[str, tuple[str, str]] = {
    "table.way": ("Fordelingsmåde", "Way of allocating"),
    "table.change": ("Forskel til {B}", "Difference to {B}"),
    "table.unsure": ("usikker", "uncertain"),
    "table.same": ("ingen forskel", "no difference"),
    "figure.change": ("Forskel til {B}", "Difference to {B}"),
    "figure.level": (
        "Figuren viser {what} for hver fordelingsmåde. {values}.",
        "The figure shows {what} for each way of allocating. {values}.",
    ),
    "figure.same_numbers": (
        "De samme tal står i tabellen.",
        "The table has the same numbers.",
    ),
    "figure.dots": ("Prik: gennemsnit; streg: 95 pct.-interval.", "Dot: mean; line: 95% interval."),
    "figure.dots.single": ("Prik: værdien i {single}.", "Dot: the value in {single}."),
    "figure.not_from_zero": ("Akserne begynder ikke ved nul.", "The axes do not begin at zero."),
    # Homes
    "housed": ("Hvor mange får en bolig?", "How many get a home?"),
    "housed.what": ("Personer, der får en bolig {period}", "People who get a home {period}"),
    "housed.bound": (
        "Havde man kendt hele perioden på forhånd, kunne højst {bound} have fået en bolig; {S} når "
        "{share} af dem.",
        "Had the whole period been known beforehand, at most {bound} could have been housed; {S} reaches "
        "{share} of that.",
    ),
    "tiers": (
        "Hvor mange i hver behovsgruppe får en bolig?",
        "How many in each need group get a home?",
    ),
    "tiers.text": (
        "Behovsgruppe 1 er den mest akutte. Hvert felt har sin egen akse.",
        "Need group 1 is the most acute. Each panel has an axis of its own.",
    ),
    "tiers.panel": ("Gruppe {tier}: fik en bolig", "Group {tier}: housed"),
    "tiers.column": ("Gruppe {tier}", "Group {tier}"),
    "tiers.caption": (
        "Personer i hver behovsgruppe, der får en bolig {period}",
        "People of each need group who get a home {period}",
    ),
    # Waiting
    "days": ("Hvor længe er folk uden bolig?", "How long are people without a home?"),
    "days.text": (
        "Tallene gælder alle på listen: dage fra henvisningen til nøglerne, til man selv fandt noget, eller "
        "til "
        "{end}. Den fyldte prik er den midterste: halvdelen er uden bolig i kortere tid. Den hule prik: 95 "
        "ud "
        "af 100 er det i kortere tid.",
        "The figures are for everyone on the list: days from the referral to the keys, to a way of their "
        "own, or "
        "to {end}. The filled dot is the middle: half are without a home for a shorter time. The hollow "
        "dot: 95 "
        "in 100 are.",
    ),
    "days.panel": ("Dage uden bolig", "Days without a home"),
    "days.desc": (
        "{way}: halvdelen under {median} dage, 95 ud af 100 under {p95} dage",
        "{way}: half below {median} days, 95 in 100 below {p95} days",
    ),
    "days.caption": ("Dage uden bolig", "Days without a home"),
    "days.mean": ("Gennemsnit, alle", "Mean, all"),
    "days.median": ("Halvdelen under", "Half below"),
    "days.p95": ("95 af 100 under", "95 in 100 below"),
    "days.housed": ("Gennemsnit, de der fik bolig", "Mean, those housed"),
    "days.left": ("Gennemsnit, de der stadig venter", "Mean, those still waiting"),
    "days.soon": ("Fik bolig inden 90 dage", "Housed within 90 days"),
    "distance": (
        "Hvor tæt på deres netværk kommer folk til at bo?",
        "How close to their network do people come to live?",
    ),
    "distance.what": ("Kilometer til netværket, gennemsnit", "Kilometres to the network, mean"),
    "distance.text": (
        "Netværket er de steder og personer, borgeren selv har nævnt som vigtige. Kun de, der fik en bolig "
        "og "
        "har et kendt netværk, tæller med.",
        "The network is the places and people the citizen has named as important. Only those housed with a "
        "known network count.",
    ),
    # Those left
    "left": (
        "Hvem venter stadig ved {end}, og hvorfor?",
        "Who still waits at {end}, and why?",
    ),
    "left.text": (
        "Årsagen er den, der oftest stod i vejen i de uger, personen ventede.",
        "The reason is the one that most often stood in the way in the weeks the person waited.",
    ),
    "left.all": ("Alle, der venter", "All who wait"),
    "left.caption": (
        "Personer, der stadig venter ved {end}, efter årsag",
        "People still waiting at {end}, by reason",
    ),
    "weeks": ("Bliver listen kortere, uge for uge?", "Does the list get shorter, week by week?"),
    "weeks.text": (
        "Listen går fra {first} personer i første uge til {last} i sidste uge under {S}{other}.",
        "The list goes from {first} people in the first week to {last} in the last week under {S}{other}.",
    ),
    "weeks.other": (" og til {last} under {B}", " and to {last} under {B}"),
    "weeks.panel": ("Personer på listen", "People on the list"),
    "weeks.caption": (
        "Personer på listen (gennemsnit)",
        "People on the list (mean)",
    ),
    "weeks.week": ("Uge {week}", "Week {week}"),
    "refusals": ("Hvor ofte siger folk nej til et tilbud?", "How often do people refuse an offer?"),
    "refusals.text": (
        "Hvem der siger nej, er en antagelse: chancen for et nej vokser, når boligen ligger langt fra "
        "netværket, "
        "når økonomien er stram, og når ønsker ikke opfyldes.",
        "Who refuses is an assumption: the chance of a refusal grows when the flat is far from the network, "
        "when "
        "money is tight, and when wishes are not met.",
    ),
    "refusals.what": ("Afslag fra borgerne {period}", "Refusals by people {period}"),
    # Capacity and money
    "capacity": (
        "Bliver kvoten og støttens pladser brugt?",
        "Are the quota and the support places used?",
    ),
    "capacity.text": (
        "Kvoten er de boliger, kommunen kan kræve efter fjerdedelsreglen. Støttens pladser er dem i CTI-, "
        "ICM- "
        "og ACT-team.",
        "The quota is the flats the municipality may claim under the quarter rule. Support places are those "
        "of "
        "CTI, ICM and ACT teams.",
    ),
    "capacity.quota": ("Brugt af kvoten, pct.", "Quota used, %"),
    "capacity.caseload": ("Brugt af støttens pladser, pct.", "Support places used, %"),
    "capacity.caption": ("Andel, der bruges", "Share used"),
    "capacity.no_quota": (
        "Ingen boliger var under fjerdedelsreglen i disse verdener, så der er ingen kvote at bruge.",
        "No flats were under the quarter rule in these worlds, so there is no quota to use.",
    ),
    "money": (
        "Hvad koster tomme boliger og lange herbergsophold?",
        "What do empty flats and long shelter stays cost?",
    ),
    "money.text": (
        "Kommunen betaler lejen, fra boligen er til rådighed, til den er lejet ud (almenboligloven § 59). "
        "Staten "
        "refunderer halvdelen af et herbergsophold (§ 110) i 90 dage om året; dagene derefter regnes til "
        "{cost} kr.",
        "The municipality pays the rent from when the flat is at its disposal until it is let "
        "(almenboligloven "
        "§ 59). The state refunds half of a shelter stay (§ 110) for 90 days a year; the days after that are "
        "counted at DKK {cost}.",
    ),
    "money.void": ("Tomgangsleje {period}, mio. kr.", "Rent for empty flats {period}, DKK million"),
    "money.shelter": (
        "Herberg efter 90 dage {period}, mio. kr.",
        "Shelter beyond 90 days {period}, DKK million",
    ),
    "money.caption": ("Kommunens udgifter", "Costs to the municipality"),
    # Frontier
    "frontier": (
        "Hvad koster kort afstand i antal boliger?",
        "What does a short distance cost in homes?",
    ),
    "frontier.text": (
        "Hvert punkt er en fordelingsmåde. Længst til højre får flest en bolig; nederst bor folk tættest på "
        "netværket. Et punkt, der ligger både til venstre for og over et andet, er dårligere på begge dele.",
        "Each point is a way of allocating. Farthest right, most people get a home; lowest, people live "
        "closest "
        "to their network. A point both left of and above another is worse in both.",
    ),
    "frontier.across": ("Personer, der får en bolig {period}", "People housed {period}"),
    "frontier.up": ("Km til netværket, gennemsnit", "Km to the network, mean"),
    "frontier.caption": ("De samme tal", "The same numbers"),
    "frontier.desc": ("{way}: {matched} personer, {km} km", "{way}: {matched} people, {km} km"),
}
