"""Files that version 0.1.0 saved still open, and mean what they meant."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from backlit.core.network import flatten
from backlit.data.mnist import load_mnist
from backlit.data.splits import load_splits
from backlit.files.checkpoint import load_checkpoint
from backlit.files.model import load_model
from backlit.files.population import load_members, load_plan
from backlit.files.recording import load_recording
from backlit.files.run_index import RunEntry, RunIndex
from backlit.files.run_store import RunStore
from backlit.training.recording import branch, restore_step
from backlit.training.records import HyperparameterChange, Hyperparameters
from backlit.training.run import Run
from backlit.training.settings import Settings
from tests.recorded import digest, needs_kernel, same_numpy

SAVED = Path(__file__).parent / "version_1"

MOMENTUM = Settings(
    sizes=(2, 6, 2),
    output_activation="softmax",
    cost="cross_entropy",
    optimizer="momentum",
    momentum=0.6,
    learning_rate=0.4,
    epochs=4,
    seed=3,
    engine="native",
)

ADAM = Settings(
    sizes=(2, 6, 2),
    activation="relu",
    optimizer="adam",
    learning_rate=0.3,
    schedule="constant",
    epochs=30,
    initialisation="he",
    seed=4,
    engine="native",
    patience=2,
)


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A copy of the workspace, as the workspace of this test."""
    folder = tmp_path / "of version 1"
    shutil.copytree(SAVED / "workspace", folder)
    monkeypatch.setenv("BACKLIT_HOME", str(folder))
    return folder


def xor():
    parts = load_splits("xor", None, None, None)
    return parts.train, parts.validation


def bits(network):
    return digest(flatten(network))


def moments_bits(moments):
    return digest(*(a for each in moments for layer in each.layers for a in (layer.dW, layer.db)))


def to_the_end(run):
    for _ in run.steps():
        pass
    return bits(run.network)


def test_a_model_by_the_command_line():
    model = load_model(SAVED / "workspace" / "models" / "xor.safetensors")
    metadata = model.metadata
    assert metadata.settings == Settings(
        sizes=(2, 5, 4, 2),
        activation="tanh",
        optimizer="momentum",
        momentum=0.7,
        learning_rate=0.25,
        schedule="step",
        drop_every=2,
        drop_factor=0.4,
        epochs=3,
        l2=0.001,
        seed=11,
        engine="native",
        label_noise=0.05,
    )
    assert model.network.sizes == (2, 5, 4, 2)
    assert [layer.activation.name for layer in model.network.layers] == ["tanh", "tanh", "sigmoid"]
    assert flatten(model.network).dtype == np.float32
    assert bits(model.network) == "5a83a0580cb78ea4f1492d2de63a6f092bea2dafd0066648ad17af6a28eed052"
    assert metadata.classes == ("same signs", "opposite signs")
    assert metadata.image_shape is None
    assert (metadata.data_name, metadata.engine, metadata.changes) == ("xor", "native", ())
    assert metadata.data_digest == xor()[0].digest
    assert metadata.versions["backlit"] == "0.1.0"
    assert [each.epoch for each in metadata.history] == [0, 1, 2, 3]
    last = metadata.history[-1]
    assert (last.step, last.cost, last.accuracy) == (552, 0.15242838402002387, 0.9110747408619749)
    assert last.validation_cost == 0.0707303682052179
    assert last.validation_accuracy == 0.9520958083832335
    assert metadata.seconds == pytest.approx(0.0038125559999571124)
    assert (metadata.provenance.data, metadata.provenance.label_column) == ("xor", None)
    assert metadata.provenance.validation == 1 / 12
    assert metadata.provenance.command.startswith(
        "backlit train --data xor --layers 5,4 --epochs 3"
    )
    assert metadata.provenance.created == "2026-11-25T17:12:59+00:00"


def test_a_model_of_pictures_in_float64():
    model = load_model(SAVED / "digits.safetensors")
    metadata = model.metadata
    assert metadata.settings == Settings(
        sizes=(784, 4, 10), epochs=2, engine="reference", initialisation="gaussian", seed=5
    )
    assert (metadata.image_shape, metadata.classes) == ((28, 28), tuple("0123456789"))
    assert (metadata.seconds, metadata.provenance) == (1.5, None)
    assert metadata.data_digest == load_mnist().train.take(slice(200)).digest
    assert flatten(model.network).dtype == np.float64
    assert bits(model.network) == "2e0e7a718cb658575dac1bb4a6f2a2b27a112258846198f17cf6674472c6419f"


