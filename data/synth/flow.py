"""How a world goes on: the numbers that drive it, the seasons, and the regimes made for comparing."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import log1p, sqrt

from data.synth.estates import kind_shares
from data.synth.flats import ROUTES

#: New people on the list a year for each who waits (our assumption).  Published figures bracket it: as VIVE
#: reckons, 2.7 times as many are homeless in a year as on a day, so 1.7 new ones, but many of them briefly
#: and without a referral; about half of those counted have been homeless for less than a year, which with
#: even chances of leaving means 0.7.
ARRIVALS_PER_WAITING = 1.2
#: Share of those waiting who find a way of their own in a year: family, private renting, institutions (our
#: assumption).  With it about half of the municipal nominations go to people in homelessness, see ``kept``.
EXITS = 0.40
#: Flats kept for the list beyond the homes needed in a year, as a multiple of their square root: flats and
#: people come by chance, so a small list needs relatively more for one that fits in time.  The size is our
#: assumption, set so that lists of all sizes stay level when the longest waiting of the most acute tier comes
#: first.
MARGIN = 0.5
#: Of the dwellings of other kinds than family and youth that are kept for the list, the share that find
#: someone on it (found by trial: few ask for dwellings for the elderly, of 18 to 24 or with odd terms).
OTHERS_FIT = 0.6

#: Moving out by month: 7,097 in July against 6,299 in an average month, fewest in December (Landsbyggefonden
#: 2019); the months between are our interpolation.
VACANCY_SEASON = (6000, 5900, 6100, 6200, 6250, 6600, 7097, 6900, 6500, 6300, 6000, 5741)
#: More come in the cold months; no figures are published (our assumption, ± 8 %).
ARRIVAL_SEASON = (1.08, 1.06, 1.04, 1.0, 0.96, 0.94, 0.92, 0.94, 0.97, 1.0, 1.04, 1.05)


@dataclass(frozen=True)
class Flow:
    """How a world goes on; None takes the place's own number.

    ``waiting`` people at the start (a week folder starts with its own and takes no other number),
    ``arrivals`` new people and ``vacancies`` new flats a week on average; ``given`` the share of all
    vacancies handed to the municipality outside the quarter rule (None as drawn or as in the week); ``exits``
    the share of those waiting who find a way of their own in a year; ``places`` support places against what
    a steady flow needs, or against those of the week; ``network`` the share of network places known;
    ``kept`` how much of what the municipality may claim is kept for the people on this list (the rest goes
    to families, refugees and others with a social need).
    """

    waiting: int | None = None
    arrivals: float | None = None
    vacancies: float | None = None
    given: float | None = None
    exits: float | None = None
    places: float | None = None
    network: float = 1.0
    kept: float | None = None

    def __post_init__(self) -> None:
        for name in ("waiting", "arrivals", "vacancies", "places"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name} must be at least 0, not {value}")
        for name in ("given", "exits", "network", "kept"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{name} is a share from 0 to 1, not {value}")
        if self.exits == 1:
            raise ValueError("exits must be below 1: nobody would be left to house")

    @property
    def places_needed(self) -> float:
        """Support places against what is needed: as many where nothing is said."""
        return 1.0 if self.places is None else self.places

    def over(self, base: Flow) -> Flow:
        """This flow, with the numbers of ``base`` where nothing is asked for."""
        asked = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != one.default
        }
        return Flow(**{one.name: asked.get(one.name, getattr(base, one.name)) for one in fields(self)})


@dataclass(frozen=True)
class Regime:
    """A preset made for comparing policies: where it stands and what is scarce."""

    municipality: str
    flow: Flow


#: The quota binds (many waiting, quarter rule); compatibility binds (few flats fit anyone); plenty.  Support
#: places are half as many again as needed, so that nothing but what the name says is scarce.
REGIMES: dict[str, Regime] = {
    "quota": Regime(
        "0615", Flow(waiting=600, arrivals=18.0, vacancies=60.0, exits=0.25, kept=1.0, places=1.5)
    ),
    "fit": Regime(
        "0615", Flow(waiting=400, arrivals=18.0, vacancies=25.0, given=1.0, exits=0.25, kept=1.0, places=1.5)
    ),
    "plenty": Regime(
        "0615", Flow(waiting=100, arrivals=5.0, vacancies=60.0, exits=0.25, kept=1.0, places=1.5)
    ),
}


def municipal_flow(waiting: int, vacancies: float) -> Flow:
    """The numbers of a municipality with so many people waiting and vacancies a week, its list being level.

    Each year as many come as leave by own means or get a home, and so many of the flats the municipality may
    claim are kept for the list.  Municipalities in fact nominate to 10 % of the lettings, not to 25 %
    (Landsbyggefonden 2021: 5,286 of family flats outside restricted areas), and to others too.
    """
    arrivals = waiting * ARRIVALS_PER_WAITING / 52
    homes = 52 * arrivals + waiting * log1p(-EXITS)
    at_disposal = 52 * vacancies * share_at_disposal()
    kept = min(1.0, (homes + MARGIN * sqrt(homes)) / at_disposal) if at_disposal else 1.0
    return Flow(waiting, arrivals, vacancies, exits=EXITS, kept=round(kept, 4))


def share_at_disposal() -> float:
    """The share of the generator's vacancies a municipality may claim and can let to people on its list.

    A quarter of the family and youth dwellings of the quarter rule, those that are given, and the dwellings
    of other kinds as far as they fit anyone.
    """
    kinds, routes = kind_shares(), sum(ROUTES.values())
    shared = kinds["family"] + kinds["youth"]
    quarter, given = (ROUTES[""] + ROUTES["quarter"]) / routes, ROUTES["given"] / routes
    return shared * (quarter / 4 + given) + (1 - shared) * (quarter + given) * OTHERS_FIT
