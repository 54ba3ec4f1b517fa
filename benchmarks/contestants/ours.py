"""Backlit's engines, one network each or a population over threads."""

from __future__ import annotations

from functools import partial

import numpy as np
from workloads import Work

import backlit
from backlit.core.optimizers import SGD, initial_optimizer_state
from backlit.engines.blas import BlasEngine
from backlit.engines.choose import choose_engine
from backlit.engines.engine import Engine, Trainer, TrainingTask, count_steps
from backlit.engines.native.engine import NativeEngine
from backlit.engines.reference import ReferenceEngine
from backlit.training.population import Member
from contestants.contestant import Contestant, Weights


def _start(engine: Engine, work: Work) -> Trainer:
    network, optimizer = work.network(), SGD()
    state = initial_optimizer_state(network, optimizer)
    return engine.start(TrainingTask(network, state, optimizer, work.cost, work.train))


def _epoch(trainer: Trainer, rng: np.random.Generator, work: Work) -> None:
    kind = work.workload
    rates = np.full(count_steps(work.n, kind.batch_size), kind.learning_rate)
    order = rng.permutation(len(work.train))[: work.n]
    trainer.descend(order, kind.batch_size, rates, 0.0)


def _weights(network: backlit.Network) -> Weights:
    return [(np.asarray(layer.W), np.asarray(layer.b)) for layer in network.layers]


def _alone(engine: Engine, work: Work) -> Contestant:
    trainer, rng = _start(engine, work), np.random.default_rng(0)
    return Contestant(lambda: _epoch(trainer, rng, work), lambda: [_weights(trainer.snapshot()[0])])


def auto(work: Work) -> Contestant:
    """The engine that people get who do not choose one."""
    return _alone(choose_engine("auto", work.workload.sizes, work.train), work)


def blas(work: Work) -> Contestant:
    """Float32 NumPy in place."""
    return _alone(BlasEngine(), work)


def reference(work: Work) -> Contestant:
    """The equations in float64."""
    return _alone(ReferenceEngine(), work)


def _native(width: int, work: Work) -> Contestant:
    return _alone(NativeEngine(width), work)


native_16 = partial(_native, 16)
native_8 = partial(_native, 8)
native_4 = partial(_native, 4)


def population(work: Work) -> Contestant:
    """Many networks, each with its own first weights and shuffles, shared out among threads.

    Each time it begins anew: what ``train_population`` does around the epoch is timed with it.
    """
    kind = work.workload
    train = work.train if work.n == len(work.train) else work.train.take(slice(work.n))
    settings = backlit.Settings(
        kind.sizes,
        epochs=1,
        batch_size=kind.batch_size,
        learning_rate=kind.learning_rate,
        schedule="constant",
        l2=0.0,
    )
    trained: tuple[Member, ...] = ()

    def epoch() -> None:
        nonlocal trained
        trained = backlit.train_population(
            train, n=kind.networks, settings=settings, threads=work.threads
        ).members

    return Contestant(epoch, lambda: [_weights(_network(member)) for member in trained])


def _network(member: Member) -> backlit.Network:
    assert member.model is not None, member.problem
    return member.model.network
