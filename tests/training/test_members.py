import numpy as np
import pytest

from backlit.errors import SettingsError
from backlit.training.members import grid, per_member
from backlit.training.settings import Settings


def test_members_get_seeds_one_after_another_and_share_the_rest():
    members = per_member(Settings(seed=5, epochs=2), 3)
    assert [each.seed for each in members] == [5, 6, 7]
    assert {each.epochs for each in members} == {2}


def test_a_knob_is_one_value_for_all_or_one_for_each():
    members = per_member(
        Settings(), 2, learning_rate=np.array([0.5, 1.0]), batch_size=32, seed=9, l2=(0.0, 0.1)
    )
    assert [each.learning_rate for each in members] == [0.5, 1.0]
    assert {each.batch_size for each in members} == {32}
    assert {each.seed for each in members} == {9}
    assert [each.l2 for each in members] == [0.0, 0.1]


def test_width_sets_every_hidden_layer_and_sizes_all_layers():
    members = per_member(Settings(), 2, width=[8, 32])
    assert [each.sizes for each in members] == [(784, 8, 8, 10), (784, 32, 32, 10)]
    assert per_member(Settings(), 2, sizes=(784, 30, 10))[1].sizes == (784, 30, 10)
    both = per_member(Settings(), 2, sizes=[(784, 30, 10), (784, 5, 5, 10)], width=7)
    assert [each.sizes for each in both] == [(784, 7, 10), (784, 7, 7, 10)]


def test_a_grid_deals_every_combination_in_turn_with_the_same_seeds_for_each():
    members = grid(Settings(seed=3), 8, learning_rate=[0.5, 1.0], batch_size=[10, 32])
    dealt = [(each.learning_rate, each.batch_size, each.seed) for each in members]
    combinations = [(0.5, 10), (0.5, 32), (1.0, 10), (1.0, 32)]
    assert dealt == [(*each, 3) for each in combinations] + [(*each, 4) for each in combinations]
    assert len(grid(Settings(), learning_rate=[0.5, 1.0], batch_size=[10, 32])) == 4
    assert grid(Settings(), 3) == per_member(Settings(), 3)


@pytest.mark.parametrize(
    ("n", "hyperparameters", "said"),
    [
        (0, {}, "1 or more networks, got 0"),
        (3, {"learning_rate": [1.0, 2.0]}, "one for each of the 3 networks, got 2"),
        (3, {"colour": 1}, "a knob of a network's settings, got 'colour'"),
        (3, {"learning_rate": [1.0, -2.0, 1.0]}, "a learning rate above 0, got -2.0"),
        (3, {"label_noise": 1.5}, "a share of wrong labels from 0 to 1, got 1.5"),
    ],
)
def test_what_cannot_be_is_refused(n, hyperparameters, said):
    with pytest.raises(SettingsError, match=said):
        per_member(Settings(), n, **hyperparameters)
