"""Texts of the reports: what each is called, what its figures mean, its columns."""

MESSAGES: dict[str, tuple[str, str]] = {
    "reports.title": ("Rapporter", "Reports"),
    "reports.back": ("Alle rapporter", "All reports"),
    "reports.period": ("Periode", "Period"),
    "reports.from": ("Fra", "From"),
    "reports.to": ("Til", "To"),
    "reports.show": ("Vis", "Show"),
    "reports.usual": ("Ofte brugte perioder", "Usual periods"),
    "reports.last_year": ("Seneste 12 måneder", "Last 12 months"),
    "reports.this_year": ("I år", "This year"),
    "reports.this_quarter": ("Dette kvartal", "This quarter"),
    "reports.quarter_before": ("Forrige kvartal", "The quarter before"),
    "reports.shown_period": ("{first} til {last}", "{first} to {last}"),
    "reports.open": ("Se tallene", "See the figures"),
    "reports.definition": ("Sådan er tallet opgjort", "How the figure is counted"),
    "reports.by": ("Opdelt efter", "Divided by"),
    "reports.by.tier": ("Behovsgruppe", "Need group"),
    "reports.by.age": ("Alder", "Age"),
    "reports.by.benefit": ("Ydelse", "Benefit"),
    "reports.by.household": ("Husstand", "Household"),
    "reports.total": ("I alt", "In all"),
    "reports.nothing": ("Ingen tal i perioden", "No figures in the period"),
    "reports.held_back": ("skjult", "hidden"),
    "reports.held_back_all": ("Skjult: færre end fem borgere", "Hidden: fewer than five citizens"),
    "reports.quiet": (
        "Tal om færre end fem borgere er skjult, og det samme er tal, de kunne regnes ud fra.",
        "Figures about fewer than five citizens are hidden, and so are those they could be worked out from.",
    ),
    "reports.none": ("Der er ingen tal i perioden.", "There are no figures in the period."),
    "reports.no_reason": ("uden angivet årsag", "no reason given"),
    "reports.at_least": ("{n} eller flere", "{n} or more"),
    "reports.tier": ("Behovsgruppe {n}", "Need group {n}"),
    "reports.age.0-17": ("under 18 år", "under 18"),
    "reports.age.18-24": ("18–24 år", "18–24"),
    "reports.age.25-29": ("25–29 år", "25–29"),
    "reports.age.30-59": ("30–59 år", "30–59"),
    "reports.age.60+": ("60 år og over", "60 and over"),
    "reports.household.single": ("enlig uden børn", "single without children"),
    "reports.household.couple": ("par uden børn", "couple without children"),
    "reports.household.children": ("med børn", "with children"),
    "reports.quarter": ("{n}. kvartal {year}", "{year} quarter {n}"),
    "month.1": ("januar", "January"),
    "month.2": ("februar", "February"),
    "month.3": ("marts", "March"),
    "month.4": ("april", "April"),
    "month.5": ("maj", "May"),
    "month.6": ("juni", "June"),
    "month.7": ("juli", "July"),
    "month.8": ("august", "August"),
    "month.9": ("september", "September"),
    "month.10": ("oktober", "October"),
    "month.11": ("november", "November"),
    "month.12": ("december", "December"),
    "reports.waiting": ("Ventetid", "Waiting time"),
    "reports.waiting.headline": (
        "{n} venter, halvdelen i over {days} dage",
        "{n} wait, half of them over {days} days",
    ),
    "reports.waiting.text": (
        "»Venter« er de borgere, der på periodens sidste dag er henvist og hverken flyttet ind "
        "eller lukket. »For længe« er {days} dage eller mere. »Fik bolig« er flyttet ind i "
        "perioden; deres ventetid er fra henvisning til indflytning. Midten er den værdi, "
        "halvdelen ligger under.",
        "“Waiting” are the citizens who on the last day of the period are referred and neither "
        "moved in nor closed. “Too long” is {days} days or more. “Got a home” moved in in the "
        "period; their wait is from referral to moving in. The median is the value half of them "
        "lie below.",
    ),
    "reports.housed_90": ("Bolig inden 90 dage", "Housed within 90 days"),
    "reports.housed_90.headline": ("{share} af {n} henviste", "{share} of {n} referred"),
    "reports.housed_90.text": (
        "Af de borgere, der er henvist i perioden for mindst 90 dage siden: hvor mange der "
        "flyttede ind inden for 90 dage efter henvisningen. Sager lukket uden bolig tæller som "
        "ikke boligplaceret.",
        "Of the citizens referred in the period at least 90 days ago: how many moved in within 90"
        " days of the referral. Cases closed without a home count as not housed.",
    ),
    "reports.kept_12": ("Stadig i boligen efter 12 måneder", "Still in the home after 12 months"),
    "reports.kept_12.headline": ("{share} af {n} indflytninger", "{share} of {n} moves in"),
    "reports.kept_12.text": (
        "Af de indflytninger i perioden, der ligger mindst 12 måneder tilbage: hvor mange lejemål"
        " der ikke var ophørt 12 måneder efter indflytningen.",
        "Of the moves in during the period at least 12 months ago: how many tenancies had not "
        "ended 12 months after.",
    ),
    "reports.refusals": ("Afslag og bortfald", "Refusals"),
    "reports.refusals.headline": ("{n} tilbud, oftest: {reason}", "{n} offers, most often: {reason}"),
    "reports.refusals.text": (
        "Tilbud, der i perioden er afslået, udløbet uden svar eller trukket tilbage, efter "
        "kvartal og den årsag, der blev angivet.",
        "Offers refused, expired without an answer or withdrawn in the period, by quarter and the"
        " reason given.",
    ),
    "reports.unmatched": ("Uden indstilling", "Without a proposal"),
    "reports.unmatched.headline": (
        "{n} i seneste kørsel, oftest: {reason}",
        "{n} in the newest run, most often: {reason}",
    ),
    "reports.unmatched.text": (
        "Borgere, som ugens kørsel ikke indstillede til en bolig, efter den første årsag, der "
        "gjaldt: i periodens seneste kørsel, i gennemsnit pr. kørsel og i den kørsel, hvor de var"
        " flest.",
        "Citizens whom the week's run proposed for no flat, by the first reason that held: in the"
        " newest run of the period, on average per run, and in the run where they were most.",
    ),
    "reports.costs": ("Tomgangsleje og § 110", "Void rent and § 110"),
    "reports.costs.headline": (
        "{void} tomgangsleje, {shelter} til § 110-ophold",
        "{void} void rent, {shelter} for § 110 stays",
    ),
    "reports.costs.text": (
        "Tomgangsleje er 12 måneders husleje delt med 365 for hver dag fra »ledig fra« til "
        "indflytning, tilbagegivelse eller udløbet svarfrist. Et § 110-døgn koster {cost} efter "
        "retningslinjerne; staten refunderer {share} de første {days} dage fra indskrivningen. "
        "Ophold tæller fra indskrivningen, til ventetiden slutter.",
        "Void rent is twelve months' rent over 365 for each day from “available from” until "
        "moving in, giving back or the day to answer by. A § 110 day costs {cost} by the policy; "
        "the state refunds {share} for the first {days} days from admission. Stays count from "
        "admission until the wait ends.",
    ),
    "reports.times": ("Tid mellem skridt", "Time between steps"),
    "reports.times.headline": (
        "{days} dage fra henvisning til indflytning (midten af {n})",
        "{days} days from referral to moving in (median of {n})",
    ),
    "reports.times.text": (
        "Dage mellem to skridt i samme forløb, for de tilbud, der nåede det seneste skridt i "
        "perioden. »9 af 10« er det antal dage, ni ud af ti forløb højst tog.",
        "Days between two steps of the same case, of the offers that reached the later step in "
        "the period. “9 of 10” is the number of days that nine of ten cases took at most.",
    ),
    "reports.accountability": ("Redegørelse bolig for bolig", "Accountability flat by flat"),
    "reports.accountability.headline": (
        "{n} boliger tildelt, {others} til en anden end den indstillede",
        "{n} flats given, {others} to another than the one proposed",
    ),
    "reports.accountability.text": (
        "Hver bolig, der er besluttet i perioden: hvor mange borgere den var mulig for, hvor "
        "længe den, der fik den tilbudt, havde ventet, i hele måneder, og hvorfor. Listen rummer "
        "hverken navn, sagsnummer eller adresse.",
        "Every flat decided in the period: how many citizens it was possible for, how long the "
        "one offered it had waited, in whole months, and why. The list holds neither name, case "
        "number nor address.",
    ),
    "reports.column.group": ("Gruppe", "Group"),
    "reports.column.waiting": ("Venter", "Waiting"),
    "reports.column.median_days": ("Dage, midten", "Days, median"),
    "reports.column.longest_days": ("Dage, længste", "Days, longest"),
    "reports.column.overdue": ("For længe", "Too long"),
    "reports.column.housed": ("Fik bolig", "Got a home"),
    "reports.column.housed_median_days": ("Dage til bolig, midten", "Days to a home, median"),
    "reports.column.referred": ("Henvist", "Referred"),
    "reports.column.within_90": ("Bolig inden 90 dage", "Housed within 90 days"),
    "reports.column.share": ("Procent", "Per cent"),
    "reports.column.moved_in": ("Flyttet ind", "Moved in"),
    "reports.column.still": ("Stadig i boligen", "Still there"),
    "reports.column.quarter": ("Kvartal", "Quarter"),
    "reports.column.outcome": ("Udfald", "Outcome"),
    "reports.column.reason": ("Årsag", "Reason"),
    "reports.column.offers": ("Tilbud", "Offers"),
    "reports.column.reason_class": ("Årsag", "Reason"),
    "reports.column.newest": ("Seneste kørsel", "Newest run"),
    "reports.column.mean": ("Gennemsnit pr. kørsel", "Mean per run"),
    "reports.column.most": ("Flest i en kørsel", "Most in a run"),
    "reports.column.month": ("Måned", "Month"),
    "reports.column.void_days": ("Dage tomme", "Days empty"),
    "reports.column.void_kr": ("Tomgangsleje", "Void rent"),
    "reports.column.people": ("Borgere på § 110", "Citizens in § 110"),
    "reports.column.shelter_days": ("§ 110-døgn", "§ 110 days"),
    "reports.column.shelter_kr": ("§ 110-udgift", "§ 110 cost"),
    "reports.column.refund_kr": ("Statens refusion", "State refund"),
    "reports.column.net_kr": ("Kommunens udgift", "Cost to the municipality"),
    "reports.column.from": ("Fra", "From"),
    "reports.column.to": ("Til", "To"),
    "reports.column.most_days": ("Dage, 9 af 10", "Days, 9 of 10"),
    "reports.column.number": ("Nr.", "No."),
    "reports.column.run": ("Kørsel", "Run"),
    "reports.column.decided_on": ("Besluttet", "Decided"),
    "reports.column.organisation": ("Boligorganisation", "Housing association"),
    "reports.column.dwelling": ("Boligtype", "Kind of dwelling"),
    "reports.column.waited_months": ("Måneder ventet", "Months waited"),
    "reports.column.eligible": ("Mulig for", "Possible for"),
    "reports.column.decision": ("Afgørelse", "Decision"),
    "reports.step.referred": ("Henvist", "Referred"),
    "reports.step.reported": ("Bolig meldt", "Flat reported"),
    "reports.step.proposed": ("Besluttet", "Decided"),
    "reports.decision.accept": ("Tildelt som indstillet", "Given as proposed"),
    "reports.decision.choose": ("Tildelt en anden", "Given to another"),
    "reports.decision.reject": ("Indstilling afvist", "Proposal rejected"),
    "reports.decision.park": ("Sat til side", "Put aside"),
}
