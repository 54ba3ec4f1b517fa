"""PyTorch with a population batched by hand: a step of all networks is one ``bmm`` a layer."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from workloads import Work

from contestants.contestant import Contestant, Weights


def own_shuffles(work: Work) -> Contestant:
    """Every network sees its own mini-batches."""
    kind, X, y = work.workload, torch.from_numpy(work.X), torch.from_numpy(work.y)
    layers, step = _learner(work)

    def forward(batch: torch.Tensor) -> torch.Tensor:
        a = X[batch]  # (networks, examples, inputs)
        for W, b in layers:
            a = torch.sigmoid(torch.baddbmm(b, a, W))
        return a

    def epoch() -> None:
        orders = torch.stack([torch.randperm(len(X))[: work.n] for _ in range(kind.networks)])
        for batch in orders.split(kind.batch_size, dim=1):
            step(forward(batch), y[batch])

    return Contestant(epoch, lambda: _networks(layers))


def one_shuffle(work: Work) -> Contestant:
    """All networks see the same mini-batches, so that the first layers are one matrix."""
    kind, X, y = work.workload, torch.from_numpy(work.X), torch.from_numpy(work.y)
    layers, step = _learner(work)

    def forward(batch: torch.Tensor) -> torch.Tensor:
        inputs = X[batch]
        (W, b), *others = layers
        joined = inputs @ W.transpose(0, 1).reshape(W.shape[1], -1)
        a = torch.sigmoid(joined.view(len(batch), kind.networks, -1).transpose(0, 1) + b)
        for W, b in others:
            a = torch.sigmoid(torch.baddbmm(b, a, W))
        return a

    def epoch() -> None:
        for batch in torch.randperm(len(X))[: work.n].split(kind.batch_size):
            step(forward(batch), y[batch])

    return Contestant(epoch, lambda: _networks(layers))


# W (networks, n_in, n_out) and b (networks, 1, n_out).
_Layers = list[tuple[torch.nn.Parameter, torch.nn.Parameter]]


def _learner(work: Work) -> tuple[_Layers, Callable[[torch.Tensor, torch.Tensor], None]]:
    torch.set_num_threads(work.threads)
    torch.manual_seed(0)
    kind = work.workload
    each = [work.weights(seed) for seed in range(kind.networks)]
    layers = [
        (
            torch.nn.Parameter(torch.from_numpy(np.stack([W.T for W, _ in layer]))),
            torch.nn.Parameter(torch.from_numpy(np.stack([b[None] for _, b in layer]))),
        )
        for layer in zip(*each, strict=True)
    ]
    optimizer = torch.optim.SGD([part for pair in layers for part in pair], kind.learning_rate)

    def step(outputs: torch.Tensor, targets: torch.Tensor) -> None:
        optimizer.zero_grad()
        # The sum over networks, so that each gets the gradient of its own mean cost.
        ((outputs - targets) ** 2).sum(dim=-1).mean(dim=-1).sum().backward()
        optimizer.step()

    return layers, step


def _networks(layers: _Layers) -> list[Weights]:
    arrays = [(W.detach().numpy(), b.detach().numpy()) for W, b in layers]
    return [[(W[i].T, b[i, 0]) for W, b in arrays] for i in range(len(arrays[0][0]))]
