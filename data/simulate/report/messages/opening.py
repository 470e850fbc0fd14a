"""Texts of the head of the page, the conclusion, and what is compared."""

MESSAGES: dict[str, tuple[str, str]] = {
    "and": ("og", "and"),
    "unit.percent": ("\N{NO-BREAK SPACE}pct.", "%"),
    "unit.km": ("{n}\N{NO-BREAK SPACE}km", "{n}\N{NO-BREAK SPACE}km"),
    "unit.kr": ("{n}\N{NO-BREAK SPACE}kr.", "DKK\N{NO-BREAK SPACE}{n}"),
    "unit.million": (
        "{n}\N{NO-BREAK SPACE}mio.\N{NO-BREAK SPACE}kr.",
        "DKK\N{NO-BREAK SPACE}{n}\N{NO-BREAK SPACE}million",
    ),
    "unit.days.one": ("{n}\N{NO-BREAK SPACE}dag", "{n}\N{NO-BREAK SPACE}day"),
    "unit.days.many": ("{n}\N{NO-BREAK SPACE}dage", "{n}\N{NO-BREAK SPACE}days"),
    "quoted": ("»{name}«", "“{name}”"),
    "to": ("{low} til {high}", "{low} to {high}"),
    "number.1": ("ét", "one"),
    "number.2": ("to", "two"),
    "number.3": ("tre", "three"),
    "number.4": ("fire", "four"),
    "number.5": ("fem", "five"),
    "number.6": ("seks", "six"),
    "number.7": ("syv", "seven"),
    "number.8": ("otte", "eight"),
    "number.9": ("ni", "nine"),
    "number.10": ("ti", "ten"),
    "number.11": ("elleve", "eleven"),
    "number.12": ("tolv", "twelve"),
    # How long it goes on: a year, or so many weeks.
    "period.year": ("om året", "a year"),
    "period.weeks": ("på {weeks} uger", "in {weeks} weeks"),
    "end.year": ("årets slutning", "the end of the year"),
    "end.weeks": ("slutningen af de {weeks} uger", "the end of the {weeks} weeks"),
    "run.year.one": ("{n} år", "{n} year"),
    "run.year.many": ("{n} år", "{n} years"),
    "run.weeks.one": ("{n} forløb", "{n} run"),
    "run.weeks.many": ("{n} forløb", "{n} runs"),
    "single.year": ("det ene gennemregnede år", "the one year worked through"),
    "single.weeks": ("det ene gennemregnede forløb", "the one run worked through"),
    # Head
    "title.many": (
        "Hvem får en bolig, og hvornår? Sammenligning af {n} måder at fordele på",
        "Who gets a home, and when? {N} ways of allocating compared",
    ),
    "title.one": (
        "Hvem får en bolig, og hvornår? Én måde at fordele på",
        "Who gets a home, and when? One way of allocating",
    ),
    "subtitle": (
        "{place} · {weeks} uger fra {start}, gennemregnet {times} · Husrum {version}",
        "{place} · {weeks} weeks from {start}, worked through {times} · Husrum {version}",
    ),
    "times.one": ("én gang", "once"),
    "times.many": ("{n} gange med forskellige tilfældigheder", "{n} times with different turns of chance"),
    "contents": ("Spørgsmål, rapporten svarer på", "Questions this report answers"),
    # Conclusion
    "conclusion": ("Kort sagt", "In short"),
    "conclusion.only": (
        "Under {S} får {matched} en bolig {period}{interval}, og {left} venter stadig ved {end}.",
        "Under {S} {matched} people get a home {period}{interval}, and {left} still wait at {end}.",
    ),
    "conclusion.only.days": (
        "Folk på listen er i gennemsnit uden bolig i {days} dage, og de, der får en, bor {km} fra deres "
        "netværk.",
        "People on the list are without a home for {days} days on average, and those housed live {km} from "
        "their network.",
    ),
    "conclusion.only.compare": (
        "Der er kun prøvet én fordelingsmåde, så rapporten kan ikke sige, om en anden ville være bedre.",
        "Only one way of allocating was tried, so the report cannot say whether another would be better.",
    ),
    "conclusion.interval": (" (mellem {low} og {high})", " (between {low} and {high})"),
    "conclusion.single": (
        "Ét gennemregnet udfald er for lidt til at sige, om forskellene er mere end tilfælde. Kør flere "
        "(--seeds 1-10), før I konkluderer.",
        "One run is too little to tell whether the differences are more than chance. Run more (--seeds 1-10) "
        "before drawing conclusions.",
    ),
    "conclusion.moved": (
        "Ikke alle får det bedre: {worse} får {period} en bolig mindst {four_weeks} uger senere end under "
        "{B} "
        "eller slet ikke, mens {better} får en mindst {four_weeks} uger tidligere eller får en, de ellers "
        "ikke "
        "fik.",
        "Not everyone gains: {worse} {period} get a home at least {four_weeks} weeks later than under {B} "
        "or not "
        "at all, while {better} get one at least {four_weeks} weeks earlier or one they would not have got.",
    ),
    "reading.same": (
        "Alle fordelingsmåder er prøvet på de samme {runs}: de samme borgere, de samme boliger, de samme "
        "tilfældigheder. Forskellen mellem to måder er derfor meget sikrere end tallene hver for sig.",
        "All ways of allocating were tried on the same {runs}: the same people, the same flats, the same "
        "turns of chance. The difference between two ways is therefore far more certain than the figures by "
        "themselves.",
    ),
    "reading.interval": (
        "»Mellem … og …« er et 95 pct.-interval: så meget kan tilfældet flytte gennemsnittet.",
        "“Between … and …” is a 95% interval: that much chance may move the average.",
    ),
    "reading.unsure": (
        "Går intervallet for en forskel hen over nul, kalder vi forskellen usikker og bygger ikke noget på "
        "den.",
        "Where the interval of a difference crosses zero, we call the difference uncertain and build "
        "nothing on "
        "it.",
    ),
    "reading.fictitious": (
        "Borgere og boliger er opdigtede; ingen af dem findes.",
        "People and flats are invented; none of them exists.",
    ),
    "reading.real": (
        "Listen begynder med ugemappens egne borgere og boliger; dem, der kommer til, er trukket efter dem.",
        "The list begins with the week folder's own people and flats; those who come later are drawn like "
        "them.",
    ),
    # What is compared
    "compared": ("Hvad er sammenlignet?", "What is compared?"),
    "compared.caption": ("Fordelingsmåderne", "The ways of allocating"),
    "compared.way": ("Fordelingsmåde", "Way of allocating"),
    "compared.how": ("Sådan fordeles boligerne", "How homes are allocated"),
    "compared.rules": (
        "Alle måder følger de samme regler: loven, borgerens egne krav, huslejen, kvoten og støttens "
        "pladser. "
        "De adskiller sig kun i, hvem der får boligen, når flere kan få den.",
        "All ways follow the same rules: the law, the citizen's own limits, the rent, the quota and the "
        "support "
        "places. They differ only in who gets the flat when several can have it.",
    ),
    "compared.baseline": (
        "Der sammenlignes med {B}.",
        "The comparison is with {B}.",
    ),
    "compared.lawful": (
        "Der sammenlignes især med {B}, for loven kræver, at der lægges vægt på behovet "
        "(almenboligloven § 59).",
        "The main comparison is with {B}, because the law demands that need is weighed "
        "(almenboligloven § 59).",
    ),
    "compared.yardstick": (
        "{F} ser ikke på behovet og er kun med som målestok.",
        "{F} ignores need and is there only as a yardstick.",
    ),
    "compared.fallback": (
        "{first_come} er ikke blandt dem, så der sammenlignes med den første, der blev bedt om: {B}.",
        "{first_come} is not among them, so the comparison is with the first one asked for: {B}.",
    ),
    "role.subject": ("rapporten handler om denne", "the report is about this one"),
    "role.baseline": ("der sammenlignes med denne", "compared with this one"),
    "way.first_come": ("Først til mølle", "First come, first served"),
    "way.tier_first_come": ("Behovsgruppe, så først til mølle", "Need group, then first come"),
    "way.greedy": ("Flest point, én ad gangen", "Most points, one at a time"),
    "way.optimum": ("Ugens optimum", "The week's optimum"),
    "way.husrum": ("Husrums forslag", "Husrum's proposal"),
    "way.hindsight": ("Hele året kendt (loft)", "The whole year known (ceiling)"),
    "way.random": ("Lodtrækning", "By lot"),
    "how.first_come": (
        "Hver bolig går til den, der har ventet længst af dem, der kan få den; behovsgruppen tæller ikke.",
        "Each flat goes to whoever has waited longest of those who can have it; the need group does not "
        "count.",
    ),
    "how.tier_first_come": (
        "Hver bolig går til den mest akutte behovsgruppe og inden for den til den, der har ventet længst.",
        "Each flat goes to the most acute need group, and within it to whoever has waited longest.",
    ),
    "how.greedy": (
        "Behovsgruppe for behovsgruppe vælges hver gang den borger og bolig, der passer bedst sammen, uden "
        "at se "
        "på, hvad det koster de næste.",
        "Need group by need group, the best fitting pair of citizen and flat is taken each time, whatever "
        "that "
        "costs those who come next.",
    ),
    "how.optimum": (
        "Ugens boliger fordeles samlet: først flest i de mest akutte behovsgrupper, så flest point. Få "
        "muligheder og lang ventetid giver ikke forrang.",
        "The week's flats are allocated together: first most people in the most acute need groups, then most "
        "points. Few chances and long waits give no precedence.",
    ),
    "how.husrum": (
        "Ugens boliger fordeles samlet: først flest i de mest akutte behovsgrupper, så flest af dem, der har "
        "ventet længe, og derefter flest point for behov, egnethed og egne ønsker.",
        "The week's flats are allocated together: first most people in the most acute need groups, then "
        "most of "
        "those who have waited long, then most points for need, fit and people's own wishes.",
    ),
    "how.hindsight": (
        "Et loft, ingen kan nå: hvem der kommer, hvilke boliger der bliver ledige, og hvem der siger nej, "
        "kendes "
        "for hele perioden på forhånd. Det viser kun, hvor mange der højst kunne få en bolig.",
        "A ceiling nobody can reach: who will come, which flats fall vacant and who will refuse is known "
        "for the "
        "whole period beforehand. It only shows how many could have been housed at most.",
    ),
    "how.random": (
        "Hver bolig går til en tilfældig af dem, der kan få den.",
        "Each flat goes to anyone who can have it, drawn by lot.",
    ),
    "how.file": (
        "Kommunens egen fil: ugens boliger fordeles samlet med vægtene behov {need}, egnethed {fit} og egne "
        "ønsker {choice}{more}.",
        "The council's own file: the week's flats are allocated together with the weights need {need}, fit "
        "{fit} "
        "and own wishes {choice}{more}.",
    ),
    "how.file.overdue": (
        "; lang ventetid begynder ved {days} dage",
        "; a long wait begins at {days} days",
    ),
    "how.file.never": ("; lang ventetid giver ingen forrang", "; a long wait gives no precedence"),
    "how.file.limits": ("; {n} egne mål", "; {n} goals of its own"),
}
