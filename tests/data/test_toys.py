import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.data.toys import circles, moons, spirals, xor
from backlit.errors import SettingsError

TOYS = [circles, spirals, xor, moons]


def drawn(toy, n: int = 400, noise: float = 0.0, seed: int = 0):
    return toy(n, np.random.default_rng(seed), noise)


@pytest.mark.parametrize("toy", TOYS)
@given(n=st.integers(2, 50), noise=st.floats(0, 1), seed=st.integers(0, 99))
def test_classes_are_balanced_and_shapes_right(toy, n: int, noise: float, seed: int) -> None:
    examples = drawn(toy, n, noise, seed)
    assert examples.X.shape == (n, 2)
    assert examples.X.dtype == np.float64
    assert np.bincount(examples.labels).tolist() == [n - n // 2, n // 2]
    assert examples.n_classes == 2
    assert examples.image_shape is None
    assert examples.name == toy.__name__
    assert examples.digest == drawn(toy, n, noise, seed).digest


def test_circles_lie_on_their_radii() -> None:
    examples = drawn(circles)
    radius = np.hypot(*examples.X.T)
    assert np.allclose(radius, np.where(examples.labels == 0, 0.5, 1.0))


def test_spiral_arms_turn_with_their_radius() -> None:
    examples = drawn(spirals)
    radius = np.hypot(*examples.X.T)
    angle = np.arctan2(examples.X[:, 1], examples.X[:, 0])
    off = (angle - 3 * np.pi * radius - np.pi * examples.labels) / (2 * np.pi)
    assert np.allclose(off, np.rint(off), atol=1e-9)
    assert 0.1 <= radius.min() < radius.max() <= 1


def test_xor_is_the_sign_of_the_product() -> None:
    examples = drawn(xor)
    assert np.array_equal(examples.labels, (examples.X.prod(axis=1) < 0).astype(int))
    assert len({tuple(quadrant) for quadrant in np.sign(examples.X)}) == 4


def test_moons_are_half_rings_and_each_the_other_rotated() -> None:
    examples = drawn(moons)
    side = np.where(examples.labels == 0, 1, -1)[:, None]
    upper = examples.X * side * 1.5 + [0.5, 0.25]
    assert np.allclose(np.hypot(*upper.T), 1)
    assert (upper[:, 1] >= -1e-12).all()


@pytest.mark.parametrize("toy", TOYS)
def test_noise_spreads_both_coordinates_by_its_deviation(toy) -> None:
    rng_still, rng_noisy = np.random.default_rng(3), np.random.default_rng(3)
    moved = toy(4000, rng_noisy, 0.2).X - toy(4000, rng_still, 0.0).X
    assert np.allclose(moved.std(axis=0), 0.2, atol=0.01)


@pytest.mark.parametrize("toy", TOYS)
@pytest.mark.parametrize(
    ("n", "noise"), [(1, 0.1), (0, 0.1), (-5, 0.1), (2.5, 0.1), (10, -0.1), (10, float("nan"))]
)
def test_impossible_settings_are_refused(toy, n, noise: float) -> None:
    with pytest.raises(SettingsError, match="Expected"):
        toy(n, np.random.default_rng(0), noise)