def test_a_checkpoint_of_momentum_in_mid_epoch():
    saved = load_checkpoint(SAVED / "momentum.checkpoint")
    run = saved.run
    assert run.settings == MOMENTUM
    assert (run.epoch, run.position, run.step) == (1, 160, 200)
    assert run.hyperparameters == Hyperparameters(learning_rate=0.3, batch_size=10, l2=4e-5)
    assert run.changes == (HyperparameterChange(0, 10, run.hyperparameters),)
    assert [each.epoch for each in run.history] == [0, 1]
    assert (run.best_epoch, run.best_cost, saved.best) == (None, None, None)
    assert (run.train_digest, run.validation_digest) == tuple(each.digest for each in xor())
    assert run.generator_state["kind"] == "PCG64"
    assert (
        run.provenance.command
        == "backlit train --data xor --layers 6 --optimizer momentum --friction 0.6"
    )
    assert bits(saved.network) == "2ae93a552b04c0d6bfc5fe66538684ab1e8802c03eba3878dc0510bacc90c05e"
    (velocity,) = saved.moments
    assert [layer.dW.shape for layer in velocity.layers] == [(6, 2), (2, 6)]
    assert (
        moments_bits(saved.moments)
        == "4af03a618b7121aac672757b9fb038a8204770291f1e69daecab70f284799243"
    )


def test_a_checkpoint_of_adam_with_the_best_network_of_early_stopping():
    saved = load_checkpoint(SAVED / "adam.checkpoint")
    run = saved.run
    assert run.settings == ADAM
    assert (run.epoch, run.position, run.step) == (3, 875, 587)
    assert run.changes == (
        HyperparameterChange(3, 0, Hyperparameters(learning_rate=0.3, batch_size=25, l2=4e-5)),
        HyperparameterChange(3, 850, Hyperparameters(learning_rate=2.0, batch_size=25, l2=1e-4)),
    )
    assert run.hyperparameters == run.changes[-1].hyperparameters
    assert (run.best_epoch, run.best_cost) == (2, 0.1142162816137057)
    assert run.history[2].monitored_cost == run.best_cost
    assert bits(saved.network) == "070e8b39ed4e17236b3757b0a6cfbdc7e0e79a22019cd3d1206ee0e20372b87a"
    assert bits(saved.best) == "cf8f86fde51a4e7dedba0faa6d3d5d2187926607749129d33d79b183f0c17981"
    assert len(saved.moments) == 2
    assert (
        moments_bits(saved.moments)
        == "e49fbfc8e1c13755e5f8471fe91bfb1bbc10baa9c3f5efdae80d72d56fe28ad3"
    )


@same_numpy
@needs_kernel
@pytest.mark.parametrize(
    ("name", "epochs", "stopped_early", "expected"),
    [
        ("momentum", 4, False, "143bb8ed2d479307300a995ab5696ec7d29fdf01f51995e45ba675689b17eebc"),
        ("adam", 4, True, "cf8f86fde51a4e7dedba0faa6d3d5d2187926607749129d33d79b183f0c17981"),
    ],
)
def test_a_checkpoint_is_resumed_to_the_same_bits(name, epochs, stopped_early, expected):
    run = Run.resume(load_checkpoint(SAVED / f"{name}.checkpoint"), *xor())
    assert to_the_end(run) == expected
    assert run.stopped_early == stopped_early
    assert run.history[-1].epoch == epochs


def test_a_recording():
    recording = load_recording(SAVED / "momentum.recording")
    run = recording.run
    assert run.settings == MOMENTUM
    assert (run.epoch, run.position, run.step) == (4, 0, 552)
    assert run.changes == (
        HyperparameterChange(0, 10, Hyperparameters(learning_rate=0.3, batch_size=10, l2=4e-5)),
        HyperparameterChange(2, 0, Hyperparameters(learning_rate=0.3, batch_size=20, l2=0.002)),
    )
    places = [
        (each.location.epoch, each.location.position, each.location.step)
        for each in recording.keyframes
    ]
    assert places == [(0, 0, 0), (1, 0, 184), (2, 0, 368), (3, 0, 460), (4, 0, 552)]
    assert (recording.first_step, recording.last_step) == (0, len(recording.batch_costs))
    assert (
        digest(recording.batch_costs)
        == "d4e6bd8675535aee349e3fabd7d4edd5b07572038b4128fb29f6182643d30120"
    )
    assert (
        digest(*(flatten(each.network) for each in recording.keyframes))
        == "dbcbf2133176e9de64fe79bb161b6cedd223d89dafe66d5fbc18534ff263fd73"
    )
    assert (
        moments_bits(recording.keyframes[-1].moments)
        == "0e7159970c63a750929c3d6c1b05ded9e5c0b20d5f94024d0c34077fa99ae0dc"
    )


@same_numpy
@needs_kernel
def test_any_step_of_a_recording_is_reopened_and_left_another_way():
    recording = load_recording(SAVED / "momentum.recording")
    there = restore_step(recording, 200, *xor())
    saved = load_checkpoint(SAVED / "momentum.checkpoint")
    assert bits(there.network) == bits(saved.network)
    assert there.checkpoint().run == saved.run
    late = restore_step(recording, 400, *xor())
    assert late.hyperparameters == Hyperparameters(learning_rate=0.3, batch_size=20, l2=0.002)
    assert bits(late.network) == "e7214fc079d47222a1ada4b4625434b53d3bb7a549a4578b7eb18f9beb572507"
    other = branch(recording, 400, *xor(), learning_rate=0.05, schedule="constant")
    assert to_the_end(other) == "72be8b9656e62b7b240fb6ded1fb7c57de68a9b749ed165d7f1f3f4442c81da6"


