"""Toy sets of points in the plane: two inputs, two classes, small enough to see all at once.

Each has n points, half of them of each class (one more of the first when n is odd), in
random order. With no noise they lie within −1…1 in both directions (moons: −1…1 and −½…½).
``noise`` is the standard deviation of what is added to both coordinates.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import DataSet, Examples
from backlit.errors import SettingsError

TURNS = 1.5
INNER_RADIUS = 0.5


def circles(n: int, rng: np.random.Generator, noise: float = 0.05) -> Examples:
    """A ring within a ring: (r cos φ, r sin φ), φ uniform in 0…2π, r = ½ inside and 1 outside."""
    labels = _balanced(n, noise)
    angle = rng.uniform(0, 2 * math.pi, n)
    radius = np.where(labels == 0, INNER_RADIUS, 1.0)
    return _examples(
        radius * np.cos(angle), radius * np.sin(angle), labels, ("inner", "outer"), "circles",
        rng, noise,
    )  # fmt: skip


def spirals(n: int, rng: np.random.Generator, noise: float = 0.03) -> Examples:
    """Two arms wound about each other: (t cos φ, t sin φ), φ = 2π · 1½ · t, t in 0.1…1.

    The second arm is the first turned by half a turn. t is the root of a uniform number, so that
    the points lie evenly along an arm.
    """
    labels = _balanced(n, noise)
    t = np.sqrt(rng.uniform(0.1**2, 1, n))
    angle = 2 * math.pi * TURNS * t + math.pi * labels
    return _examples(
        t * np.cos(angle), t * np.sin(angle), labels, ("first arm", "second arm"), "spirals",
        rng, noise,
    )  # fmt: skip


def xor(n: int, rng: np.random.Generator, noise: float = 0.0) -> Examples:
    """Four squares: x and y uniform in −1…1, one class where xy ≥ 0 and the other where xy < 0."""
    labels = _balanced(n, noise)
    x = rng.uniform(-1, 1, n)
    size = rng.uniform(0, 1, n)
    y = np.copysign(size, np.where(labels == 0, x, -x))
    return _examples(x, y, labels, ("same signs", "opposite signs"), "xor", rng, noise)


def moons(n: int, rng: np.random.Generator, noise: float = 0.05) -> Examples:
    """Two half rings hooked into each other, φ uniform in 0…π.

    Upper: ⅔ (cos φ − ½, sin φ − ¼). Lower: the same turned by half a turn about the origin.
    """
    labels = _balanced(n, noise)
    angle = rng.uniform(0, math.pi, n)
    side = np.where(labels == 0, 1.0, -1.0)
    x = side * (np.cos(angle) - 0.5) * (2 / 3)
    y = side * (np.sin(angle) - 0.25) * (2 / 3)
    return _examples(x, y, labels, ("upper", "lower"), "moons", rng, noise)


TOYS = {"circles": circles, "spirals": spirals, "xor": xor, "moons": moons}
TOY_TRAIN = 2000
TOY_TEST = 1000
TOY_SEED = 0


def load_toy(name: str) -> DataSet:
    """A toy set by its name in `TOYS`, 2,000 points for training and 1,000 for testing."""
    rng = np.random.default_rng(TOY_SEED)
    make = TOYS[name]
    return DataSet(name, make(TOY_TRAIN, rng), make(TOY_TEST, rng))


def _balanced(n: int, noise: float) -> NDArray[np.int64]:
    """Labels 0, 1, 0, 1, … once the settings have been checked."""
    if isinstance(n, bool) or not isinstance(n, int) or n < 2:
        raise SettingsError(
            f"Expected a whole number of at least 2 points, got {n!r}.", hint="for example 2000"
        )
    if not (math.isfinite(noise) and noise >= 0):
        raise SettingsError(f"Expected noise of 0 or more, got {noise!r}.", hint="for example 0.1")
    return np.arange(n, dtype=np.int64) % 2


def _examples(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    labels: NDArray[np.int64],
    classes: tuple[str, str],
    name: str,
    rng: np.random.Generator,
    noise: float,
) -> Examples:
    X = np.stack([x, y], axis=1) + rng.normal(0, 1, (len(x), 2)) * noise
    order = rng.permutation(len(x))
    return Examples(X[order], labels[order], classes, name)
