"""A world that starts with a real week: its people and flats, and more like them week by week."""

from __future__ import annotations

from datetime import date

from data.synth.flow import Flow
from matcher.horizon.world import Manners, World
from matcher.model import Week


def week_world(week: Week, flow: Flow, weeks: int, seed: int, manners: Manners, start: date) -> World:
    """The world of a week folder (to come)."""
    raise NotImplementedError
