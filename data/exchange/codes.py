"""The codes of the input tables with their Danish words, as case workers write them."""

from __future__ import annotations

BENEFITS = {
    "kontanthjaelp_forhoejet": "kontanthjælp, forhøjet sats",
    "kontanthjaelp_grund": "kontanthjælp, grundsats",
    "kontanthjaelp_mindste": "kontanthjælp, mindstesats",
    "ressourceforloeb": "ressourceforløbsydelse",
    "jobafklaring": "ressourceforløbsydelse under jobafklaring",
    "ledighedsydelse": "ledighedsydelse",
    "ledighedsydelse_hoej": "ledighedsydelse, høj sats",
    "revalidering": "revalideringsydelse",
    "foertidspension": "førtidspension",
    "seniorpension": "seniorpension",
    "folkepension": "folkepension",
    "su": "SU",
    "dagpenge": "dagpenge",
    "sygedagpenge": "sygedagpenge",
    "loen": "løn",
    "ingen": "ingen",
}
SITUATIONS = {
    "street": "gaden",
    "shelter_110": "§ 110-boform",
    "friends": "hos familie eller venner",
    "institution": "institution",
    "transitional": "midlertidig bolig",
    "hotel": "hotel eller vandrerhjem",
    "at_risk": "i risiko for hjemløshed",
    "other": "andet",
}
TEAM_METHODS = {"CTI": "CTI", "ICM": "ICM", "ACT": "ACT", "ACT_modified": "modificeret ACT"}
METHODS = {"none": "ingen", **TEAM_METHODS}
#: One word each, because a list in a cell may be separated by spaces.
KINDS = {
    "family": "familiebolig",
    "youth": "ungdomsbolig",
    "elderly": "ældrebolig",
    "odd": "skævbolig",
    "start": "startbolig",
    "inclusion": "inklusionsbolig",
    "stepdown": "udslusningsbolig",
}
PRIORITIES = {
    "network": "netværk",
    "economy": "økonomi",
    "size": "størrelse",
    "setting": "omgivelser",
    "area": "område",
}
SETTINGS = {"urban": "by", "suburban": "forstad", "rural": "land"}
WISHED_SETTINGS = {"any": "ligegyldigt", **SETTINGS}
AREA_CLASSES = {
    "none": "ingen",
    "prevention": "forebyggelsesområde",
    "vulnerable": "udsat boligområde",
    "parallel": "parallelsamfund",
    "transformation": "omdannelsesområde",
}
HEATING = {"separate": "betales særskilt", "included": "med i huslejen"}
ROUTES = {"quarter": "fjerdedelsreglen", "given": "stillet til rådighed", "none": "ikke til anvisning"}
QUOTA_CLASSES = {"family": "familieboliger", "youth": "ungdomsboliger", "all": "alle"}
MODES = {"choose": "frit valg", "fourth": "hver fjerde", "first": "første af fire"}
ROLES = {"network": "netværk", "avoid": "holde afstand"}
CATEGORIES = {
    "family": "familie",
    "friends": "venner",
    "work_education": "arbejde eller uddannelse",
    "health": "sundhed",
    "treatment": "behandling",
    "activity": "aktivitet",
    "other": "andet",
}
ACTIONS = {"pin": "fasthold", "forbid": "udeluk", "waive": "fravig"}
WAIVABLE = {
    "area_law": "områdereglen",
    "rent": "husleje",
    "debt": "gæld",
    "persons": "antal personer",
    "age": "alder",
    "support_undecided": "støtte ikke bevilget",
}
