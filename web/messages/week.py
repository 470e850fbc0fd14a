"""Texts of the page This week and its lists."""

MESSAGES: dict[str, tuple[str, str]] = {
    "week.title": ("Denne uge", "This week"),
    "week.tile.flats": ("boliger til rådighed", "flats at disposal"),
    "week.tile.quota": ("pladser tilbage på fjerdedelskontiene", "places left on the quota accounts"),
    "week.tile.free": ("ledige pladser i støtteteams", "free places in support teams"),
    "week.tile.waiting": ("borgere venter", "citizens wait"),
    "week.tile.overdue": ("heraf for længe: {n}", "of them too long: {n}"),
    "week.alarms": ("Det kræver en medarbejder", "What needs a person"),
    "week.no_alarms": ("Ingen alarmer lige nu.", "No alarms right now."),
    "week.every_alarm.one": ("Se alarmen", "See the alarm"),
    "week.every_alarm.many": ("Se alle {n} alarmer", "See all {n} alarms"),
    "week.all_kinds": ("Alle", "All"),
    "week.back": ("Tilbage til ugen", "Back to the week"),
    "week.alarm": ("Alarm", "Alarm"),
    "week.citizen": ("Borger", "Citizen"),
    "week.kind": ("Type", "Kind"),
    "week.when": ("Hvornår", "When"),
    "week.day": ("Dato", "Date"),
    "week.per_day": ("Merudgift pr. dag", "Extra cost a day"),
    "week.in.one": ("om 1 dag", "in 1 day"),
    "week.in.many": ("om {n} dage", "in {n} days"),
    "week.since.one": ("for 1 dag siden", "1 day ago"),
    "week.since.many": ("for {n} dage siden", "{n} days ago"),
    "alarm.refund": ("§ 110-refusion", "§ 110 refund"),
    "alarm.overdue": ("Ventet for længe", "Waited too long"),
    "alarm.stalled": ("Tilbud gået i stå", "Stalled offer"),
    "alarm.parked": ("Pause slutter", "Pause ends"),
    "alarm.youth": ("Aldersgrænse", "Age limit"),
    "alarm.cti": ("CTI-fase", "CTI phase"),
    "alarm.refund.ending": (
        "Statens refusion ophører; herefter {kr} mere pr. dag",
        "The state refund ends; from then {kr} more a day",
    ),
    "alarm.refund.ended": (
        "Statens refusion er ophørt; {kr} mere pr. dag",
        "The state refund has ended; {kr} more a day",
    ),
    "alarm.overdue.waited": ("Har ventet {n} dage", "Has waited {n} days"),
    "alarm.stalled.late": ("Fristen er overskredet", "The deadline has passed"),
    "alarm.stalled.still": ("Intet er sket i {n} dage", "Nothing has happened for {n} days"),
    "alarm.parked.ending": (
        "Pausen slutter; borgeren er med i kørslerne igen",
        "The pause ends; in the runs again",
    ),
    "alarm.parked.back": ("Pausen er slut; borgeren er med igen", "The pause has ended; in the runs again"),
    "alarm.youth.adult": (
        "Fylder {n}: myndig, ydelse og boligtype ændres",
        "Turns {n}: of age, benefit and dwelling change",
    ),
    "alarm.youth.benefit": ("Fylder {n}: kontanthjælpen ændres", "Turns {n}: the cash benefit changes"),
    "alarm.youth.no_start_dwelling": (
        "Fylder {n}: ikke længere startbolig",
        "Turns {n}: no start dwelling any more",
    ),
    "alarm.youth.no_youth_dwelling": (
        "Fylder {n}: ikke længere ungdomsbolig",
        "Turns {n}: no youth dwelling any more",
    ),
    "alarm.cti.phase": ("CTI-fase {n} begynder", "CTI phase {n} begins"),
    "alarm.cti.ends": ("CTI-forløbet på ni måneder slutter", "The nine months of CTI end"),
    "alarm.refund.text": (
        "Staten refunderer {share} af et ophold efter § 110 i {days} dage fra indskrivningen. "
        "Alarmen gives 14 dage før. Et døgn koster {kr} efter retningslinjerne.",
        "The state refunds {share} of a § 110 stay for {days} days from admission. The alarm "
        "comes 14 days before. A day costs {kr} by the policy.",
    ),
    "alarm.overdue.text": (
        "Borgere, der har ventet {days} dage eller mere; grænsen står i retningslinjerne.",
        "Citizens who have waited {days} days or more; the limit stands in the policy.",
    ),
    "alarm.stalled.text": (
        "Tilbud, hvis frist er overskredet, eller hvor intet er sket i 14 dage.",
        "Offers whose deadline has passed, or in which nothing has happened for 14 days.",
    ),
    "alarm.parked.text": (
        "Pauser, der slutter inden for 14 dage eller er sluttet inden for den seneste uge.",
        "Pauses that end within 14 days, or ended within the last week.",
    ),
    "alarm.youth.text": (
        "Fødselsdage inden for 60 dage, der ændrer ydelsen eller de boliger, borgeren kan få: 18,"
        " 25, 30 og {age} år.",
        "Birthdays within 60 days that change the benefit or the dwellings: 18, 25, 30 and {age} years.",
    ),
    "alarm.cti.text": (
        "CTI har tre faser på tre måneder fra indflytningen. Alarmen gives 30 dage før den næste "
        "fase eller slutningen.",
        "CTI has three phases of three months from moving in. The alarm comes 30 days before the "
        "next phase or the end.",
    ),
    "week.flats": ("Boliger til rådighed", "Flats at disposal"),
    "week.flats.text": (
        "Kommunen betaler lejen, fra boligen er til rådighed, til den er udlejet (almenboligloven"
        " § 59). Beløbet er 12 måneders husleje delt med 365 for hver dag siden »ledig fra«. "
        "Boliger, hvor fristen for svar er overskredet uden et tilbud, tæller ikke.",
        "The municipality pays the rent from the day the flat is at its disposal until it is let "
        "(almenboligloven § 59). The amount is twelve months' rent over 365 for each day since "
        "“available from”. Flats whose day to answer by has passed without an offer do not count.",
    ),
    "week.flats.none": ("Ingen boliger er til rådighed.", "No flats are at disposal."),
    "week.every_flat.one": ("Se boligen", "See the flat"),
    "week.every_flat.many": ("Se alle {n} boliger", "See all {n} flats"),
    "week.flat": ("Bolig", "Flat"),
    "week.flat.state": ("Status", "State"),
    "week.flat.organisation": ("Boligorganisation", "Housing association"),
    "week.flat.kind": ("Type", "Kind"),
    "week.flat.rent": ("Husleje", "Rent"),
    "week.flat.from": ("Ledig fra", "Available from"),
    "week.flat.days": ("Dage tom", "Days empty"),
    "week.flat.day": ("Pr. dag", "A day"),
    "week.flat.cost": ("Indtil nu", "So far"),
    "week.flat.free": ("står tom", "stands empty"),
    "week.flat.later": ("ledig senere", "available later"),
    "week.flat.lapsed": ("svarfrist overskredet", "day to answer passed"),
    "week.flat.proposed": ("tilbud på vej", "offer on its way"),
    "week.flat.offered": ("tilbudt", "offered"),
    "week.flat.viewing": ("fremvises", "being viewed"),
    "week.flat.accepted": ("accepteret", "accepted"),
    "week.flat.contract": ("kontrakt", "contract"),
    "week.void": ("{day} pr. dag · {sum} indtil nu", "{day} a day · {sum} so far"),
    "week.quota": ("Fjerdedelskonti", "Quota accounts"),
    "week.quota.text": (
        "»Til anvisning« er, hvad kommunen kan tage af kontoens boliger i denne uge; »tilbage« "
        "er, når tilbud er trukket fra.",
        "“Entitled” is what the municipality may claim of the account's flats this week; “left” "
        "is without the offers made.",
    ),
    "week.quota.pool": ("Konto", "Account"),
    "week.quota.share": ("Andel", "Share"),
    "week.quota.entitled": ("Til anvisning", "Entitled"),
    "week.quota.left": ("Tilbage", "Left"),
    "week.quota.vacant": ("Ledige", "Vacant"),
    "week.quota.none": ("Der er ingen fjerdedelskonti.", "There are no quota accounts."),
    "week.teams": ("Støtteteams", "Support teams"),
    "week.teams.team": ("Team", "Team"),
    "week.teams.method": ("Metode", "Method"),
    "week.teams.now": ("Forløb nu", "Cases now"),
    "week.teams.capacity": ("Kapacitet", "Capacity"),
    "week.teams.free": ("Ledige", "Free"),
    "week.teams.full": ("fuldt", "full"),
    "week.teams.none": ("Der er ingen støtteteams.", "There are no support teams."),
    "week.tiers": ("Borgere efter behovsgruppe", "Citizens by need group"),
    "week.benefits": ("Borgere efter ydelse", "Citizens by benefit"),
    "week.group": ("Gruppe", "Group"),
    "week.waiting": ("Venter", "Waiting"),
    "week.parked": ("På pause", "Paused"),
    "week.offered": ("Har tilbud", "With offer"),
    "week.overdue": ("For længe", "Too long"),
    "week.in_all": ("I alt", "In all"),
    "week.no_one": ("Ingen borgere venter.", "No citizens wait."),
    "week.affordability": ("Hvilken husleje ydelserne kan bære", "What rent the benefits can carry"),
    "week.affordability.text": (
        "Midterværdien for gruppens borgere i kørsel {n} den {date}, i en bolig på 20 m² plus 15 "
        "m² pr. person. »Kan betale« er den højeste husleje, hvor rådighedsbeløbet rækker; fra "
        "»udelukkes« indstilles boligen ikke. »Inden for« er kørslens ledige boliger til den "
        "leje, »uden mulighed« de borgere, som ingen af dem kunne tilbydes.",
        "The median of the group's citizens in run {n} of {date}, in a flat of 20 m² and 15 m² "
        "per person. “Can pay” is the highest rent at which enough is left to live on; from "
        "“blocked” the flat is not proposed. “Within” are the run's vacant flats at that rent, "
        "“without any” the citizens none of them was possible for.",
    ),
    "week.affordability.none": (
        "Tabellen kommer med den første kørsel.",
        "The table comes with the first run.",
    ),
    "week.affordability.all": ("Se hele tabellen", "See the whole table"),
    "week.benefit": ("Ydelse", "Benefit"),
    "week.household": ("Husstand", "Household"),
    "week.citizens": ("Borgere", "Citizens"),
    "week.payable": ("Kan betale", "Can pay"),
    "week.blocked": ("Udelukkes fra", "Blocked from"),
    "week.within": ("Boliger inden for", "Flats within"),
    "week.without": ("Uden mulighed", "Without any"),
    "purpose.week": ("ugens overblik", "the week's overview"),
}
