import json
import pickle
import struct
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from backlit.core.network import flatten, unflatten
from backlit.data.examples import Examples
from backlit.errors import ModelError
from backlit.files.checkpoint import load_checkpoint, save_checkpoint
from backlit.files.model import load_model, save_model
from backlit.training.records import Provenance
from backlit.training.run import Run
from backlit.training.settings import Settings

PROVENANCE = Provenance("somewhere", None, 0.1, "backlit train", "2026-01-02T03:04:05+00:00")


def examples(seed=0, n=60):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, 256, (n, 6)).astype(np.uint8)
    return Examples(X, rng.integers(2, size=n), ("no", "yes"), "coins", (2, 3))


def trained_run(**changes):
    hyperparameters = {
        "sizes": (6, 4, 2),
        "epochs": 3,
        "batch_size": 10,
        "learning_rate": 0.1,
        "patience": 5,
    }
    run = Run(
        Settings(**{**hyperparameters, **changes}), examples(), examples(1), provenance=PROVENANCE
    )
    list(run.steps())
    return run


@pytest.fixture(scope="module")
def run():
    return trained_run()


@pytest.mark.parametrize("engine", ["blas", "reference"])
def test_a_model_comes_back_as_it_was_saved(tmp_path, engine):
    run = trained_run(engine=engine)
    run.change(learning_rate=0.05)
    model = run.model(seconds=1.5)
    save_model(tmp_path / "model.safetensors", model)
    again = load_model(tmp_path / "model.safetensors")
    assert np.array_equal(flatten(again.network), flatten(model.network))
    assert again.network.layers[0].W.dtype == (np.float32 if engine == "blas" else np.float64)
    assert [layer.activation for layer in again.network.layers] == [
        layer.activation for layer in model.network.layers
    ]
    assert again.metadata == model.metadata
    assert again.metadata.provenance == PROVENANCE
    assert len(again.metadata.history) == 4


def test_other_tools_find_the_weights_under_the_usual_names(tmp_path, run):
    path = tmp_path / "model.safetensors"
    save_model(path, run.model())
    arrays = load_file(path)
    assert sorted(arrays) == [
        "layers.0.bias",
        "layers.0.weight",
        "layers.1.bias",
        "layers.1.weight",
    ]
    assert arrays["layers.0.weight"].shape == (4, 6)
    with safe_open(path, framework="numpy") as file:
        header = json.loads(file.metadata()["backlit"])["header"]
    assert header["settings"]["sizes"] == [6, 4, 2]
    assert header["classes"] == ["no", "yes"]


def test_saving_over_the_file_that_was_loaded_is_safe(tmp_path, run):
    path = tmp_path / "model.safetensors"
    save_model(path, run.model())
    before = path.read_bytes()
    save_model(path, load_model(path))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["model.safetensors"]


@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("engine", ["blas", "reference"])
def test_a_checkpoint_on_disk_resumes_to_the_same_bits(tmp_path, engine, optimizer):
    whole = trained_run(engine=engine, optimizer=optimizer)
    part = Run(whole.settings, examples(), examples(1), provenance=PROVENANCE)
    for count, _ in enumerate(part.steps()):
        if count == 2:
            break
    save_checkpoint(tmp_path / "run.checkpoint", part.checkpoint())
    saved = load_checkpoint(tmp_path / "run.checkpoint")
    assert saved.run.provenance == PROVENANCE
    resumed = Run.resume(saved, examples(), examples(1))
    list(resumed.steps())
    assert np.array_equal(flatten(resumed.network), flatten(whole.network))
    assert resumed.history == whole.history


def test_the_folder_of_a_model_is_made_and_a_folder_is_not_overwritten(tmp_path, run):
    save_model(tmp_path / "new" / "folder" / "model.safetensors", run.model())
    with pytest.raises(ModelError, match="folder"):
        save_model(tmp_path / "new", run.model())


def test_a_full_disk_leaves_the_old_file_alone(tmp_path, run, monkeypatch):
    path = tmp_path / "model.safetensors"
    save_model(path, run.model())
    before = path.read_bytes()

    def no_space(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(ModelError, match="no space left on device"):
        save_model(path, run.model())
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["model.safetensors"]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"Cannot read the model .*none\.safetensors: no such"):
        load_model(tmp_path / "none.safetensors")
    with pytest.raises(ModelError, match="not a regular file"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (pickle.dumps({"W": [1.0] * 10}), "Python pickle"),
        (b"PK\x03\x04" + bytes(20), "zip archive"),
        (b"\x89HDF\r\n\x1a\n" + bytes(8), "HDF5"),
        (b'{"weights": [1, 2, 3]}', "JSON"),
        (b"", "something else"),
        (b"12345", "something else"),
        (struct.pack("<Q", 2**60) + b'{"a": 1}', "claims a header of 1,152,921,504,606,846,976"),
        (struct.pack("<Q", 7) + b'{"a":{}', "damaged or cut short"),
    ],
)
def test_what_is_not_a_model_is_recognised_by_its_content(tmp_path, content, message):
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError) as caught:
        load_model(path)
    assert message in str(caught.value)
    assert "\n\nhint" in str(caught.value) or "\n" not in str(caught.value)


