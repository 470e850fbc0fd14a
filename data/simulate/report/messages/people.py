"""Texts of the sections on who is better and worse off, on groups, and on support."""

MESSAGES: dict[str, tuple[str, str]] = {
    # Better and worse off
    "moved": (
        "Hvem er bedre stillet, og hvem er dårligere?",
        "Who is better off, and who is worse off?",
    ),
    "moved.text": (
        "Hver person følges under begge måder. Dårligere stillet er den, der får en bolig under {B}, men "
        "ikke "
        "under den anden måde, eller får den mindst {four_weeks} uger senere; bedre stillet omvendt.",
        "Each person is followed under both ways. Worse off is someone housed under {B} but not under the "
        "other "
        "way, or housed at least {four_weeks} weeks later; better off is the reverse.",
    ),
    "moved.panel": (
        "← dårligere stillet | bedre stillet →, personer {period}",
        "← worse off | better off →, people {period}",
    ),
    "moved.caption": (
        "Personer {period}, der er bedre eller dårligere stillet end under {B}",
        "People {period} better or worse off than under {B}",
    ),
    "moved.by_tier": (
        "{S} mod {B}, efter behovsgruppe",
        "{S} against {B}, by need group",
    ),
    "moved.worse": ("Dårligere stillet", "Worse off"),
    "moved.better": ("Bedre stillet", "Better off"),
    "moved.unchanged": ("Nogenlunde som før", "About the same"),
    "moved.tier": ("Behovsgruppe {tier}", "Need group {tier}"),
    "moved.desc": (
        "{way}: {worse} dårligere stillet, {better} bedre stillet",
        "{way}: {worse} worse off, {better} better off",
    ),
    # Fairness
    "fairness": ("Er der grupper, det går ud over?", "Are any groups left behind?"),
    "fairness.text": (
        "For hver gruppe: hvor mange ud af 100 der får en bolig under {S}{other}.{together} Grupper med "
        "under fem "
        "personer vises ikke, og det gør tal, de kunne regnes ud af, heller ikke.",
        "For each group: how many in 100 get a home under {S}{other}.{together} Groups of fewer than five "
        "people "
        "are not shown, nor numbers they could be worked out from.",
    ),
    "fairness.together": (" De {runs} regnes sammen.", " The {runs} are taken together."),
    "fairness.other": (" (fyldt prik) og under {B} (hul prik)", " (filled dot) and under {B} (hollow dot)"),
    "fairness.none": (
        "Ingen gruppe får sikkert sjældnere eller oftere en bolig end under {B}.",
        "No group is certain to be housed less or more often than under {B}.",
    ),
    "fairness.less": (
        "Sjældnere bolig end under {B}: {groups}.",
        "Housed less often than under {B}: {groups}.",
    ),
    "fairness.more": (
        "Oftere bolig end under {B}: {groups}.",
        "Housed more often than under {B}: {groups}.",
    ),
    "fairness.later": (
        "Længere ventetid for dem, der får en: {groups}.",
        "A longer wait for those housed: {groups}.",
    ),
    "fairness.sooner": (
        "Kortere ventetid for dem, der får en: {groups}.",
        "A shorter wait for those housed: {groups}.",
    ),
    "fairness.points": ("{group} ({n} procentpoint)", "{group} ({n} percentage points)"),
    "fairness.days": ("{group} ({n} dage)", "{group} ({n} days)"),
    "fairness.chance": (
        "Med {n} grupper vil omtrent {by_chance} falde uden for af rent tilfælde; læg mest vægt på de store "
        "forskelle.",
        "With {n} groups about {by_chance} will stand out by mere chance; give most weight to large "
        "differences.",
    ),
    "fairness.share": ("Fik en bolig, pct.", "Housed, %"),
    "fairness.change": ("Forskel til {B}, procentpoint", "Difference to {B}, percentage points"),
    "fairness.group": ("Gruppe", "Group"),
    "fairness.people": ("Personer", "People"),
    "fairness.share_column": ("Fik bolig", "Housed"),
    "fairness.share_base": ("Fik bolig, sammenlignet", "Housed, compared"),
    "fairness.difference": ("Forskel, procentpoint", "Difference, percentage points"),
    "fairness.share_90": ("Inden 90 dage", "Within 90 days"),
    "fairness.mean_days": ("Dage uden bolig", "Days without a home"),
    "fairness.days_change": ("Forskel, dage", "Difference, days"),
    "fairness.km": ("Km", "Km"),
    "fairness.left": ("Venter stadig", "Still waiting"),
    "fairness.team_full": ("… team fuldt", "… team full"),
    "fairness.caption": (
        "{S} sammenlignet med {B}, {runs} i alt",
        "{S} compared with {B}, {runs} in all",
    ),
    "fairness.caption.only": ("{S}, {runs} i alt", "{S}, {runs} in all"),
    "fairness.hidden": (
        "–: for få til at vise. I parentes: en usikker forskel.",
        "–: too few to show. In brackets: an uncertain difference.",
    ),
    "fairness.full": (
        "{n} personer i alt på {runs} stod stadig uden bolig, fordi støtteteamet var fuldt{groups}.",
        "{n} people in all over {runs} were still without a home because the support team was full{groups}.",
    ),
    "fairness.full.groups": (" ({groups})", " ({groups})"),
    "fairness.full.none": (
        "Ingen stod uden bolig ved slutningen, fordi støtteteamet var fuldt.",
        "Nobody was without a home at the end because the support team was full.",
    ),
    "fairness.full.few": (
        "Så få, at tallet ikke vises, stod uden bolig ved slutningen, fordi støtteteamet var fuldt.",
        "Too few to show were without a home at the end because the support team was full.",
    ),
    "support": (
        "Får man hurtigere bolig, når man ikke skal have støtte?",
        "Is a home quicker to get for those who need no support?",
    ),
    "support.more": (
        "Ja: inden for samme behovsgruppe får {d} procentpoint flere af dem, der ikke skal have støtte, en "
        "bolig "
        "(mellem {lo} og {hi}).",
        "Yes: within the same need group, {d} percentage points more of those who need no support get a home "
        "(between {lo} and {hi}).",
    ),
    "support.less": (
        "Nej: inden for samme behovsgruppe får {d} procentpoint færre af dem, der ikke skal have støtte, en "
        "bolig "
        "(mellem {lo} og {hi}).",
        "No: within the same need group, {d} percentage points fewer of those who need no support get a home "
        "(between {lo} and {hi}).",
    ),
    "support.unsure": (
        "Det kan ikke ses: inden for samme behovsgruppe er forskellen i, hvor mange der får en bolig, "
        "usikker "
        "(fra {lo} procentpoint færre til {hi} flere blandt dem uden støtte).",
        "It does not show: within the same need group the difference in how many are housed is uncertain "
        "(from "
        "{lo} percentage points fewer to {hi} more among those without support).",
    ),
    "support.single": (
        "Inden for samme behovsgruppe er forskellen {d} procentpoint i {single}; det er for lidt at dømme "
        "efter.",
        "Within the same need group the difference is {d} percentage points in {single}; too little to judge "
        "from.",
    ),
    "support.days.more": (
        "De, der får en, venter {d} dage længere (mellem {lo} og {hi}).",
        "Those housed wait {d} days longer (between {lo} and {hi}).",
    ),
    "support.days.less": (
        "De, der får en, venter {d} dage kortere (mellem {lo} og {hi}).",
        "Those housed wait {d} days less (between {lo} and {hi}).",
    ),
    "support.days.unsure": (
        "Forskellen i ventetid er usikker (fra {lo} dage kortere til {hi} længere).",
        "The difference in waiting is uncertain (from {lo} days shorter to {hi} longer).",
    ),
    "support.none": (
        "Det kan ikke afgøres: ingen behovsgruppe har både personer med og uden støtte.",
        "It cannot be told: no need group has people both with and without support.",
    ),
}
