"""Anything a client may send by the document, and much it may not: never a server error, never an
undocumented answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from api_office import DAY, OWN, ApiOffice, flat
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi import checks as of_openapi

CHECKS = (
    not_a_server_error,
    of_openapi.status_code_conformance,
    of_openapi.content_type_conformance,
    of_openapi.response_schema_conformance,
    of_openapi.response_headers_conformance,
    of_openapi.missing_required_header,
)
MODES = {"right": GenerationMode.POSITIVE, "wrong": GenerationMode.NEGATIVE}


@pytest.fixture
def ids(office: ApiOffice, solved_here: None) -> dict[str, list[Any]]:
    """Real ids, so that more than "not found" is answered."""
    program = office.program()
    made = [program.post("/vacancies", flat(address=f"Vej {n}", announced=n == 1)) for n in range(3)]
    accounts = program.get("/accounts").json["items"]
    return {
        "vacancy_id": [one.json["vacancy_id"] for one in made],
        "quota_id": [one["quota_id"] for one in accounts],
        "statement_id": [office.statement(OWN, "2026-10")],
    }


def operations(office: ApiOffice) -> Iterator[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", office.app)
    for found in schema.get_all_operations():
        yield found.ok()


def tried(office: ApiOffice, ids: dict[str, list[Any]], mode: str, examples: int) -> None:
    """So many requests to every operation."""
    for operation in operations(office):
        program = office.program("office" if operation.path == "/optimise" else OWN)
        try_one(operation, program.headers, ids, mode, examples)


def try_one(
    operation: Any, headers: dict[str, str], ids: dict[str, list[Any]], mode: str, examples: int
) -> None:
    """Real ids, versions and days now and then, so that some requests succeed."""

    @settings(
        max_examples=examples, deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=MODES[mode]), real=st.integers(0, 3), more=st.data())
    def one(case: Any, real: int, more: Any) -> None:
        if mode == "right" and real:
            for name in case.path_parameters or {}:
                case.path_parameters[name] = more.draw(st.sampled_from(ids[name]))
        if mode == "right" and isinstance(case.body, dict):
            fit(case.body, real)
        case.validate_response(case.call(headers=headers), checks=[*CHECKS, *told_wrong(case)])

    one()


def told_wrong(case: Any) -> list[Any]:
    """A body that is not as described must be refused; the token, which is put right here, does not count."""
    body = case.meta.components.get(ParameterLocation.BODY)
    return [of_openapi.negative_data_rejection] if body is not None and body.mode.is_negative else []


def fit(body: dict[str, Any], real: int) -> None:
    """Make some bodies ones that can succeed."""
    if real == 3 and "rent" in body:
        body.update(flat(address=f"Gade {len(str(body))}"))
    if real and "version" in body:
        body["version"] = real
    if real and "decision_date" in body:
        body["decision_date"] = DAY.isoformat()


@pytest.mark.parametrize("mode", MODES)
def test_no_server_error_and_no_undocumented_answer(
    office: ApiOffice, ids: dict[str, list[Any]], mode: str
) -> None:
    tried(office, ids, mode, 8)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_the_same_with_many_more(office: ApiOffice, ids: dict[str, list[Any]], mode: str) -> None:
    tried(office, ids, mode, 100)
