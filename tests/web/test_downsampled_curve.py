"""A growing curve is that of the whole, whatever pieces it came in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.web.runs.downsampled_curve import MAX_POINTS, DownsampledCurve


@given(st.lists(st.integers(0, 700), max_size=12), st.integers(0, 5))
def test_each_point_is_the_mean_of_the_steps_around_it(pieces: list[int], first_step: int):
    costs = np.random.default_rng(0).random(sum(pieces))
    curve = DownsampledCurve(first_step)
    at = 0
    for piece in pieces:
        curve.add(costs[at : at + piece])
        at += piece
    steps, means = curve.points()
    assert len(steps) == len(means) <= MAX_POINTS
    if len(steps) == 0:
        assert at == 0
        return
    wide = round(2 * (steps[0] - first_step) - 1)
    assert at - len(means) * wide < wide
    whole = costs[: len(means) * wide].reshape(-1, wide)
    np.testing.assert_allclose(means, whole.mean(axis=1))
    np.testing.assert_allclose(np.diff(steps), wide)


def test_a_short_run_is_drawn_step_by_step():
    curve = DownsampledCurve()
    curve.add(np.array([3.0, 2.0]))
    curve.add(np.array([1.0]))
    steps, means = curve.points()
    assert steps.tolist() == [1, 2, 3]
    assert means.tolist() == [3, 2, 1]
    with pytest.raises(IndexError):
        means[3]
