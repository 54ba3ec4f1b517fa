"""The native engine: the same bits at every vector width, for any shape, beside any thread."""

import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from backlit.core.activations import ACTIVATIONS, SIGMOID
from backlit.core.cost import COSTS, CROSS_ENTROPY, SQUARED_ERROR
from backlit.core.initialise import initialise
from backlit.core.network import flatten
from backlit.core.optimizers import SGD, Adam, Momentum, initial_optimizer_state
from backlit.data.examples import Examples
from backlit.engines.engine import TrainingTask, count_steps
from backlit.engines.native.engine import NativeEngine
from backlit.engines.native.examples import pack
from backlit.engines.native.library import is_available, library
from backlit.engines.reference import ReferenceEngine
from backlit.errors import ShapeError

ROUNDING = float(np.finfo(np.float32).eps)

pytestmark = pytest.mark.skipif(
    not is_available(), reason="the package was installed without a compiler"
)


def made_up(sizes, n=57, lit=0.2, seed=0):
    rng = np.random.default_rng(seed)
    pixels = rng.integers(1, 256, (n, sizes[0])) * (rng.uniform(size=(n, sizes[0])) < lit)
    labels = rng.integers(sizes[-1], size=n)
    return Examples(pixels.astype(np.uint8), labels, tuple(map(str, range(sizes[-1]))), "made up")


def train(engine, sizes, examples, optimizer, *, cost=SQUARED_ERROR, epochs=2, seed=0, **options):
    rng = np.random.default_rng(seed)
    network = initialise(sizes, rng, **options)
    trainer = engine.start(
        TrainingTask(
            network, initial_optimizer_state(network, optimizer), optimizer, cost, examples
        )
    )
    for _ in range(epochs):
        rates = np.full(count_steps(len(examples), 10), 0.05)
        report = trainer.descend(rng.permutation(len(examples)), 10, rates, 0.001)
    return flatten(trainer.snapshot()[0]), report


@pytest.mark.parametrize("optimizer", [SGD(), Momentum(), Adam()], ids=lambda o: o.name)
@pytest.mark.parametrize("sizes", [(784, 16, 16, 10), (30, 70, 130, 3), (5, 17, 33, 2), (9, 2)])
def test_every_width_gives_the_same_bits(sizes, optimizer):
    examples = made_up(sizes)
    widths = [width for width in (4, 8, 16) if width <= library().backlit_widest()]
    found = [train(NativeEngine(width), sizes, examples, optimizer) for width in widths]
    for weights, report in found[1:]:
        assert np.array_equal(weights, found[0][0])
        assert np.array_equal(report.costs, found[0][1].costs)
        assert report.gradient_norm == found[0][1].gradient_norm


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_wide_layers_agree_with_the_reference(name, cost):
    output = ACTIVATIONS[name]
    if cost.output_activations is not None and output not in cost.output_activations:
        output = cost.output_activations[0]
    hidden = SIGMOID if ACTIVATIONS[name].prime is None else ACTIVATIONS[name]
    sizes = (40, 100, 33, 20)
    examples = made_up(sizes)
    options = {"cost": cost, "activation": hidden, "output_activation": output}
    ours, _ = train(NativeEngine(), sizes, examples, SGD(), **options)
    truth, _ = train(ReferenceEngine(), sizes, examples, SGD(), **options)
    scale = max(1.0, np.abs(truth).max())
    assert np.abs(ours - truth).max() <= 200 * ROUNDING * scale


def test_dark_pixels_are_left_out_and_change_nothing():
    sizes = (50, 16, 3)
    sparse = made_up(sizes)
    dense = Examples(
        sparse.inputs(dtype=np.float32), sparse.labels, sparse.classes, "the same, dense"
    )
    assert pack(sparse).view.places
    assert not pack(dense).view.places
    ours, _ = train(NativeEngine(), sizes, sparse, SGD())
    theirs, _ = train(NativeEngine(), sizes, dense, SGD())
    # The sums run over other terms, zeros left out: equal but for rounding.
    np.testing.assert_allclose(ours, theirs, atol=50 * ROUNDING)


def test_what_is_lit_is_packed_as_it_is():
    examples = made_up((20, 2), n=30)
    packed = pack(examples)
    labels, starts, places, values, brightness = packed.arrays
    back = np.zeros((30, 20), np.float32)
    for row in range(30):
        some = slice(starts[row], starts[row + 1])
        back[row, places[some]] = brightness[values[some]]
    np.testing.assert_array_equal(back, examples.inputs(dtype=np.float32))
    assert np.array_equal(labels, examples.labels)


