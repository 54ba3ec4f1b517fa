"""What if: edit a network by hand, and see what becomes of its accuracy, cost and outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.confusion import confusion_of
from backlit.analyse.edits import Edit, edited
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.engines.answers import answer
from backlit.explain.dataset_gradient import fitting_network
from backlit.explain.example import one_input


@dataclass(frozen=True, eq=False)
class Performance:
    """How a network does on many examples, and what it says to one input.

    Attributes:
        accuracy: The share of examples said rightly, 0–1.
        cost: The mean C_k.
        accuracy_per_class: (n_classes,) NaN for a class without examples.
        predicted: (n,) what it says to each example.
        outputs: (n_out,) all that it says to the one input.
    """

    accuracy: float
    cost: float
    accuracy_per_class: NDArray[np.float64]
    predicted: NDArray[np.int64]
    outputs: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A network before and after edits.

    Attributes:
        edits: What was changed.
        before: The network as it was.
        after: The network as edited.
        n_per_class: (n_classes,) how many examples there are of each class.
        broken: (m,) which examples were said rightly before and are not any more.
        mended: (m,) which examples were said wrongly before and rightly now.
        inputs: (n_in,) the one input.
    """

    edits: tuple[Edit, ...]
    before: Performance
    after: Performance
    n_per_class: NDArray[np.int64]
    broken: NDArray[np.int64]
    mended: NDArray[np.int64]
    inputs: NDArray[np.float64]


def analyse_what_if(
    network: Network,
    edits: Sequence[Edit],
    examples: Examples,
    x: NDArray[Any],
    cost: Cost = SQUARED_ERROR,
) -> WhatIf:
    """Set a network beside itself after edits.

    Args:
        network: One network.
        edits: What to change, as ``edited`` takes it; none at all is allowed.
        examples: What to measure on, any number of them.
        x: (n_in,) one input to see the outputs for, pixels in 0–1.
        cost: What C_k is.

    Raises:
        ShapeError: when the examples or the input do not fit the network.
        OutOfRangeError: when there is no such neuron or weight.
        SettingsError: when an edit cannot be made, or the cost is not defined for the outputs.
    """
    network = fitting_network(network, examples)
    changed = edited(network, edits)
    X = one_input(network, x)
    before = _performance(network, examples, X, cost)
    after = _performance(changed, examples, X, cost)
    was_right = before.predicted == examples.labels
    is_right = after.predicted == examples.labels
    return WhatIf(
        edits=tuple(edits),
        before=before,
        after=after,
        n_per_class=np.bincount(examples.labels, minlength=examples.n_classes),
        broken=np.flatnonzero(was_right & ~is_right).astype(np.int64),
        mended=np.flatnonzero(~was_right & is_right).astype(np.int64),
        inputs=X[0],
    )


def _performance(
    network: Network, examples: Examples, X: NDArray[np.float64], cost: Cost
) -> Performance:
    answers = answer(network, examples, cost)
    confusion = confusion_of(examples.labels, answers.predicted, examples.n_classes)
    return Performance(
        accuracy=confusion.accuracy,
        cost=float(answers.costs.mean()),
        accuracy_per_class=confusion.recall,
        predicted=answers.predicted,
        outputs=forward(network, X).output[0],
    )