def test_a_population():
    folder = SAVED / "population"
    plan = load_plan(folder)
    assert [each.sizes for each in plan.settings] == [(2, n, 2) for n in (3, 4, 5, 6)]
    assert [each.optimizer for each in plan.settings] == ["sgd", "momentum", "adam", "sgd"]
    assert [each.momentum for each in plan.settings] == [0.9, 0.8, 0.9, 0.9]
    assert [each.learning_rate for each in plan.settings] == [1.0, 0.3, 0.01, 2.0]
    assert [each.seed for each in plan.settings] == [0, 1, 2, 3]
    assert {each.cost for each in plan.settings} == {"half_squared_error"}
    assert (plan.provenance.data, plan.data_digest) == ("xor", xor()[0].digest)
    found = dict(load_members(folder, plan))
    assert list(found) == [0, 1, 2]
    assert (found[2].run.epoch, found[2].run.position, found[2].run.step) == (0, 1000, 100)
    assert [bits(each.network) for each in found.values()] == [
        "4d66dc897c9b593ae9ec0766fcec95a5616704c9dcb410cfd650873913796f58",
        "eccbd0788b5726b21710c30b47c8699f248c4e47857ddba251d095b18c1b8d26",
        "77b961dd63661b51d36954be0754d3ab07e1e0a6c115ecb07c216abd15449c51",
    ]


def test_an_index_of_runs(workspace):
    index = RunIndex(workspace / "index.sqlite")
    first, second, third = index.entries()
    index.close()
    assert first == RunEntry(
        name="run-1",
        settings=Settings(sizes=(2, 6, 2), epochs=4, engine="native", seed=1),
        data="xor",
        status="finished",
        step=736,
        epoch=4,
        cost=0.4683849923089593,
        accuracy=0.6167664670658682,
        curve=(0.503, 0.497, 0.503, 0.5629, 0.6168),
        checkpoint="run-1.checkpoint",
        recording="run-1.recording",
        model="xor one",
        created="2026-11-25T17:12:59+00:00",
        changed="2026-11-25T17:12:59+00:00",
    )
    assert (second.name, second.status, second.data) == ("run-2", "paused", "xor")
    assert (second.parent, second.parent_step) == ("run-1", 250)
    assert (second.step, second.epoch) == (251, 1)
    assert (second.settings.optimizer, second.settings.momentum) == ("momentum", 0.5)
    assert (third.name, third.status, third.data) == ("run-3", "failed", "moons")
    assert third.problem.startswith("The cost stopped being a finite number in epoch 1")
    assert (third.checkpoint, third.recording, third.cost, third.curve) == (None, None, None, ())


def test_the_runs_of_a_workspace_as_the_page_keeps_them(workspace):
    store = RunStore(workspace / "runs", workspace / "index.sqlite")
    assert store.problems == ()
    assert [each.status for each in store.entries()] == ["finished", "paused", "failed"]
    first, second, third = (store.load(f"run-{number}") for number in (1, 2, 3))
    assert first.problem is second.problem is third.problem is None
    assert third.checkpoint is third.recording is None
    assert (
        bits(first.checkpoint.network)
        == "308f763608c4ff93fd8aa20a94ad2edd8b8dc83c96b0be6325a4b8be25cafda6"
    )
    assert first.checkpoint.run.changes == (
        HyperparameterChange(1, 0, Hyperparameters(1.0, 10, 4e-5)),
    )
    assert first.recording.last_step == first.checkpoint.run.step
    assert (
        bits(second.checkpoint.network)
        == "4e33ddef31dedec23e74f2c761d96c93a1afaec4ad8d43e6759035e40a95be29"
    )
    assert (second.recording.first_step, second.recording.last_step) == (250, 251)
    assert second.checkpoint.run.hyperparameters == Hyperparameters(0.2, 10, 4e-5)
    assert store.add(RunEntry("", Settings())).name == "run-4"
    store.close()


def test_an_index_that_is_lost_is_made_again_from_the_files(workspace):
    (workspace / "index.sqlite").unlink()
    store = RunStore(workspace / "runs", workspace / "index.sqlite")
    first, second = store.entries()
    assert (first.name, first.status, first.epoch) == ("run-1", "finished", 4)
    assert (second.name, second.status, second.step) == ("run-2", "paused", 251)
    store.close()


@same_numpy
@needs_kernel
def test_a_run_of_the_page_continues_to_the_same_bits(workspace):
    store = RunStore(workspace / "runs", workspace / "index.sqlite")
    found = store.load("run-2")
    assert (
        to_the_end(Run.resume(found.checkpoint, *xor()))
        == "c2ff7a82ebe4d064c27240d46fefb85c666780494fd1504e6d0fa00cb9ee7333"
    )
    there = restore_step(store.load("run-1").recording, 250, *xor())
    assert bits(there.network) == digest(flatten(found.recording.keyframes[0].network))
    store.close()
