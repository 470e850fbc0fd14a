"""What the API answers when something cannot be done: problem+json (RFC 9457), with place and advice."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, g
from pydantic import BaseModel, Field
from werkzeug.exceptions import HTTPException

from data.exchange.faults import Fault
from data.store.errors import Conflict, NotFound, NotPossible, Refused
from data.store.reported_cells import Unconfirmed
from web.faults import fault_text
from web.i18n import t
from web.messages import MESSAGES

MIMETYPE = "application/problem+json"
#: Every kind of problem with its status: title ``api.problem.KIND``, advice ``api.advice.KIND``.
KINDS = {
    "bad_request": 400,
    "key_missing": 400,
    "unauthorized": 401,
    "forbidden": 403,
    "not_found": 404,
    "method": 405,
    "not_possible": 409,
    "stale": 409,
    "warnings": 409,
    "too_large": 413,
    "media_type": 415,
    "faults": 422,
    "key_reused": 422,
    "too_many": 429,
    "busy": 429,
    "broken": 500,
    "unavailable": 503,
}
#: The kind of an HTTP error that has no kind of its own.
_OF_STATUS = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 405: "method",
              413: "too_large", 415: "media_type", 429: "too_many", 503: "unavailable"}  # fmt: skip


class FaultAt(BaseModel):
    """One thing that is wrong, and where."""

    place: str = Field(
        description="JSON pointer into the body (RFC 6901), or `?name` for a parameter of the query"
    )
    message: str = Field(description="What is wrong, and what is expected")


class WarningAt(BaseModel):
    """Something unusual that a person must confirm."""

    code: str
    places: list[str] = Field(description="JSON pointers to the cells it rests on")
    value: str = Field(description="Send it back under the code in `confirmed`")
    message: str


class Difference(BaseModel):
    """A cell that is no longer what the request was made from."""

    sent: Any
    now: Any


class Problem(BaseModel):
    """Why a request was not carried out (RFC 9457); nothing of it was kept."""

    type: str = Field(description="The kind of problem; a page that explains it")
    title: str
    status: int
    detail: str
    advice: str = Field(description="What to do about it")
    code: str = Field(description="What went wrong, more exactly than the type")
    faults: list[FaultAt] | None = None
    warnings: list[WarningAt] | None = None
    difference: dict[str, Difference] | None = None


@dataclass(frozen=True)
class Place:
    """A fault at its place in the request."""

    place: str
    message: str


class Wrong(Exception):
    """The request is not as described; raised before anything is done."""

    def __init__(self, kind: str, faults: Iterable[Place] = (), **headers: str) -> None:
        super().__init__(kind)
        self.kind, self.faults, self.headers = kind, tuple(faults), headers


def answer(kind: str, *, code: str = "", detail: str = "", **more: Any) -> Response:
    """The answer of a kind of problem; ``more``: faults, warnings, difference, headers."""
    headers: Mapping[str, str] = more.pop("headers", {})
    problem = {
        "type": f"/api#{kind}",
        "title": t(f"api.problem.{kind}"),
        "status": KINDS[kind],
        "detail": detail or t(f"api.detail.{kind}"),
        "advice": t(f"api.advice.{kind}"),
        "code": code or kind,
        **{name: value for name, value in more.items() if value},
    }
    content = json.dumps(problem, ensure_ascii=False, default=str)
    return Response(content, KINDS[kind], mimetype=MIMETYPE, headers=dict(headers))


def of(error: Exception) -> Response:
    """The answer to an error of the request or of the store."""
    if isinstance(error, Wrong):
        return answer(error.kind, faults=_told(error.faults), headers=_named(error.headers))
    if isinstance(error, NotFound):
        return answer("not_found")
    if isinstance(error, Refused):
        return answer("faults", faults=_told(map(_place, error.faults)))
    if isinstance(error, Unconfirmed):
        return answer("warnings", code=error.code, warnings=_warnings(error))
    if isinstance(error, NotPossible):
        return _not_possible(error)
    if isinstance(error, HTTPException):
        return of_http(error)
    return answer("broken")


def of_http(error: HTTPException) -> Response:
    """The answer to an error of HTTP itself."""
    status = error.code or 500
    kind = _OF_STATUS.get(status, "bad_request" if status < 500 else "broken")
    headers = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    if kind == "unauthorized":
        headers["WWW-Authenticate"] = 'Bearer realm="Husrum"'
    return answer(kind, headers=headers)


def _not_possible(error: NotPossible) -> Response:
    if error.code == "key_reused":
        return answer("key_reused")
    if error.code == "role_may_not":
        return answer("forbidden")
    key = f"error.{error.code}"
    detail = t(key, **error.values) if key in MESSAGES else ""
    difference = error.difference if isinstance(error, Conflict) else {}
    told = {name: {"sent": sent, "now": now} for name, (sent, now) in difference.items()}
    place = error.values.get("field")
    faults = [{"place": f"/{place}", "message": detail or t("api.detail.not_possible")}] if place else []
    kind = "stale" if error.code == "stale" else "not_possible"
    return answer(kind, code=error.code, detail=detail, difference=told, faults=faults)


def _warnings(error: Unconfirmed) -> list[dict[str, Any]]:
    from web.association.form import warning_text

    return [
        {"code": one.code, "places": [f"/{name}" for name in one.columns], "value": one.value,
         "message": warning_text(one)}
        for one in error.warnings
    ]  # fmt: skip


def _place(fault: Fault) -> Place:
    """A fault of the store stands at the column's cell."""
    return Place(pointer(fault.column) if fault.column not in ("", "-") else "", fault_text(fault.message))


def pointer(*parts: str | int) -> str:
    """A JSON pointer to a place in the body."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _told(faults: Iterable[Place]) -> list[dict[str, str]]:
    return [{"place": fault.place, "message": fault.message} for fault in faults]


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers as HTTP writes them: ``retry_after`` is Retry-After."""
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def language_header(response: Response) -> Response:
    """Say in which language a problem is told."""
    if response.mimetype == MIMETYPE:
        response.headers["Content-Language"] = str(getattr(g, "lang", "en"))
        response.headers["Vary"] = "Accept-Language"
    return response
