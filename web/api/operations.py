"""An operation of the API: a view with its name, what it takes and what it answers.

``@operation`` reads the body and the query into the models, gives them to the view as ``body`` and ``query``,
and writes its answer as JSON; the document is made from the same models.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import Connection

from data.store.api_answers import answered, fingerprint, keep_answer
from web.api.problems import Place, Wrong, pointer
from web.here import actor, store
from web.i18n import t
from web.messages import MESSAGES

KEY = "Idempotency-Key"
KEY_FORM = "^[A-Za-z0-9._:-]{1,200}$"
_MARK = "husrum_operation"
View = Callable[..., "Reply | Response"]
Query = TypeVar("Query", bound=BaseModel)


@dataclass(frozen=True)
class Operation:
    """What the document says of a view; summary and description are messages ``api.op.ID``, ``….text``.

    ``problems``: the kinds of problem beside those of every operation.  ``changes``: it needs a key.
    """

    id: str
    tag: str
    answer: type[BaseModel]
    status: int = 200
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    problems: tuple[str, ...] = ()
    changes: bool = False


@dataclass(frozen=True)
class Reply:
    """What a view answers: plain JSON values, the status, and headers beside the usual."""

    content: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def operation(described: Operation) -> Callable[[View], Callable[..., Response]]:
    """Make a view an operation; put it under the route and the access rule."""

    def mark(view: View) -> Callable[..., Response]:
        @wraps(view)
        def answered_view(**given: Any) -> Response:
            if described.query is not None:
                given["query"] = _query(described.query)
            if described.changes:
                _key()
            if described.body is not None:
                given["body"] = _body(described.body)
            return _response(view(**given))

        setattr(answered_view, _MARK, described)
        return answered_view

    return mark


def operation_of(app: Flask, endpoint: str) -> Operation | None:
    """The operation of an endpoint, None where it is not one."""
    return getattr(app.view_functions[endpoint], _MARK, None)


def change(act: Callable[[Connection], Reply]) -> Reply:
    """Do ``act`` in one transaction and remember its answer under the request's key.

    The same request under the same key is answered again and not done again.
    """
    key, mark = _key(), fingerprint(request.method, request.full_path, request.get_data())
    token_id = actor().user_id
    with store().writing() as connection:
        before = answered(connection, token_id, key, mark)
        if before is not None:
            return Reply(
                before[1]["content"], before[0], {**before[1]["headers"], "Idempotent-Replay": "true"}
            )
        reply = act(connection)
        kept = {"content": reply.content, "headers": dict(reply.headers)}
        keep_answer(connection, token_id, key, mark, reply.status, kept)
    return reply


def plain(model: BaseModel) -> Any:
    """A model as plain JSON values."""
    return model.model_dump(mode="json")


def _key() -> str:
    key = request.headers.get(KEY, "")
    if not re.fullmatch(KEY_FORM, key):
        raise Wrong("key_missing")
    return key


def _body(model: type[BaseModel]) -> BaseModel:
    if request.mimetype != "application/json":
        raise Wrong("media_type", Accept="application/json")
    try:
        return model.model_validate_json(request.get_data(), strict=True)
    except ValidationError as error:
        if any(one["type"] == "json_invalid" for one in error.errors(include_url=False)):
            raise Wrong("bad_request") from None
        raise Wrong("faults", [_at(one) for one in _errors(error)]) from None


def _query(model: type[BaseModel]) -> BaseModel:
    twice = [name for name, values in request.args.lists() if len(values) > 1]
    if twice:
        raise Wrong("faults", [Place(f"?{name}", t("api.fault.twice")) for name in twice])
    try:
        return model.model_validate_strings(dict(request.args), strict=True)
    except ValidationError as error:
        places = [Place("?" + ".".join(map(str, one["loc"])), _said(one)) for one in _errors(error)]
        raise Wrong("faults", places) from None


#: At most so many faults of the form of a request are told.
_MOST_FAULTS = 200


def _errors(error: ValidationError) -> list[ErrorDetails]:
    return error.errors(include_url=False, include_context=True, include_input=False)[:_MOST_FAULTS]


def _at(one: ErrorDetails) -> Place:
    return Place(pointer(*one["loc"]), _said(one))


def _said(one: ErrorDetails) -> str:
    """What is wrong with the form of a value, in the reader's language."""
    key = f"api.fault.{one['type']}"
    values = {
        name: value for name, value in one.get("ctx", {}).items() if isinstance(value, str | int | float)
    }
    return t(key, **values) if key in MESSAGES else t("api.fault.form")


def _response(reply: Reply | Response) -> Response:
    if isinstance(reply, Response):
        return reply
    content = json.dumps(reply.content, ensure_ascii=False)
    return Response(content, reply.status, mimetype="application/json", headers=dict(reply.headers))
