import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backlit.errors import SettingsError
from backlit.training.schedule import schedule_factor
from backlit.training.settings import PRESETS, Settings, nielsen


def test_the_default_is_the_network_of_the_lecture():
    settings = Settings()
    assert settings.sizes == (784, 16, 16, 10)
    assert settings.activation == settings.output_activation == "sigmoid"
    assert settings.cost == "squared_error"
    assert settings.optimizer == "sgd"


def test_nielsens_setting_is_that_of_the_book():
    settings = nielsen()
    assert PRESETS["nielsen"] == settings
    assert settings.sizes == (784, 30, 10)
    assert (settings.batch_size, settings.epochs, settings.learning_rate) == (10, 30, 3.0)
    assert settings.cost == "half_squared_error"
    assert settings.schedule == "constant"
    assert settings.initialisation == "gaussian"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"learning_rate": float("nan")}, "learning rate above 0, got nan"),
        ({"learning_rate": float("inf")}, "learning rate above 0, got inf"),
        ({"learning_rate": -1}, "learning rate above 0, got -1"),
        ({"learning_rate": 0}, "learning rate above 0, got 0"),
        ({"batch_size": 0}, "batch size of 1 or more, got 0"),
        ({"epochs": 0}, "epochs, 1 or more, got 0"),
        ({"l2": -0.1}, "L2 strength of 0 or more"),
        ({"seed": -1}, "seed of 0 or more"),
        ({"seed": 2**70}, "seed of 0 or more, at most 2⁵³"),
        ({"epochs": 10**30}, "epochs, 1 or more"),
        ({"batch_size": 10**30}, "batch size of 1 or more"),
        ({"momentum": 1.0}, "momentum from 0 to below 1"),
        ({"drop_every": 0}, "drops every 1"),
        ({"drop_factor": 0.0}, "drop factor above 0"),
        ({"patience": 0}, "patience of 1"),
        ({"activation": "softmax"}, "activation to be one of sigmoid, relu, tanh, identity"),
        ({"cost": "mse"}, "cost to be one of squared_error, half_squared_error, cross_entropy"),
        ({"cost": "cross_entropy", "output_activation": "tanh"}, "sigmoid or softmax outputs"),
        ({"engine": "magic"}, "engine to be one of"),
        ({"sizes": (784,)}, "two or more layer sizes"),
        ({"sizes": (784, 0, 10)}, "two or more layer sizes of 1 or more, got 784,0,10"),
    ],
)
def test_a_knob_that_cannot_work_is_named_with_what_it_can_be(changes, said):
    with pytest.raises(SettingsError) as caught:
        Settings(**changes)
    assert said in str(caught.value)


def test_a_network_too_large_for_memory_is_refused_with_the_memory_it_would_take():
    with pytest.raises(SettingsError, match=r"79,500,000,010 weights.*would take 2,962 GiB"):
        Settings(sizes=(784, 100_000_000, 10))


@given(epochs_done=st.lists(st.floats(0, 30), min_size=1))
def test_schedules_never_leave_0_to_1_and_start_at_1(epochs_done):
    moments = np.array(epochs_done)
    for schedule in ("constant", "cosine", "step"):
        settings = Settings(schedule=schedule)
        share = schedule_factor(settings, moments)
        assert share.shape == moments.shape
        assert (share >= 0).all()
        assert (share <= 1).all()
        assert schedule_factor(settings, np.zeros(1)) == 1


def test_schedules_at_known_moments():
    moments = np.array([0.0, 15.0, 30.0])
    np.testing.assert_allclose(
        schedule_factor(Settings(schedule="cosine"), moments), [1, 0.5, 0], atol=1e-15
    )
    steps = Settings(schedule="step", drop_every=10, drop_factor=0.1)
    np.testing.assert_allclose(
        schedule_factor(steps, np.array([0, 9.99, 10, 20])), [1, 1, 0.1, 0.01]
    )
