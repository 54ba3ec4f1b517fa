"""The routes of nudges: per example, on average, and over mini-batches."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from fastapi import APIRouter, Response

from backlit.core.network import Network
from backlit.core.parameters import parameter_at
from backlit.data.examples import Examples
from backlit.explain.weight_nudges import explain_weight_nudges
from backlit.gradients.compare_batch_sizes import compare_batch_sizes
from backlit.gradients.mini_batches import analyse_batches
from backlit.gradients.nudge_table import nudge_table
from backlit.gradients.running_average import running_average
from backlit.training.early_training import early_training
from backlit.training.settings import Settings
from backlit.web.dependencies import ServicesDependency
from backlit.web.input_resolver import examples_of, resolve_labelled_input
from backlit.web.model_view import ModelView, view_model
from backlit.web.routes.responses import MODEL_RECORD, record
from backlit.web.schemas import (
    CompareBatchSizesRequest,
    MiniBatchesRequest,
    NudgeTableRequest,
    RunningAverageRequest,
    WeightNudgesRequest,
)

# The stages of training at which mini-batches are compared with all examples.
STAGES = ("start", "early", "now")


router = APIRouter()


@router.post("/explain/weight-nudges", responses=MODEL_RECORD)
def weight_nudges(services: ServicesDependency, body: WeightNudgesRequest) -> Response:
    """The nudges of one example to every weight and bias, with the largest listed."""
    view = view_model(services, body)
    x, label = resolve_labelled_input(view, body)
    found = explain_weight_nudges(view.network, x, label, view.cost)
    return record(found, view, {"places": _places(view, found.largest[: body.most])})


@router.post("/explain/table", responses=MODEL_RECORD)
def table(services: ServicesDependency, body: NudgeTableRequest) -> Response:
    """A table of nudges: some examples by some parameters."""
    view = view_model(services, body)
    found = nudge_table(
        view.network, examples_of(view, body.set), body.columns, body.parameters,
        view.cost, body.most,
    )  # fmt: skip
    return record(found, view, {"places": _places(view, found.parameters)})


@router.post("/explain/running-average", responses=MODEL_RECORD)
def average(services: ServicesDependency, body: RunningAverageRequest) -> Response:
    """The running average of the nudges, which ends at −∇C."""
    view = view_model(services, body)
    found = running_average(
        view.network, examples_of(view, body.set), body.parameters, view.cost,
        layer=body.layer, limit=body.most,
    )  # fmt: skip
    return record(found, view, {"places": _places(view, found.parameters)})


@router.post("/analyse/batches", responses=MODEL_RECORD)
def batches(services: ServicesDependency, body: MiniBatchesRequest) -> Response:
    """The angles between mini-batch gradients and the full gradient, at three stages."""
    view = view_model(services, body)
    examples = examples_of(view, "train")
    start, early = _early_training(view.model.metadata.settings, examples)
    found = analyse_batches(
        [start, early, view.network], examples.take(slice(body.examples)),
        np.random.default_rng(body.seed), view.cost, n_draws=body.draws,
    )  # fmt: skip
    return record(found, view, {"stages": STAGES})


@router.post("/analyse/compare-batch-sizes", responses=MODEL_RECORD)
def batch_sizes(services: ServicesDependency, body: CompareBatchSizesRequest) -> Response:
    """Full-batch and mini-batch descent, side by side."""
    view = view_model(services, body)
    examples = examples_of(view, "train")
    _, early = _early_training(view.model.metadata.settings, examples)
    found = compare_batch_sizes(
        early, examples.take(slice(body.examples)), np.random.default_rng(body.seed),
        view.cost, batch_size=body.batch_size, learning_rate=body.learning_rate,
        n_steps=body.steps, n_full_batch_steps=body.careful_steps,
    )  # fmt: skip
    return record(found, view)


def _places(view: ModelView, indices: np.ndarray) -> list[object]:
    """Layer, neuron and source of each weight or bias."""
    return [parameter_at(view.network.sizes, int(index)) for index in indices]


@lru_cache(maxsize=2)
def _early_training(settings: Settings, examples: Examples) -> tuple[Network, Network]:
    """Cached, because two routes need the same networks."""
    return early_training(settings, examples)
