"""Chapter 2: do hidden neurons pick up edges, then loops? What they respond to, measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from backlit.analyse.stimuli import Stimuli, make_stimuli
from backlit.checks import one_network
from backlit.core.forward import forward
from backlit.core.network import Network
from backlit.errors import SettingsError, ShapeError
from backlit.record import record

# A measure is above chance when it exceeds this share of the shuffled networks.
LEVEL = 0.95


@dataclass(frozen=True, eq=False)
class LayerResponse:
    """How the neurons of one hidden layer respond to shapes, against chance.

    Attributes:
        layer: l.
        orientation: (n,) each neuron's orientation selectivity for strokes, 0–1: see
            ``orientation_selectivity``.
        edges: (n,) the same for edges, which have a bright side.
        loops: (n,) how well its activation separates loops from the same loops with a gap, 0–1: see
            ``loop_selectivity``.
        preferred: (n,) the stimulus that it responds to most.
        means: (3,) the means of the three over the neurons.
        untrained: (3,) the same of the network before its training.
        shuffled: (s, 3) the same of each network with shuffled weights.
        above: (3,) the share of the shuffled networks that the trained one exceeds, 0–1.
        deviations: (3,) how far the trained one lies above the shuffled ones' mean, in their
            standard deviations.
        above_chance: (3,) whether it exceeds chance: more than ``LEVEL`` of the shuffled ones, and
            the untrained one.
    """

    layer: int
    orientation: NDArray[np.float64]
    edges: NDArray[np.float64]
    loops: NDArray[np.float64]
    preferred: NDArray[np.int64]
    means: NDArray[np.float64]
    untrained: NDArray[np.float64]
    shuffled: NDArray[np.float64]
    above: NDArray[np.float64]
    deviations: NDArray[np.float64]
    above_chance: NDArray[np.bool_]


@record
@dataclass(frozen=True, eq=False)
class EdgesAndLoops:
    """Whether a network's first hidden layer picks up edges, and a later one loops.

    Attributes:
        layers: Each hidden layer's responses.
        edges_first: Whether layer 1 is more selective for strokes or for edges than chance.
        loops_later: Whether any later hidden layer separates loops better than chance and better
            than layer 1 does.
        n_shuffles: How many networks with shuffled weights it was compared with.
    """

    layers: tuple[LayerResponse, ...]
    edges_first: bool
    loops_later: bool
    n_shuffles: int


def analyse_edges_and_loops(
    network: Network,
    untrained: Network,
    rng: np.random.Generator,
    *,
    image_shape: tuple[int, int] = (28, 28),
    n_shuffles: int = 40,
) -> EdgesAndLoops:
    """Measure every hidden neuron's responses to a bank of stimuli, and compare them with chance.

    Chance has two baselines: the same network before its training, and networks with the same
    weights, each neuron's own in a random order. A trait that these share was not learned.

    Args:
        network: One network with a hidden layer that reads pictures.
        untrained: The network before its training.
        rng: Shuffles the weights.
        image_shape: (rows, columns) of its input.
        n_shuffles: How many shuffled networks.

    Raises:
        ShapeError: when the pictures or the networks do not fit.
        SettingsError: for no hidden layer or fewer than 2 shuffles.
    """
    network, untrained = one_network(network), one_network(untrained)
    if untrained.sizes != network.sizes or image_shape[0] * image_shape[1] != network.sizes[0]:
        raise ShapeError(
            f"Expected two networks of one shape that read {image_shape} pixels, got layers "
            f"{network.sizes} and {untrained.sizes}.",
            hint="give the network as it was before its training",
        )
    if len(network.layers) < 2 or n_shuffles < 2:
        raise SettingsError(
            f"Expected a hidden layer and 2 shuffles or more, got {len(network.layers) - 1} hidden "
            f"layers and {n_shuffles} shuffles.",
            hint="choose a network with hidden layers",
        )
    stimuli = make_stimuli(image_shape)
    trained, before = _measure(network, stimuli), _measure(untrained, stimuli)
    shuffled = [_measure(_shuffled(network, rng), stimuli) for _ in range(n_shuffles)]
    layers = tuple(
        _response(number, here, before[number - 1], [each[number - 1] for each in shuffled])
        for number, here in enumerate(trained, start=1)
    )
    first = layers[0]
    return EdgesAndLoops(
        layers=layers,
        edges_first=bool(first.above_chance[0] or first.above_chance[1]),
        loops_later=any(
            bool(e.above_chance[2]) and e.means[2] > first.means[2] for e in layers[1:]
        ),
        n_shuffles=n_shuffles,
    )


def orientation_selectivity(
    z: NDArray[np.float64], angles: NDArray[np.float64], turns: int
) -> NDArray[np.float64]:
    """How much a neuron prefers one direction, at the place where direction matters most to it.

    1 − circular variance, ``|Σ r e^{i·turns·θ}| / Σ r``, of the responses above their lowest,
    r = z − min z: 0 when all directions are equal, 1 when it responds to a single one.

    Args:
        z: (n_places, n_angles, n_neurons) the responses.
        angles: (n_angles,) in radians.
        turns: 2 for strokes, which are the same after half a turn; 1 for edges.

    Returns:
        (n_neurons,) 0–1; 0 for a neuron that does not respond.

    Source: M. Mazurek, M. Kager and S. Van Hooser, Robust quantification of orientation selectivity
    and direction selectivity, Frontiers in Neural Circuits 8, 2014.
    """
    place = z.var(axis=1).argmax(axis=0)
    best = z[place, :, np.arange(z.shape[2])]  # (n_neurons, n_angles)
    r = best - best.min(axis=1, keepdims=True)
    total = r.sum(axis=1)
    vector = np.abs((r * np.exp(1j * turns * angles)).sum(axis=1))
    selectivity: NDArray[np.float64] = np.divide(
        vector, total, out=np.zeros(len(total)), where=total > 0
    )
    return selectivity


def loop_selectivity(
    loops: NDArray[np.float64], broken: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How well a neuron separates whole loops from broken ones of the same size at the same place.

    ``|2A − 1|``, where A is the chance that a whole loop's response is larger than a broken one's,
    the area under the receiver operating characteristic; compared within each place and size, and
    drawn with equal ink, so that neither position nor brightness of a loop helps.

    Args:
        loops: (n_cases, n_neurons) the response to each whole loop.
        broken: (n_cases, n_gaps, n_neurons) the responses to the same loop with each gap.

    Returns:
        (n_neurons,) 0–1.

    Source: T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27, 2006.
    """
    larger = (loops[:, None] > broken).mean(axis=(0, 1))
    same = (loops[:, None] == broken).mean(axis=(0, 1))
    selectivity: NDArray[np.float64] = np.abs(2 * (larger + same / 2) - 1)
    return selectivity


