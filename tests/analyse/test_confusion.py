"""The confusion matrix counts every example once, and its figures are the usual ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import precision_recall_fscore_support

from backlit.analyse.confusion import (
    analyse_confusion,
    confusion_cell,
    confusion_of,
    largest_confusions,
)
from backlit.core.initialise import initialise
from backlit.core.network import Layer, Network, in_float64
from backlit.errors import OutOfRangeError, ShapeError
from backlit.training.evaluation import evaluate
from tests.records import subjects, survives_json
from tests.strategies import make_examples


@given(subjects())
def test_every_example_is_counted_once_where_it_belongs(subject):
    network, examples, _ = subject
    found = analyse_confusion(network, examples)
    assert found.counts.sum() == len(examples)
    assert found.accuracy == evaluate(in_float64(network), examples).accuracy
    seen = []
    for (label, predicted), count in np.ndenumerate(found.counts):
        cell = confusion_cell(found, label, predicted)
        assert len(cell) == count
        assert (examples.labels[cell] == label).all()
        assert (found.predicted[cell] == predicted).all()
        seen += cell.tolist()
    assert sorted(seen) == list(range(len(examples)))


@given(subjects())
def test_it_survives_json_there_and_back(subject):
    network, examples, _ = subject
    survives_json(analyse_confusion(network, examples))


answers = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


@given(answers)
def test_precision_recall_and_f1_are_those_of_scikit_learn(pairs):
    labels, predicted = np.array(pairs).T
    found = confusion_of(labels, predicted, 5)
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels, predicted, labels=range(5), zero_division=np.nan
    )
    np.testing.assert_allclose(found.precision, precision)
    np.testing.assert_allclose(found.recall, recall)
    there = found.counts.sum(axis=0) + found.counts.sum(axis=1) > 0
    np.testing.assert_allclose(found.f1[there], np.nan_to_num(f1)[there])
    assert np.isnan(found.f1[~there]).all()


@given(answers)
def test_the_largest_confusions_hold_every_mistake_in_order(pairs):
    labels, predicted = np.array(pairs).T
    found = confusion_of(labels, predicted, 5)
    cells = largest_confusions(found)
    counts = [int(found.counts[i, j]) for i, j in cells]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == (labels != predicted).sum()
    assert all(i != j for i, j in cells)


def test_what_does_not_fit_is_refused():
    rng = np.random.default_rng(0)
    network = initialise((3, 2), rng)
    with pytest.raises(ShapeError, match="Expected examples of 3 numbers in 2 classes") as raised:
        analyse_confusion(network, make_examples(rng, 5, 4, 2, pixels=False))
    assert raised.value.hint
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    several = Network(tuple(Layer(e.number, e.W[None], e.b[None], e.activation)
                            for e in network.layers))  # fmt: skip
    with pytest.raises(ShapeError, match="Expected one network"):
        analyse_confusion(several, examples)
    found = analyse_confusion(network, examples)
    with pytest.raises(OutOfRangeError, match="a label from 0 to 1, got 2"):
        confusion_cell(found, 2, 0)
    with pytest.raises(OutOfRangeError, match="a predicted class from 0 to 1, got -1"):
        confusion_cell(found, 0, -1)
