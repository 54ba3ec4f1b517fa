"""Drawn digits: read as MNIST's were made, the same at any size, and recognised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backlit import digit_from_strokes, pretrained_model
from backlit.core.forward import forward
from backlit.data.preprocessing.strokes_to_digit import MAX_POINTS
from backlit.errors import DataError
from tests.digits_in_strokes import digits_in_strokes, handwritten_digits

SEVEN = [[[0.3, 0.25], [0.7, 0.25], [0.45, 0.8]]]


def said_to(pixels: NDArray[np.uint8]) -> int:
    return int(forward(pretrained_model().network, pixels.reshape(1, -1) / 255).output.argmax())


def test_what_is_drawn_is_fitted_and_centred_as_mnist_was():
    pixels = digit_from_strokes(SEVEN).pixels
    assert (pixels.dtype, pixels.shape) == (np.uint8, (28, 28))
    rows, columns = np.nonzero(pixels)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    centre = np.argwhere(pixels) * pixels[pixels > 0][:, None]
    assert np.abs(centre.sum(axis=0) / pixels.sum() - 14).max() < 0.6


@given(st.floats(0.3, 1), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_neither_size_nor_place_changes_much_of_what_is_read(
    size: float, right: float, down: float
):
    strokes = [(np.array(SEVEN[0]) - 0.5) * size + 0.5 + (right, down)]
    here = digit_from_strokes(strokes, width=0.085 * size).pixels
    plain = digit_from_strokes(SEVEN).pixels
    assert np.abs(here.astype(int) - plain).mean() < 10  # of 255


def test_without_fitting_the_square_is_only_shrunk():
    line = [[[0.25, 0.1], [0.25, 0.4]]]
    pixels = digit_from_strokes(line, fit=False).pixels
    rows, columns = np.nonzero(pixels)
    assert 1 <= rows.min() <= 2
    assert 11 <= rows.max() <= 12
    assert 5 <= columns.min() <= columns.max() <= 8
    assert digit_from_strokes(line).pixels[14, 14] > 0


def test_points_beyond_the_square_are_cut_off():
    inside = digit_from_strokes([[[0.5, 0.2], [0.5, 1.5]]], fit=False).pixels
    np.testing.assert_array_equal(
        inside, digit_from_strokes([[[0.5, 0.2], [0.5, 1e300]]], fit=False).pixels
    )
    assert inside[27, 14] == 255


@pytest.mark.parametrize(
    ("strokes", "word"),
    [
        ([], "empty square"),
        ([[]], "empty square"),
        ([[[5.0, 5.0]]], "empty square"),
        ([[[0.1, 0.2, 0.3]]], "stroke 0"),
        ([[[0.1, 0.2]], [[float("nan"), 0.2]]], "stroke 1"),
        ([["a"]], "stroke 0"),
        ([[[0.1, 0.2], [0.1]]], "stroke 0"),
        ([np.zeros((MAX_POINTS + 1, 2))], "points"),
    ],
)
def test_what_is_no_drawing_is_refused(strokes: list[object], word: str):
    with pytest.raises(DataError, match=word):
        digit_from_strokes(strokes)


@pytest.mark.parametrize("width", [0, -1, 2, float("nan")])
def test_a_pen_of_no_width_is_refused(width: float):
    with pytest.raises(DataError, match="width"):
        digit_from_strokes(SEVEN, width=width)


def test_at_least_nine_of_ten_drawn_digits_are_recognised():
    by_program = digits_in_strokes(np.random.default_rng(0), times=10)
    for drawn in (by_program, handwritten_digits()):
        assert len(drawn) >= 100
        right = [said_to(digit_from_strokes(strokes).pixels) == label for label, strokes in drawn]
        assert np.mean(right) >= 0.9
