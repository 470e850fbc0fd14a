"""The one table of the result folder's columns: name, type, and meaning in English and Danish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ResultType = Literal["text", "whole", "amount", "km", "yes_no"]


@dataclass(frozen=True)
class ResultColumn:
    """One column of a result table; ``amount`` is DKK per month and ``km`` kilometres, two decimals."""

    name: str
    type: ResultType
    english_meaning: str
    danish_meaning: str


@dataclass(frozen=True)
class ResultTable:
    """One result table, sorted by ``key`` in code-point order; ``when`` says when it is written."""

    name: str
    key: tuple[str, ...]
    english_meaning: str
    danish_meaning: str
    columns: tuple[ResultColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in the order of the file."""
        return tuple(column.name for column in self.columns)


_VACANCY = ResultColumn("vacancy_id", "text", "the flat", "boligen")
_CITIZEN = ResultColumn("citizen_id", "text", "the citizen", "borgeren")
_POINTS = ResultColumn("points", "whole", "points of the pair, 0–1000", "parrets point, 0–1000")
_WARNINGS = ResultColumn(
    "warnings", "text", "warning codes separated by spaces", "advarselskoder adskilt af mellemrum"
)
_SUPPORT = ResultColumn("support", "amount", "housing support", "boligstøtte")
_LEFT_OVER = ResultColumn(
    "left_over", "amount", "left over after rent and costs", "rådighedsbeløb efter udgifter"
)

MATCHES = ResultTable(
    "matches",
    ("vacancy_id",),
    "who is proposed for which flat",
    "hvem der foreslås til hvilken bolig",
    (
        _VACANCY,
        _CITIZEN,
        _POINTS,
        ResultColumn("rent", "amount", "net rent", "husleje uden forbrug"),
        ResultColumn("utilities", "amount", "utilities beside the rent", "forbrug ud over huslejen"),
        _SUPPORT,
        _LEFT_OVER,
        ResultColumn("minimum", "amount", "what must be left over", "mindste rådighedsbeløb"),
        ResultColumn(
            "network_km",
            "km",
            "weighted mean distance to located network places; blank if none",
            "vægtet gennemsnitlig afstand til netværk på kortet; blank uden netværk",
        ),
        ResultColumn("team_id", "text", "the team whose place is taken", "det team, hvis plads bruges"),
        ResultColumn(
            "quota_pool",
            "text",
            "organisation/class, or organisation/department_id/class of an estate's own; blank outside the "
            "quarter rule",
            "organisation/klasse, eller organisation/afdeling/klasse for en afdelings egen; blank uden for "
            "fjerdedelsreglen",
        ),
        ResultColumn("pinned", "yes_no", "pinned by the office", "fastholdt af anvisningen"),
        _WARNINGS,
        ResultColumn("explanation", "text", "why, in words", "hvorfor, med ord"),
    ),
)
PROPOSALS = ResultTable(
    "proposals",
    ("vacancy_id", "rank"),
    "the best candidates for each flat, and what choosing otherwise loses",
    "de bedste kandidater til hver bolig, og hvad et andet valg koster",
    (
        _VACANCY,
        ResultColumn("rank", "whole", "1 is the proposed citizen", "1 er den foreslåede borger"),
        _CITIZEN,
        ResultColumn("matched", "yes_no", "proposed for this flat", "foreslået til denne bolig"),
        _POINTS,
        ResultColumn(
            "lost_tier", "whole", "the tier that loses people", "den behovsgruppe, der mister pladser"
        ),
        ResultColumn(
            "lost_people", "whole", "people of that tier not housed", "borgere i gruppen uden bolig"
        ),
        ResultColumn("lost_overdue", "whole", "overdue people not housed", "borgere over fristen uden bolig"),
        ResultColumn("lost_goals", "whole", "further shortfall of goals", "yderligere manko i mål"),
        ResultColumn("lost_points", "whole", "points the whole week loses", "point, hele ugen mister"),
        _WARNINGS,
    ),
)
UNMATCHED = ResultTable(
    "unmatched",
    ("citizen_id",),
    "citizens without a proposal, and why",
    "borgere uden forslag, og hvorfor",
    (
        _CITIZEN,
        ResultColumn("eligible_vacancies", "whole", "flats nothing blocks", "boliger, intet udelukker"),
        ResultColumn("reason", "text", "the reason's code", "årsagens kode"),
        ResultColumn("detail", "text", "the reason in more detail", "årsagen nærmere"),
    ),
)
UNUSED = ResultTable(
    "unused",
    ("vacancy_id",),
    "flats without a proposal, and why",
    "boliger uden forslag, og hvorfor",
    (
        _VACANCY,
        ResultColumn("eligible_citizens", "whole", "citizens nothing blocks", "borgere, intet udelukker"),
        ResultColumn("reason", "text", "the reason's code", "årsagens kode"),
    ),
)
PAIRS = ResultTable(
    "pairs",
    ("citizen_id", "vacancy_id"),
    "every citizen with every flat (only when asked for)",
    "hver borger med hver bolig (kun på forlangende)",
    (
        _CITIZEN,
        _VACANCY,
        ResultColumn("eligible", "yes_no", "nothing blocks", "intet udelukker"),
        ResultColumn("reasons", "text", "the rules that block", "de regler, der udelukker"),
        _POINTS,
        ResultColumn("need", "whole", "need, 0–1000", "behov, 0–1000"),
        ResultColumn("fit", "whole", "fit, 0–1000", "egnethed, 0–1000"),
        ResultColumn("choice", "whole", "choice, 0–1000", "borgerens valg, 0–1000"),
        ResultColumn("network", "whole", "network, 0–1000", "netværk, 0–1000"),
        ResultColumn("economy", "whole", "economy, 0–1000", "økonomi, 0–1000"),
        ResultColumn("size", "whole", "size, 0–1000", "størrelse, 0–1000"),
        ResultColumn("setting", "whole", "setting, 0 or 1000", "omgivelser, 0 eller 1000"),
        ResultColumn("area", "whole", "area, 0 or 1000", "område, 0 eller 1000"),
        _SUPPORT,
        _LEFT_OVER,
    ),
)
AFFORDABILITY = ResultTable(
    "affordability",
    ("benefit", "adults", "children"),
    "the rent each kind of household can carry",
    "den husleje, hver slags husstand kan bære",
    (
        ResultColumn("benefit", "text", "the applicant's benefit", "ansøgerens ydelse"),
        ResultColumn("adults", "whole", "adults", "voksne"),
        ResultColumn("children", "whole", "children", "børn"),
        ResultColumn("citizens", "whole", "households of the kind", "husstande af slagsen"),
        ResultColumn(
            "payable_rent", "amount", "highest rent without warning", "højeste husleje uden advarsel"
        ),
        ResultColumn("blocked_from", "amount", "lowest rent that blocks", "laveste husleje, der udelukker"),
        ResultColumn("vacancies_within", "whole", "flats within reach", "boliger inden for rækkevidde"),
        ResultColumn("without_any", "whole", "households without any flat", "husstande uden mulig bolig"),
    ),
)

