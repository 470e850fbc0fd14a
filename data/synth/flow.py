"""How a world goes on: the numbers that drive it, the seasons, and the regimes made for comparing."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Flow:
    """How a world goes on; None takes what the municipality's figures or the week give.

    ``waiting`` people at the start (a week folder starts with its own and takes no other number),
    ``arrivals`` new people and ``vacancies`` new flats a week on average; ``given`` the share of all
    vacancies handed to the municipality outside the quarter rule (None as drawn or as in the week); ``exits``
    the share of those waiting who find a way of their own in a year; ``places`` support places against what
    a steady flow needs, or against those of the week; ``network`` the share of network places known.
    """

    waiting: int | None = None
    arrivals: float | None = None
    vacancies: float | None = None
    given: float | None = None
    exits: float = 0.25
    places: float = 1.0
    network: float = 1.0

    def __post_init__(self) -> None:
        for name in ("waiting", "arrivals", "vacancies", "places"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name} must be at least 0, not {value}")
        for name in ("given", "exits", "network"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 1:
                raise ValueError(f"{name} is a share from 0 to 1, not {value}")
        if self.exits == 1:
            raise ValueError("exits must be below 1: nobody would be left to house")

    def over(self, base: Flow) -> Flow:
        """This flow, with the numbers of ``base`` where nothing is asked for."""
        asked = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != one.default
        }
        return Flow(**{one.name: asked.get(one.name, getattr(base, one.name)) for one in fields(self)})


#: New people a year for each who waits: about as many again come in a year as stay on a given day (our
#: assumption; the shelters' figures of persons in a year and on a day point to 1.1 to 1.3).
ARRIVALS_PER_WAITING = 1.2

#: Moving out by month: 7,097 in July against 6,299 in an average month, fewest in December (Landsbyggefonden
#: 2019); the months between are our interpolation.
VACANCY_SEASON = (6000, 5900, 6100, 6200, 6250, 6600, 7097, 6900, 6500, 6300, 6000, 5741)
#: More come in the cold months; no figures are published (our assumption, ± 8 %).
ARRIVAL_SEASON = (1.08, 1.06, 1.04, 1.0, 0.96, 0.94, 0.92, 0.94, 0.97, 1.0, 1.04, 1.05)


@dataclass(frozen=True)
class Regime:
    """A preset made for comparing policies: where it stands and what is scarce."""

    municipality: str
    flow: Flow


#: The quota binds (many waiting, quarter rule); compatibility binds (few flats fit anyone); plenty.
REGIMES: dict[str, Regime] = {
    "quota": Regime("0615", Flow(waiting=400, arrivals=14.0, vacancies=60.0)),
    "fit": Regime("0615", Flow(waiting=400, arrivals=18.0, vacancies=25.0, given=1.0)),
    "plenty": Regime("0615", Flow(waiting=100, arrivals=5.0, vacancies=60.0)),
}
