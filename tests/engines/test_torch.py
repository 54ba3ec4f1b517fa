"""A population trains each of its networks as the network would be trained alone."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from backlit.core.activations import RELU
from backlit.core.cost import HALF_SQUARED_ERROR, SQUARED_ERROR
from backlit.core.initialise import initialise
from backlit.core.network import flatten
from backlit.core.optimizers import SGD, Adam, Momentum, initial_optimizer_state
from backlit.engines.arrays import arrays_of
from backlit.engines.choose import choose_engine
from backlit.engines.engine import TrainingTask, count_steps
from backlit.engines.reference import ReferenceEngine, in_precision
from backlit.engines.torch import population as population_module
from backlit.engines.torch.engine import TorchEngine
from backlit.engines.torch.population import TorchPopulation
from backlit.errors import SettingsError, ShapeError
from tests.strategies import hidden_activations, make_examples, outputs_and_costs, seeds, sizes

# One unit of float32 rounding at 1.
ROUNDING = float(np.finfo(np.float32).eps)
MEMBERS = 5

# With so large an epsilon Adam does not turn the rounding of a vanishing gradient into whole steps.
OPTIMIZERS = (SGD(), Momentum(0.9), Adam(epsilon=0.1))


def make_tasks(
    rng,
    layer_sizes=(7, 5, 3),
    optimizer=OPTIMIZERS[0],
    cost=SQUARED_ERROR,
    n=23,
    pixels=True,
    **how,
):
    """Networks of different weights, some with labels of their own, on the same inputs."""
    examples = make_examples(rng, n, layer_sizes[0], layer_sizes[-1], pixels=pixels)
    noisy = replace(examples, labels=rng.integers(layer_sizes[-1], size=n))
    tasks = []
    for member in range(MEMBERS):
        network = initialise(layer_sizes, rng, **how)
        state = initial_optimizer_state(network, optimizer)
        # Start from numbers that float32 holds exactly, so that only the steps can differ.
        network, state = in_precision(network, state, np.float32)
        own = noisy if member % 2 else examples
        tasks.append(TrainingTask(network, state, optimizer, cost, own))
    return tasks


@st.composite
def populations(draw):
    """Tasks and what ``train_steps`` takes."""
    output_activation, cost = draw(outputs_and_costs())
    rng = np.random.default_rng(draw(seeds))
    n, batch_size = draw(st.integers(1, 23)), draw(st.integers(1, 10))
    tasks = make_tasks(
        rng,
        draw(sizes(most=9)),
        draw(st.sampled_from(OPTIMIZERS)),
        cost,
        n,
        draw(st.booleans()),
        activation=draw(hidden_activations),
        output_activation=output_activation,
    )
    orders = np.stack([rng.permutation(n) for _ in tasks])
    rates = rng.uniform(0.01, 0.2, (count_steps(n, batch_size), MEMBERS))
    return tasks, (orders, batch_size, rates, rng.uniform(0, 0.02, MEMBERS))


def check_members_agree(tasks, hyperparameters, device):
    """Hold a population against its members, each trained alone by core in float64."""
    orders, batch_size, rates, l2 = hyperparameters
    population = TorchPopulation(tasks, device)
    reports = population.train_steps(*hyperparameters)
    snapshots, predictions = population.snapshots(), population.predict(tasks[0].examples)
    for member, task in enumerate(tasks):
        alone = ReferenceEngine().start(task)
        truth = alone.train_steps(orders[member], batch_size, rates[:, member], l2[member])
        expected = arrays_of(*alone.snapshot())
        found = arrays_of(*snapshots[member])
        scale = max(1.0, *(np.abs(each).max() for each in expected))
        for array, expected_array in zip(found, expected, strict=True):
            assert array.dtype == np.float32
            np.testing.assert_allclose(array, expected_array, rtol=0, atol=100 * ROUNDING * scale)
        assert snapshots[member][1].n_steps == alone.snapshot()[1].n_steps == len(rates)
        cost_scale = 1 + np.abs(truth.costs).max()
        np.testing.assert_allclose(
            reports[member].costs, truth.costs, rtol=0, atol=100 * ROUNDING * cost_scale
        )
        assert reports[member].gradient_norm == pytest.approx(
            truth.gradient_norm, rel=1e-4, abs=100 * ROUNDING * cost_scale
        )
        expected = alone.predict(tasks[0].examples)
        np.testing.assert_allclose(
            predictions[member].costs,
            expected.costs,
            rtol=1e-4,
            atol=1e-4 * (1 + expected.costs.max()),
        )


@settings(max_examples=40)
@given(drawn=populations())
def test_each_member_agrees_with_the_same_network_trained_alone(drawn):
    check_members_agree(*drawn, "cpu")


@pytest.mark.gpu
@settings(max_examples=30)
@given(drawn=populations())
def test_each_member_agrees_with_the_same_network_trained_alone_on_a_gpu(drawn):
    check_members_agree(*drawn, "cuda")


@pytest.mark.gpu
def test_on_a_gpu_a_batch_size_may_change_between_calls():
    rng = np.random.default_rng(0)
    for optimizer in OPTIMIZERS:
        tasks = make_tasks(rng, optimizer=optimizer)
        found = [TorchPopulation(tasks, device) for device in ("cpu", "cuda")]
        for batch_size in (10, 5, 10, 23):
            orders = np.stack([rng.permutation(23) for _ in tasks])
            rates = np.full((count_steps(23, batch_size), MEMBERS), 0.1)
            for each in found:
                each.train_steps(orders, batch_size, rates, np.zeros(MEMBERS))
        for (on_cpu, _), (on_gpu, _) in zip(*(each.snapshots() for each in found), strict=True):
            np.testing.assert_allclose(flatten(on_gpu), flatten(on_cpu), atol=200 * ROUNDING)


@settings(max_examples=20)
@given(drawn=populations(), max_floats=st.sampled_from([1, 300]))
def test_predictions_do_not_depend_on_the_chunk_size(drawn, max_floats):
    tasks, _ = drawn
    population = TorchPopulation(tasks, "cpu")
    whole = population.predict(tasks[0].examples)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(population_module, "_MAX_FLOATS", max_floats)
        pieces = population.predict(tasks[0].examples, limit=17)
    for some, every in zip(pieces, whole, strict=True):
        assert len(some.costs) == len(some.predicted) == min(17, len(every.costs))
        np.testing.assert_allclose(some.costs, every.costs[:17], rtol=1e-4, atol=1e-5)


def test_one_snapshot_is_the_same_as_that_of_all_and_does_not_change():
    population = TorchPopulation(make_tasks(np.random.default_rng(1), optimizer=Momentum()), "cpu")
    assert len(population) == MEMBERS
    orders, rates = np.tile(np.arange(23), (MEMBERS, 1)), np.full((3, MEMBERS), 0.3)
    population.train_steps(orders, 10, rates, np.zeros(MEMBERS))
    before = [arrays_of(*each) for each in population.snapshots()]
    one = arrays_of(*population.snapshot(3))
    assert all(map(np.array_equal, one, before[3]))
    population.train_steps(orders, 10, rates, np.zeros(MEMBERS))
    assert all(map(np.array_equal, one, before[3]))
    assert not np.array_equal(population.snapshot(3)[0].layers[0].W, one[0])


def test_a_step_never_waits_for_the_device(monkeypatch):
    # On the meta device there are shapes but no values: reading one fails.
    monkeypatch.setattr(population_module, "choose_device", lambda _: torch.device("meta"))
    for optimizer in OPTIMIZERS:
        population = TorchPopulation(make_tasks(np.random.default_rng(0), optimizer=optimizer))
        which = torch.zeros((MEMBERS, 10), dtype=torch.int64, device="meta")
        with torch.inference_mode():
            costs, _ = population._take_in_place(which)
        assert costs.shape == (MEMBERS,)
        with pytest.raises(RuntimeError, match="meta"):
            costs.tolist()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda first, rng: make_tasks(rng, (7, 4, 3))[0], "layer sizes"),
        (lambda first, rng: make_tasks(rng, activation=RELU)[0], "activations"),
        (lambda first, rng: replace(first, cost=HALF_SQUARED_ERROR), "cost"),
        (lambda first, rng: replace(first, optimizer=Momentum(0.5)), "optimizer"),
        (lambda first, rng: replace(first, state=replace(first.state, n_steps=3)), "steps taken"),
        (
            lambda first, rng: replace(
                first, examples=replace(first.examples, classes=("x", "y", "z"))
            ),
            "classes",
        ),
        (lambda first, rng: replace(first, examples=make_tasks(rng)[0].examples), "same inputs"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_networks_that_do_not_fit_together_are_refused(change, what):
    rng = np.random.default_rng(2)
    tasks = make_tasks(rng)
    with pytest.raises(ShapeError, match=rf"{what}.*number 6"):
        TorchPopulation([*tasks, change(tasks[0], rng)], "cpu")


def test_no_networks_are_refused():
    with pytest.raises(ShapeError, match="at least one network"):
        TorchPopulation([], "cpu")


@pytest.mark.parametrize(
    ("shapes", "what"),
    [
        (((4, 20), (2, 5), (5,)), r"orders of shape \(5, n\)"),
        (((5, 0), (0, 5), (5,)), r"orders of shape \(5, n\)"),
        (((5, 20), (5, 2), (5,)), r"learning rates of shape \(2, 5\)"),
        (((5, 20), (2, 5), ()), "l2 for each of 5 networks"),
    ],
)
def test_hyperparameters_that_do_not_fit_the_population_are_refused(shapes, what):
    population = TorchPopulation(make_tasks(np.random.default_rng(0)), "cpu")
    orders, rates, l2 = (np.zeros(shape) for shape in shapes)
    with pytest.raises(ShapeError, match=what):
        population.train_steps(orders.astype(np.intp), 10, rates, l2)


def test_a_device_that_is_not_there_is_refused(monkeypatch):
    task = make_tasks(np.random.default_rng(0))[0]
    for device in ("meta", "nonsense"):
        with pytest.raises(SettingsError, match=f"cpu or cuda.*got '{device}'"):
            TorchEngine(device).start(task)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(SettingsError, match="a GPU that PyTorch can use as 'cuda'"):
        TorchEngine("cuda").start(task)
    assert TorchEngine().start(task).predict(task.examples).costs.shape == (23,)


def test_without_pytorch_one_sentence_says_how_to_get_it(monkeypatch):
    task = make_tasks(np.random.default_rng(0))[0]
    for module in ("library", "population", "recorded"):
        monkeypatch.delitem(sys.modules, f"backlit.engines.torch.{module}")
    monkeypatch.setitem(sys.modules, "torch", None)
    engine = choose_engine("torch", task.network.sizes, task.examples)
    with pytest.raises(SettingsError, match=r"(?s)Expected PyTorch.*pip install backlit\[torch\]"):
        engine.start(task)


def test_pytorch_is_imported_only_by_those_who_train_with_it():
    code = (
        "import sys, numpy as np; from backlit.training.run import Run, Settings\n"
        "from backlit.data.examples import Examples\n"
        "examples = Examples(np.eye(4), np.arange(4), tuple('abcd'), 'unit vectors')\n"
        "run = Run(Settings(sizes=(4, 3, 4), epochs=1, engine={engine!r}), examples)\n"
        "list(run.steps())\n"
        "assert ('torch' in sys.modules) is {expected}"
    )
    for engine in ("auto", "blas", "reference", "torch"):
        one = code.format(engine=engine, expected=engine == "torch")
        subprocess.run([sys.executable, "-c", one], check=True)
