"""Recording a step, held against a stand-in for CUDA graphs, since most machines have no GPU.

The stand-in keeps the two rules that matter: nothing is done while a step is recorded, and a replay
does the same operations on the same tensors, whatever is in them by then. What CUDA itself adds to
that is tested by those marked ``gpu``.
"""

from contextlib import contextmanager, nullcontext

import numpy as np
import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from backlit.core.activations import SOFTMAX
from backlit.core.cost import CROSS_ENTROPY
from backlit.core.initialise import initialise
from backlit.core.optimizers import SGD, Adam, Momentum, initial_optimizer_state
from backlit.engines.arrays import arrays_of
from backlit.engines.engine import TrainingTask, count_steps
from backlit.engines.torch.population import TorchPopulation
from tests.strategies import make_examples

MEMBERS = 3


class Graph:
    """Operations with their tensors, to be done again."""

    def __init__(self):
        self.operations = []
        self.replays = 0

    def replay(self):
        self.replays += 1
        for operation, arguments, named, out in self.operations:
            again = operation(*arguments, **named)
            if again is not out and again.data_ptr() != out.data_ptr():
                out.copy_(again)


class Recorder(TorchDispatchMode):
    """Records every operation; runs those that make a new tensor, but no copy into another."""

    def __init__(self, graph):
        super().__init__()
        self.graph = graph

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        named = kwargs or {}
        is_copy = operation is torch.ops.aten.copy_.default
        out = args[0] if is_copy else operation(*args, **named)
        self.graph.operations.append((operation, args, named, out))
        return out


class Stream:
    def wait_stream(self, other):
        pass


@pytest.fixture
def graphs(monkeypatch):
    """Every graph that is recorded."""
    made = []

    def make():
        made.append(Graph())
        return made[-1]

    @contextmanager
    def record(graph, stream, capture_error_mode):
        with Recorder(graph):
            yield

    monkeypatch.setattr(torch.cuda, "CUDAGraph", make)
    monkeypatch.setattr(torch.cuda, "graph", record)
    monkeypatch.setattr(torch.cuda, "Stream", Stream)
    monkeypatch.setattr(torch.cuda, "current_stream", Stream)
    monkeypatch.setattr(torch.cuda, "stream", lambda _: nullcontext())
    return made


@pytest.mark.parametrize("optimizer", [SGD(), Momentum(), Adam()], ids=lambda each: each.name)
def test_recorded_and_replayed_steps_give_the_same_bits(graphs, optimizer):
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 53, 7, 3, pixels=True)
    tasks = []
    for _ in range(MEMBERS):
        network = initialise((7, 5, 3), rng, output_activation=SOFTMAX)
        state = initial_optimizer_state(network, optimizer)
        tasks.append(TrainingTask(network, state, optimizer, CROSS_ENTROPY, examples))
    plain, recorded = TorchPopulation(tasks, "cpu"), TorchPopulation(tasks, "cpu")
    recorded._records = True
    # The batch size changes on the way, and most calls end with a short mini-batch.
    for batch_size in (10, 10, 8, 53):
        orders = np.stack([rng.permutation(53) for _ in tasks])
        rates = rng.uniform(0.01, 0.3, (count_steps(53, batch_size), MEMBERS))
        l2 = rng.uniform(0, 0.1, MEMBERS)
        expected = plain.train_steps(orders, batch_size, rates, l2)
        found = recorded.train_steps(orders, batch_size, rates, l2)
        for one, other in zip(expected, found, strict=True):
            assert np.array_equal(one.costs, other.costs)
            assert one.gradient_norm == other.gradient_norm
    for one, other in zip(plain.snapshots(), recorded.snapshots(), strict=True):
        assert all(map(np.array_equal, arrays_of(*one), arrays_of(*other)))
        assert one[1].n_steps == other[1].n_steps == 6 + 6 + 7 + 1
    assert [graph.replays for graph in graphs] == [5 + 5, 6, 1]
