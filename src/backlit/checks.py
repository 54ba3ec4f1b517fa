"""Checks of what functions are given: one network, one input, its label, examples that fit."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network, in_float64
from backlit.core.parameters import check_range
from backlit.data.examples import Examples, check_fit
from backlit.errors import SettingsError, ShapeError


def one_network(network: Network) -> Network:
    """The network in float64, if it is a single one.

    Raises:
        ShapeError: when it is a population.
    """
    if network.population:
        raise ShapeError(
            f"Expected one network, got a population of shape {network.population}.",
            hint="explain its members one by one",
        )
    return in_float64(network)


def one_input(network: Network, x: NDArray[Any]) -> NDArray[np.float64]:
    """An input as a batch of one, (1, n_in), in float64.

    Args:
        network: What is to read it.
        x: (n_in,) numbers as the network sees them: pixels in 0–1; a picture (rows, columns) will
            do.

    Raises:
        ShapeError: when it has not as many numbers as the network reads, or they are not finite.
    """
    x = np.asarray(x)
    n_in = network.sizes[0]
    if x.size != n_in or x.ndim > 2:
        raise ShapeError(
            f"Expected one input of {n_in} numbers, got an array of shape {x.shape}.",
            hint="give one example at a time, for instance `examples.inputs()[0]`",
        )
    if x.dtype == np.uint8:
        raise ShapeError(
            "Expected pixels in 0–1, got bytes.", hint="divide by 255, or use `examples.inputs()`"
        )
    X: NDArray[np.float64] = x.reshape(1, n_in).astype(np.float64)
    if not np.isfinite(X).all():
        raise ShapeError(
            "Expected an input of finite numbers, got NaN or infinity.",
            hint="fill the gaps with numbers",
        )
    return X


def one_target(network: Network, label: int) -> NDArray[np.float64]:
    """The target y for a label, one-hot, (1, n_out).

    Raises:
        OutOfRangeError: when the network has no such output.
    """
    n_out = network.sizes[-1]
    check_range("a label", label, n_out)
    y = np.zeros((1, n_out))
    y[0, label] = 1
    return y


def fitting_network(network: Network, examples: Examples) -> Network:
    """The network in float64, if it is a single one and the examples fit it.

    Raises:
        ShapeError: when it is a population, or the examples do not fit it.
    """
    network = one_network(network)
    check_fit(network.sizes, examples)
    return network


def check_limit(limit: int) -> None:
    """Make sure that a list may have at least one entry.

    Raises:
        SettingsError: when the limit is below 1.
    """
    if limit < 1:
        raise SettingsError(f"Expected a limit of 1 or more, got {limit}.", hint="try 10")
