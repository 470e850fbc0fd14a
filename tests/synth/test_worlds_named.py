"""Places by name: presets, regimes, municipalities, week folders; what cannot be found or asked."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from data.geo.places import municipalities
from data.synth.counts import homeless_persons
from data.synth.flow import ARRIVALS_PER_WAITING, EXITS, Flow, municipal_flow
from data.synth.worlds import DECISION_DATE, REGIMES, FaultyWeekError, Place, places, world_of
from data.synth.write import write_preset
from matcher.horizon.world import Manners


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_preset("small", tmp_path_factory.mktemp("named") / "week", citizens=25, vacancies=12)


def test_denmark_is_every_municipality_with_its_own_numbers() -> None:
    found = places("denmark")
    assert [place.name for place in found] == [one.name for one in municipalities()]
    assert len(set(found)) == 98
    assert sum(place.flow.waiting or 0 for place in found) == 5989
    # 592,959 dwellings × 12.136 % a year: without rounding, also where there is less than a vacancy a week.
    assert sum(place.flow.vacancies or 0 for place in found) * 52 == pytest.approx(71_960, rel=0.002)


@pytest.mark.parametrize("name", ["Esbjerg", "esbjerg", "0561", "Esbjerg Kommune"])
def test_a_municipality_is_found_by_name_or_code(name: str) -> None:
    [place] = places(name)
    assert place.name == "Esbjerg"
    assert place.flow.waiting == homeless_persons("0561")


def test_presets_and_regimes_stand_in_horsens() -> None:
    for name, waiting, vacancies in (("small", 40, 30), ("town", 300, 60), ("stress-m", 2000, 300)):
        [place] = places(name)
        assert (place.name, place.flow.waiting, place.flow.vacancies) == (name, waiting, vacancies)
    for name, regime in REGIMES.items():
        [place] = places(name)
        assert place.flow == regime.flow
    assert len(places("stress-xl")) == 98


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("municipality", "needs a name"),
        ("twn", "did you mean town"),
        ("Esbjrg", "did you mean Esbjerg"),
        ("quotas", "did you mean quota"),
        ("xyzzyq", "no preset, no municipality and no week folder$"),
        ("weeks/none", "there is no week folder"),
    ],
)
def test_an_unknown_name_is_refused_with_what_may_be_meant(wrong: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        places(wrong)


def test_a_folder_with_faults_tells_all_of_them(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for path in folder.iterdir():
        (broken / path.name).write_bytes(path.read_bytes())
    text = (broken / "citizens.csv").read_text(encoding="utf-8")
    (broken / "citizens.csv").write_text(text.replace(",0615,", ",06150,", 2), encoding="utf-8")
    with pytest.raises(FaultyWeekError, match=r"citizens\.csv:2: municipality") as caught:
        places(str(broken))
    assert len(caught.value.faults) == 2


def test_a_folder_called_like_a_preset_is_found_by_its_path(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.parent.joinpath("town").symlink_to(folder)
    monkeypatch.chdir(folder.parent)
    assert places("town")[0].week is None
    assert places("./town")[0].week is not None


def test_a_week_goes_along_to_another_machine(folder: Path) -> None:
    [place] = places(str(folder))
    [again] = places(str(folder))
    sent = pickle.loads(pickle.dumps(place))
    assert sent == place == again
    assert len({sent, place, again}) == 1
    assert sent.week is not None
    world, policy = world_of(sent, Flow(), 3, 1, Manners())
    here, own = world_of(place, Flow(), 3, 1, Manners())
    assert world.citizens.equals(here.citizens)
    assert policy == own
    assert pickle.loads(pickle.dumps(world)).vacancies.equals(world.vacancies)


def test_another_week_is_another_place(folder: Path, tmp_path: Path) -> None:
    other = write_preset("small", tmp_path / "week", seed=1, citizens=25, vacancies=12)
    [one], [two] = places(str(folder)), places(str(other))
    assert one.name == two.name
    assert one != two


def test_a_week_starts_on_the_day_it_was_read_for(folder: Path) -> None:
    day = date(2026, 12, 7)
    [place] = places(str(folder), day)
    world, _ = world_of(place, Flow(), 2, 1, Manners())
    assert world.start == day
    assert world_of(place, Flow(), 2, 1, Manners(), day)[0].start == day
    with pytest.raises(ValueError, match="was read for 2026-12-07, not 2026-11-23"):
        world_of(place, Flow(), 2, 1, Manners(), DECISION_DATE)


def test_a_municipality_starts_on_the_day_asked_for() -> None:
    day = date(2027, 3, 1)
    world, _ = world_of(places("Ærø")[0], Flow(), 2, 1, Manners(), day)
    assert world.start == day
    assert world_of(places("Ærø")[0], Flow(), 2, 1, Manners())[0].start == DECISION_DATE


def test_a_place_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="neither a municipality nor a week"):
        world_of(Place("nowhere"), Flow(), 2, 1, Manners())


def test_what_is_asked_for_comes_before_the_places_own_numbers() -> None:
    base = Flow(waiting=10, arrivals=1.0, exits=0.3, kept=0.5)
    asked = Flow(waiting=20, network=0.5).over(base)
    assert asked == Flow(waiting=20, arrivals=1.0, exits=0.3, kept=0.5, network=0.5)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"waiting": -1}, "waiting must be at least 0"),
        ({"vacancies": -0.5}, "vacancies must be at least 0"),
        ({"kept": 1.5}, "kept is a share from 0 to 1"),
        ({"exits": 1.0}, "exits must be below 1"),
    ],
)
def test_impossible_numbers_are_refused(numbers: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Flow(**numbers)  # type: ignore[arg-type]


def test_a_level_list_takes_in_whom_it_loses() -> None:
    flow = municipal_flow(1000, 500.0)
    assert flow.arrivals == pytest.approx(1000 * ARRIVALS_PER_WAITING / 52)
    # 1,200 come; of 1,000 places on the list −ln(1 − exits) are left by own means; the rest are homes.
    homes = 1200 - 1000 * 0.5108
    assert EXITS == 0.40
    # About 31.7 % of 26,000 vacancies can be claimed and let; a margin of half a root of the homes is added.
    assert flow.kept == pytest.approx((homes + 0.5 * homes**0.5) / (0.3166 * 26_000), rel=0.01)


def test_no_more_is_kept_than_there_is() -> None:
    assert municipal_flow(1000, 1.0).kept == 1.0
    assert municipal_flow(10, 0.0).kept == 1.0
    assert municipal_flow(0, 10.0).kept == 0.0
