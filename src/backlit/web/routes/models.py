"""The routes of models: their names, their layers, their predictions and their examples."""

from __future__ import annotations

import numpy as np
from fastapi import APIRouter, Response

from backlit.core.forward import forward
from backlit.core.parameters import check_range
from backlit.explain.example import one_input
from backlit.web.input_resolver import examples_of, resolve_input
from backlit.web.model_view import view_model
from backlit.web.routes.responses import values
from backlit.web.schemas import ExamplesRequest, InputRequest, ModelRequest
from backlit.web.services import Services


def add_models(router: APIRouter, services: Services) -> None:
    """Add the routes."""

    @router.get("/models")
    def models() -> Response:
        """The names of all models; the first is the default."""
        return values({"models": services.models.names()})

    @router.post("/model")
    def model(body: ModelRequest) -> Response:
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

    @router.post("/predict")
    def predict(body: InputRequest) -> Response:
        """What a network says to a drawing, an example, noise or numbers."""
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

    @router.post("/examples")
    def examples(body: ExamplesRequest) -> Response:
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
