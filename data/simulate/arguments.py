"""What is asked for on the command line, understood and checked before anything is run."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from data.exchange.policy import parse_policy, read_policy
from data.rates.loader import load_rates
from data.simulate.errors import ArgumentError
from data.simulate.gains import GAINS, check_one_place
from data.simulate.keys import parse_changes
from data.simulate.plan import Sweep, rates_sha256
from data.simulate.seeds import parse_seeds, seeds_words
from data.simulate.study import Settings
from data.synth.policy_text import policy_toml
from data.synth.worlds import DECISION_DATE, FaultyWeekError, Place, places
from matcher.errors import RatesError
from matcher.horizon.allocate import IN_ORDER, NAMED, Allocator, named_allocator
from matcher.model import Policy
from matcher.summary import product_version

#: Every policy known by name, and those run when none is named.
KNOWN = (*NAMED, *(name for name in IN_ORDER if name not in NAMED))
DEFAULT_POLICIES = "first_come,tier_first_come,greedy,optimum,husrum"
#: Ten years: beyond them nothing in a world is meant.
MOST_WEEKS = 520


@dataclass(frozen=True)
class Words:
    """The words of ``husrum simulate`` as they were written; ``start`` is None when no date was given."""

    place: str
    policies: str = DEFAULT_POLICIES
    seeds: str = "1-10"
    weeks: int = 52
    changes: Sequence[str] = ()
    start: date | None = None
    gains: bool = False

    def command(self, start: date) -> str:
        """The command that makes the study again."""
        words = ["husrum", "simulate", self.place, "--weeks", str(self.weeks), "--policies", self.policies]
        words += ["--seeds", seeds_words(parse_seeds(self.seeds)), "--date", start.isoformat()]
        words += [word for item in self.changes for word in ("--set", item)]
        return shlex.join([*words, "--gains"] if self.gains else words)


def sweep_of(words: Words, today: date, earlier: date | None = None) -> Sweep:
    """The sweep that is asked for.

    It starts on the date given, else on that of the ``earlier`` study it goes on with; else a week folder
    starts ``today`` and any other place in its own first week.  Raises ArgumentError, with one line per fault
    of a week folder.
    """
    if not 1 <= words.weeks <= MOST_WEEKS:
        raise ArgumentError(f"--weeks {words.weeks}: 1 to {MOST_WEEKS} is expected")
    seeds = parse_seeds(words.seeds)
    changes = parse_changes(words.changes)
    known = words.start or earlier
    there = _places(words.place, known or today)
    start = known or (DECISION_DATE if there[0].week is None else today)
    if words.gains:
        check_one_place(len(there))
    if there[0].week is not None and changes.flow.waiting is not None:
        raise ArgumentError("--set waiting: a week folder starts with its own people; leave it out")
    base = changes.of(base_policy(there[0]))
    policies = parse_policies(words.policies, base)
    try:
        rates = load_rates(start)
    except RatesError as error:
        raise ArgumentError(str(error)) from None
    settings = Settings(
        place=there[0].name if len(there) == 1 else words.place,
        weeks=words.weeks,
        start=start,
        flow=changes.flow,
        manners=changes.manners,
        policy=base,
        input_sha256=there[0].input_sha256,
        rates_sha256=rates_sha256(rates),
        version=product_version(),
    )
    return Sweep(settings, tuple(there), policies, seeds, rates, words.gains)


def base_policy(place: Place) -> Policy:
    """A place's own policy: the week folder's, or that of the synthetic council."""
    return place.policy or parse_policy(policy_toml().encode("utf-8"))[0]


def parse_policies(text: str, base: Policy) -> tuple[Allocator, ...]:
    """The policies in the order asked: known names decide by ``base``, a policy.toml by what it says."""
    policies: list[Allocator] = []
    for word in (word.strip() for word in text.split(",")):
        policy = named_allocator(word, base) if word in KNOWN else _policy_of_file(word)
        if any(policy.name.casefold() == other.name.casefold() for other in policies):
            raise ArgumentError(
                f"--policies {text}: two are called {policy.name}; leave one out or rename it"
            )
        policies.append(policy)
    return tuple(policies)


def _policy_of_file(word: str) -> Allocator:
    path = Path(word)
    if path.suffix != ".toml":
        close = difflib.get_close_matches(word, KNOWN, n=2, cutoff=0.6)
        advice = f"; did you mean {' or '.join(close)}?" if close else f"; there are {', '.join(KNOWN)}"
        raise ArgumentError(f"--policies: {word or 'a blank'} is no policy and no policy.toml{advice}")
    if not path.is_file():
        raise ArgumentError(f"--policies: the file {word} is not there")
    if path.stem.casefold() in (*KNOWN, GAINS):
        raise ArgumentError(f"--policies: {word} is called like a policy of Husrum's own; rename the file")
    policy, faults = read_policy(path)
    if faults:
        raise ArgumentError("\n".join(map(str, faults)))
    return Allocator(path.stem, policy)


def _places(name: str, start: date) -> list[Place]:
    try:
        return places(name, start)
    except FaultyWeekError as error:
        raise ArgumentError("\n".join(map(str, error.faults))) from None
    except ValueError as error:
        raise ArgumentError(str(error)) from None
