"""The same seed still gives the same bits: digests recorded at version 0.1.0, never to change.

The native engine computes the same bits at every vector width, so its weights can be recorded.
Other engines, and explanations, round as the machine's NumPy and BLAS do: they are not here.
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.data.examples import Examples
from backlit.data.mnist import load_mnist
from backlit.data.splits import load_splits
from backlit.training.members import per_member
from backlit.training.population import train_population
from backlit.training.randomness import initial_network, shuffle_rng, with_noise_of
from backlit.training.recording import Recorder, branch, restore_step
from backlit.training.run import Run
from backlit.training.settings import Settings, nielsen
from tests.recorded import digest, needs_kernel, same_numpy

RECORDED = json.loads(Path(__file__).with_name("recorded_bits.json").read_text("utf-8"))

SHORT = Settings(epochs=2, engine="native")


@cache
def digits():
    """MNIST's first 2,000 training images, and the 500 after them."""
    train = load_mnist().train
    return train.take(slice(2000)), train.take(slice(2000, 2500))


@cache
def pixels():
    """Small made-up pictures in three classes."""
    rng = np.random.default_rng(5)
    labels = rng.integers(3, size=300)
    X = rng.integers(0, 60, (300, 12)).astype(np.uint8)
    X[np.arange(300), labels * 4] = 255
    return Examples(X, labels, ("a", "b", "c"), "pixels")


@cache
def table():
    """The same as numbers, as a table has them: read densely, and exact in float32."""
    return replace(pixels(), X=pixels().X / np.float32(256), name="table")


def trained(settings, train=None, validation=None):
    run = Run(settings, train or digits()[0], validation)
    for _ in run.steps():
        pass
    return run


def weights(**changes):
    return flatten(trained(replace(SHORT, **changes)).network)


def small(train, **changes):
    n_in, n_out = train.X.shape[1], len(train.classes)
    return flatten(
        trained(replace(SHORT, sizes=(n_in, 7, n_out), epochs=5, **changes), train).network
    )


def recorded(**changes):
    run = Run(replace(SHORT, **changes), *digits())
    recorder = Recorder(run)
    for progress in run.steps():
        recorder.add(progress)
    return recorder.recording()


def initial(**changes):
    return flatten(initial_network(replace(SHORT, **changes)))


def changed_in_mid_run():
    run = Run(SHORT, digits()[0])
    for progress in run.steps():
        if progress.step == 1:  # the first call is one step
            run.change(learning_rate=0.7, batch_size=16)
        if progress.epoch_record is not None and progress.epoch == 1:
            run.change(l2=1e-3)
    assert len(run.changes) == 2
    return flatten(run.network)


def resumed_in_mid_epoch(**changes):
    there = restore_step(recorded(**changes), 137, *digits())
    run = Run.resume(there.checkpoint(), *digits())
    for _ in run.steps():
        pass
    return flatten(run.network)


def stopped_early():
    run = trained(
        replace(SHORT, epochs=40, patience=2, learning_rate=6.0, schedule="constant"), *digits()
    )
    assert run.stopped_early
    assert run.checkpoint().best is not None
    return flatten(run.network)


def population_member():
    members = train_population(
        digits()[0],
        n=3,
        settings=SHORT,
        threads=2,
        width=[8, 16, 20],
        learning_rate=[1.0, 1.5, 2.0],
        optimizer=["sgd", "momentum", "sgd"],
    ).members
    return np.concatenate([flatten(member.model.network) for member in members])


def branched():
    run = branch(recorded(), 250, *digits(), learning_rate=0.5, optimizer="momentum")
    for _ in run.steps():
        pass
    return flatten(run.network)


def what_a_run_reports():
    run = Run(SHORT, *digits())
    costs = [progress.batch_costs for progress in run.steps()]
    accuracies = [each.accuracy for each in run.history]
    return np.concatenate([*costs, accuracies, [each.validation_accuracy for each in run.history]])


