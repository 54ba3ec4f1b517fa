"""How a network was before its training, and soon after it began."""

from __future__ import annotations

from backlit.core.network import Network
from backlit.data.examples import Examples
from backlit.training.randomness import initial_network
from backlit.training.run import Run
from backlit.training.settings import Settings, with_changes


def early_training(settings: Settings, examples: Examples) -> tuple[Network, Network]:
    """The network before its training, and after a tenth of an epoch of it.

    Args:
        settings: Of its training; the same that it was made with.
        examples: What it learns from.

    Raises:
        ShapeError: when the examples do not fit the settings.
        BacklitError: when a run with these settings cannot be made.
    """
    settings = with_changes(settings, engine="blas")
    tenth = examples.take(slice(max(1, len(examples) // 10)))
    run = Run(with_changes(settings, epochs=1, schedule="constant", patience=None), tenth)
    for _ in run.steps():
        pass
    return initial_network(settings), run.network
