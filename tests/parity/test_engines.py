"""Every engine takes the same steps as core in float64, to float32's rounding."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.core.cost import COSTS, SQUARED_ERROR
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import flatten, flatten_layers
from backlit.core.optimizers import SGD, Adam, Momentum, initial_optimizer_state
from backlit.engines.blas import BlasEngine
from backlit.engines.engine import TrainingTask, count_steps
from backlit.engines.native.engine import NativeEngine
from backlit.engines.native.library import is_available, library
from backlit.engines.reference import ReferenceEngine, in_precision
from backlit.engines.torch.engine import TorchEngine
from tests.strategies import hidden_activations, make_examples, outputs_and_costs, seeds, sizes

# One unit of float32 rounding at 1.
ROUNDING = float(np.finfo(np.float32).eps)


FAST = {"blas": BlasEngine(), "torch": TorchEngine("cpu")}
if is_available():
    FAST |= {
        f"native-{width}": NativeEngine(width)
        for width in (4, 8, 16)
        if width <= library().backlit_max_vector_width()
    }
EVERY = {"reference": ReferenceEngine(), **FAST}

fast_engines = pytest.mark.parametrize("fast", FAST.values(), ids=FAST)
every_engine = pytest.mark.parametrize("engine", EVERY.values(), ids=EVERY)


def both(fast, network, optimizer, cost, examples, order, batch_size, l2=0.0, learning_rate=0.1):
    """Train with core and with a fast engine; give the parameters, moments and report of each."""
    # Start from numbers that float32 holds exactly, so that only the steps can differ.
    network, state = in_precision(network, initial_optimizer_state(network, optimizer), np.float32)
    rates = np.linspace(learning_rate, learning_rate / 2, count_steps(len(order), batch_size))
    found = []
    for engine in (ReferenceEngine(), fast):
        trainer = engine.start(TrainingTask(network, state, optimizer, cost, examples))
        report = trainer.train_steps(order, batch_size, rates, l2)
        after, after_state = trainer.snapshot()
        assert after_state.n_steps == len(rates)
        moments = [
            flatten_layers([(layer.dW, layer.db) for layer in moment.layers])
            for moment in after_state.moments
        ]
        found.append((flatten(after), moments, report))
    return found


@st.composite
def runs(draw):
    output_activation, cost = draw(outputs_and_costs())
    rng = np.random.default_rng(draw(seeds))
    network = initialise(
        draw(sizes(most=9)),
        rng,
        activation=draw(hidden_activations),
        output_activation=output_activation,
    )
    n = draw(st.integers(1, 23))
    examples = make_examples(
        rng, n, network.sizes[0], network.sizes[-1], pixels=draw(st.booleans())
    )
    batch_size = draw(st.integers(1, 10))
    l2 = draw(st.sampled_from([0.0, 0.01]))
    return network, cost, examples, rng.permutation(n), batch_size, l2


@fast_engines
@pytest.mark.parametrize("optimizer", [SGD(), Momentum(0.9)], ids=lambda each: each.name)
@given(run=runs())
def test_one_epoch_agrees_with_the_reference(fast, optimizer, run):
    network, cost, examples, order, batch_size, l2 = run
    truth, found = both(fast, network, optimizer, cost, examples, order, batch_size, l2)
    # A few sums of a few terms in each step: 100 units of rounding, relative to the largest
    # parameter. (A ReLU exactly at its corner may fall to either side; drawn weights never do.)
    scale = max(1.0, np.abs(truth[0]).max())
    assert np.abs(truth[0] - found[0]).max() <= 100 * ROUNDING * scale
    for true_moment, moment in zip(truth[1], found[1], strict=True):
        moment_scale = max(1.0, np.abs(true_moment).max())
        assert np.abs(true_moment - moment).max() <= 100 * ROUNDING * moment_scale
    cost_scale = 1 + np.abs(truth[2].costs).max()
    np.testing.assert_allclose(
        found[2].costs, truth[2].costs, rtol=0, atol=100 * ROUNDING * cost_scale
    )
    assert found[2].gradient_norm == pytest.approx(
        truth[2].gradient_norm, rel=1e-4, abs=100 * ROUNDING * cost_scale
    )


@fast_engines
@given(run=runs())
def test_one_step_agrees_with_the_reference(fast, run):
    network, cost, examples, order, batch_size, l2 = run
    order = order[:batch_size]
    truth, found = both(fast, network, SGD(), cost, examples, order, batch_size, l2)
    scale = max(1.0, np.abs(truth[0]).max())
    assert np.abs(truth[0] - found[0]).max() <= 20 * ROUNDING * scale


@fast_engines
@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_adam_agrees_where_its_gradient_is_not_next_to_nothing(fast, cost):
    # Adam divides by the gradient's own size, which turns rounding of a vanishing gradient into
    # whole steps; on an ordinary problem it agrees as the others do.
    rng = np.random.default_rng(0)
    network = initialise((6, 8, 4), rng)
    examples = make_examples(rng, 103, 6, 4, pixels=True)
    truth, found = both(
        fast, network, Adam(), cost, examples, rng.permutation(103), 10, learning_rate=0.01
    )
    assert np.abs(truth[0] - found[0]).max() <= 200 * ROUNDING


@every_engine
@pytest.mark.parametrize("optimizer", [SGD(), Momentum(), Adam()], ids=lambda each: each.name)
def test_stopping_between_steps_changes_no_bit(engine, optimizer):
    rng = np.random.default_rng(5)
    network = initialise((7, 5, 3), rng)
    examples = make_examples(rng, 53, 7, 3, pixels=True)
    order, rates = rng.permutation(53), np.full(6, 0.3)
    state = initial_optimizer_state(network, optimizer)

    def start(network, state):
        return engine.start(TrainingTask(network, state, optimizer, SQUARED_ERROR, examples))

    whole = start(network, state)
    report = whole.train_steps(order, 10, rates, 0.001)

    halves = start(network, state)
    first = halves.train_steps(order[:20], 10, rates[:2], 0.001)
    halves = start(*halves.snapshot())
    second = halves.train_steps(order[20:], 10, rates[2:], 0.001)
    assert np.array_equal(flatten(whole.snapshot()[0]), flatten(halves.snapshot()[0]))
    assert np.array_equal(report.costs, np.concatenate([first.costs, second.costs]))
    assert report.gradient_norm == second.gradient_norm


@every_engine
def test_a_snapshot_does_not_change_when_training_continues(engine):
    rng = np.random.default_rng(5)
    network = initialise((7, 5, 3), rng)
    examples = make_examples(rng, 20, 7, 3, pixels=False)
    trainer = engine.start(
        TrainingTask(
            network,
            initial_optimizer_state(network, Momentum()),
            Momentum(),
            SQUARED_ERROR,
            examples,
        )
    )
    trainer.train_steps(np.arange(20), 10, np.full(2, 0.3), 0.0)
    taken, _ = trainer.snapshot()
    before = flatten(taken).copy()
    trainer.train_steps(np.arange(20), 10, np.full(2, 0.3), 0.0)
    assert np.array_equal(flatten(taken), before)
    assert not np.array_equal(flatten(trainer.snapshot()[0]), before)


@fast_engines
@given(run=runs())
def test_the_predictions_agree_with_the_reference(fast, run):
    network, cost, examples, order, _, _ = run
    network, state = in_precision(network, initial_optimizer_state(network, SGD()), np.float32)
    task = TrainingTask(network, state, SGD(), cost, examples)
    truth = ReferenceEngine().start(task).predict(examples)
    found = fast.start(task).predict(examples)
    scale = 1 + np.abs(truth.costs).max()
    np.testing.assert_allclose(found.costs, truth.costs, rtol=0, atol=100 * ROUNDING * scale)
    sorted_outputs = np.sort(forward(network, examples.inputs()).output, axis=-1)
    clear = (np.diff(sorted_outputs)[:, -1:] > 1e-4 * np.abs(sorted_outputs).max()).all(axis=-1)
    assert np.array_equal(found.predicted[clear], truth.predicted[clear])

    some = fast.start(task).predict(examples, limit=len(order) // 2 + 1)
    assert np.array_equal(some.predicted, found.predicted[: len(some.predicted)])
    assert len(some.costs) == len(order) // 2 + 1


@every_engine
def test_the_predictions_are_those_of_the_current_network(engine):
    rng = np.random.default_rng(5)
    network = initialise((7, 5, 3), rng)
    examples = make_examples(rng, 60, 7, 3, pixels=True)
    trainer = engine.start(
        TrainingTask(
            network, initial_optimizer_state(network, SGD()), SGD(), SQUARED_ERROR, examples
        )
    )
    trainer.train_steps(np.arange(60), 10, np.full(6, 0.5), 0.0)
    before = trainer.predict(examples).costs.mean()
    trainer.train_steps(np.tile(np.arange(60), 50), 10, np.full(300, 0.5), 0.0)
    assert trainer.predict(examples).costs.mean() < before
