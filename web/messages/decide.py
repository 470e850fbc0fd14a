"""Texts of deciding about a flat: the form, its reasons, and what is answered."""

MESSAGES: dict[str, tuple[str, str]] = {
    "decide.heading": ("Din beslutning", "Your decision"),
    "decide.legend": ("Hvad skal der ske med bolig {flat}?", "What is to happen with flat {flat}?"),
    "decide.accept": ("Godkend indstillingen: {citizen}", "Accept the proposal: {citizen}"),
    "decide.accept.hint": (
        "Der oprettes et udkast til tilbud. Boligen, borgeren og pladsen i kvote og støtteteam holdes.",
        "A draft offer is made. The flat, the citizen and the places in quota and support team are held.",
    ),
    "decide.choose": ("Vælg en anden borger", "Choose another citizen"),
    "decide.choose.hint": (
        "Prisen for hele ugen står først. Valget skal begrundes.",
        "The price for the whole week stands first. The choice needs a reason.",
    ),
    "decide.candidate": (
        "behovsgruppe {tier}, har ventet {waited}",
        "need group {tier}, has waited {waited}",
    ),
    "decide.who": ("Hvem skal have boligen?", "Who is to have the flat?"),
    "decide.other": ("En anden borger end de viste", "Another citizen than those shown"),
    "decide.other.id": ("Borgerens nummer", "The citizen's number"),
    "decide.other.hint": (
        "Prisen beregnes og vises, før du bekræfter.",
        "The price is computed and shown before you confirm.",
    ),
    "decide.reject": ("Afvis indstillingen", "Reject the proposal"),
    "decide.reject.hint": (
        "Boligen står uden indstilling, indtil der køres igen.",
        "The flat is without a proposal until the next run.",
    ),
    "decide.reject.standing": (
        "Det gælder også kommende kørsler: parret foreslås ikke igen, eller boligen tages af listen",
        "It holds for coming runs too: the pair is not proposed again, or the flat is taken off the list",
    ),
    "decide.park": ("Sæt boligen i bero", "Put the flat on hold"),
    "decide.park.hint": (
        "Boligen er stadig ledig og er med i næste ordinære kørsel.",
        "The flat is still vacant and is part of the next ordinary run.",
    ),
    "decide.standing": ("Lås eller udeluk et par", "Pin or rule out a pair"),
    "decide.standing.hint": (
        "Gælder fra næste kørsel, indtil det ophæves. Boligen er fortsat ikke besluttet.",
        "Holds from the next run until it is lifted. The flat remains undecided.",
    ),
    "decide.standing.what": ("Hvad skal gælde?", "What is to hold?"),
    "decide.standing.pin": ("Borgeren skal have boligen", "The citizen is to have the flat"),
    "decide.standing.forbid": ("Borgeren skal ikke have boligen", "The citizen is not to have the flat"),
    "decide.citizen": ("Borger", "Citizen"),
    "decide.pick": ("Vælg", "Choose"),
    "decide.why": ("Årsag", "Reason"),
    "decide.why.words": ("Begrundelse", "In your own words"),
    "decide.why.hint": (
        "Skriv det konkrete hensyn. Begrundelsen gemmes i loggen; skriv ingen navne.",
        "State the particular consideration. It is kept in the record; write no names.",
    ),
    "decide.ticks": ("Sæt kryds ved det, du har taget stilling til", "Tick what you have considered"),
    "decide.submit": ("Gem beslutningen", "Save the decision"),
    "decide.told": (
        "Ingen får besked endnu. Godkender eller vælger du, oprettes et udkast til tilbud, som du selv "
        "sender videre fra tilbuddets side.",
        "No one is told yet. If you accept or choose, a draft offer is made, which you send yourself from "
        "the page of the offer.",
    ),
    "decide.done": ("Besluttet", "Decided"),
    "decide.offer": ("Åbn tilbuddet", "Open the offer"),
    "decide.offer.proposed": ("(udkast, ingen har fået besked)", "(draft, no one has been told)"),
    "decide.reason": ("Begrundelse", "Reason"),
    "decide.by": ("{who}, {when}", "{who}, {when}"),
    "decide.next": ("Næste: bolig {flat}", "Next: flat {flat}"),
    "decide.undo": ("Fortryd beslutningen", "Undo the decision"),
    "decide.fault.action": ("Vælg, hvad der skal ske", "Choose what is to happen"),
    "decide.fault.citizen": ("Vælg en borger", "Choose a citizen"),
    "decide.fault.reason": ("Skriv en begrundelse", "Write a reason"),
    "decide.fault.unknown": (
        "Der er ingen borger {citizen} i kørslen",
        "There is no citizen {citizen} in the run",
    ),
    "decide.said.offer": (
        "Beslutningen er gemt. Der er oprettet et udkast til tilbud til {citizen}; ingen har fået besked.",
        "The decision is saved. A draft offer to {citizen} was made; no one has been told.",
    ),
    "decide.said.reject": ("Indstillingen er afvist.", "The proposal is rejected."),
    "decide.said.park": ("Boligen er sat i bero.", "The flat is put on hold."),
    "decide.said.pin": (
        "{citizen} er låst til boligen fra næste kørsel.",
        "{citizen} is pinned to the flat from the next run.",
    ),
    "decide.said.forbid": (
        "{citizen} får ikke boligen i kommende kørsler.",
        "{citizen} will not get the flat in coming runs.",
    ),
    "decide.said.undo": ("Beslutningen er fortrudt.", "The decision is undone."),
    "decided.accept": ("godkendt", "accepted"),
    "decided.choose": ("valgt: {citizen}", "chosen: {citizen}"),
    "decided.reject": ("afvist", "rejected"),
    "decided.park": ("sat i bero", "on hold"),
    "price.title": ("Bolig {flat} til {citizen}?", "Flat {flat} to {citizen}?"),
    "price.back": ("Tilbage til boligen", "Back to the flat"),
    "price.heading": ("Prisen for ugen", "The price for the week"),
    "price.exact": (
        "Beregnet for hele ugen: alt andet er planlagt om på bedste måde.",
        "Computed for the whole week: everything else is planned anew in the best way.",
    ),
    "price.matched": (
        "Borgeren er allerede indstillet til boligen.",
        "The citizen is already proposed for the flat.",
    ),
    "price.effects": ("Hvad det betyder", "What follows"),
    "price.instead": (
        "{citizen} er indstillet til boligen og får den ikke.",
        "{citizen} is proposed for the flat and does not get it.",
    ),
    "price.leaves": (
        "Borgeren er indstillet til bolig {flat}, som så bliver fri.",
        "The citizen is proposed for flat {flat}, which then becomes free.",
    ),
    "price.from_none": (
        "Borgeren står ellers uden indstilling i denne kørsel.",
        "The citizen is otherwise without a proposal in this run.",
    ),
    "price.rest": (
        "De øvrige indstillinger ændres først, når du kører resten igen.",
        "The other proposals change only when you run the rest again.",
    ),
    "price.choose": ("Vælg borgeren til boligen", "Choose the citizen for the flat"),
    "price.submit": ("Bekræft valget", "Confirm the choice"),
    "newer.text": (
        "Dette er en tidligere kørsel. Beslutninger træffes om den nyeste.",
        "This is an earlier run. Decisions are made about the newest one.",
    ),
    "newer.link": ("Til den nyeste kørsel", "To the newest run"),
    "again.decided.one": ("{n} bolig er besluttet.", "{n} flat is decided."),
    "again.decided.many": ("{n} boliger er besluttet.", "{n} flats are decided."),
    "again.text": (
        "Behold det besluttede, og kør resten igen med så få ændringer som muligt.",
        "Keep what is decided and run the rest again with as few changes as possible.",
    ),
    "again.submit": ("Kør resten igen", "Run the rest again"),
    "changes.heading": ("Ændret siden kørslen før", "Changed since the run before"),
    "changes.changed.one": (
        "{n} af {of} ubesluttede indstillinger er ændret.",
        "{n} of {of} undecided proposals has changed.",
    ),
    "changes.changed.many": (
        "{n} af {of} ubesluttede indstillinger er ændret.",
        "{n} of {of} undecided proposals have changed.",
    ),
    "changes.free.one": (
        "En fri kørsel ville have ændret {n}.",
        "A free run would have changed {n}.",
    ),
    "changes.free.many": (
        "En fri kørsel ville have ændret {n}.",
        "A free run would have changed {n}.",
    ),
    "changes.unavoidable.one": (
        "{n} kunne under ingen omstændigheder bestå.",
        "{n} could not stand whatever was run.",
    ),
    "changes.unavoidable.many": (
        "{n} kunne under ingen omstændigheder bestå.",
        "{n} could not stand whatever was run.",
    ),
    "changes.cost.one": ("At beholde resten koster {n} point.", "Keeping the rest costs {n} point."),
    "changes.cost.many": (
        "At beholde resten koster {n} point i alt.",
        "Keeping the rest costs {n} points in all.",
    ),
    "changes.which": ("Hvad er ændret, bolig for bolig", "What has changed, flat by flat"),
    "changes.before": ("Før", "Before"),
    "changes.after": ("Nu", "Now"),
    "reason.choose.individual_assessment": ("Konkret, individuel vurdering", "Individual assessment"),
    "reason.choose.new_information": ("Nye oplysninger om borgeren", "New information about the citizen"),
    "reason.choose.closer_to_network": ("Tættere på netværket", "Closer to the network"),
    "reason.choose.support_fits": ("Støtten passer bedre", "The support fits better"),
    "reason.choose.citizen_wish": ("Borgerens eget ønske", "The citizen's own wish"),
    "reason.choose.resident_composition": ("Beboersammensætningen", "The composition of residents"),
    "reason.choose.other": ("Andet", "Other"),
    "reason.reject.individual_assessment": (
        "Parret: konkret, individuel vurdering",
        "The pair: individual assessment",
    ),
    "reason.reject.new_information": (
        "Parret: nye oplysninger om borgeren",
        "The pair: new information about the citizen",
    ),
    "reason.reject.milieu_network": (
        "Parret: miljø eller netværk i området",
        "The pair: milieu or network in the area",
    ),
    "reason.reject.resident_composition": (
        "Parret: beboersammensætningen",
        "The pair: the composition of residents",
    ),
    "reason.reject.association_objects": (
        "Parret: boligorganisationen har indvendinger",
        "The pair: the housing association objects",
    ),
    "reason.reject.other_pair": ("Parret: andet", "The pair: other"),
    "reason.reject.flat_not_ready": (
        "Boligen: ikke klar til indflytning",
        "The flat: not ready to move into",
    ),
    "reason.reject.flat_given_back": (
        "Boligen: givet tilbage til boligorganisationen",
        "The flat: given back to the housing association",
    ),
    "reason.reject.flat_withdrawn": (
        "Boligen: trukket tilbage af boligorganisationen",
        "The flat: withdrawn by the housing association",
    ),
    "reason.reject.other_flat": ("Boligen: andet", "The flat: other"),
    "reason.park.awaiting_answer": ("Afventer svar", "Awaiting an answer"),
    "reason.park.awaiting_information": ("Afventer oplysninger", "Awaiting information"),
    "reason.park.next_meeting": ("Til næste visitationsmøde", "For the next allocation meeting"),
    "reason.park.other": ("Andet", "Other"),
    "error.warnings_unticked": (
        "Sæt kryds ved hver advarsel: en person skal have taget stilling til den",
        "Tick each warning: a person must have considered it",
    ),
    "error.role_may_not": ("Din rolle kan ikke tage dette skridt.", "Your role cannot take this step."),
    "error.pair_forbidden": (
        "Kontoret har udelukket parret. Ophæv det først, hvis det er ændret.",
        "The office has ruled out the pair. Lift that first if it has changed.",
    ),
    "error.citizen_not_ready": (
        "Borgeren kan ikke få tilbud nu: sagen er lukket, sat i bero eller uden samtykke.",
        "The citizen cannot be made an offer now: the case is closed, on hold or without consent.",
    ),
    "error.flat_not_vacant": ("Boligen er ikke længere ledig.", "The flat is no longer vacant."),
    "error.team_full": (
        "Støtteteamet har ikke længere en ledig plads.",
        "The support team no longer has a free place.",
    ),
    "error.quota_spent": ("Kvoten er brugt op.", "The quota is used up."),
    "error.changed_since_run": (
        "Borgeren eller boligen er ændret siden kørslen. Start en ny kørsel, og træf beslutningen i den.",
        "The citizen or the flat has changed since the run. Start a new run and decide in that one.",
    ),
    "error.not_ended": (
        "Borgeren har stadig sin bolig. Sagen kan først åbnes igen, når lejemålet er ophørt.",
        "The citizen still has the home. The case can be opened again when the tenancy has ended.",
    ),
    "error.run_superseded": (
        "Der er en nyere kørsel. Træf beslutningen i den.",
        "There is a newer run. Decide in that one.",
    ),
    "error.flat_decided": (
        "En anden har besluttet om boligen. Intet af dit er gemt.",
        "Someone else has decided about the flat. Nothing of yours was saved.",
    ),
    "error.flat_taken": ("Boligen holdes af et andet tilbud.", "The flat is held by another offer."),
    "error.citizen_taken": ("Borgeren har allerede et tilbud.", "The citizen already has an offer."),
    "error.price_changed": (
        "Prisen er ikke den, du så. Hent siden igen.",
        "The price is not the one you saw. Load the page again.",
    ),
    "error.reason_missing": ("Vælg en årsag, og begrund den", "Choose a reason and explain it"),
    "error.reason_unknown": ("Vælg en af årsagerne på listen", "Choose one of the reasons on the list"),
    "error.not_eligible": (
        "En regel udelukker borgeren fra boligen. Se borgerens side.",
        "A rule keeps the citizen from the flat. See the page of the citizen.",
    ),
    "error.no_week_with_pair": (
        "Parret kan ikke være med i nogen uge inden for kvote, støtteteam og låste par.",
        "The pair is in no week within quota, support teams and pins.",
    ),
    "error.sent": (
        "Tilbuddet er sendt. Træk det tilbage på tilbuddets side i stedet.",
        "The offer has been sent. Withdraw it on the page of the offer instead.",
    ),
    "error.undone_already": ("Beslutningen er allerede fortrudt.", "The decision is already undone."),
    "error.citizen_pinned": (
        "Borgeren er låst til en anden bolig.",
        "The citizen is pinned to another flat.",
    ),
    "error.flat_pinned": ("Boligen er låst til en anden borger.", "The flat is pinned to another citizen."),
    "error.pair_held": ("Parret har et tilbud.", "The pair has an offer."),
    "error.pair_pinned": ("Parret er låst. Ophæv låsen først.", "The pair is pinned. Lift the pin first."),
}