def test_a_file_of_another_tool_is_refused(tmp_path, run):
    path = tmp_path / "other.safetensors"
    save_file({"layers.0.weight": np.zeros((2, 2), np.float32)}, path)
    with pytest.raises(ModelError, match=r"a Backlit model"):
        load_model(path)
    save_checkpoint(path, run.checkpoint())
    with pytest.raises(ModelError, match=r"a Backlit model .* got a Backlit checkpoint"):
        load_model(path)


def tampered(path, run, *, label=None, header=None, arrays=None):
    """Write a model file in which something is not as it should be."""
    save_model(path, run.model())
    found = load_file(path)
    with safe_open(path, framework="numpy") as file:
        kept = file.metadata()
    whole = json.loads(kept["backlit"])
    if header:
        whole["header"] = header(whole["header"])
    kept["backlit"] = label or json.dumps(whole)
    if arrays:
        arrays(found)
    save_file(found, path, kept)


def with_setting(name, value):
    def change(header):
        header["settings"][name] = value
        return header

    return change


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"header": with_setting("sizes", [6, 5, 2])}, r"layers.0.weight of shape \(5, 6\)"),
        ({"header": with_setting("sizes", [6, 10**9, 2])}, "would take"),
        ({"header": with_setting("activation", "swish")}, "activation to be one of"),
        ({"header": with_setting("epochs", "many")}, r"expected `int`, got `str`"),
        ({"header": lambda h: h | {"classes": ["a"]}}, "a class for each of the 2 outputs"),
        ({"header": lambda h: h | {"image_shape": [3, 3]}}, "pictures of 6 pixels"),
        ({"header": lambda h: h | {"image_shape": [-2, -3]}}, "pictures of 6 pixels"),
        ({"header": lambda h: []}, "is not valid: "),
        ({"label": "not json"}, "is not valid: "),
        ({"label": "[" * 100_000}, "is not valid: "),
        (
            {"label": '{"kind": "model", "format_version": 99, "header": {}}'},
            "format version 1 or 2 .* got version 99",
        ),
        ({"arrays": lambda a: a.pop("layers.1.bias")}, "an array layers.1.bias"),
        ({"arrays": lambda a: a.update(extra=np.zeros(3))}, "also extra"),
        ({"arrays": lambda a: a["layers.0.weight"].fill(np.nan)}, "NaN or infinity"),
        ({"arrays": lambda a: a["layers.0.bias"].fill(np.inf)}, "NaN or infinity"),
        (
            {"arrays": lambda a: a.update({"layers.0.bias": np.zeros(4, np.int64)})},
            "in float32 or float64",
        ),
    ],
)
def test_each_thing_that_is_wrong_gets_one_sentence(tmp_path, run, change, message):
    path = tmp_path / "model.safetensors"
    tampered(path, run, **change)
    with pytest.raises(ModelError, match=message) as caught:
        load_model(path)
    assert str(path) in str(caught.value)


@settings(max_examples=200)
@given(data=st.data())
def test_no_damage_to_a_file_gives_anything_but_a_model_error(tmp_path_factory, data, run):
    path = tmp_path_factory.mktemp("damaged") / "model.safetensors"
    save_model(path, run.model())
    content = bytearray(path.read_bytes())
    match data.draw(st.sampled_from(["cut", "change", "add"])):
        case "cut":
            content = content[: data.draw(st.integers(0, len(content) - 1))]
        case "add":
            content += data.draw(st.binary(min_size=1, max_size=20))
        case "change":
            for _ in range(data.draw(st.integers(1, 5))):
                place = data.draw(st.integers(0, len(content) - 1))
                content[place] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    try:
        model = load_model(path)
    except ModelError:
        return
    assert np.isfinite(flatten(model.network)).all()


def test_a_network_with_weights_that_are_not_finite_does_not_load(tmp_path, run):
    model = run.model()
    vector = flatten(model.network).copy()
    vector[0] = np.nan
    path = tmp_path / "model.safetensors"
    save_model(path, replace(model, network=unflatten(model.network, vector)))
    with pytest.raises(ModelError, match=r"finite numbers in layers\.0\.weight"):
        load_model(path)
