"""For every test: shapes are checked, and no test touches the user's own folders."""

import os
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from jaxtyping import config, install_import_hook

# Before anything of backlit is imported: every annotated shape is checked in every call.
install_import_hook("backlit.core", "beartype.beartype")

import pytest  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

settings.register_profile(
    "backlit",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("backlit")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, monkeypatch):
    """Give each test a cache and a workspace of its own."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("BACKLIT_CACHE", str(home / "cache"))
    monkeypatch.setenv("BACKLIT_HOME", str(home / "workspace"))


@pytest.fixture(scope="session")
def test_set():
    """MNIST's 10,000 test examples."""
    from backlit import load_mnist

    test = load_mnist().test
    assert test is not None
    return test


@pytest.fixture
def two_layers():
    """A network of 2-3-1 sigmoids."""
    import numpy as np

    from backlit.core.initialise import initialise

    return initialise((2, 3, 1), np.random.default_rng(0))


@pytest.fixture
def unchecked_shapes():
    """Switch the shape checker off, to see what a user without it would see."""
    config.update("jaxtyping_disable", True)
    yield
    config.update("jaxtyping_disable", False)


def pytest_collection_modifyitems(config, items):
    """Leave out what needs a GPU or a browser, unless it is selected: ``pytest -m gpu``."""
    unasked = [mark for mark in ("gpu", "browser") if mark not in config.option.markexpr]
    needy = [item for item in items if any(map(item.get_closest_marker, unasked))]
    config.hook.pytest_deselected(items=needy)
    items[:] = [item for item in items if item not in needy]
