"""The routes of models: their names, their layers, their predictions and their examples."""

from __future__ import annotations

from typing import Any

import numpy as np
from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from backlit.checks import one_input
from backlit.core.forward import forward
from backlit.core.parameters import check_range
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import examples_of, resolve_input
from backlit.web.model_view import view_model
from backlit.web.routes.responses import json_response, values
from backlit.web.schemas import ExamplesRequest, InputRequest, ModelRequest

router = APIRouter()


class ModelNames(BaseModel):
    """All models."""

    models: list[str] = Field(description="The default model comes first.")


class ModelDetails(BaseModel):
    """A model."""

    model: str
    sizes: list[int]
    classes: list[str]
    image_shape: tuple[int, int] | None
    activations: list[str]
    settings: dict[str, Any]
    history: list[dict[str, Any]] = Field(description="Cost and accuracy after each epoch.")
    data: str


class Prediction(BaseModel):
    """A network's answer to an input."""

    model_config = ConfigDict(serialize_by_alias=True)

    model: str
    predicted_class: str = Field(alias="class", description="The class of the largest output.")
    output: float = Field(description="The largest output.")
    outputs: list[float]
    inputs: list[float]


class ExampleImages(BaseModel):
    """Some examples."""

    inputs: list[list[float]]
    labels: list[int]
    image_shape: tuple[int, int] | None
    count: int = Field(description="The number of all examples.")


@router.get("/models", responses=json_response(ModelNames))
def models(services: ServicesDependency) -> Response:
    """The names of all models; the first is the default."""
    return values({"models": services.models.names()})


@router.post("/model", responses=json_response(ModelDetails))
def model(services: ServicesDependency, body: ModelRequest) -> Response:
    """A model: its layers, classes, settings and history."""
    view = view_model(services, body)
    metadata = view.model.metadata
    return values(
        {
            "model": view.name,
            "sizes": view.network.sizes,
            "classes": metadata.classes,
            "image_shape": metadata.image_shape,
            "activations": [layer.activation.name for layer in view.network.layers],
            "settings": metadata.settings,
            "history": metadata.history,
            "data": metadata.data_name,
        }
    )


@router.post("/predict", responses=json_response(Prediction))
def predict(services: ServicesDependency, body: InputRequest) -> Response:
    """The network's outputs for a drawing, an example, noise or raw numbers."""
    view = view_model(services, body)
    x = resolve_input(view, body.input).x
    outputs = forward(view.network, one_input(view.network, x)).output[0]
    predicted = int(np.argmax(outputs))
    return values(
        {
            "model": view.name,
            "class": view.names.classes[predicted],
            "output": outputs[predicted],
            "outputs": outputs,
            "inputs": x,
        }
    )


@router.post("/examples", responses=json_response(ExampleImages))
def examples(services: ServicesDependency, body: ExamplesRequest) -> Response:
    """The inputs and labels of some examples."""
    chosen = examples_of(view_model(services, body), body.set)
    for number in body.numbers:
        check_range(f"an example of {chosen.name}", number, len(chosen))
    some = chosen.take(np.array(body.numbers, np.intp)) if body.numbers else None
    return values(
        {
            "inputs": [] if some is None else some.inputs(),
            "labels": [] if some is None else some.labels,
            "image_shape": chosen.image_shape,
            "count": len(chosen),
        }
    )
