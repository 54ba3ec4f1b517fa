"""What the hidden neurons look for, and what the network gets wrong."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import numpy as np
from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import Field

from backlit.analyse.ablation import analyse_ablation
from backlit.analyse.activation_maximisation import maximise_activation
from backlit.analyse.calibration import analyse_calibration
from backlit.analyse.confusion import analyse_confusion, confusion_cell
from backlit.analyse.edges_and_loops import analyse_edges_and_loops
from backlit.analyse.embedding import embed_layer
from backlit.analyse.mistakes import analyse_mistakes
from backlit.analyse.noise import analyse_noise
from backlit.analyse.stimuli import make_stimuli
from backlit.analyse.weights import analyse_weights
from backlit.data.examples import Examples
from backlit.errors import DataError
from backlit.web.asking import AboutModel, AboutSet, Count, Number
from backlit.web.desk import Desk, Subject
from backlit.web.routes.answer import record

# At most so many examples of a cell, or mistakes, are named.
_MOST = 200
# Starts, shuffled networks and steps are few enough to be waited for.
_STARTS = 3
Strength = Annotated[Number, Field(ge=0, le=100)]
Most = Annotated[int, Field(ge=1, le=_MOST)]


class AskLayer(AboutModel):
    """Which layer."""

    layer: Count = 1


class AskExcitement(AboutSet):
    """Which neuron, and how strongly its input is held back."""

    layer: Count = 1
    neuron: Count = 0
    pull: Strength = Field(0.1, description="Towards black.")
    smoothness: Strength = Field(0.5, description="Of neighbouring pixels towards each other.")
    seed: Count = 0


class AskSeed(AboutSet):
    """What is drawn at random, and how much of it."""

    seed: Count = 0
    n: Annotated[int, Field(ge=1, le=5000)] = 1000


class AskConfusion(AboutSet):
    """Which cell's examples to name, beside the whole matrix."""

    cell: tuple[Count, Count] | None = Field(None, description="What they are, what was said.")


class AskMistakes(AboutSet):
    """Which mistakes come first."""

    by: Literal["margin", "cost"] = "margin"
    most: Most = 24


class AskMap(AboutSet):
    """Which layer to lay out in a plane, and how."""

    layer: Count = 1
    method: Literal["pca", "tsne", "umap"] = "pca"
    most: Annotated[int, Field(ge=1, le=2000)] = 1000


class AskAblation(AboutSet):
    """What stands in for a neuron that is switched off."""

    replacement: Literal["zero", "mean"] = "zero"


def add_inside(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.post("/analyse/weights")
    def weights(ask: AskLayer) -> Response:
        """All weights and biases of a layer, and a few facts of each neuron."""
        subject = desk.subject(ask)
        return record(analyse_weights(subject.network, ask.layer), subject)

    @router.post("/analyse/excitement")
    def excitement(ask: AskExcitement) -> Response:
        """The inputs that excite a neuron most: found by climbing, and among the examples."""
        subject = desk.subject(ask)
        examples = desk.examples(subject, ask.set)
        # Only the neighbours of pixels can be smoothed.
        smoothness = 0.0 if examples.image_shape is None else ask.smoothness
        rng = np.random.default_rng(ask.seed)
        found = maximise_activation(
            subject.network, examples, ask.layer, ask.neuron, rng,
            l2=ask.pull, smoothness=smoothness, n_starts=_STARTS,
        )  # fmt: skip
        return record(found, subject)

    @router.post("/analyse/edges-and-loops")
    def edges_and_loops(ask: AskSeed) -> Response:
        """Whether the first layer picks up edges and a later one loops, against chance."""
        subject = desk.subject(ask)
        first, shape = desk.past(subject).initial, subject.names.image_shape
        if first is None or shape is None:
            raise DataError(
                "Expected a network that reads pictures and whose beginning is known, got another.",
                hint="choose a model that Backlit trained on pictures",
            )
        rng = np.random.default_rng(ask.seed)
        found = analyse_edges_and_loops(subject.network, first, rng, image_shape=shape)
        bank = make_stimuli(shape)
        preferred = [bank.X[layer.preferred] for layer in found.layers]
        return record(found, subject, {"preferred_inputs": preferred})

    @router.post("/analyse/noise")
    def noise(ask: AskSeed) -> Response:
        """What the network says to several kinds of noise, beside real examples."""
        subject = desk.subject(ask)
        rng = np.random.default_rng(ask.seed)
        found = analyse_noise(subject.network, desk.examples(subject, ask.set), rng, ask.n)
        return record(found, subject)

    @router.post("/analyse/confusion")
    def confusion(ask: AskConfusion) -> Response:
        """What the network says against what it is, and which examples one cell counts."""
        subject = desk.subject(ask)
        found = analyse_confusion(subject.network, desk.examples(subject, ask.set))
        cell = None if ask.cell is None else confusion_cell(found, *ask.cell)[:_MOST]
        return record(found, subject, {"cell": cell})

    @router.post("/analyse/mistakes")
    def mistakes(ask: AskMistakes) -> Response:
        """The worst mistakes."""
        subject = desk.subject(ask)
        examples = desk.examples(subject, ask.set)
        found = analyse_mistakes(subject.network, examples, subject.cost, by=ask.by, limit=ask.most)
        return record(found, subject)

    @router.post("/analyse/map")
    async def layer_map(ask: AskMap, request: Request) -> Response:
        """Examples laid out in a plane by the activations of a layer."""

        def asked() -> tuple[Subject, Examples]:
            subject = desk.subject(ask)
            return subject, desk.examples(subject, ask.set).take(slice(ask.most))

        subject, examples = await to_thread.run_sync(asked)
        work = partial(
            embed_layer, subject.network, examples, ask.layer, method=ask.method, limit=ask.most
        )
        quick = ask.method == "pca"
        found = await (to_thread.run_sync(work) if quick else desk.apart.do(request, work))
        return record(found, subject)

    @router.post("/analyse/ablation")
    def ablation(ask: AskAblation) -> Response:
        """What is lost when each hidden neuron is switched off."""
        subject = desk.subject(ask)
        found = analyse_ablation(
            subject.network, desk.examples(subject, ask.set), subject.cost,
            replacement=ask.replacement,
        )  # fmt: skip
        return record(found, subject)

    @router.post("/analyse/calibration")
    def calibration(ask: AboutSet) -> Response:
        """How often the network is right where it is so and so sure."""
        subject = desk.subject(ask)
        return record(
            analyse_calibration(subject.network, desk.examples(subject, ask.set)), subject
        )
