"""The worst mistakes are mistakes, and there are no worse ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.analyse.confusion import analyse_confusion
from backlit.analyse.mistakes import analyse_mistakes
from backlit.core.activations import RELU
from backlit.core.cost import CROSS_ENTROPY
from backlit.core.initialise import initialise
from backlit.core.network import in_float64
from backlit.errors import OutOfRangeError, SettingsError, ShapeError
from backlit.inference import outputs as all_outputs
from backlit.inference import predict
from tests.records import subjects, survives_json
from tests.strategies import make_examples


@given(subjects(), st.sampled_from(["margin", "cost"]), st.integers(1, 5))
def test_none_left_out_is_worse_than_those_given(subject, by, limit):
    network, examples, cost = subject
    found = analyse_mistakes(network, examples, cost, by=by, limit=limit)
    costs = predict(in_float64(network), examples, cost).costs
    outputs = all_outputs(in_float64(network), examples)
    predicted, rows = outputs.argmax(axis=1), np.arange(len(examples))
    badness = costs if by == "cost" else outputs[rows, predicted] - outputs[rows, examples.labels]
    wrong = np.flatnonzero(predicted != examples.labels)
    assert found.n_mistakes == found.n_matching == len(wrong)
    assert found.n_examples == len(examples)
    assert len(found.indices) == min(limit, len(wrong))
    assert list(badness[found.indices]) == sorted(badness[wrong], reverse=True)[:limit]
    assert list(found.margins if by == "margin" else found.costs) == list(badness[found.indices])
    assert list(found.outputs.argmax(axis=1)) == list(found.predicted)
    assert (found.predicted != found.labels).all()
    assert np.array_equal(found.inputs, examples.inputs(found.indices))


@given(subjects(), st.data())
def test_mistakes_of_one_kind_are_those_of_a_cell_of_the_matrix(subject, data):
    network, examples, cost = subject
    classes = st.one_of(st.none(), st.integers(0, examples.n_classes - 1))
    label, predicted = data.draw(classes), data.draw(classes)
    found = analyse_mistakes(network, examples, cost, limit=99, label=label, predicted=predicted)
    counts = analyse_confusion(network, examples).counts.copy()
    np.fill_diagonal(counts, 0)
    rows = slice(None) if label is None else slice(label, label + 1)
    columns = slice(None) if predicted is None else slice(predicted, predicted + 1)
    assert found.n_matching == len(found.indices) == counts[rows, columns].sum()


@given(subjects())
def test_they_survive_json_there_and_back(subject):
    network, examples, cost = subject
    survives_json(analyse_mistakes(network, examples, cost, limit=3))


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"by": "hue"}, SettingsError, "mistakes by margin or cost, got 'hue'"),
        ({"limit": 0}, SettingsError, "a limit of 1 or more, got 0"),
        ({"label": 2}, OutOfRangeError, "a label from 0 to 1, got 2"),
        ({"predicted": -1}, OutOfRangeError, "a predicted class from 0 to 1, got -1"),
        ({"cost": CROSS_ENTROPY}, SettingsError, "for the cost cross_entropy, got relu"),
    ],
)
def test_what_cannot_be_analysed_is_refused(options, error, words):
    rng = np.random.default_rng(0)
    network = initialise((3, 2), rng, activation=RELU)
    with pytest.raises(error, match=words) as raised:
        analyse_mistakes(network, make_examples(rng, 5, 3, 2, pixels=False), **options)
    assert raised.value.hint


def test_examples_that_do_not_fit_are_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ShapeError, match="Expected examples of 3 numbers in 2 classes"):
        analyse_mistakes(initialise((3, 2), rng), make_examples(rng, 5, 3, 4, pixels=False))
