"""Calibration: is a network as often right as its confidence says?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.subject import all_outputs
from backlit.core.activations import SIGMOID, SOFTMAX
from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.errors import SettingsError
from backlit.explain.dataset_gradient import fitting_network


@dataclass(frozen=True, eq=False)
class Reliability:
    """How often a network is right where it is so and so confident, in bins of confidence.

    Attributes:
        meaning: What is called confidence: ``largest``, the largest output as it is, or ``share``,
            its share of the sum of all outputs. Under softmax the two are the same.
        edges: (n_bins + 1,) where bins begin and end; a bin holds confidences above its lower edge
            up to and with its upper one, the first those at 0 too.
        counts: (n_bins,) how many examples fall into each.
        confidence: (n_bins,) their mean confidence; NaN where there are none.
        accuracy: (n_bins,) the share of them said rightly; NaN where there are none.
        mean_confidence: Over all examples.
        overconfidence: Mean confidence minus accuracy over all examples: the sum over bins of
            counts/n · (confidence − accuracy). Positive: surer than right.
        expected_calibration_error: The sum over bins of counts/n times
            ``|accuracy − confidence|``.
        maximum_calibration_error: The largest ``|accuracy − confidence|`` of a bin.
    """

    meaning: str
    edges: NDArray[np.float64]
    counts: NDArray[np.int64]
    confidence: NDArray[np.float64]
    accuracy: NDArray[np.float64]
    mean_confidence: float
    overconfidence: float
    expected_calibration_error: float
    maximum_calibration_error: float


@dataclass(frozen=True, eq=False)
class Calibration:
    """A network's confidence against how often it is right.

    Attributes:
        activation: The name of the outputs' activation.
        n_examples: How many examples the network was asked about.
        accuracy: The share of them said rightly.
        curves: One for each meaning of confidence: ``largest``, and ``share`` for sigmoid outputs,
            which need not add up to 1 and are no probabilities.
    """

    activation: str
    n_examples: int
    accuracy: float
    curves: tuple[Reliability, ...]


def analyse_calibration(network: Network, examples: Examples, n_bins: int = 10) -> Calibration:
    """Set confidence against accuracy, bin by bin.

    Args:
        network: One network with sigmoid or softmax outputs.
        examples: Any number of them.
        n_bins: How many bins of equal width between 0 and 1.

    Raises:
        ShapeError: when the examples do not fit the network.
        SettingsError: when outputs need not lie between 0 and 1, or there is no bin.

    Source: C. Guo et al., On Calibration of Modern Neural Networks, 2017, for the reliability
    diagram; M. P. Naeini et al., Obtaining Well Calibrated Probabilities Using Bayesian Binning,
    2015, for the two errors.
    """
    if n_bins < 1:
        raise SettingsError(f"Expected at least 1 bin, got {n_bins}.", hint="try 10")
    network = fitting_network(network, examples)
    activation = network.layers[-1].activation
    if activation not in (SIGMOID, SOFTMAX):
        raise SettingsError(
            f"Expected outputs between 0 and 1 to read as confidence, got {activation.name} "
            "outputs.",
            hint="choose a network with sigmoid or softmax outputs",
        )
    outputs = all_outputs(network, examples)
    right = outputs.argmax(axis=-1) == examples.labels
    largest = outputs.max(axis=-1)
    curves = [reliability("largest", largest, right, n_bins)]
    if activation is SIGMOID:
        curves.append(reliability("share", _shares(outputs, largest), right, n_bins))
    return Calibration(activation.name, len(examples), float(right.mean()), tuple(curves))


def reliability(
    meaning: str, confidence: NDArray[np.float64], right: NDArray[np.bool_], n_bins: int
) -> Reliability:
    """The reliability of any confidences, (n,) in 0–1, given which answers, (n,), were right."""
    n = len(confidence)
    edges = np.linspace(0, 1, n_bins + 1)
    # side="left" puts what lies on an edge below it.
    bins = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, n_bins - 1)
    counts = np.bincount(bins, minlength=n_bins)
    filled = counts > 0
    mean_confidence, accuracy = np.full(n_bins, np.nan), np.full(n_bins, np.nan)
    for sums, means in ((confidence, mean_confidence), (right, accuracy)):
        totals = np.bincount(bins, weights=sums, minlength=n_bins)
        means[filled] = totals[filled] / counts[filled]
    gaps = np.abs(accuracy - mean_confidence)[filled]
    return Reliability(
        meaning=meaning,
        edges=edges,
        counts=counts,
        confidence=mean_confidence,
        accuracy=accuracy,
        mean_confidence=float(confidence.mean()),
        overconfidence=float(confidence.mean() - right.mean()),
        expected_calibration_error=float(counts[filled] @ gaps / n),
        maximum_calibration_error=float(gaps.max()),
    )


def _shares(outputs: NDArray[np.float64], largest: NDArray[np.float64]) -> NDArray[np.float64]:
    """The largest output's share of the sum; where all are 0, none is preferred: 1/n_out."""
    total = outputs.sum(axis=-1)
    shares: NDArray[np.float64] = np.full(len(outputs), 1 / outputs.shape[-1])
    np.divide(largest, total, out=shares, where=total > 0)
    return shares