@dataclass(frozen=True, eq=False)
class _Measures:
    orientation: NDArray[np.float64]
    edges: NDArray[np.float64]
    loops: NDArray[np.float64]
    preferred: NDArray[np.int64]

    @property
    def means(self) -> NDArray[np.float64]:
        return np.array([self.orientation.mean(), self.edges.mean(), self.loops.mean()])


def _measure(network: Network, stimuli: Stimuli) -> list[_Measures]:
    """The three measures of every neuron of every hidden layer."""
    trace = forward(network, stimuli.X)
    n_places = len({*zip(stimuli.rows.tolist(), stimuli.columns.tolist(), strict=True)})
    found = []
    for step in trace.layers[:-1]:
        strokes, edges, loops, broken = (
            step.z[stimuli.kinds == kind].reshape(n_places, -1, step.z.shape[1])
            for kind in range(4)
        )
        angles = [stimuli.angles[stimuli.kinds == kind].reshape(n_places, -1)[0] for kind in (0, 1)]
        whole = loops.reshape(-1, loops.shape[2])
        with_gaps = broken.reshape(len(whole), -1, broken.shape[2])
        found.append(
            _Measures(
                orientation_selectivity(strokes, angles[0], 2),
                orientation_selectivity(edges, angles[1], 1),
                loop_selectivity(whole, with_gaps),
                step.z.argmax(axis=0),
            )
        )
    return found


def _shuffled(network: Network, rng: np.random.Generator) -> Network:
    """The network with each neuron's weights in a random order."""
    return Network(
        tuple(replace(layer, W=rng.permuted(layer.W, axis=1)) for layer in network.layers)
    )


def _response(
    layer: int, here: _Measures, before: _Measures, shuffled: Sequence[_Measures]
) -> LayerResponse:
    chance = np.array([each.means for each in shuffled])
    spread = chance.std(axis=0, ddof=1)
    above = (chance < here.means).mean(axis=0)
    difference = here.means - chance.mean(axis=0)
    return LayerResponse(
        layer=layer,
        orientation=here.orientation,
        edges=here.edges,
        loops=here.loops,
        preferred=here.preferred,
        means=here.means,
        untrained=before.means,
        shuffled=chance,
        above=above,
        deviations=np.divide(difference, spread, out=np.zeros(3), where=spread > 0),
        above_chance=(above >= LEVEL) & (here.means > before.means),
    )
