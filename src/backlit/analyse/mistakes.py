"""The worst mistakes: the examples that a network misclassifies with the most confidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.checks import check_limit, fitting_network
from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_example
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.inference import traces
from backlit.record import record

ORDERS = ("margin", "cost")


@record
@dataclass(frozen=True, eq=False)
class Mistakes:
    """The worst mistakes of a network, the worst first.

    Attributes:
        by: What makes a mistake bad: ``margin`` or ``cost``.
        n_examples: How many examples the network was run on.
        n_mistakes: How many of them it misclassifies.
        n_matching: How many of its mistakes have the given label and prediction.
        indices: (m,) which examples these are, from 0.
        labels: (m,) their labels.
        predicted: (m,) what the network predicts: its largest output.
        margins: (m,) the output of the predicted class minus the output of the correct class.
        costs: (m,) C_k of each.
        outputs: (m, n_out) all outputs.
        inputs: (m, n_in) the inputs, pixels in 0–1.
    """

    by: str
    n_examples: int
    n_mistakes: int
    n_matching: int
    indices: NDArray[np.int64]
    labels: NDArray[np.int64]
    predicted: NDArray[np.int64]
    margins: NDArray[np.float64]
    costs: NDArray[np.float64]
    outputs: NDArray[np.float64]
    inputs: NDArray[np.float64]


def analyse_mistakes(
    network: Network,
    examples: Examples,
    cost: Cost = SQUARED_ERROR,
    *,
    by: str = "margin",
    limit: int = 12,
    label: int | None = None,
    predicted: int | None = None,
) -> Mistakes:
    """Find the worst mistakes.

    By default the worst is the most confident one: the margin is the output of the predicted class
    minus that of the correct class. By ``cost`` it is the one with the largest C_k, which also
    counts the outputs of all other classes.

    Args:
        network: One network.
        examples: Any number of them.
        cost: What C_k is.
        by: ``margin`` or ``cost``.
        limit: How many to return.
        label: Only mistakes on examples of this class.
        predicted: Only mistakes where the network predicts this class.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such class.
        SettingsError: when ``by`` is something else, ``limit`` is below 1, or the cost is not
            defined for the outputs.
    """
    if by not in ORDERS:
        raise SettingsError(
            f"Expected mistakes by {' or '.join(ORDERS)}, got {by!r}.", hint="try margin"
        )
    check_limit(limit)
    for what, chosen in (("a label", label), ("a predicted class", predicted)):
        if chosen is not None:
            check_range(what, chosen, examples.n_classes)
    network = fitting_network(network, examples)
    n = len(examples)
    outputs, costs = np.empty((n, examples.n_classes)), np.empty(n)
    for which, trace in traces(network, examples):
        outputs[which] = trace.output
        costs[which] = cost_per_example(
            trace, examples.targets(which), activation=network.layers[-1].activation, cost=cost
        )
    labels, predictions = examples.labels, outputs.argmax(axis=-1)
    rows = np.arange(n)
    margins = outputs[rows, predictions] - outputs[rows, labels]

    wrong = np.flatnonzero(predictions != labels)
    matching = wrong
    if label is not None:
        matching = matching[labels[matching] == label]
    if predicted is not None:
        matching = matching[predictions[matching] == predicted]
    badness = margins if by == "margin" else costs
    worst = matching[np.argsort(-badness[matching], kind="stable")][:limit]
    return Mistakes(
        by=by,
        n_examples=n,
        n_mistakes=len(wrong),
        n_matching=len(matching),
        indices=worst.astype(np.int64),
        labels=labels[worst],
        predicted=predictions[worst],
        margins=margins[worst],
        costs=costs[worst],
        outputs=outputs[worst],
        inputs=examples.inputs(worst).astype(np.float64),
    )
