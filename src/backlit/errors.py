"""What can go wrong, each as one clear sentence: what was expected, what came, a hint.

Libraries raise these; shells catch ``BacklitError`` and show its text without a traceback.
"""

from __future__ import annotations


class BacklitError(Exception):
    """The base of every error that Backlit raises on purpose.

    Args:
        message: One sentence: what was expected and what came instead.
        hint: What to do about it, if there is something to say.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(f"{message}\n\nhint: {hint}" if hint else message)
        self.message = message
        self.hint = hint


class BacklitWarning(UserWarning):
    """Something went on as asked, though it may not be what was meant."""


class ShapeError(BacklitError, ValueError):
    """An array has another shape than the equation asks for."""


class OutOfRangeError(BacklitError, IndexError):
    """There is no such layer, neuron, weight, label or example."""


class SettingsError(BacklitError, ValueError):
    """A knob was set to something that cannot work."""


class DataError(BacklitError, ValueError):
    """Examples could not be read, or are not what they claim to be."""


class DownloadError(DataError):
    """A named data set could not be fetched whole and unchanged."""


class ModelError(BacklitError, ValueError):
    """A model or checkpoint file is not what it claims to be, or does not fit."""


class DivergedError(BacklitError, ArithmeticError):
    """The cost stopped being a finite number.

    Args:
        epoch: The epoch it happened in, counted from 1.
        step: The step (mini-batch) it happened at, counted from 1 over the whole run.
    """

    def __init__(self, epoch: int, step: int, cost: float) -> None:
        super().__init__(
            f"Training diverged: the cost became {cost} in epoch {epoch}, at step {step}.",
            hint="try a smaller learning rate",
        )
        self.epoch = epoch
        self.step = step
        self.cost = cost
