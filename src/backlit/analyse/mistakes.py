"""S18, the worst mistakes: what a network gets wrong and is most sure of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.subject import check_most
from backlit.core.cost import SQUARED_ERROR, Cost, cost_per_example
from backlit.core.network import Network
from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.engines.answers import traces
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import fitting_network

ORDERS = ("margin", "cost")


@dataclass(frozen=True, eq=False)
class Mistakes:
    """The worst of what a network says wrongly, the worst first.

    Attributes:
        by: What makes a mistake bad: ``margin`` or ``cost``.
        n_examples: How many examples the network was asked about.
        n_mistakes: How many of them it says wrongly.
        n_asked: How many of its mistakes are of the kind asked for.
        indices: (m,) which examples these are, from 0.
        labels: (m,) what they are.
        predicted: (m,) what the network says: its largest output.
        margins: (m,) how sure it is: the output of what it says minus the output of what is right.
        costs: (m,) C_k of each.
        outputs: (m, n_out) everything that it says.
        inputs: (m, n_in) what it saw, pixels in 0–1.
    """

    by: str
    n_examples: int
    n_mistakes: int
    n_asked: int
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
    most: int = 12,
    label: int | None = None,
    said: int | None = None,
) -> Mistakes:
    """Find the worst mistakes.

    By default the worst is the one that the network is most sure of: its margin is the output of
    the class that it says minus that of the right one. By ``cost`` it is the one with the largest
    C_k, which also counts what the network says of all other classes.

    Args:
        network: One network.
        examples: Any number of them.
        cost: What C_k is.
        by: ``margin`` or ``cost``.
        most: How many to give.
        label: Only mistakes on examples of this class.
        said: Only mistakes where the network says this class.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such class.
        SettingsError: when ``by`` is something else, ``most`` is below 1, or the cost is not
            defined for the outputs.
    """
    if by not in ORDERS:
        raise SettingsError(
            f"Expected mistakes by {' or '.join(ORDERS)}, got {by!r}.", hint="try margin"
        )
    check_most(most)
    for what, chosen in (("a class that examples are", label), ("a class that was said", said)):
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
    labels, predicted = examples.labels, outputs.argmax(axis=-1)
    rows = np.arange(n)
    margins = outputs[rows, predicted] - outputs[rows, labels]

    wrong = np.flatnonzero(predicted != labels)
    asked = wrong
    if label is not None:
        asked = asked[labels[asked] == label]
    if said is not None:
        asked = asked[predicted[asked] == said]
    badness = margins if by == "margin" else costs
    worst = asked[np.argsort(-badness[asked], kind="stable")][:most]
    return Mistakes(
        by=by,
        n_examples=n,
        n_mistakes=len(wrong),
        n_asked=len(asked),
        indices=worst.astype(np.int64),
        labels=labels[worst],
        predicted=predicted[worst],
        margins=margins[worst],
        costs=costs[worst],
        outputs=outputs[worst],
        inputs=examples.inputs(worst).astype(np.float64),
    )
