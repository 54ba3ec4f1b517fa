"""Small networks to explain."""

import numpy as np
import pytest

from backlit.core.initialise import initialise


@pytest.fixture
def two_layers():
    """A network of 2-3-1 sigmoids."""
    return initialise((2, 3, 1), np.random.default_rng(0))
