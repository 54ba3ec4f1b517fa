import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.data.examples import Examples
from backlit.data.labels import encode_labels, relabel
from backlit.errors import DataError


@given(k=st.integers(1, 20), seed=st.integers(0, 99))
def test_numbers_from_zero_keep_their_numbers(k: int, seed: int) -> None:
    numbers = np.random.default_rng(seed).permutation(np.concatenate([np.arange(k), np.arange(k)]))
    indices, classes = encode_labels(numbers, "labels")
    assert np.array_equal(indices, numbers)
    assert classes == tuple(map(str, range(k)))


@given(words=st.lists(st.sampled_from(["cat", "dog", "Øl", "7", "10", "9"]), min_size=1))
def test_every_label_keeps_its_class_as_words_or_array(words: list[str]) -> None:
    for form in (words, np.array(words)):
        indices, classes = encode_labels(form, "labels")
        assert [classes[index] for index in indices] == words
        assert len(set(classes)) == len(classes)


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        (["10", "9", "2"], ("2", "9", "10")),
        (["b", "a", "10"], ("10", "a", "b")),
        (["3.0", "3", " 3 ", "1"], ("1", "3")),
        (np.array([5.0, 7.0]), ("5", "7")),
        (np.array([True, False]), ("0", "1")),
        (np.array([[4], [6]]), ("4", "6")),
        (np.array([b"left", b"right"]), ("left", "right")),
        (np.array([2**63], np.uint64), (str(2**63),)),
        (np.eye(3)[[2, 0, 1]], ("0", "1", "2")),
    ],
)
def test_classes_are_ordered_as_numbers_or_words(labels, classes) -> None:
    assert encode_labels(labels, "labels")[1] == classes


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (np.array([0, 1, -1]), "class numbers from 0 in mine, got -1 in example 2"),
        (["0", "-1"], "class numbers from 0"),
        (np.array([0, 3.7]), "got 3.7 in example 1"),
        (["3.7", "1"], "got 3.7 in example 0"),
        (np.array([0, np.nan]), "NaN in mine, example 1"),
        (["1", "nan"], "got nan in example 1"),
        (["1", "inf"], "got inf"),
        (np.array([1.0, np.inf]), "got inf"),
        (["9" * 5000], "got 99999999999999999999 in"),
        (["1e300"], "whole numbers or words"),
        (["one", ""], "example 1, got an empty one"),
        (["one", "\x1b[31mred"], "printable"),
        (["x" * 201, "y"], "at most 200"),
        (np.arange(1001), "at most 1,000 classes in mine, got 1,001"),
        (np.zeros((2, 2)), r"shape \(2, 2\)"),
        (np.array([1j]), "numbers or words"),
    ],
)
def test_a_label_that_names_no_class_is_refused(labels, message: str) -> None:
    with pytest.raises(DataError, match=message):
        encode_labels(labels, "mine")


def test_the_place_of_a_bad_label_is_reported() -> None:
    with pytest.raises(DataError, match="in line 12"):
        encode_labels(["1", "-2"], "mine", lambda index: f"line {index + 11}")


def test_relabelling_matches_classes_by_name() -> None:
    few = Examples(np.ones((2, 1)), np.array([1, 0]), ("b", "d"), "few")
    assert relabel(few, ("a", "b", "c", "d")).labels.tolist() == [3, 1]


def test_relabelling_refuses_a_class_it_does_not_know() -> None:
    few = Examples(np.ones((1, 1)), np.array([0]), ("zebra",), "few")
    with pytest.raises(DataError, match="'zebra'"):
        relabel(few, ("a", "b"))
