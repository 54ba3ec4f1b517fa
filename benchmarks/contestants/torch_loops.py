"""PyTorch as it is usually written: a module, an optimizer, a loop over mini-batches."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import torch
from torch.nn import functional
from torch.utils.data import DataLoader, RandomSampler, TensorDataset
from workloads import Work

from contestants.contestant import Contestant, Weights


def in_memory(work: Work) -> Contestant:
    """Tensors in memory, indexed by pieces of a permutation."""
    learner, (X, y) = _learner(work), _tensors(work)

    def epoch() -> None:
        for batch in torch.randperm(len(X))[: work.n].split(work.workload.batch_size):
            learner.step(X[batch], y[batch])

    return Contestant(epoch, learner.networks)


def data_loader(work: Work) -> Contestant:
    """A ``DataLoader`` that shuffles, in the same process."""
    learner, data = _learner(work), TensorDataset(*_tensors(work))
    sampler = RandomSampler(data, num_samples=work.n)
    batches = DataLoader(data, work.workload.batch_size, sampler=sampler)

    def epoch() -> None:
        for X, y in batches:
            learner.step(X, y)

    return Contestant(epoch, learner.networks)


class _Learner(NamedTuple):
    step: Callable[[torch.Tensor, torch.Tensor], None]
    networks: Callable[[], list[Weights]]


def _tensors(work: Work) -> tuple[torch.Tensor, torch.Tensor]:
    """The inputs; and the classes for cross-entropy, one-hot outputs for squared error."""
    wanted = work.train.labels.copy() if work.workload.softmax else work.y
    return torch.from_numpy(work.X), torch.from_numpy(wanted)


def _learner(work: Work) -> _Learner:
    torch.set_num_threads(work.threads)
    torch.manual_seed(0)
    kind = work.workload
    linear = [torch.nn.Linear(n_in, n_out) for n_in, n_out in pairwise(kind.sizes)]
    with torch.no_grad():
        for layer, (W, b) in zip(linear, work.weights(), strict=True):
            layer.weight.copy_(torch.from_numpy(W))
            layer.bias.copy_(torch.from_numpy(b))
    parts: list[torch.nn.Module] = []
    for layer in linear:
        parts += [layer, torch.nn.ReLU() if kind.softmax else torch.nn.Sigmoid()]
    if kind.softmax:
        parts.pop()  # cross_entropy takes the weighted sums
    network = torch.nn.Sequential(*parts)
    optimizer = torch.optim.SGD(network.parameters(), lr=kind.learning_rate)

    def step(X: torch.Tensor, y: torch.Tensor) -> None:
        optimizer.zero_grad()
        outputs = network(X)
        if kind.softmax:
            cost = functional.cross_entropy(outputs, y)
        else:
            cost = ((outputs - y) ** 2).sum(dim=1).mean()
        cost.backward()
        optimizer.step()

    def networks() -> list[Weights]:
        return [[(layer.weight.detach().numpy(), layer.bias.detach().numpy()) for layer in linear]]

    return _Learner(step, networks)
