"""Texts of the frame round every page, of tags, losses and errors."""

MESSAGES: dict[str, tuple[str, str]] = {
    "tag.pinned": ("låst af kontoret", "pinned by the office"),
    "tag.nobody": ("ingen", "no one"),
    "loss.this": ("Indstillingen", "The proposal"),
    "loss.none": ("Koster intet", "Costs nothing"),
    "loss.tier": ("−{n} i behovsgruppe {tier}", "−{n} in need group {tier}"),
    "loss.tier_long.one": (
        "Én borger færre i behovsgruppe {tier} får en bolig denne uge.",
        "One citizen fewer in need group {tier} gets a home this week.",
    ),
    "loss.tier_long.many": (
        "{n} borgere færre i behovsgruppe {tier} får en bolig denne uge.",
        "{n} citizens fewer in need group {tier} get a home this week.",
    ),
    "loss.overdue": ("−{n} med lang ventetid", "−{n} with a long wait"),
    "loss.overdue_long.one": (
        "Én borger færre af dem, der har ventet længst ({days} dage eller mere), får en bolig.",
        "One citizen fewer among those who have waited longest ({days} days or more) gets a home.",
    ),
    "loss.overdue_long.many": (
        "{n} borgere færre af dem, der har ventet længst ({days} dage eller mere), får en bolig.",
        "{n} citizens fewer among those who have waited longest ({days} days or more) get a home.",
    ),
    "loss.goals": ("−{n} mod kommunens mål", "−{n} towards the council's goals"),
    "loss.goals_long": (
        "Kommunens egne mål nås med {n} mindre.",
        "The council's own goals are missed by {n} more.",
    ),
    "loss.points_many": ("Koster point", "Costs points"),
    "loss.points_many_long": (
        "Lige mange borgere får en bolig, men boligerne passer samlet så mange point dårligere.",
        "As many citizens get a home, but the flats fit that many points less well in all.",
    ),
    "loss.points": ("Koster {n} point", "Costs {n} points"),
    "loss.points_long": (
        "Lige mange borgere får en bolig, men boligerne passer samlet {n} point dårligere.",
        "As many citizens get a home, but the flats fit {n} points less well in all.",
    ),
    "loss.none_long": (
        "Ugen som helhed bliver lige så god, målt på behovsgrupper, ventetid, mål og point.",
        "The week as a whole is just as good in need groups, waiting, goals and points.",
    ),
    "loss.unknown": ("Ikke beregnet", "Not computed"),
    "loss.unknown_long": (
        "Tidsgrænsen blev nået, før tabet var beregnet.",
        "The time limit was reached before the loss was computed.",
    ),
    "days.one": ("{n} dag", "{n} day"),
    "days.many": ("{n} dage", "{n} days"),
    "download.heading": ("Hent tabellerne", "Download the tables"),
    "download.result": ("Hele resultatet (Excel)", "The whole result (Excel)"),
    "download.matches": ("Forslag (CSV)", "Matches (CSV)"),
    "download.proposals": ("Kandidater pr. bolig (CSV)", "Candidates per flat (CSV)"),
    "download.unmatched": ("Borgere uden forslag (CSV)", "Citizens without a proposal (CSV)"),
    "download.unused": ("Boliger uden forslag (CSV)", "Flats without a proposal (CSV)"),
    "download.affordability": ("Hvad der kan betales (CSV)", "What can be paid (CSV)"),
    "download.pairs": ("Alle par af borger og bolig (CSV)", "All pairs of citizen and flat (CSV)"),
}
