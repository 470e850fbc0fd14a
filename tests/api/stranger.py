"""A client by a stranger: it knows the OpenAPI document and HTTP, and nothing else of Husrum.

Every operation is called by its operationId; what it sends and gets is held against the document's schemas.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any

from jsonschema_rs import Draft202012Validator


@dataclass(frozen=True)
class Answered:
    """An answer: status, headers by lower-case name, and what its JSON says."""

    status: int
    headers: dict[str, str]
    json: Any


@dataclass
class Stranger:
    """A client of the service whose document stands at ``address``."""

    address: str
    token: str
    document: dict[str, Any] = field(init=False)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        with urllib.request.urlopen(self.address) as answer:
            self.document = json.load(answer)
        assert self.document["openapi"].startswith("3.1")
        self._keys = 0

    def call(self, operation_id: str, body: Any = None, **given: Any) -> Answered:
        """Call an operation with its parameters; the next key where it wants one and none is given."""
        path, method, operation = self._find(operation_id)
        self.used.add(operation_id)
        query, headers = {}, {"Authorization": f"Bearer {self.token}"}
        for parameter in operation.get("parameters", []):
            name = parameter["name"]
            if name not in given and name == "Idempotency-Key":
                self._keys += 1
                given[name] = f"stranger-{self._keys}"
            if name not in given:
                assert not parameter.get("required"), name
                continue
            value = given.pop(name)
            self._fits(parameter["schema"], value)
            if parameter["in"] == "path":
                path = path.replace(f"{{{name}}}", urllib.parse.quote(str(value), safe=""))
            elif parameter["in"] == "query":
                query[name] = value
            else:
                headers[name] = str(value)
        assert not given, f"not parameters of {operation_id}: {list(given)}"
        sent = None
        if body is not None:
            self._fits(operation["requestBody"]["content"]["application/json"]["schema"], body)
            headers["Content-Type"], sent = "application/json", json.dumps(body).encode()
        base = urllib.parse.urljoin(self.address, self.document["servers"][0]["url"])
        where = base + path + (f"?{urllib.parse.urlencode(query)}" if query else "")
        request = urllib.request.Request(where, sent, headers, method=method.upper())
        answer = _open(request)
        told = operation["responses"][str(answer.status)]
        kind = answer.headers["content-type"].partition(";")[0]
        self._fits(told["content"][kind]["schema"], answer.json)
        return answer

    def _find(self, operation_id: str) -> tuple[str, str, dict[str, Any]]:
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == operation_id:
                    return path, method, operation
        raise KeyError(operation_id)

    def _fits(self, schema: dict[str, Any], value: Any) -> None:
        whole = {**schema, "components": self.document["components"]}
        Draft202012Validator(whole).validate(value)


def _open(request: urllib.request.Request) -> Answered:
    try:
        with urllib.request.urlopen(request) as answer:
            content, status, headers = answer.read(), answer.status, answer.headers
    except urllib.error.HTTPError as error:
        content, status, headers = error.read(), error.code, error.headers
    return Answered(status, {name.lower(): value for name, value in headers.items()}, json.loads(content))