WITHOUT_TRAINING = {
    "initial network: scaled": lambda: initial(),
    "initial network: scaled, seed 7": lambda: initial(seed=7),
    "initial network: gaussian": lambda: initial(initialisation="gaussian"),
    "initial network: he": lambda: initial(initialisation="he", activation="relu"),
    "initial network: one of a population": lambda: flatten(
        initial_network(per_member(SHORT, 4, width=[4, 8, 16, 32])[3])
    ),
    "order of an epoch": lambda: shuffle_rng(SHORT, 0).permutation(2000),
    "order of a later epoch": lambda: shuffle_rng(replace(SHORT, seed=3), 12).permutation(2000),
    "label noise": lambda: with_noise_of(replace(SHORT, label_noise=0.2), digits()[0]).labels,
    "held-out examples": lambda: load_splits("xor", None, None, None).validation.X,
}

TRAINED = {
    "default": lambda: weights(),
    "seed 7": lambda: weights(seed=7),
    "nielsen": lambda: flatten(trained(replace(nielsen(), epochs=2, engine="native")).network),
    "momentum": lambda: weights(optimizer="momentum", learning_rate=0.3),
    "momentum 0.5": lambda: weights(optimizer="momentum", momentum=0.5, learning_rate=0.5),
    "adam": lambda: weights(optimizer="adam", learning_rate=0.01),
    "softmax and cross-entropy": lambda: weights(
        output_activation="softmax", cost="cross_entropy", learning_rate=0.3
    ),
    "sigmoid and cross-entropy": lambda: weights(cost="cross_entropy", learning_rate=0.3),
    "half squared error": lambda: weights(cost="half_squared_error"),
    "relu and he": lambda: weights(activation="relu", initialisation="he", learning_rate=0.1),
    "tanh": lambda: weights(activation="tanh", learning_rate=0.3),
    "identity": lambda: weights(activation="identity", learning_rate=0.05),
    "no L2": lambda: weights(l2=0.0),
    "strong L2": lambda: weights(l2=1e-2),
    "L2 and adam": lambda: weights(l2=1e-3, optimizer="adam", learning_rate=0.01),
    "constant schedule": lambda: weights(schedule="constant"),
    "step schedule": lambda: weights(
        schedule="step", drop_every=1, drop_factor=0.25, learning_rate=1.0
    ),
    "label noise": lambda: weights(label_noise=0.2),
    "mini-batches of 1": lambda: weights(batch_size=1, learning_rate=0.3, epochs=1),
    "mini-batches of 37, the last one short": lambda: weights(batch_size=37),
    "wide layers": lambda: weights(sizes=(784, 70, 33, 10), epochs=1),
    "no hidden layer": lambda: weights(sizes=(784, 10)),
    "made-up pixels": lambda: small(pixels()),
    "table": lambda: small(table()),
    "table, adam, tanh": lambda: small(
        table(), optimizer="adam", activation="tanh", learning_rate=0.01
    ),
    "xor, a toy set": lambda: small(load_splits("xor", None, None, None).train),
    "hyperparameters changed in mid-run": changed_in_mid_run,
    "resumed in mid-epoch": resumed_in_mid_epoch,
    "resumed in mid-epoch, adam": lambda: resumed_in_mid_epoch(
        optimizer="adam", learning_rate=0.01
    ),
    "stopped early": stopped_early,
    "population": population_member,
    "branch of a recording": branched,
    "costs and accuracies that a run reports": what_a_run_reports,
}


@same_numpy
@pytest.mark.parametrize("name", WITHOUT_TRAINING)
def test_the_same_seed_draws_the_recorded_numbers(name):
    assert digest(WITHOUT_TRAINING[name]()) == RECORDED["without training"][name]


@same_numpy
@needs_kernel
@pytest.mark.parametrize("name", TRAINED)
def test_the_same_seed_trains_the_recorded_weights(name):
    assert digest(TRAINED[name]()) == RECORDED["trained"][name]


def test_every_recorded_digest_is_compared():
    assert RECORDED["without training"].keys() == WITHOUT_TRAINING.keys()
    assert RECORDED["trained"].keys() == TRAINED.keys()


def test_resuming_changes_nothing():
    found = RECORDED["trained"]
    # A run that is evaluated on other examples trains no differently.
    assert found["resumed in mid-epoch"] == found["default"]
    assert found["resumed in mid-epoch, adam"] == found["adam"]
