"""The OpenAPI 3.1 document, made from the operations of the application: nothing is described twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from matcher.summary import product_version
from web.access import API, rule_of
from web.api.limits import LIMITS
from web.api.operations import KEY, KEY_FORM, Operation, operation_of
from web.api.problems import KINDS, MIMETYPE, Problem
from web.messages import MESSAGES

#: The groups of operations, in the order they are shown; message ``api.tag.TAG``.
TAGS = ("vacancies", "account", "statements", "optimise", "token")
_REF = "#/components/schemas/{model}"
_ID = {"type": "string", "minLength": 1, "maxLength": 64}
#: Kinds of problem every operation may answer.
ALWAYS = ("bad_request", "unauthorized", "forbidden", "too_many", "unavailable")


def described(app: Flask) -> Iterator[tuple[str, str, str, Operation]]:
    """Method, path as OpenAPI writes it, endpoint and operation, in the order of TAGS and paths."""
    found = []
    for route in app.url_map.iter_rules():
        operation = operation_of(app, route.endpoint)
        if operation is None:
            continue
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.rule.removeprefix(API))
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            found.append((TAGS.index(operation.tag), path, method, route.endpoint, operation))
    for _, path, method, endpoint, operation in sorted(found, key=lambda one: one[:3]):
        yield method, path, endpoint, operation


def document_of(app: Flask) -> dict[str, Any]:
    """The whole document as plain JSON values."""
    paths: dict[str, dict[str, Any]] = {}
    models: dict[type[BaseModel], Literal["validation", "serialization"]] = {Problem: "serialization"}
    for method, path, endpoint, operation in described(app):
        paths.setdefault(path, {})[method.lower()] = _operation(app, path, endpoint, operation)
        models[operation.answer] = "serialization"
        if operation.body is not None:
            models[operation.body] = "validation"
    _, schemas = models_json_schema([*models.items()], ref_template=_REF)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Husrum",
            "version": f"1 ({product_version()})",
            "description": _said("api.document"),
            "license": {"name": "MPL-2.0", "identifier": "MPL-2.0"},
        },
        "servers": [{"url": API}],
        "security": [{"token": []}],
        "tags": [{"name": tag, "description": _said(f"api.tag.{tag}")} for tag in TAGS],
        "paths": paths,
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": _said("api.document.token")}
            },
            "headers": _headers(),
        },
    }


def _operation(app: Flask, path: str, endpoint: str, operation: Operation) -> dict[str, Any]:
    rule = rule_of(app, endpoint)
    roles = sorted(rule.roles) if rule else []
    told: dict[str, Any] = {
        "operationId": operation.id,
        "tags": [operation.tag],
        "summary": _said(f"api.op.{operation.id}"),
        "description": f"{_said(f'api.op.{operation.id}.text')} (Token: {', '.join(roles)}.)",
        "parameters": [*_path_parameters(path), *_query_parameters(operation), *_key_parameter(operation)],
        "responses": _responses(operation, roles),
    }
    if operation.body is not None:
        content = {"application/json": {"schema": _ref(operation.body)}}
        told["requestBody"] = {"required": True, "content": content}
    return told


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "description": _said(f"api.in.{name}"),
         "schema": {"type": "integer", "minimum": 1} if name == "quota_id" else _ID}
        for name in re.findall(r"\{(\w+)\}", path)
    ]  # fmt: skip


def _query_parameters(operation: Operation) -> list[dict[str, Any]]:
    if operation.query is None:
        return []
    schema = operation.query.model_json_schema(ref_template=_REF)
    required = schema.get("required", [])
    found = []
    for name, of_name in schema["properties"].items():
        kinds = [one for one in of_name.get("anyOf", [of_name]) if one.get("type") != "null"]
        plain = {
            key: value for key, value in kinds[0].items() if key not in ("title", "description", "default")
        }
        found.append(
            {"name": name, "in": "query", "required": name in required,
             "description": of_name.get("description", ""), "schema": plain}
        )  # fmt: skip
    return found


def _key_parameter(operation: Operation) -> list[dict[str, Any]]:
    if not operation.changes:
        return []
    form = {"type": "string", "pattern": KEY_FORM}
    return [
        {"name": KEY, "in": "header", "required": True, "description": _said("api.in.key"), "schema": form}
    ]


def _responses(operation: Operation, roles: list[str]) -> dict[str, Any]:
    """The answer, and every problem there can be, by status."""
    limits = {name: {"$ref": f"#/components/headers/{name}"} for name in _headers() if name != "Retry-After"}
    found: dict[str, Any] = {
        str(operation.status): {
            "description": _said("api.answer"),
            "headers": limits,
            "content": {"application/json": {"schema": _ref(operation.answer)}},
        }
    }
    of_body = ("media_type", "faults", "too_large") if operation.body is not None else ()
    of_change = ("key_missing", "key_reused") if operation.changes else ()
    of_query = ("faults",) if operation.query is not None else ()
    kinds = {*ALWAYS, *operation.problems, *of_body, *of_change, *of_query}
    for status in sorted({KINDS[kind] for kind in kinds}):
        of_status = [kind for kind in KINDS if KINDS[kind] == status and kind in kinds]
        told: dict[str, Any] = {
            "description": " ".join(
                f"{_said(f'api.problem.{kind}')}: {_said(f'api.advice.{kind}')}" for kind in of_status
            ),
            "content": {MIMETYPE: {"schema": _ref(Problem)}},
        }
        if status == 429:
            told["headers"] = {**limits, "Retry-After": {"$ref": "#/components/headers/Retry-After"}}
        found[str(status)] = told
    return found


def _headers() -> dict[str, Any]:
    names = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")
    return {
        name: {
            "description": _said(f"api.header.{name.lower().replace('-', '_')}"),
            "schema": {"type": "integer"},
        }
        for name in names
    }


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=model.__name__)}


def _said(key: str) -> str:
    """The document is in English."""
    return MESSAGES[key]["en"].format(**{f"limit_{name}": text for name, text in LIMITS.items()})
