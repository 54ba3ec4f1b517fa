"""What examples ask of every weight and bias, and what becomes of it on average."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from fastapi import APIRouter, Response

from backlit.analyse.mini_batches import analyse_batches
from backlit.analyse.two_paths import two_paths
from backlit.core.network import Network
from backlit.core.parameters import parameter_at
from backlit.data.examples import Examples
from backlit.explain.nudge_table import nudge_table
from backlit.explain.running_average import explain_growing_average
from backlit.explain.weight_nudges import explain_weight_nudges
from backlit.training.early_training import early_training
from backlit.training.settings import Settings
from backlit.web.asking import AskBatches, AskGrowing, AskTable, AskTwoPaths, AskWeightNudges
from backlit.web.desk import Desk, Subject
from backlit.web.routes.answer import record

# The moments of a training at which mini-batches are held against everything.
MOMENTS = ("start", "early", "now")


def add_nudges(router: APIRouter, desk: Desk) -> None:
    """Add the routes."""

    @router.post("/explain/weight_nudges")
    def weight_nudges(ask: AskWeightNudges) -> Response:
        """What one example asks of every weight and bias; the largest of it by name."""
        subject = desk.subject(ask)
        x, label = desk.labelled(subject, ask)
        found = explain_weight_nudges(subject.network, x, label, subject.cost)
        return record(found, subject, {"places": _places(subject, found.largest[: ask.most])})

    @router.post("/explain/table")
    def table(ask: AskTable) -> Response:
        """What each of some examples asks of each of some weights and biases."""
        subject = desk.subject(ask)
        found = nudge_table(
            subject.network, desk.examples(subject, ask.set), ask.columns, ask.parameters,
            subject.cost, ask.most,
        )  # fmt: skip
        return record(found, subject, {"places": _places(subject, found.parameters)})

    @router.post("/explain/growing_average")
    def growing_average(ask: AskGrowing) -> Response:
        """The average over more and more examples, until it is −∇C."""
        subject = desk.subject(ask)
        found = explain_growing_average(
            subject.network, desk.examples(subject, ask.set), ask.parameters, subject.cost,
            layer=ask.layer, most=ask.most,
        )  # fmt: skip
        return record(found, subject, {"places": _places(subject, found.parameters)})

    @router.post("/analyse/batches")
    def batches(ask: AskBatches) -> Response:
        """The angles of mini-batches to everything: before, early in and after the training."""
        subject = desk.subject(ask)
        examples = desk.examples(subject, "train")
        start, early = _early_training(subject.model.metadata.settings, examples)
        found = analyse_batches(
            [start, early, subject.network], examples.take(slice(ask.examples)),
            np.random.default_rng(ask.seed), subject.cost, n_draws=ask.draws,
        )  # fmt: skip
        return record(found, subject, {"moments": MOMENTS})

    @router.post("/analyse/two_paths")
    def paths(ask: AskTwoPaths) -> Response:
        """The careful way down and the quick one."""
        subject = desk.subject(ask)
        examples = desk.examples(subject, "train")
        _, early = _early_training(subject.model.metadata.settings, examples)
        found = two_paths(
            early, examples.take(slice(ask.examples)), np.random.default_rng(ask.seed),
            subject.cost, batch_size=ask.batch_size, learning_rate=ask.learning_rate,
            n_steps=ask.steps, n_careful=ask.careful_steps,
        )  # fmt: skip
        return record(found, subject)


def _places(subject: Subject, indices: np.ndarray) -> list[object]:
    """Layer, neuron and source of each weight or bias."""
    return [parameter_at(subject.network.sizes, int(index)) for index in indices]


@lru_cache(maxsize=2)
def _early_training(settings: Settings, examples: Examples) -> tuple[Network, Network]:
    """Trained once, though asked for both by the angles and by the two ways down."""
    return early_training(settings, examples)
