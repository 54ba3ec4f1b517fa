"""The JSON responses of the routes: a record of the library, with the model that it is about."""

from __future__ import annotations

from typing import Any

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from backlit.render.json import record_values, to_json
from backlit.web.model_view import ModelView


class NeuronNames(BaseModel):
    """The names of the network's neurons and classes."""

    model_config = ConfigDict(extra="allow")


class RecordResponse(BaseModel):
    """A record of the library; docs/reference/records.md describes the fields of each kind."""

    model_config = ConfigDict(extra="allow")

    record: str = Field(description="The kind of the record.")
    version: int = Field(description="The version of its fields.")


class ModelRecordResponse(RecordResponse):
    """A record about a network."""

    model: str = Field(description="The name of the model or the run.")
    names: NeuronNames


def json_response(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """The documentation of a route that responds with a model."""
    return {200: {"model": model}}


RECORD = json_response(RecordResponse)
MODEL_RECORD = json_response(ModelRecordResponse)


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
