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
}
