"""Texts of the accounts of the quarter rule: the list, an account, corrections, agreements."""

MESSAGES: dict[str, tuple[str, str]] = {
    "nav.ledger": ("Fjerdedelskonti", "Quarter-rule accounts"),
    "pool.estate": ("afdeling {id}", "estate {id}"),
    "pool.municipality": ("kommune {code}", "municipality {code}"),
    "ledger.lead": (
        "Hvor mange af puljernes ledige boliger kommunen kan anvise. Åbn en konto for at se hver hændelse og "
        "hele regnestykket.",
        "How many of the pools' vacant flats the municipality may claim. Open an account to see every event "
        "and the whole arithmetic.",
    ),
    "ledger.lead.own": (
        "Jeres fjerdedelskonti, som kommunen fører dem. Åbn en konto for at se hver ledig bolig og hele "
        "regnestykket.",
        "Your quarter-rule accounts as the municipality keeps them. Open an account to see every vacant flat "
        "and the whole arithmetic.",
    ),
    "ledger.none.own": (
        "Kommunen har endnu ingen fjerdedelskonto for jer.",
        "The municipality has no quarter-rule account for you yet.",
    ),
    "ledger.search": ("Boligorganisation eller afdeling", "Housing association or estate"),
    "ledger.title": ("Fjerdedelskonto: {pool}", "Quarter-rule account: {pool}"),
    "ledger.all": ("Alle fjerdedelskonti", "All quarter-rule accounts"),
    "ledger.balance": ("Kan anvises nu", "May be claimed now"),
    "ledger.balance.on": ("Kunne anvises {day}", "Could be claimed on {day}"),
    "ledger.left.one": ("{n} bolig", "{n} flat"),
    "ledger.left.many": ("{n} boliger", "{n} flats"),
    "ledger.arithmetic": ("Regnestykket", "The arithmetic"),
    "ledger.amount": ("Antal", "Number"),
    "ledger.counted": ("Boliger talt med", "Flats counted"),
    "ledger.earned": ("Optjent af dem", "Earned by them"),
    "ledger.used": ("Pladser brugt", "Places used"),
    "ledger.period_earned.since": ("Optjent siden {day}", "Earned since {day}"),
    "ledger.period_used.since": ("Pladser brugt siden {day}", "Places used since {day}"),
    "ledger.period_earned.start": (
        "Optjent, siden kontoen blev oprettet",
        "Earned since the account was entered",
    ),
    "ledger.period_used.start": ("Pladser brugt siden da", "Places used since then"),
    "ledger.carried": ("Overført", "Carried over"),
    "ledger.by_account": ("Tilbage efter hele kontoen", "Left by the whole account"),
    "ledger.by_period": ("Tilbage efter perioden", "Left by the period"),
    "ledger.on": ("Vis kontoen, som den stod ved udgangen af", "Show the account as it stood at the end of"),
    "ledger.show": ("Vis", "Show"),
    "ledger.now": ("Vis i dag", "Show today"),
    "ledger.past": (
        "Kontoen ved udgangen af {day}. Senere hændelser er ikke regnet med.",
        "The account at the end of {day}. Later events are not counted.",
    ),
    "ledger.events": ("Hændelser", "Events"),
    "ledger.events.lead": (
        "Hver hændelse har et nummer og ændres aldrig. En rettelse er en ny hændelse med en begrundelse.",
        "Every event has a number and never changes. A correction is a new event with a reason.",
    ),
    "ledger.events.none": ("Der er endnu ingen hændelser.", "There are no events yet."),
    "ledger.event.agreement": ("Ny aftale fra {day}: {terms}", "New agreement from {day}: {terms}"),
    "ledger.number": ("Nr.", "No."),
    "ledger.day": ("Dag", "Day"),
    "ledger.flat": ("Bolig", "Flat"),
    "ledger.what": ("Hændelse", "Event"),
    "ledger.reason": ("Begrundelse", "Reason"),
    "ledger.counted.short": ("Talt", "Counted"),
    "ledger.earned.short": ("Optjent", "Earned"),
    "ledger.used.short": ("Brugt", "Used"),
    "ledger.left": ("Kan anvises", "Left"),
    "ledger.sum": ("Regnestykket", "The arithmetic"),
    "ledger.sum.account": (
        "Efter hele kontoen: {earned} optjent er {whole} hele, minus {used} brugt, giver {account}.",
        "By the whole account: {earned} earned are {whole} whole, less {used} used, which is {account}.",
    ),
    "ledger.sum.period": (
        "Efter perioden: {period} optjent, rundet op til {up}, plus {carried} overført, minus {period_used} "
        "brugt, giver {room}.",
        "By the period: {period} earned, rounded up to {up}, plus {carried} carried over, less {period_used} "
        "used, which is {room}.",
    ),
    "ledger.sum.start": (
        "Siden kontoen blev oprettet: {period} optjent, rundet op til {up}, plus {carried} overført, minus "
        "{period_used} brugt, giver {room}.",
        "Since the account was entered: {period} earned, rounded up to {up}, plus {carried} carried over, "
        "less {period_used} used, which is {room}.",
    ),
    "ledger.sum.less": (
        "Det mindste af de to tal kan anvises, dog ikke under 0.",
        "The smaller of the two may be claimed, but not below 0.",
    ),
    "ledger.sum.turns": (
        "Ledige boliger, hvor turen er kommunens: {n}. Hver bolig får sin tur, når den tælles med.",
        "Flats at disposal whose turn is the municipality's: {n}. Each gets its turn when it is counted.",
    ),
    "ledger.fixed": ("{n} pr. periode", "{n} a period"),
    "ledger.pool_edit": ("Ret puljen", "Edit the pool"),
    # corrections
    "ledger.correct": ("Ret", "Correct"),
    "ledger.correct.totals": ("Ret kontoens totaler", "Correct the totals"),
    "ledger.correct.title": ("Ret hændelse nr. {n}", "Correct event no. {n}"),
    "ledger.correct.lead": (
        "Hændelsen bliver stående. Rettelsen skrives som en ny hændelse med din begrundelse, og "
        "boligorganisationen kan se den.",
        "The event stays. The correction is written as a new event with your reason, and the housing "
        "association can see it.",
    ),
    "ledger.correct.totals.lead": (
        "Det, der lægges til eller trækkes fra de tal, kontoen blev oprettet med. Skriv fx −1 for at trække "
        "en fra. Om en enkelt bolig: vælg Ret ud for dens hændelse.",
        "What is added to or taken from the totals the account was entered with. Write −1 to take one away. "
        "About a single flat: choose Correct beside its event.",
    ),
    "ledger.correct.counts": ("Skal boligen tælle med?", "Should the flat count?"),
    "ledger.correct.counts.same": ("Som nu", "As now"),
    "ledger.correct.counts.yes": ("Ja, den tæller med", "Yes, it counts"),
    "ledger.correct.counts.no": ("Nej, den tæller ikke med", "No, it does not count"),
    "ledger.correct.claimed": ("Bruger boligen en af kommunens pladser?", "Does the flat use a place?"),
    "ledger.correct.claimed.same": ("Som nu", "As now"),
    "ledger.correct.claimed.uses": ("Ja, den bruger en plads", "Yes, it uses a place"),
    "ledger.correct.claimed.frees": ("Nej, pladsen gives fri", "No, the place is freed"),
    "ledger.correct.counted_more": ("Boliger talt med: læg til", "Flats counted: add"),
    "ledger.correct.claimed_more": ("Pladser brugt: læg til", "Places used: add"),
    "ledger.correct.reason": ("Begrundelse", "Reason"),
    "ledger.correct.reason.hint": (
        "Boligorganisationen læser den. Skriv intet om borgere.",
        "The housing association reads it. Write nothing about citizens.",
    ),
    "ledger.correct.do": ("Skriv rettelsen", "Write the correction"),
    "ledger.corrected": ("Rettelsen er skrevet som hændelse nr. {n}.", "The correction is event no. {n}."),
    "ledger.fault.whole": (
        "Skriv et helt tal mellem −10.000 og 10.000",
        "Write a whole number between −10,000 and 10,000",
    ),
    "error.nothing_to_correct": ("Rettelsen ændrer ingenting.", "The correction changes nothing."),
    "error.not_in_pool": ("Boligen er ikke i puljen.", "The flat is not in the pool."),
    "error.below_zero": (
        "Kontoen kan ikke have talt eller brugt mindre end nul.",
        "The account cannot have counted or used less than nothing.",
    ),
    # agreements
    "ledger.agreements": ("Aftaler", "Agreements"),
    "ledger.agreements.none": (
        "Ingen aftale er indtastet. Puljens egen andel gælder.",
        "No agreement has been entered. The pool's own share holds.",
    ),
    "ledger.agreements.lead": (
        "Gælder flere aftaler samme dag, er det den, der er indtastet sidst.",
        "Where several hold on a day, the one entered last counts.",
    ),
    "ledger.terms": ("Det gælder", "What holds"),
    "ledger.in_force": ("Gælder i dag", "In force today"),
    "ledger.agree": ("Indtast aftale", "Enter an agreement"),
    "ledger.agree.title": ("Indtast aftale", "Enter an agreement"),
    "ledger.agree.lead": (
        "Aftaler slettes og ændres ikke. En ny aftale gælder i stedet fra sin første dag.",
        "Agreements are never deleted or changed. A new one holds instead from its first day.",
    ),
    "ledger.agree.do": ("Indtast", "Enter"),
    "ledger.agreed": ("Aftalen er indtastet.", "The agreement was entered."),
    "ledger.agreement.valid_from": ("Gælder fra", "Valid from"),
    "ledger.agreement.valid_to": ("Gælder til og med", "Valid until"),
    "ledger.agreement.valid_to.hint": (
        "Tomt felt: indtil en anden aftale følger.",
        "Blank: until another agreement follows.",
    ),
    "ledger.agreement.what": ("Hvad er aftalt?", "What is agreed?"),
    "ledger.what.share": ("En andel af de ledige boliger", "A share of the vacant flats"),
    "ledger.what.fixed": ("Et fast antal i hver periode", "A fixed number in each period"),
    "ledger.agreement.share": ("Andel", "Share"),
    "ledger.agreement.share.hint": ("Fx 1/4, 0,3 eller 25 %.", "Such as 1/4, 0.3 or 25 %."),
    "ledger.agreement.fixed": ("Antal pr. periode", "Number a period"),
    "ledger.agreement.fixed.hint": (
        "Kun når der er aftalt et fast antal.",
        "Only where a fixed number is agreed.",
    ),
    "ledger.agreement.mode": ("Optælling", "Mode"),
    "ledger.agreement.mode.hint": (
        "Et fast antal aftales altid med frit valg.",
        "A fixed number always goes with free choice.",
    ),
    "ledger.agreement.period": ("Kontoen gøres op", "The account is settled"),
    "ledger.agreement.carry": (
        "Pladser, der ikke er brugt ved opgørelsen",
        "Places unused when it is settled",
    ),
    "ledger.agreement.carry_most": ("Højst så mange", "At most so many"),
    "ledger.agreement.carry_most.hint": (
        "Kun når der overføres op til et antal.",
        "Only where they are carried over up to a number.",
    ),
    "ledger.agreement.lapsed_uses_turn": (
        "En bolig, kommunen ikke svarer på i tide, bruger turen",
        "A flat the municipality does not answer in time uses the turn",
    ),
    "ledger.agreement.internal_counts": (
        "Boliger, der går til intern oprykning, tæller med",
        "Flats let by internal transfer are counted",
    ),
    "ledger.agreement.reference": ("Aftalegrundlag", "Where it is written"),
    "ledger.agreement.reference.hint": (
        "Fx rammeaftalens dato og punkt.",
        "Such as the date and item of the general agreement.",
    ),
    "ledger.agreement.entered": ("Indtastet", "Entered"),
    "ledger.period.none": ("aldrig, den løber videre", "never, it runs on"),
    "ledger.period.year": ("hvert år", "each year"),
    "ledger.period.half_year": ("hvert halve år", "each half-year"),
    "ledger.period.quarter": ("hvert kvartal", "each quarter"),
    "ledger.period.month": ("hver måned", "each month"),
    "ledger.period.week": ("hver uge", "each week"),
    "ledger.carry.none": ("bortfalder", "are lost"),
    "ledger.carry.all": ("overføres alle", "are all carried over"),
    "ledger.carry.most": ("overføres op til et antal", "are carried over up to a number"),
    "ledger.carry.most_n": ("overføres, højst {n}", "are carried over, at most {n}"),
    "ledger.step": ("Trin {n}", "Step {n}"),
    "ledger.step.from": ("Trin {n} gælder fra", "Step {n} from"),
    "ledger.step.what": ("Andel eller antal", "Share or number"),
    "ledger.steps": ("Trappemodel: indtast flere trin på én gang", "Staircase: enter several steps at once"),
    "ledger.steps.text": (
        "En trappe er en aftale for hvert trin. Skriv her, fra hvilken dag andelen eller antallet bliver et "
        "andet; alt andet er som ovenfor. Har en afdeling sin egen andel, så opret først en pulje for "
        "afdelingen og indtast trappen dér.",
        "A staircase is an agreement for each step. Write from which day the share or the number changes; "
        "everything else is as above. Where an estate has a share of its own, first enter a pool for the "
        "estate, and its staircase there.",
    ),
    "ledger.steps.example": (
        "Eksempel: 1/4 fra 1. januar 2027, 1/5 fra 1. januar 2028 og 1/10 fra 1. juli 2028.",
        "Example: 1/4 from 1 January 2027, 1/5 from 1 January 2028 and 1/10 from 1 July 2028.",
    ),
    "ledger.steps.pool": ("Opret pulje for en afdeling", "Enter a pool for an estate"),
    "ledger.agreement.earliest": ("Tidligst {day}.", "{day} at the earliest."),
    "error.agreement_too_early": (
        "Måneden er allerede opgjort i et kontoudtog. Den første mulige dag er {earliest}.",
        "The month has been stated already. The first possible day is {earliest}.",
    ),
}
