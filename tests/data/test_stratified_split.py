import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.data.examples import Examples
from backlit.data.stratified_split import stratified_split
from backlit.errors import SettingsError


def numbered(labels: list[int]) -> Examples:
    """Examples that each hold their own number."""
    X = np.arange(len(labels), dtype=np.uint8)[:, None]
    return Examples(X, np.array(labels), tuple("abcdef"), "numbered")


many = st.lists(st.integers(0, 5), min_size=4, max_size=200).filter(
    lambda labels: all(labels.count(label) > 1 for label in labels)
)


@given(labels=many, data=st.data())
def test_every_example_is_in_one_part_and_every_class_in_both(
    labels: list[int], data: st.DataObject
) -> None:
    n_classes = len(set(labels))
    count = data.draw(st.integers(n_classes, len(labels) - n_classes))
    rest, held_out = stratified_split(numbered(labels), count, seed=data.draw(st.integers(0, 9)))
    assert len(held_out) == count
    numbers = sorted(rest.X[:, 0].tolist() + held_out.X[:, 0].tolist())
    assert numbers == list(range(len(labels)))
    assert set(rest.labels) == set(held_out.labels) == set(labels)
    for part in (rest, held_out):
        assert part.X.dtype == np.uint8
        assert [labels[number] for number in part.X[:, 0]] == part.labels.tolist()


def test_classes_keep_their_proportions() -> None:
    _, held_out = stratified_split(numbered([0] * 100 + [1] * 50 + [2] * 10), 0.1)
    assert np.bincount(held_out.labels).tolist() == [10, 5, 1]


def test_the_same_seed_parts_alike_and_another_does_not() -> None:
    examples = numbered([0, 1] * 50)
    first, again, other = (stratified_split(examples, 0.2, seed)[1] for seed in (0, 0, 1))
    assert first.digest == again.digest
    assert first.digest != other.digest


def test_the_parts_are_shuffled_and_named() -> None:
    rest, held_out = stratified_split(numbered([0] * 50 + [1] * 50), 0.5)
    assert len(set(held_out.labels[:20])) == len(set(rest.labels[:20])) == 2
    assert rest.name == "numbered"
    assert held_out.name == "numbered (held out)"


@pytest.mark.parametrize("amount", [0, -1, 10, 9, 1, 100])
def test_a_count_that_leaves_a_class_out_of_a_part_is_refused(amount: int) -> None:
    with pytest.raises(SettingsError, match="from 2 to 8 of the 10"):
        stratified_split(numbered([0, 1] * 5), amount)


@pytest.mark.parametrize("amount", [0.0, 1.0, 1.5, -0.1, float("nan"), True])
def test_an_amount_that_is_neither_a_fraction_nor_a_count_is_refused(amount) -> None:
    with pytest.raises(SettingsError, match="a fraction between 0 and 1"):
        stratified_split(numbered([0, 1] * 5), amount)


def test_a_class_of_one_cannot_be_in_both_parts() -> None:
    with pytest.raises(SettingsError, match="one of class 'b'"):
        stratified_split(numbered([0, 0, 0, 1]), 2)
