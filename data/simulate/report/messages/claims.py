"""Sentences that compare two ways of allocating by one figure.

``more`` and ``less`` are for differences whose interval keeps to one side of zero, ``unsure`` for the others,
``close`` for those of them that look alike as written, ``equal`` where nothing differs, ``single`` where
there is one run and so no interval; ``word_more`` and ``word_less`` are the words for either side of zero.
"""

from dataclasses import dataclass

#: The interval after a difference, and the sentence about an uncertain one.
_BETWEEN = ("mellem {lo} og {hi}", "between {lo} and {hi}")
_UNSURE = (
    "Forskellen er usikker: fra {lo} til {hi}.",
    "The difference is uncertain: from {lo} to {hi}.",
)


@dataclass(frozen=True)
class _Words:
    """One language of a figure: the words for more and less, what differs (WORD is one of them), what is
    alike, and what is told where nothing may be said of the difference.
    """

    more: str
    less: str
    differs: str
    alike: str
    told: str

    def sentences(self, between: str, unsure: str) -> dict[str, str]:
        return {
            "more": f"{self.differs.replace('WORD', self.more)} ({between}).",
            "less": f"{self.differs.replace('WORD', self.less)} ({between}).",
            "unsure": f"{self.told} {unsure}",
            "close": f"{self.alike} {unsure}",
            "equal": self.alike,
            "single": self.told,
            "word_more": self.more,
            "word_less": self.less,
        }


def _claims(figure: str, da: _Words, en: _Words) -> dict[str, tuple[str, str]]:
    danish, english = da.sentences(_BETWEEN[0], _UNSURE[0]), en.sentences(_BETWEEN[1], _UNSURE[1])
    return {f"claim.{figure}.{case}": (danish[case], english[case]) for case in danish}


