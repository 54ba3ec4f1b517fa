"""Valid and nearly valid requests are answered or refused, never with a status of 500."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.core import NOT_SET
from starlette.testclient import TestClient

from backlit.web.app import create_unprotected_app
from backlit.web.services import create_services

DOCUMENT = create_unprotected_app(create_services()).openapi()
# What fits the document, and where there is a body also what nearly fits it.
OPERATIONS = [
    (mode, path, method)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or "requestBody" in operation
]


@pytest.mark.parametrize(("mode", "path", "method"), OPERATIONS)
def test_no_request_breaks_the_server(
    client: TestClient, mode: GenerationMode, path: str, method: str
):
    operation = schemathesis.openapi.from_dict(DOCUMENT)[path][method]
    kinds = set()

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=5, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def check(case: Any) -> None:
        # What is no JSON at all is sent as the text that it is.
        body = "" if case.body is NOT_SET else json.dumps(case.body, default=str)
        answer = client.request(
            case.method, case.formatted_path, params=case.query, content=body,
            headers={"content-type": "application/json"},
        )  # fmt: skip
        assert answer.status_code < 500, answer.text
        kinds.add(answer.status_code // 100)

    check()
    assert kinds <= {2, 4}
