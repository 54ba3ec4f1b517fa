import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from backlit.data.examples import Examples
from backlit.data.readers.build_examples import build_examples
from backlit.data.scaling import as_inputs
from backlit.errors import BacklitWarning, DataError

PICTURE = (8, 8)
DIGITS = np.random.default_rng(0).integers(0, 120, (6, 64)).astype(np.uint8)
DIGITS[0, 0] = 255
LABELS = np.array([0, 1, 0, 1, 0, 1])


@given(
    X=arrays(np.uint8, (3, 64))
    | arrays(np.float32, (3, 64), elements=st.floats(-1, 1, width=32))
    | arrays(np.float64, (3, 64), elements=st.floats(0, 1))
)
def test_bytes_and_unit_floats_are_taken_as_they_are(X: np.ndarray) -> None:
    read = as_inputs(X, "mine", PICTURE)
    assert read.dtype == X.dtype
    assert np.array_equal(read, X)


def test_floats_that_are_certainly_bytes_become_bytes_with_a_warning() -> None:
    with pytest.warns(BacklitWarning, match="floats from 0 to 255"):
        read = as_inputs(DIGITS.astype(np.float64), "mine", PICTURE)
    assert read.dtype == np.uint8
    assert np.array_equal(read, DIGITS)


def test_whole_numbers_that_are_certainly_bytes_become_bytes() -> None:
    assert np.array_equal(as_inputs(DIGITS.astype(np.int64), "mine", PICTURE), DIGITS)


@pytest.mark.parametrize(
    "X",
    [
        np.full((2, 64), 16.0),  # whole, but too small to be certain
        np.full((2, 64), 200.5),  # large, but not whole
        np.full((2, 64), 256.0),
        np.full((2, 64), 100, np.int16),
    ],
)
def test_uncertain_pixels_are_left_alone_with_a_warning(X: np.ndarray) -> None:
    with pytest.warns(BacklitWarning, match="used as they are"):
        read = as_inputs(X, "mine", PICTURE)
    assert read.dtype == np.float64
    assert np.array_equal(read, X)


def test_numbers_that_form_no_picture_are_used_without_a_word() -> None:
    X = np.array([[200.0, 3.0], [7.0, -9.0]])
    assert np.array_equal(as_inputs(X, "mine", None), X)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_pixels_that_are_not_finite_are_refused(bad: float) -> None:
    X = DIGITS / 255
    X[4, 7] = bad
    with pytest.raises(DataError, match="NaN or infinity in example 4"):
        as_inputs(X, "mine", PICTURE)


def test_complex_inputs_and_words_are_refused() -> None:
    for X in (np.ones((2, 64), complex), np.full((2, 64), "word")):
        with pytest.raises(DataError, match="inputs that are numbers"):
            as_inputs(X, "mine", PICTURE)


def test_mostly_bright_pictures_are_warned_about_and_not_inverted() -> None:
    with pytest.warns(BacklitWarning, match="mostly bright"):
        examples = build_examples(255 - DIGITS, LABELS, "paper")
    assert np.array_equal(examples.X, 255 - DIGITS)


def test_dark_pictures_are_read_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        build_examples(DIGITS // 3, LABELS, "mine")


@pytest.mark.parametrize("shape", [(6, 64), (6, 8, 8), (6, 8, 8, 1)])
def test_pictures_come_flat_stacked_or_with_one_channel(shape: tuple[int, ...]) -> None:
    examples = build_examples((DIGITS // 2).reshape(shape), LABELS, "mine")
    assert np.array_equal(examples.X, DIGITS // 2)
    assert examples.image_shape == (8, 8)


@pytest.mark.parametrize(("width", "shape"), [(784, (28, 28)), (49, None), (65, None)])
def test_a_square_number_of_inputs_from_64_is_a_picture(width: int, shape) -> None:
    assert build_examples(np.zeros((2, width)), np.array([0, 1]), "mine").image_shape == shape


@pytest.mark.parametrize(
    ("X", "labels", "message"),
    [
        (DIGITS, LABELS[:5], "6 examples and 5 labels"),
        (np.zeros((0, 64)), LABELS[:0], "at least one"),
        (np.zeros((6, 8, 8, 3)), LABELS, "colour"),
        (LABELS, LABELS, "these may be the labels"),
        (np.zeros((6, 2, 2, 2, 2)), LABELS, r"got \(6, 2, 2, 2, 2\)"),
    ],
)
def test_what_does_not_fit_together_is_refused(X, labels, message: str) -> None:
    with pytest.raises(DataError, match=message):
        build_examples(X, labels, "mine")


def train_of(X: np.ndarray) -> Examples:
    return Examples(X, np.array([0, 1]), ("a", "b"), "train", None)


def test_a_test_set_is_read_on_the_scale_of_the_training_set() -> None:
    byte_train = train_of(np.full((2, 64), 200, np.uint8))
    dark = build_examples(np.full((1, 64), 3.0), ["b"], "test", train=byte_train)
    assert dark.X.dtype == np.uint8
    assert dark.labels.tolist() == [1]
    float_train = train_of(np.full((2, 64), 0.5, np.float32))
    assert build_examples(np.ones((1, 64)), ["a"], "test", train=float_train).X.dtype == np.float32
    assert build_examples(DIGITS[:1], ["a"], "test", train=float_train).X.dtype == np.uint8


def test_a_test_set_on_another_scale_or_of_another_size_is_refused() -> None:
    byte_train = train_of(np.full((2, 64), 200, np.uint8))
    with pytest.raises(DataError, match="0–255 in test"):
        build_examples(np.full((1, 64), 0.5), ["b"], "test", train=byte_train)
    with pytest.raises(DataError, match="64 numbers in test"):
        build_examples(np.zeros((1, 16)), ["b"], "test", train=byte_train)
