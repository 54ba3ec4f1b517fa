import numpy as np
import pytest

from backlit.core.cost import SQUARED_ERROR
from backlit.core.initialise import initialise
from backlit.data.examples import Examples
from backlit.errors import ShapeError
from backlit.inference import outputs
from backlit.training.evaluation import evaluate


def test_an_evaluation_adds_up_over_classes_and_chunks():
    rng = np.random.default_rng(0)
    network = initialise((4, 3), rng)
    n = 4321  # more than two chunks, the last one short
    examples = Examples(
        rng.normal(size=(n, 4)), rng.integers(3, size=n), ("a", "b", "c"), "made up"
    )
    found = evaluate(network, examples, SQUARED_ERROR)
    expected_outputs = outputs(network, examples)
    assert np.array_equal(found.predicted, expected_outputs.argmax(1))
    assert found.cost == pytest.approx(
        ((expected_outputs - examples.targets()) ** 2).sum(1).mean(), rel=1e-12
    )
    assert found.n_correct == found.n_correct_per_class.sum()
    assert n == found.n_per_class.sum()
    assert found.accuracy == pytest.approx((expected_outputs.argmax(1) == examples.labels).mean())


def test_examples_of_another_shape_are_refused():
    network = initialise((4, 3), np.random.default_rng(0))
    examples = Examples(np.zeros((2, 5)), np.zeros(2, np.int64), ("a", "b", "c"), "wide")
    with pytest.raises(ShapeError, match="got 5 numbers in 3 classes from wide"):
        evaluate(network, examples, SQUARED_ERROR)