def test_the_same_inputs_are_packed_once_whatever_their_labels_and_forgotten_with_them():
    examples = made_up((20, 2), n=30)
    other = replace(examples, labels=1 - examples.labels)
    packed, repacked = pack(examples), pack(other)
    assert all(a is b for a, b in zip(packed.arrays[1:], repacked.arrays[1:], strict=True))
    assert np.array_equal(packed.arrays[0], 1 - repacked.arrays[0])
    places = weakref.ref(packed.arrays[2])
    del packed, repacked, examples, other
    assert places() is None


def test_mostly_lit_pictures_are_read_densely():
    assert not pack(made_up((20, 2), lit=0.9)).view.places


def test_two_threads_train_two_networks_at_once_and_both_are_right():
    sizes = (784, 16, 16, 10)
    examples = made_up(sizes, n=2000)
    pack(examples)

    def one(seed):
        return train(NativeEngine(), sizes, examples, SGD(), epochs=20, seed=seed)[0]

    alone = [one(seed) for seed in range(4)]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(one, range(4)))
    for expected, found in zip(alone, together, strict=True):
        assert np.array_equal(expected, found)


def test_learning_rates_that_do_not_match_the_steps_are_refused():
    sizes = (6, 5, 3)
    network = initialise(sizes, np.random.default_rng(0))
    trainer = NativeEngine().start(
        TrainingTask(
            network,
            initial_optimizer_state(network, SGD()),
            SGD(),
            SQUARED_ERROR,
            made_up(sizes),
        )
    )
    with pytest.raises(ShapeError, match="each of the 6 steps, got 5"):
        trainer.descend(np.arange(57), 10, np.full(5, 0.1), 0.0)


def test_a_network_that_diverges_reports_it():
    sizes = (6, 5, 3)
    examples = made_up(sizes)
    rng = np.random.default_rng(0)
    network = initialise(sizes, rng, activation=ACTIVATIONS["identity"])
    trainer = NativeEngine().start(
        TrainingTask(
            network, initial_optimizer_state(network, SGD()), SGD(), SQUARED_ERROR, examples
        )
    )
    report = trainer.descend(np.arange(57), 10, np.full(6, 1e20), 0.0)
    assert not np.isfinite(report.costs).all()


@pytest.mark.parametrize("z", [-1e4, -88.0, -87.0, -1e-3, 0.0, 1e-3, 50.0, 1e4])
def test_activations_are_right_from_one_end_to_the_other(z):
    # One neuron that sees only its bias: its output is the activation of z.
    for name in ("sigmoid", "tanh", "relu", "identity"):
        activation = ACTIVATIONS[name]
        network = initialise((1, 1), np.random.default_rng(0), activation=activation)
        network.layers[0].W[...] = 0
        network.layers[0].b[...] = z
        examples = Examples(np.zeros((1, 1), np.float32), np.zeros(1, np.int64), ("0",), "nothing")
        trainer = NativeEngine().start(
            TrainingTask(
                network,
                initial_optimizer_state(network, SGD()),
                SGD(),
                SQUARED_ERROR,
                examples,
            )
        )
        report = trainer.descend(np.zeros(1, np.int64), 1, np.zeros(1), 0.0)
        expected = float((activation(np.float64(z).reshape(1, 1)) - 1).item() ** 2)
        assert report.costs[0] == pytest.approx(expected, rel=1e-5, abs=4 * ROUNDING)


def test_cross_entropy_stays_finite_where_the_network_is_certain_and_wrong():
    network = initialise((1, 2), np.random.default_rng(0), output_activation=ACTIVATIONS["softmax"])
    network.layers[0].W[...] = 0
    network.layers[0].b[...] = (1e4, -1e4)
    examples = Examples(np.zeros((1, 1), np.float32), np.ones(1, np.int64), ("0", "1"), "wrong")
    trainer = NativeEngine().start(
        TrainingTask(
            network, initial_optimizer_state(network, SGD()), SGD(), CROSS_ENTROPY, examples
        )
    )
    report = trainer.descend(np.zeros(1, np.int64), 1, np.full(1, 0.1), 0.0)
    assert report.costs[0] == pytest.approx(2e4)
    assert np.isfinite(flatten(trainer.snapshot()[0])).all()
