"""How much may be asked of the API: so many requests a minute per token, counted by this process."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, field

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from web.api import problems
from web.here import actor

#: What may be asked, by name: every request of a token, solving a week, requests without a valid token.
LIMITS = {"requests": "120/minute", "optimise": "6/minute", "strangers": "30/minute"}
EXTENSION = "husrum_api_limits"


@dataclass
class Limits:
    """The counters of one application; ``most`` is LIMITS, or what the configuration API_LIMITS says."""

    most: dict[str, RateLimitItem]
    counter: MovingWindowRateLimiter = field(default_factory=lambda: MovingWindowRateLimiter(MemoryStorage()))


def register(app: Flask) -> None:
    """Give the application its counters."""
    most = {**LIMITS, **app.config["API_LIMITS"]}
    app.extensions[EXTENSION] = Limits({name: parse(text) for name, text in most.items()})


def count(name: str, key: str) -> Response | None:
    """Count a request under a limit; the answer 429 when it is one too many, which is not counted."""
    limits: Limits = current_app.extensions[EXTENSION]
    most = limits.most[name]
    allowed = limits.counter.hit(most, name, key)
    window = limits.counter.get_window_stats(most, name, key)
    wait = max(1, math.ceil(window.reset_time - time.time()))
    g.api_limit = {
        "RateLimit-Limit": str(most.amount),
        "RateLimit-Remaining": str(window.remaining),
        "RateLimit-Reset": str(wait),
    }
    return None if allowed else problems.answer("too_many", headers={"Retry-After": str(wait)})


def count_request() -> Response | None:
    """Every request of a token; before the view."""
    return count("requests", actor().user_id) if g.get("actor") is not None else None


def count_stranger() -> Response | None:
    """A request without a valid token, by the address it comes from."""
    return count("strangers", request.remote_addr or "")


def tell(response: Response) -> Response:
    """Say in the headers what is left."""
    response.headers.update(g.get("api_limit", {}))
    return response
