"""The errors that Backlit raises, each with one clear sentence and a hint.

"Expected X, got Y." is for values that are checked; an unreadable file, a full disk or a lost
connection gets its own plain sentence. The library raises; the command line and the server catch
``BacklitError`` and show its text without a traceback.
"""

from __future__ import annotations


class BacklitError(Exception):
    """The base of every error that Backlit raises on purpose.

    Args:
        message: One sentence: what went wrong.
        hint: What to do about it, if anything.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(f"{message}\n\nhint: {hint}" if hint else message)
        self.message = message
        self.hint = hint


class BacklitWarning(UserWarning):
    """Something was done as requested, though it may not be what was intended."""


class ShapeError(BacklitError, ValueError):
    """An array does not have the shape that the equation needs."""


class OutOfRangeError(BacklitError, IndexError):
    """There is no such layer, neuron, weight, label or example."""


class SettingsError(BacklitError, ValueError):
    """A setting has a value that cannot work."""


class DataError(BacklitError, ValueError):
    """Examples could not be read, or are invalid."""


class DownloadError(DataError):
    """A data set could not be downloaded, complete and unchanged."""


class ModelError(BacklitError, ValueError):
    """A model, checkpoint, recording or index cannot be read or written, or does not fit."""


class DivergedError(BacklitError, ArithmeticError):
    """The cost stopped being a finite number.

    Args:
        epoch: The epoch in which it happened, counted from 1.
        step: The step (mini-batch) at which it happened, counted from 1 over the whole run.
    """

    def __init__(self, epoch: int, step: int, cost: float) -> None:
        super().__init__(
            f"Training diverged: the cost became {cost} in epoch {epoch}, at step {step}.",
            hint="try a smaller learning rate",
        )
        self.epoch = epoch
        self.step = step
        self.cost = cost


def reason_of(error: Exception) -> str:
    """What the system or a library reports, as the end of a sentence: ``permission denied``."""
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return reason[:1].lower() + reason[1:]
