"""Networks, batches and desired outputs drawn by Hypothesis, named by shape."""

import numpy as np
from hypothesis import strategies as st

from backlit.core.activations import ACTIVATIONS, SOFTMAX
from backlit.core.cost import COSTS
from backlit.core.initialise import initialise
from backlit.data.examples import Examples

hidden_activations = st.sampled_from([each for each in ACTIVATIONS.values() if each is not SOFTMAX])
seeds = st.integers(0, 2**32 - 1)


def make_examples(rng, n, n_in, n_classes, *, pixels):
    """Random examples, of bytes or of numbers."""
    X = (
        rng.integers(0, 256, (n, n_in)).astype(np.uint8)
        if pixels
        else rng.normal(0, 1, (n, n_in)).astype(np.float32)
    )
    labels = rng.integers(n_classes, size=n)
    return Examples(X, labels, tuple(map(str, range(n_classes))), "made up")


@st.composite
def sizes(draw, most=7):
    """Two to five layer sizes, the input first."""
    return tuple(draw(st.lists(st.integers(1, most), min_size=2, max_size=5)))


@st.composite
def outputs_and_costs(draw):
    """An output activation and a cost that is defined for it."""
    cost = draw(st.sampled_from(list(COSTS.values())))
    allowed = cost.output_activations or tuple(ACTIVATIONS.values())
    return draw(st.sampled_from(allowed)), cost


@st.composite
def problems(draw, most=7):
    """A network, a batch X, desired outputs y, and a cost."""
    output_activation, cost = draw(outputs_and_costs())
    rng = np.random.default_rng(draw(seeds))
    network = initialise(
        draw(sizes(most)),
        rng,
        method="gaussian",
        activation=draw(hidden_activations),
        output_activation=output_activation,
    )
    n = draw(st.integers(1, 6))
    X = rng.uniform(0, 1, (n, network.sizes[0]))
    y = np.eye(network.sizes[-1])[rng.integers(network.sizes[-1], size=n)]
    return network, X, y, cost


@st.composite
def networks(draw, most=7):
    """A network of any shape and activations, with gaussian weights."""
    network, *_ = draw(problems(most))
    return network


@st.composite
def some_neuron(draw, network):
    """The layer, 1…L, and the number of a neuron of a network."""
    layer = draw(st.integers(1, len(network.layers)))
    return layer, draw(st.integers(0, network.sizes[layer] - 1))