MESSAGES: dict[str, tuple[str, str]] = {
    **_claims(
        "matched",
        _Words(
            "flere",
            "færre",
            "{S} giver bolig til {d} WORD {period} end {B}: {m} mod {b}",
            "{S} og {B} giver bolig til omtrent lige mange {period}: {m} og {b}.",
            "{S} giver bolig til {m} {period}, {B} til {b}.",
        ),
        _Words(
            "more",
            "fewer",
            "{S} houses {d} WORD people {period} than {B}: {m} against {b}",
            "{S} and {B} house about the same number {period}: {m} and {b}.",
            "{S} houses {m} people {period}, {B} {b}.",
        ),
    ),
    **_claims(
        "matched_tier",
        _Words(
            "flere",
            "færre",
            "I den mest akutte behovsgruppe ({tier}) får {d} WORD en bolig: {m} mod {b}",
            "I den mest akutte behovsgruppe ({tier}) får omtrent lige mange en bolig: {m} og {b}.",
            "I den mest akutte behovsgruppe ({tier}) får {m} en bolig mod {b}.",
        ),
        _Words(
            "more",
            "fewer",
            "In the most acute need group ({tier}) {d} WORD people get a home: {m} against {b}",
            "In the most acute need group ({tier}) about as many get a home: {m} and {b}.",
            "In the most acute need group ({tier}) {m} people get a home against {b}.",
        ),
    ),
    **_claims(
        "mean_days",
        _Words(
            "længere",
            "kortere",
            "Folk på listen er i gennemsnit uden bolig {d} WORD: {m} mod {b}",
            "Folk på listen er i gennemsnit uden bolig omtrent lige længe: {m} og {b}.",
            "Folk på listen er i gennemsnit uden bolig i {m} mod {b}.",
        ),
        _Words(
            "longer",
            "shorter",
            "On average, people on the list are without a home {d} WORD: {m} against {b}",
            "On average, people on the list are without a home for about as long: {m} and {b}.",
            "On average, people on the list are without a home for {m} against {b}.",
        ),
    ),
    **_claims(
        "p95_days",
        _Words(
            "længere",
            "kortere",
            "De 5 ud af 100, der venter længst, venter mindst {d} WORD: {m} mod {b}",
            "For de 5 ud af 100, der venter længst, er ventetiden omtrent den samme: mindst {m} og {b}.",
            "De 5 ud af 100, der venter længst, venter mindst {m} mod {b}.",
        ),
        _Words(
            "longer",
            "less",
            "The 5 in 100 who wait longest wait at least {d} WORD: {m} against {b}",
            "For the 5 in 100 who wait longest the wait is about the same: at least {m} and {b}.",
            "The 5 in 100 who wait longest wait at least {m} against {b}.",
        ),
    ),
    **_claims(
        "mean_km",
        _Words(
            "længere fra",
            "tættere på",
            "De, der får en bolig, bor i gennemsnit {d} WORD deres netværk: {m} mod {b}",
            "De, der får en bolig, bor omtrent lige tæt på deres netværk: {m} og {b}.",
            "De, der får en bolig, bor i gennemsnit {m} fra deres netværk mod {b}.",
        ),
        _Words(
            "farther away",
            "nearer",
            "On average, homes are {d} WORD: {m} from the network against {b}",
            "Those housed live about as close to their network: {m} and {b}.",
            "On average, those housed live {m} from their network against {b}.",
        ),
    ),
    **_claims(
        "left",
        _Words(
            "flere",
            "færre",
            "Ved {end} venter {d} WORD end under {B}: {m} mod {b}",
            "Ved {end} venter omtrent lige mange: {m} og {b}.",
            "Ved {end} venter {m} mod {b}.",
        ),
        _Words(
            "more",
            "fewer",
            "At {end} {d} WORD people wait than under {B}: {m} against {b}",
            "At {end} about as many people wait: {m} and {b}.",
            "At {end} {m} people wait against {b}.",
        ),
    ),
    **_claims(
        "refusals",
        _Words(
            "flere",
            "færre",
            "{S} fører til {d} WORD afslag fra borgerne end {B}: {m} mod {b} {period}",
            "Borgerne siger nej omtrent lige mange gange {period}: {m} og {b}.",
            "Borgerne siger nej {m} gange {period} mod {b}.",
        ),
        _Words(
            "more",
            "fewer",
            "{S} leads to {d} WORD refusals by people than {B}: {m} against {b} {period}",
            "People refuse about as many times {period}: {m} and {b}.",
            "People refuse {m} times {period} against {b}.",
        ),
    ),
    **_claims(
        "quota_used",
        _Words(
            "procentpoint mere",
            "procentpoint mindre",
            "Der bruges {d} WORD af kommunens kvote end under {B}: {m} mod {b}",
            "Der bruges omtrent lige meget af kommunens kvote: {m} og {b}.",
            "Der bruges {m} af kommunens kvote mod {b}.",
        ),
        _Words(
            "percentage points more",
            "percentage points less",
            "{d} WORD of the municipality's quota are used than under {B}: {m} against {b}",
            "About as much of the municipality's quota is used: {m} and {b}.",
            "{m} of the municipality's quota is used against {b}.",
        ),
    ),
    **_claims(
        "void_kr",
        _Words(
            "mere",
            "mindre",
            "Kommunen betaler {d} WORD i tomgangsleje {period} end under {B}: {m} mod {b}",
            "Kommunen betaler omtrent lige meget i tomgangsleje {period}: {m} og {b}.",
            "Kommunen betaler {m} i tomgangsleje mod {b}.",
        ),
        _Words(
            "more",
            "less",
            "The municipality pays {d} WORD in rent for empty flats {period} than under {B}: {m} against {b}",
            "The municipality pays about as much in rent for empty flats {period}: {m} and {b}.",
            "The municipality pays {m} in rent for empty flats against {b}.",
        ),
    ),
    **_claims(
        "shelter_kr_beyond_90",
        _Words(
            "mere",
            "mindre",
            "Herbergsophold ud over refusionens 90 dage koster {d} WORD {period} end under {B}: {m} mod {b}",
            "Herbergsophold ud over refusionens 90 dage koster omtrent det samme {period}: {m} og {b}.",
            "Herbergsophold ud over refusionens 90 dage koster {m} mod {b}.",
        ),
        _Words(
            "more",
            "less",
            "Shelter stays beyond the 90 refunded days cost {d} WORD {period} than under {B}: {m} against "
            "{b}",
            "Shelter stays beyond the 90 refunded days cost about the same {period}: {m} and {b}.",
            "Shelter stays beyond the 90 refunded days cost {m} against {b}.",
        ),
    ),
}
