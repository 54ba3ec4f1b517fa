"""The JSON responses of the routes: a record of the library, with the model that it is about."""

from __future__ import annotations

from typing import Any

from fastapi import Response

from backlit.render.json import record_values, to_json
from backlit.web.model_view import ModelView


def record(record: object, view: ModelView, more: dict[str, Any] | None = None) -> Response:
    """A record about a network, as JSON.

    Args:
        record: A frozen dataclass of the library.
        view: The network and its name.
        more: Further fields, such as formulas.
    """
    about = {"model": view.name, "names": view.names}
    return values(record_values(record, about | (more or {})))


def values(value: object) -> Response:
    """Any value, as JSON."""
    return Response(to_json(value), media_type="application/json")
