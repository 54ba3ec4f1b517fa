"""What models there are, what they say, and the examples that they know."""

from __future__ import annotations

import numpy as np
from fastapi import APIRouter, Response

from backlit.core.forward import forward
from backlit.core.parameters import check_range
from backlit.explain.example import one_input
from backlit.web.asking import AboutInput, AboutModel, AskExamples
from backlit.web.desk import Desk
from backlit.web.routes.answer import values


def add_models(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.get("/models")
    def models() -> Response:
        """The models there are; the first is the one asked about when none is named."""
        return values({"models": list(desk.paths())})

    @router.post("/model")
    def model(about: AboutModel) -> Response:
        """What a model is made of: its layers, classes, settings and history."""
        subject = desk.subject(about)
        metadata = subject.model.metadata
        return values(
            {
                "model": subject.name,
                "sizes": subject.network.sizes,
                "classes": metadata.classes,
                "image_shape": metadata.image_shape,
                "activations": [layer.activation.name for layer in subject.network.layers],
                "settings": metadata.settings,
                "history": metadata.history,
                "data": metadata.data_name,
            }
        )

    @router.post("/predict")
    def predict(about: AboutInput) -> Response:
        """What a network says to a drawing, an example, noise or numbers."""
        subject = desk.subject(about)
        x = desk.looked(subject, about.input).x
        outputs = forward(subject.network, one_input(subject.network, x)).output[0]
        said = int(np.argmax(outputs))
        return values(
            {
                "model": subject.name,
                "class": subject.names.classes[said],
                "output": outputs[said],
                "outputs": outputs,
                "inputs": x,
            }
        )

    @router.post("/examples")
    def examples(ask: AskExamples) -> Response:
        """Examples as the network sees them, and what they are."""
        chosen = desk.examples(desk.subject(ask), ask.set)
        for number in ask.numbers:
            check_range(f"an example of {chosen.name}", number, len(chosen))
        some = chosen.take(np.array(ask.numbers, np.intp)) if ask.numbers else None
        return values(
            {
                "inputs": [] if some is None else some.inputs(),
                "labels": [] if some is None else some.labels,
                "image_shape": chosen.image_shape,
                "count": len(chosen),
            }
        )
