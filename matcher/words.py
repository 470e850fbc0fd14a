"""The plain words for every code, in Danish and English: one place for the command line and the pages.

Each table maps a code to ``{"da": …, "en": …}``.  A *label* is short, in lower case, and fits a tag, a column
heading or the middle of a sentence.  A *sentence* stands alone, says what is the case and, where something
is to be done, what.  Adding a rule or a warning is adding its code here; a test keeps the tables complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Lang = Literal["da", "en"]
LANGS: tuple[Lang, ...] = ("da", "en")
Words = Mapping[str, Mapping[str, str]]


def say(table: Words, code: str, lang: str) -> str:
    """The words for ``code`` in ``lang``; the code itself for one another version has."""
    words = table.get(code)
    return code if words is None else words[lang]


def _two(da: str, en: str) -> Mapping[str, str]:
    return {"da": da, "en": en}


#: Short names of the hard rules, in the order of the reasons.
RULE_LABELS: Words = {
    "consent": _two("manglende samtykke", "no consent"),
    "parked": _two("sat i bero", "on hold"),
    "support_undecided": _two("støtte ikke afgjort", "support not decided"),
    "municipality": _two("anden kommune", "other municipality"),
    "kind": _two("boligtype", "kind of dwelling"),
    "student_only": _two("kun for studerende", "students only"),
    "age": _two("alder", "age"),
    "rooms": _two("antal rum", "number of rooms"),
    "size": _two("boligens størrelse", "size of the flat"),
    "persons": _two("for mange personer", "too many persons"),
    "accessibility": _two("niveaufri adgang", "step-free access"),
    "floor": _two("etage uden elevator", "floor without a lift"),
    "pets": _two("husdyr", "pets"),
    "area_law": _two("lovens krav i særlige boligområder", "statutory area restriction"),
    "area_refused": _two("fravalgt område", "area ruled out by the citizen"),
    "location_unknown": _two("ukendt beliggenhed", "unknown location"),
    "milieu": _two("miljø, der skal undgås", "milieu to keep away from"),
    "place": _two("sted, der skal undgås", "place to keep away from"),
    "distance": _two("for langt fra netværket", "too far from the network"),
    "max_rent": _two("borgerens eget loft over huslejen", "the citizen's own rent ceiling"),
    "rent": _two("for høj husleje", "rent too high"),
    "debt": _two("gæld til boligorganisationen", "debt to the housing organisation"),
    "forbidden": _two("udelukket af kontoret", "ruled out by the office"),
    "lapsed": _two("svarfristen er udløbet", "answer deadline passed"),
    "route_none": _two("ikke til kommunens rådighed", "not at the municipality's disposal"),
    "quota_turn": _two("ikke kommunens tur", "not the municipality's turn"),
}

#: What each hard rule says about a citizen and a flat.
RULE_SENTENCES: Words = {
    "consent": _two(
        "Borgeren har ikke samtykket til at blive foreslået til en bolig.",
        "The citizen has not consented to being proposed for a home.",
    ),
    "parked": _two(
        "Sagen er sat i bero til en dato, der endnu ikke er nået.",
        "The case is on hold until a date that has not yet come.",
    ),
    "support_undecided": _two(
        "Der er endnu ikke truffet afgørelse om den støtte, borgeren skal have i boligen.",
        "There is no decision yet on the support the citizen will have in the home.",
    ),
    "municipality": _two(
        "Boligen ligger i en anden kommune end borgerens handlekommune.",
        "The flat belongs to another municipality than the one acting for the citizen.",
    ),
    "kind": _two(
        "Borgeren er ikke henvist til denne boligtype.",
        "The citizen is not referred to this kind of dwelling.",
    ),
    "student_only": _two("Boligen er kun for studerende.", "The flat is for students only."),
    "age": _two(
        "Borgeren opfylder ikke boligens alderskrav.",
        "The citizen does not meet the age requirement of the flat.",
    ),
    "rooms": _two(
        "Boligen har færre eller flere rum, end borgeren kan bruge.",
        "The flat has fewer or more rooms than the citizen can use.",
    ),
    "size": _two(
        "Boligen er mindre, end borgeren har brug for.", "The flat is smaller than the citizen needs."
    ),
    "persons": _two(
        "Der ville bo mere end to personer pr. beboelsesrum.",
        "More than two persons per habitable room would live there.",
    ),
    "accessibility": _two(
        "Borgeren har brug for niveaufri adgang, og det vides ikke, om boligen har det.",
        "The citizen needs step-free access and the flat is not known to have it.",
    ),
    "floor": _two(
        "Boligen ligger højere oppe, end borgeren kan klare uden elevator, og der er ingen kendt elevator.",
        "The flat is higher up than the citizen can manage without a lift, and no lift is known.",
    ),
    "pets": _two(
        "Borgeren har husdyr, og husdyr er ikke tilladt i boligen.",
        "The citizen has a pet, and pets are not allowed in the flat.",
    ),
    "area_law": _two(
        "Kommunen må efter loven ikke anvise borgeren til dette boligområde "
        "(almenboligloven § 59, stk. 6-9).",
        "The law does not let the municipality nominate the citizen to this housing area "
        "(almenboligloven § 59 (6)-(9)).",
    ),
    "area_refused": _two(
        "Borgeren har fravalgt området eller afdelingen.",
        "The citizen has ruled out the area or the department.",
    ),
    "location_unknown": _two(
        "Det vides ikke, hvor boligen eller et sted, der skal undgås, ligger; afstanden kan ikke sikres.",
        "Where the flat or a place to keep away from lies is unknown, so a safe distance cannot be ensured.",
    ),
    "milieu": _two(
        "Boligen ligger i eller for tæt på et miljø, som borgeren skal holde sig fra.",
        "The flat lies in or too near a milieu the citizen is to keep away from.",
    ),
    "place": _two(
        "Boligen ligger for tæt på et sted, som borgeren skal holde sig fra.",
        "The flat lies too near a place the citizen is to keep away from.",
    ),
    "distance": _two(
        "Boligen ligger længere fra et sted i netværket, end borgeren vil acceptere.",
        "The flat lies farther from a place in the network than the citizen will accept.",
    ),
    "max_rent": _two(
        "Husleje og forbrug er højere, end borgeren selv vil betale.",
        "Rent and utilities are higher than the citizen is willing to pay.",
    ),
    "rent": _two(
        "Når boligen er betalt, er der for lidt tilbage at leve for.",
        "Once the flat is paid for, too little is left to live on.",
    ),
    "debt": _two(
        "Borgeren har uafklaret gæld til boligorganisationen.",
        "The citizen has unsettled debt to the housing organisation.",
    ),
    "forbidden": _two(
        "Kontoret har besluttet, at borgeren ikke skal have netop denne bolig.",
        "The office has decided that the citizen is not to have this particular flat.",
    ),
    "lapsed": _two(
        "Fristen for at svare boligorganisationen er udløbet.",
        "The deadline for answering the housing organisation has passed.",
    ),
    "route_none": _two(
        "Boligen er ikke til kommunens rådighed (intern flytning, genhusning eller salg).",
        "The flat is not at the municipality's disposal (internal transfer, re-housing or sale).",
    ),
    "quota_turn": _two(
        "Det er ikke kommunens tur til denne bolig efter fjerdedelsreglen.",
        "Under the quarter rule it is not the municipality's turn for this flat.",
    ),
}

#: Short names of the warnings for tags; ``waived:RULE`` follows from the rules.
WARNING_LABELS: Words = {
    "tight_budget": _two("stram økonomi", "tight budget"),
    "support_under_review": _two("boligstøtte afgøres konkret", "housing support under review"),
    "utilities_estimated": _two("forbrug anslået", "utilities estimated"),
    "deposit_above_loan_limit": _two("ikke ret til indskudslån", "no right to a deposit loan"),
    "floor_unknown": _two("etage ukendt", "floor unknown"),
    "pets_unknown": _two("husdyr uafklaret", "pets unclear"),
    "network_unknown": _two("netværk ukendt", "network unknown"),
    "support_decision_needed": _two("afgørelse om støtte mangler", "support decision missing"),
    "action_plan_missing": _two("handleplan mangler", "action plan missing"),
    "debt": _two("gæld til boligorganisationen", "debt to the housing organisation"),
    "refund_ends": _two("refusion ophører", "state refund ends"),
    "no_quota_account": _two("intet kvoteregnskab", "no quota account"),
    "rates_outdated": _two("satser fra tidligere år", "rates of an earlier year"),
    "waived:area_law": _two("områdekrav fraveget", "area restriction waived"),
    "waived:rent": _two("huslejekrav fraveget", "rent rule waived"),
    "waived:debt": _two("gældsregel fraveget", "debt rule waived"),
    "waived:persons": _two("personkrav fraveget", "persons rule waived"),
    "waived:age": _two("alderskrav fraveget", "age rule waived"),
    "waived:support_undecided": _two("støttekrav fraveget", "support rule waived"),
    "waiver_with_alternative": _two("fraveget trods alternativ", "waived despite an alternative"),
    "bound": _two("tab ikke beregnet", "loss not computed"),
}

WARNING_SENTENCES: Words = {
    "tight_budget": _two(
        "Der bliver mindre tilbage at leve for end det vejledende rådighedsbeløb.",
        "Less is left to live on than the guide amount.",
    ),
    "support_under_review": _two(
        "Huslejen er over halvdelen af indkomsten, så boligstøtten afgøres efter en konkret vurdering.",
        "The rent is above half of the income, so housing support is decided case by case.",
    ),
    "utilities_estimated": _two(
        "Forbruget er anslået efter boligens størrelse; spørg boligorganisationen om aconto-beløbet.",
        "Utilities are estimated from the size of the flat; ask the organisation for the amount on account.",
    ),
    "deposit_above_loan_limit": _two(
        "Indkomsten er over grænsen for ret til beboerindskudslån; afklar, hvordan indskuddet betales.",
        "The income is above the limit for a deposit loan; clarify how the deposit will be paid.",
    ),
    "floor_unknown": _two(
        "Etagen er ikke oplyst, og der er ingen kendt elevator; afklar det før tilbuddet.",
        "The floor is not stated and no lift is known; clarify before the offer.",
    ),
    "pets_unknown": _two(
        "Det er ikke oplyst, om husdyr er tilladt; afklar det før tilbuddet.",
        "It is not stated whether pets are allowed; clarify before the offer.",
    ),
    "network_unknown": _two(
        "Afstanden til borgerens netværk kendes ikke.",
        "The distance to the citizen's network is not known.",
    ),
    "support_decision_needed": _two(
        "Der mangler en afgørelse om støtte i boligen.",
        "A decision on support in the home is missing.",
    ),
    "action_plan_missing": _two(
        "Borgeren bor på herberg (§ 110), og der mangler en handleplan.",
        "The citizen lives in a shelter (§ 110) and an action plan is missing.",
    ),
    "debt": _two(
        "Borgeren har uafklaret gæld til boligorganisationen; afklar den før tilbuddet.",
        "The citizen has unsettled debt to the housing organisation; settle how before the offer.",
    ),
    "refund_ends": _two(
        "Statens refusion af herbergsopholdet er ophørt eller ophører, inden boligen er ledig (90 dage).",
        "The state's refund of the shelter stay has ended, or ends before the flat is available (90 days).",
    ),
    "no_quota_account": _two(
        "Der er intet kvoteregnskab for boligen; den er regnet som til kommunens rådighed.",
        "There is no quota account for the flat; it is taken as at the municipality's disposal.",
    ),
    "rates_outdated": _two(
        "Der er regnet med satser fra et tidligere år; indlæs de nye satser, og kør ugen igen.",
        "Amounts of an earlier year were used; add the new ones and run the week again.",
    ),
    "waived:area_law": _two(
        "Kravet i det særlige boligområde er fraveget efter en konkret vurdering.",
        "The statutory area restriction is waived after an individual assessment.",
    ),
    "waived:rent": _two(
        "Reglen om for høj husleje er fraveget efter en konkret vurdering.",
        "The rule on too high a rent is waived after an individual assessment.",
    ),
    "waived:debt": _two(
        "Reglen om gæld til boligorganisationen er fraveget efter en konkret vurdering.",
        "The rule on debt to the housing organisation is waived after an individual assessment.",
    ),
    "waived:persons": _two(
        "Reglen om højst to personer pr. rum er fraveget efter en konkret vurdering.",
        "The rule of at most two persons per room is waived after an individual assessment.",
    ),
    "waived:age": _two(
        "Boligens alderskrav er fraveget efter en konkret vurdering.",
        "The age requirement of the flat is waived after an individual assessment.",
    ),
    "waived:support_undecided": _two(
        "Kravet om en afgørelse om støtte er fraveget efter en konkret vurdering.",
        "The requirement of a decision on support is waived after an individual assessment.",
    ),
    "waiver_with_alternative": _two(
        "Områdekravet er fraveget, selv om borgeren kan få en bolig uden for de særlige boligområder "
        "(almenboligloven § 59, stk. 9).",
        "The area restriction is waived although the citizen can have a flat outside restricted areas "
        "(almenboligloven § 59 (9)).",
    ),
    "bound": _two(
        "Tidsgrænsen blev nået, før det var beregnet, hvad valget koster.",
        "The time limit was reached before the price of this choice was computed.",
    ),
}

#: Why a citizen has no proposal this week.
UNMATCHED_LABELS: Words = {
    "not_ready": _two("kan ikke foreslås endnu", "cannot be proposed yet"),
    "no_eligible_vacancy": _two("ingen mulig bolig", "no possible flat"),
    "team_full": _two("støtteteamet er fuldt", "support team is full"),
    "quota_spent": _two("kvoten er brugt", "quota is used up"),
    "outranked": _two("andre gik forud", "others came first"),
}

UNMATCHED_SENTENCES: Words = {
    "not_ready": _two(
        "Borgeren kan ikke foreslås endnu: samtykke eller støtteafgørelse mangler, eller sagen er i bero.",
        "The citizen cannot be proposed yet: consent or support decision is missing, or the case is on hold.",
    ),
    "no_eligible_vacancy": _two(
        "Ingen af ugens ledige boliger er mulige for borgeren.",
        "None of this week's vacant flats is possible for the citizen.",
    ),
    "team_full": _two(
        "Der er ingen ledig plads i det støtteteam, borgeren skal have.",
        "There is no free place in the support team the citizen needs.",
    ),
    "quota_spent": _two(
        "De boliger, borgeren kunne få, står tilbage, fordi kommunens kvote er brugt.",
        "The flats the citizen could have are left over because the municipality's quota is used up.",
    ),
    "outranked": _two(
        "Der er boliger, der er mulige for borgeren, men ugens samlet bedste forslag giver dem til andre.",
        "Some flats are possible for the citizen, but the best week as a whole gives them to others.",
    ),
}

#: Why a flat is proposed to no one this week.
UNUSED_LABELS: Words = {
    "route_none": _two("ikke til kommunens rådighed", "not at the municipality's disposal"),
    "quota_turn": _two("ikke kommunens tur", "not the municipality's turn"),
    "no_eligible_citizen": _two("ingen mulig borger", "no possible citizen"),
    "quota_spent": _two("kvoten er brugt", "quota is used up"),
    "team_full": _two("støtteteams er fulde", "support teams are full"),
    "outcompeted": _two("kandidaterne fik andre boliger", "candidates placed elsewhere"),
}

UNUSED_SENTENCES: Words = {
    "route_none": RULE_SENTENCES["route_none"],
    "quota_turn": RULE_SENTENCES["quota_turn"],
    "no_eligible_citizen": _two(
        "Boligen er ikke mulig for nogen af ugens borgere.",
        "The flat is not possible for any of this week's citizens.",
    ),
    "quota_spent": _two(
        "Kommunens andel efter fjerdedelsreglen er brugt på andre boliger.",
        "The municipality's share under the quarter rule is used on other flats.",
    ),
    "team_full": _two(
        "De borgere, der kunne få boligen, skal have støtte af teams uden ledige pladser.",
        "The citizens who could have the flat need support from teams without free places.",
    ),
    "outcompeted": _two(
        "De borgere, der kunne få boligen, er foreslået til en anden bolig, eller en grænse er nået.",
        "The citizens who could have the flat are proposed for another one, or a limit is reached.",
    ),
}

#: The criteria behind need, fit and choice, and those three parts themselves.
CRITERIA: Words = {
    "waiting": _two("ventetid", "waiting time"),
    "chances": _two("få muligheder", "few chances"),
    "network": _two("nær netværket", "near the network"),
    "economy": _two("økonomi", "economy"),
    "size": _two("størrelse", "size"),
    "setting": _two("by eller land", "setting"),
    "area": _two("ønsket område", "wanted area"),
    "soon": _two("snart ledig", "available soon"),
}
PARTS: Words = {
    "need": _two("behov", "need"),
    "fit": _two("egnethed", "fit"),
    "choice": _two("borgerens ønsker", "the citizen's choice"),
}

KINDS: Words = {
    "family": _two("familiebolig", "family dwelling"),
    "youth": _two("ungdomsbolig", "youth dwelling"),
    "elderly": _two("ældrebolig", "elderly dwelling"),
    "odd": _two("skæv bolig", "odd dwelling (skæv bolig)"),
    "start": _two("startbolig", "start dwelling"),
    "inclusion": _two("inklusionsbolig", "inclusion dwelling"),
    "stepdown": _two("udslusningsbolig", "step-down dwelling"),
}
METHODS: Words = {
    "none": _two("ingen støttemetode", "no support method"),
    "CTI": _two("CTI", "CTI"),
    "ICM": _two("ICM", "ICM"),
    "ACT": _two("ACT", "ACT"),
    "ACT_modified": _two("modificeret ACT", "modified ACT"),
}
SITUATIONS: Words = {
    "street": _two("på gaden", "on the street"),
    "shelter_110": _two("på herberg (§\N{NO-BREAK SPACE}110)", "in a shelter (§\N{NO-BREAK SPACE}110)"),
    "friends": _two("hos familie eller venner", "with family or friends"),
    "institution": _two("på institution", "in an institution"),
    "transitional": _two("i midlertidig bolig", "in transitional housing"),
    "hotel": _two("på hotel eller vandrerhjem", "in a hotel or hostel"),
    "at_risk": _two("ved at miste sin bolig", "about to lose the home"),
    "other": _two("andet", "other"),
}
SETTINGS: Words = {
    "any": _two("uden betydning", "any"),
    "urban": _two("by", "urban"),
    "suburban": _two("forstad", "suburban"),
    "rural": _two("land", "rural"),
}
AREA_CLASSES: Words = {
    "none": _two("intet særligt boligområde", "no restricted area"),
    "prevention": _two("forebyggelsesområde", "prevention area"),
    "vulnerable": _two("udsat boligområde", "vulnerable area"),
    "parallel": _two("parallelsamfund", "parallel society"),
    "transformation": _two("omdannelsesområde", "transformation area"),
}
BENEFITS: Words = {
    "kontanthjaelp_forhoejet": _two("kontanthjælp, forhøjet sats", "cash benefit, raised rate"),
    "kontanthjaelp_grund": _two("kontanthjælp, grundsats", "cash benefit, basic rate"),
    "kontanthjaelp_mindste": _two("kontanthjælp, mindstesats", "cash benefit, lowest rate"),
    "ressourceforloeb": _two("ressourceforløbsydelse", "resource programme benefit"),
    "jobafklaring": _two("ydelse i jobafklaring", "job clarification benefit"),
    "ledighedsydelse": _two("ledighedsydelse", "unemployment allowance (flex job)"),
    "ledighedsydelse_hoej": _two("ledighedsydelse, høj sats", "unemployment allowance (flex job), high rate"),
    "revalidering": _two("revalideringsydelse", "rehabilitation benefit"),
    "foertidspension": _two("førtidspension", "disability pension"),
    "seniorpension": _two("seniorpension", "senior pension"),
    "folkepension": _two("folkepension", "state pension"),
    "su": _two("SU", "student grant (SU)"),
    "dagpenge": _two("dagpenge", "unemployment benefit"),
    "sygedagpenge": _two("sygedagpenge", "sickness benefit"),
    "loen": _two("løn", "wage"),
    "ingen": _two("ingen ydelse", "no benefit"),
}
ROUTES: Words = {
    "quarter": _two("fjerdedelsreglen", "the quarter rule"),
    "given": _two("stillet til rådighed uden for kvoten", "given outside the quota"),
    "none": _two("ikke til kommunens rådighed", "not at the municipality's disposal"),
}
QUOTA_MODES: Words = {
    "choose": _two("kommunen vælger", "the municipality chooses"),
    "fourth": _two("hver fjerde bolig", "every fourth flat"),
    "first": _two("den første og derefter hver fjerde", "the first and then every fourth"),
}
QUOTA_CLASSES: Words = {
    "family": _two("familieboliger", "family dwellings"),
    "youth": _two("ungdomsboliger", "youth dwellings"),
    "all": _two("familie- og ungdomsboliger", "family and youth dwellings"),
}
PLACE_CATEGORIES: Words = {
    "family": _two("familie", "family"),
    "friends": _two("venner", "friends"),
    "work_education": _two("arbejde eller uddannelse", "work or education"),
    "health": _two("sundhed", "health"),
    "treatment": _two("behandling", "treatment"),
    "activity": _two("aktivitet eller værested", "activity or drop-in centre"),
    "other": _two("andet sted", "other place"),
}
STATUSES: Words = {
    "optimal": _two("bevist optimalt", "proven optimal"),
    "feasible": _two("gyldigt, men ikke bevist bedst", "valid, but not proven best"),
    "infeasible": _two("kan ikke løses", "cannot be solved"),
}

#: The terms the explanations and the pages share.
TERMS: Words = {
    "tier": _two("behovsgruppe", "need group"),
    "left_over": _two("rådighedsbeløb", "left over to live on"),
    "minimum": _two("vejledende minimum", "guide minimum"),
    "support": _two("boligstøtte", "housing support"),
    "rent": _two("husleje", "rent"),
    "utilities": _two("forbrug", "utilities"),
    "network": _two("netværk", "network"),
    "team": _two("støtteteam", "support team"),
    "quota_pool": _two("kvote", "quota"),
    "points": _two("point", "points"),
}
