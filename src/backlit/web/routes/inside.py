"""The routes that inspect a network: its hidden neurons and its mistakes."""

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
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import examples_of
from backlit.web.model_view import ModelView, view_model
from backlit.web.routes.responses import MODEL_RECORD, record
from backlit.web.schemas import Count, DatasetRequest, ModelRequest, Number

# The most examples of a cell, or mistakes, in one response.
_MAX_LISTED = 200
# Few enough starts for an answer within a second.
_STARTS = 3
Strength = Annotated[Number, Field(ge=0, le=100)]
Most = Annotated[int, Field(ge=1, le=_MAX_LISTED)]


class LayerRequest(ModelRequest):
    """A layer."""

    layer: Count = 1


class ActivationMaximisationRequest(DatasetRequest):
    """A neuron, and the regularisation of its input."""

    layer: Count = 1
    neuron: Count = 0
    pull: Strength = Field(0.1, description="Towards black.")
    smoothness: Strength = Field(0.5, description="Of neighbouring pixels towards each other.")
    seed: Count = 0


class RandomSampleRequest(DatasetRequest):
    """The seed and the size of a random sample."""

    seed: Count = 0
    n: Annotated[int, Field(ge=1, le=5000)] = 1000


class ConfusionRequest(DatasetRequest):
    """A cell of the confusion matrix whose examples to list."""

    cell: tuple[Count, Count] | None = Field(None, description="The true and the predicted class.")


class MistakesRequest(DatasetRequest):
    """The order of the mistakes."""

    by: Literal["margin", "cost"] = "margin"
    most: Most = 24


class EmbeddingRequest(DatasetRequest):
    """A layer to embed in a plane, and the method."""

    layer: Count = 1
    method: Literal["pca", "tsne", "umap"] = "pca"
    most: Annotated[int, Field(ge=1, le=2000)] = 1000


class AblationRequest(DatasetRequest):
    """The replacement of an ablated neuron."""

    replacement: Literal["zero", "mean"] = "zero"


router = APIRouter()


@router.post("/analyse/weights", responses=MODEL_RECORD)
def weights(services: ServicesDependency, body: LayerRequest) -> Response:
    """All weights and biases of a layer, and a few facts of each neuron."""
    view = view_model(services, body)
    return record(analyse_weights(view.network, body.layer), view)


@router.post("/analyse/excitement", responses=MODEL_RECORD)
def excitement(services: ServicesDependency, body: ActivationMaximisationRequest) -> Response:
    """The inputs of greatest activation: by gradient ascent, and among the examples."""
    view = view_model(services, body)
    examples = examples_of(view, body.set)
    # Only the neighbours of pixels can be smoothed.
    smoothness = 0.0 if examples.image_shape is None else body.smoothness
    rng = np.random.default_rng(body.seed)
    found = maximise_activation(
        view.network, examples, body.layer, body.neuron, rng,
        l2=body.pull, smoothness=smoothness, n_starts=_STARTS,
    )  # fmt: skip
    return record(found, view)


@router.post("/analyse/edges-and-loops", responses=MODEL_RECORD)
def edges_and_loops(services: ServicesDependency, body: RandomSampleRequest) -> Response:
    """Whether the first layer picks up edges and a later one loops, against chance."""
    view = view_model(services, body)
    first, shape = view.baselines.initial, view.names.image_shape
    if first is None or shape is None:
        raise DataError(
            "Expected a network that reads pictures and whose beginning is known, got another.",
            hint="choose a model that Backlit trained on pictures",
        )
    rng = np.random.default_rng(body.seed)
    found = analyse_edges_and_loops(view.network, first, rng, image_shape=shape)
    bank = make_stimuli(shape)
    preferred = [bank.X[layer.preferred] for layer in found.layers]
    return record(found, view, {"preferred_inputs": preferred})


@router.post("/analyse/noise", responses=MODEL_RECORD)
def noise(services: ServicesDependency, body: RandomSampleRequest) -> Response:
    """What the network says to several kinds of noise, beside real examples."""
    view = view_model(services, body)
    rng = np.random.default_rng(body.seed)
    found = analyse_noise(view.network, examples_of(view, body.set), rng, body.n)
    return record(found, view)


@router.post("/analyse/confusion", responses=MODEL_RECORD)
def confusion(services: ServicesDependency, body: ConfusionRequest) -> Response:
    """The confusion matrix, and the examples in one cell."""
    view = view_model(services, body)
    found = analyse_confusion(view.network, examples_of(view, body.set))
    cell = None if body.cell is None else confusion_cell(found, *body.cell)[:_MAX_LISTED]
    return record(found, view, {"cell": cell})


@router.post("/analyse/mistakes", responses=MODEL_RECORD)
def mistakes(services: ServicesDependency, body: MistakesRequest) -> Response:
    """The worst mistakes."""
    view = view_model(services, body)
    examples = examples_of(view, body.set)
    found = analyse_mistakes(view.network, examples, view.cost, by=body.by, limit=body.most)
    return record(found, view)


@router.post("/analyse/map", responses=MODEL_RECORD)
async def layer_map(
    services: ServicesDependency, body: EmbeddingRequest, request: Request
) -> Response:
    """A layer's activations for some examples, embedded in a plane."""

    def resolve() -> tuple[ModelView, Examples]:
        view = view_model(services, body)
        return view, examples_of(view, body.set).take(slice(body.most))

    view, examples = await to_thread.run_sync(resolve)
    work = partial(
        embed_layer, view.network, examples, body.layer, method=body.method, limit=body.most
    )
    if body.method == "pca":  # takes milliseconds
        found = await to_thread.run_sync(work)
    else:
        found = await services.process_pool.run(request, work)
    return record(found, view)


@router.post("/analyse/ablation", responses=MODEL_RECORD)
def ablation(services: ServicesDependency, body: AblationRequest) -> Response:
    """The loss in accuracy and cost when each hidden neuron is ablated."""
    view = view_model(services, body)
    found = analyse_ablation(
        view.network, examples_of(view, body.set), view.cost,
        replacement=body.replacement,
    )  # fmt: skip
    return record(found, view)


@router.post("/analyse/calibration", responses=MODEL_RECORD)
def calibration(services: ServicesDependency, body: DatasetRequest) -> Response:
    """Calibration: accuracy by confidence."""
    view = view_model(services, body)
    return record(analyse_calibration(view.network, examples_of(view, body.set)), view)