results_tables = (MATCHES, PROPOSALS, UNMATCHED, UNUSED, PAIRS, AFFORDABILITY)
#: The keys of summary.json in the order they are written, with their meaning in English and Danish.
SUMMARY_KEYS = (
    ("status", "optimal, feasible or infeasible", "optimal, feasible (mulig) eller infeasible (umulig)"),
    ("objective", "what the week reached, stage by stage", "hvad ugen nåede, trin for trin"),
    ("matched", "citizens proposed", "foreslåede borgere"),
    ("citizens", "citizens in all", "borgere i alt"),
    ("vacancies", "vacancies in all", "ledige boliger i alt"),
    ("eligible_pairs", "pairs nothing blocks", "par, intet udelukker"),
    ("quota", "entitled and used per pool; department_id where it is an estate's", "ret og brug pr. pulje"),
    ("teams", "capacity and use per team", "plads og brug pr. team"),
    ("limits", "use and shortfall per limit", "brug og manko pr. grænse"),
    ("conflict", "pins that cannot hold together", "fastholdelser, der ikke kan forenes"),
    ("previous", "pairs of the previous result", "par fra det forrige forslag"),
    ("decision_date", "the decision date", "beslutningsdatoen"),
    ("rates_valid_from", "the date of the amounts used", "datoen for de brugte satser"),
    ("seed", "the seed of the lots", "lodtrækningens frø"),
    ("input_sha256", "hash of the input files", "kontrolsum af inputfilerne"),
    ("version", "version of the program", "programmets version"),
    ("solver", "the solver used", "den brugte løser"),
    ("seconds", "seconds per phase", "sekunder pr. fase"),
)
