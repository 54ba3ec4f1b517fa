"""Embeddings keep what they promise, and separation is what the textbooks define."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import silhouette_score

from backlit.analyse.embedding import embed_layer
from backlit.analyse.separation import (
    analyse_separation,
    centroid_accuracy,
    layer_points,
    silhouette,
)
from backlit.core.forward import forward
from backlit.core.initialise import initialise
from backlit.core.network import in_float64
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from backlit.maths.pca import pca
from tests.records import subjects, survives_json
from tests.strategies import make_examples


def some_points(n=30, d=5, seed=0):
    return np.random.default_rng(seed).normal(0, np.arange(1, d + 1), (n, d))


@given(st.integers(2, 25), st.integers(2, 4), st.integers(0, 99))
def test_silhouettes_are_those_of_scikit_learn(n, n_classes, seed):
    points = some_points(n, 3, seed) + 100
    labels = np.random.default_rng(seed).integers(n_classes, size=n)
    found = silhouette(points, labels)
    if len(np.unique(labels)) < 2:
        assert np.isnan(found)
    elif len(np.unique(labels)) < n:
        assert found == pytest.approx(silhouette_score(points, labels), abs=1e-9)
    else:
        assert found == 0


def test_far_groups_are_apart_and_points_in_one_place_are_not():
    labels = np.arange(40) // 2 % 2
    points = np.random.default_rng(0).normal(0, 1, (40, 2)) + 1000 * labels[:, None]
    assert silhouette(points, labels) > 0.99
    assert centroid_accuracy(points, labels) == 1
    assert silhouette(np.zeros((40, 2)), labels) == 0
    # Centroids learned from the other half cannot know which is which among chance labels.
    chance = np.random.default_rng(1).integers(2, size=2000)
    assert centroid_accuracy(some_points(2000, 50), chance) == pytest.approx(0.5, abs=0.05)
    assert np.isnan(centroid_accuracy(points[:1], labels[:1]))


@given(subjects())
def test_every_layer_is_measured(subject):
    network, examples, _ = subject
    found = analyse_separation(network, examples)
    assert tuple(found.widths) == network.sizes
    trace = forward(in_float64(network), examples.inputs())
    for layer, width in enumerate(network.sizes):
        points = layer_points(in_float64(network), examples, layer)
        expected = examples.inputs() if layer == 0 else trace.layers[layer - 1].a
        np.testing.assert_array_equal(points, expected)
        assert points.shape == (len(examples), width)
        np.testing.assert_equal(found.silhouettes[layer], silhouette(points, examples.labels))
    survives_json(found)


@given(subjects(), st.data())
def test_a_map_by_principal_components_is_a_projection_of_the_layer(subject, data):
    network, examples, _ = subject
    layer = data.draw(st.integers(0, len(network.layers)))
    found = embed_layer(network, examples, layer, limit=9)
    points = layer_points(in_float64(network), examples.take(slice(0, 9)), layer)
    assert found.positions.shape == (len(points), 2)
    np.testing.assert_array_equal(found.labels, examples.labels[:9])
    across = pca(points, 1).positions[:, 0]
    np.testing.assert_allclose(found.positions[:, 0], across, atol=1e-9)
    if points.shape[1] == 1:
        assert (found.positions[:, 1] == 0).all()
    assert 0 <= found.explained.sum() <= 1 + 1e-9
    predicted = forward(in_float64(network), examples.inputs(slice(0, 9))).output.argmax(axis=1)
    np.testing.assert_array_equal(found.predicted, predicted)
    for each, centre in enumerate(found.centres):
        here = found.positions[found.labels == each]
        assert np.isnan(centre).all() if not len(here) else (centre == np.median(here, 0)).all()
    survives_json(found)


def two_far_groups(rng, n=40, n_in=60):
    examples = make_examples(rng, n, n_in, 2, pixels=False)
    return type(examples)(
        examples.X + 50 * examples.labels[:, None].astype(np.float32),
        examples.labels, examples.classes, examples.name,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["tsne", pytest.param("umap", marks=pytest.mark.slow)])
def test_neighbours_stay_together_the_same_way_each_time(method):
    if method == "umap":
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pytest.importorskip("umap")
    rng = np.random.default_rng(0)
    examples, network = two_far_groups(rng), initialise((60, 1, 2), rng)
    found = embed_layer(network, examples, 0, method=method)
    again = embed_layer(network, examples, 0, method=method, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(found.positions, again.positions)
    assert silhouette(found.positions, examples.labels) > 0.5
    assert np.isnan(found.explained).all()
    # A layer of one neuron, and one where all lie in one place, can be laid out too.
    dead = initialise((60, 1, 2), rng)
    dead.layers[0].W[:] = 0
    for each in (network, dead):
        assert np.isfinite(embed_layer(each, examples, 1, method=method).positions).all()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"layer": 3}, OutOfRangeError, "a layer from 0 to 2, got 3"),
        ({"layer": -1}, OutOfRangeError, "a layer from 0 to 2, got -1"),
        ({"layer": 1, "method": "atlas"}, SettingsError, "pca, tsne, umap, got 'atlas'"),
        ({"layer": 1, "limit": 0}, SettingsError, "a limit of 1 or more, got 0"),
        ({"layer": 1, "method": "tsne"}, SettingsError, "at least 10 examples .* got 5"),
        ({"layer": 1, "method": "umap"}, SettingsError, "at least 10 examples .* got 5"),
    ],
)
def test_what_cannot_be_mapped_is_refused(options, error, words):
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    with pytest.raises(error, match=words) as raised:
        embed_layer(initialise((3, 4, 2), rng), examples, **options)
    assert raised.value.hint


@pytest.mark.parametrize(("method", "module"), [("tsne", "sklearn.manifold"), ("umap", "umap")])
def test_a_missing_library_is_named_with_what_installs_it(method, module, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    rng = np.random.default_rng(0)
    with pytest.raises(SettingsError, match=r"Expected .*learn for a") as raised:
        embed_layer(
            initialise((3, 2), rng), make_examples(rng, 12, 3, 2, pixels=False), 0, method=method
        )
    assert "backlit[maps]" in raised.value.hint


def test_examples_that_do_not_fit_are_refused():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    for analyse in (analyse_separation, lambda *both: embed_layer(*both, 1)):
        with pytest.raises(ShapeError, match="Expected examples of 4 numbers"):
            analyse(initialise((4, 2), rng), examples)
    with pytest.raises(SettingsError, match="a limit of 1 or more, got 0"):
        analyse_separation(initialise((3, 2), rng), examples, limit=0)
