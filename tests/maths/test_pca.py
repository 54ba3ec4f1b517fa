"""Principal components are what the textbooks and scikit-learn say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.decomposition import PCA

from backlit.errors import ShapeError
from backlit.maths.pca import pca


def some_points(n=30, d=5, seed=0):
    return np.random.default_rng(seed).normal(0, np.arange(1, d + 1), (n, d))


@given(st.integers(1, 30), st.integers(1, 8), st.integers(0, 99))
def test_principal_components_lose_nothing_when_all_are_kept(n, d, seed):
    points = some_points(n, d, seed)
    found = pca(points, d)
    back = found.positions @ found.directions + found.mean
    np.testing.assert_allclose(back, points, atol=1e-9)
    gram = found.directions @ found.directions.T
    np.testing.assert_allclose(gram, np.eye(len(gram)), atol=1e-9)
    assert list(found.explained) == sorted(found.explained, reverse=True)
    assert found.explained.sum() == pytest.approx(1 if n > 1 else 0)


@pytest.mark.parametrize(("n", "d"), [(30, 5), (5, 30), (90, 300)])
def test_principal_components_are_those_of_scikit_learn(n, d):
    points = some_points(n, d)
    found, theirs = pca(points, 2), PCA(2).fit(points)
    np.testing.assert_allclose(found.explained, theirs.explained_variance_ratio_)
    np.testing.assert_allclose(np.abs(found.positions), np.abs(theirs.transform(points)))
    assert (found.directions.max(axis=1) >= -found.directions.min(axis=1)).all()


def test_many_points_on_one_line_have_one_direction():
    line = np.arange(100.0)[:, None] * np.linspace(1, 2, 300)
    found = pca(line, 2)
    np.testing.assert_allclose(found.explained, [1, 0], atol=1e-12)
    np.testing.assert_allclose(found.directions @ found.directions.T, np.eye(2), atol=1e-9)
    back = found.positions @ found.directions + found.mean
    np.testing.assert_allclose(back, line, atol=1e-9)


def test_points_in_one_place_have_no_variance_to_explain():
    assert list(pca(np.ones((4, 3)), 2).explained) == [0, 0]


@pytest.mark.parametrize("points", [np.ones(3), np.ones((0, 3))])
def test_no_points_are_refused(points):
    with pytest.raises(ShapeError, match=r"Expected points of shape \(n, d\)"):
        pca(points, 1)
