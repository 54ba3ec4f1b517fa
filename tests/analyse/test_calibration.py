"""Confidence against being right: the bins add up to the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.analyse.calibration import analyse_calibration, reliability
from backlit.core.activations import RELU, SIGMOID, SOFTMAX
from backlit.core.initialise import initialise
from backlit.core.network import network_from_arrays
from backlit.errors import SettingsError, ShapeError
from backlit.inference import outputs as all_outputs
from tests.records import subjects, survives_json
from tests.strategies import make_examples

confidences = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40)


@given(confidences, st.integers(1, 12))
def test_bins_add_up_to_the_whole(pairs, n_bins):
    confidence, right = np.array([c for c, _ in pairs]), np.array([r for _, r in pairs])
    found = reliability("largest", confidence, right, n_bins)
    filled = found.counts > 0
    weights = found.counts[filled] / len(pairs)
    mean, accuracy = found.confidence[filled], found.accuracy[filled]
    assert found.counts.sum() == len(pairs)
    assert weights @ mean == pytest.approx(found.mean_confidence)
    assert weights @ mean - weights @ accuracy == pytest.approx(found.overconfidence, abs=1e-12)
    gaps = np.abs(mean - accuracy)
    assert found.expected_calibration_error == pytest.approx(weights @ gaps)
    assert found.maximum_calibration_error == gaps.max()
    assert abs(found.overconfidence) <= found.expected_calibration_error + 1e-12
    assert np.isnan(found.confidence[~filled]).all()
    assert np.isnan(found.accuracy[~filled]).all()
    # Every mean lies in its bin.
    assert (found.edges[:-1][filled] <= mean + 1e-12).all()
    assert (mean <= found.edges[1:][filled] + 1e-12).all()


def test_two_bins_worked_by_hand():
    confidence = np.array([0.0, 0.2, 0.5, 0.9, 1.0])
    right = np.array([False, True, False, True, True])
    found = reliability("largest", confidence, right, 2)
    assert list(found.counts) == [3, 2]  # 0.5, an edge, belongs below it
    assert found.confidence[0] == pytest.approx(0.7 / 3)
    assert found.accuracy[0] == pytest.approx(1 / 3)
    assert found.accuracy[1] == 1
    assert found.expected_calibration_error == pytest.approx(0.6 * 0.1 + 0.4 * 0.05)
    assert found.maximum_calibration_error == pytest.approx(0.1)
    assert found.overconfidence == pytest.approx(2.6 / 5 - 3 / 5)


@given(subjects())
def test_every_kind_of_output_is_read_or_refused(subject):
    network, examples, _ = subject
    activation = network.layers[-1].activation
    if activation not in (SIGMOID, SOFTMAX):
        with pytest.raises(SettingsError, match="Expected outputs between 0 and 1") as raised:
            analyse_calibration(network, examples)
        assert raised.value.hint
        return
    found = analyse_calibration(network, examples, 7)
    meanings = [each.meaning for each in found.curves]
    assert meanings == (["largest"] if activation is SOFTMAX else ["largest", "share"])
    outputs = all_outputs(network, examples)
    largest = outputs.max(axis=1)
    assert found.curves[0].mean_confidence == pytest.approx(largest.mean())
    # The largest share is the same as the largest output only where outputs add up to 1.
    shares = (largest / outputs.sum(axis=1)).mean()
    assert found.curves[-1].mean_confidence == pytest.approx(shares)
    assert found.accuracy == (outputs.argmax(axis=1) == examples.labels).mean()
    survives_json(found)


def test_outputs_that_are_all_0_prefer_none():
    rng = np.random.default_rng(0)
    network = network_from_arrays([np.zeros((4, 3))], [np.full(4, -1000.0)])
    found = analyse_calibration(network, make_examples(rng, 5, 3, 4, pixels=False))
    assert [each.mean_confidence for each in found.curves] == [0.0, 0.25]


def test_what_cannot_be_analysed_is_refused():
    rng = np.random.default_rng(0)
    examples = make_examples(rng, 5, 3, 2, pixels=False)
    with pytest.raises(SettingsError, match="at least 1 bin, got 0"):
        analyse_calibration(initialise((3, 2), rng), examples, 0)
    with pytest.raises(SettingsError, match="got relu outputs"):
        analyse_calibration(initialise((3, 2), rng, activation=RELU), examples)
    with pytest.raises(ShapeError, match="Expected examples of 4 numbers"):
        analyse_calibration(initialise((4, 2), rng), examples)
