"""How every route answers: a record of the library as JSON, with what it was computed from."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from backlit.render.json import record_values, to_json
from backlit.web.desk import Subject


def record(record: object, subject: Subject, more: dict[str, Any] | None = None) -> Response:
    """A record about a network.

    Args:
        record: A frozen dataclass of the library.
        subject: The network.
        more: What else the page needs, such as formulas.
    """
    about = {"model": subject.name, "names": subject.names}
    return values(record_values(record, about | (more or {})))


def values(value: object) -> Response:
    """Anything that JSON can say."""
    return Response(to_json(value), media_type="application/json")
