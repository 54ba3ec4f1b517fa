"""S13, the table of nudges: what each example asks of each weight, and the average that is −∇C."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.core.backprop import nudges
from backlit.core.cost import SQUARED_ERROR, Cost
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.core.parameters import check_range, parameter_at
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import cost_and_gradient, fitting_network, growing_gradient


@dataclass(frozen=True, eq=False)
class NudgeTable:
    """A row for each of some weights and biases, a column for each of some examples.

    Attributes:
        cost: The name of the cost function.
        parameters: (p,) the rows: places in the vector of ``flatten``.
        columns: (m,) the columns: which examples, from 0.
        labels: (m,) what these are.
        nudges: (p, m) −∂C_k/∂w: what each example asks of each weight, −inputs · deltas.
        inputs: (p, m) a_k of the neuron that a weight comes from; 1 for a bias.
        deltas: (p, m) ∂C_k/∂z of the neuron that it leads to.
        average_shown: (p,) the mean over the columns shown.
        average: (p,) the mean over all examples: −∂C/∂w.
        n_examples: How many these are.
    """

    cost: str
    parameters: NDArray[np.int64]
    columns: NDArray[np.int64]
    labels: NDArray[np.int64]
    nudges: NDArray[np.float64]
    inputs: NDArray[np.float64]
    deltas: NDArray[np.float64]
    average_shown: NDArray[np.float64]
    average: NDArray[np.float64]
    n_examples: int


def nudge_table(
    network: Network,
    examples: Examples,
    columns: Sequence[int],
    parameters: Sequence[int] | None = None,
    cost: Cost = SQUARED_ERROR,
    most: int = 8,
) -> NudgeTable:
    """The table of nudges for any examples and any weights, with the average over everything.

    Args:
        network: One network.
        examples: What the average is over.
        columns: Which of them to show.
        parameters: Which weights and biases to show, by their places in the vector of
            ``flatten``; those with the largest averages when None.
        cost: The cost function.
        most: How many of those.

    Raises:
        ShapeError: when the examples do not fit the network.
        OutOfRangeError: when there is no such example, weight or bias.
        SettingsError: when nothing is to be shown, or the cost is not defined for the outputs.

    Source: slides, "average over all training data".
    """
    network = fitting_network(network, examples)
    if not len(columns) or (parameters is not None and not len(parameters)) or most < 1:
        raise SettingsError(
            "Expected at least one example and one weight for the table, got none.",
            hint="name some, for example the examples 0, 1 and 2",
        )
    for column in columns:
        check_range("an example", column, len(examples))
    average = -cost_and_gradient(network, examples, cost)[1]
    if parameters is None:
        rows = np.argsort(-np.abs(average), kind="stable")[:most]
    else:
        for index in parameters:
            check_range("a weight or bias", index, network.n_parameters)
        rows = np.array(parameters, np.int64)
    which = np.array(columns, np.intp)
    inputs, deltas = _factors(network, examples, which, rows, cost)
    shown = -deltas * inputs
    return NudgeTable(
        cost=cost.name,
        parameters=rows,
        columns=which.astype(np.int64),
        labels=examples.labels[which],
        nudges=shown,
        inputs=inputs,
        deltas=deltas,
        average_shown=shown.mean(axis=1),
        average=average[rows],
        n_examples=len(examples),
    )


def growing_average(
    network: Network, examples: Examples, cost: Cost = SQUARED_ERROR
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """The average column as it grows into −∇C, one stretch of examples after another.

    Args:
        network: One network.
        examples: What the average is over, in their order.
        cost: The cost function.

    Yields:
        How many examples have been asked so far, and the mean of their nudges, (n_parameters,).

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when the cost is not defined for its outputs.
    """
    network = fitting_network(network, examples)
    for n, _, gradient in growing_gradient(network, examples, cost):
        yield n, -gradient


def _factors(
    network: Network,
    examples: Examples,
    which: NDArray[np.intp],
    rows: NDArray[np.int64],
    cost: Cost,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """a_k and δ_j of each row and column: never more numbers than the table has."""
    trace = forward(network, examples.inputs(which))
    flowed = nudges(network, trace, examples.targets(which), cost)
    inputs, deltas = np.ones((len(rows), len(which))), np.empty((len(rows), len(which)))
    for place, index in enumerate(rows.tolist()):
        parameter = parameter_at(network.sizes, index)
        layer = flowed[parameter.layer - 1]
        deltas[place] = layer.delta[:, parameter.neuron]
        if parameter.source is not None:
            inputs[place] = layer.a_prev[:, parameter.source]
    return inputs, deltas
