"""The torch engine for one network: a population of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network
from backlit.core.optimizers import OptimizerState
from backlit.data.examples import Examples
from backlit.engines.engine import StepReport, TrainingTask
from backlit.inference import Predictions

if TYPE_CHECKING:
    from backlit.engines.torch.population import TorchPopulation


class TorchEngine:
    """Trains with PyTorch, in float32; for populations and GPUs, slow for one network.

    Args:
        device: ``cpu`` or ``cuda``; the GPU where there is one when None.
    """

    name = "torch"

    def __init__(self, device: str | None = None) -> None:
        self.device = device

    def start(self, task: TrainingTask) -> TorchTrainer:
        """Make the trainer of a task.

        Raises:
            SettingsError: when PyTorch or the device is not available.
        """
        return TorchTrainer(self.start_together([task]))

    def start_together(self, tasks: Sequence[TrainingTask]) -> TorchPopulation:
        """Make the trainer of many networks as one batched computation.

        Raises:
            ShapeError: when they differ in more than numbers.
            SettingsError: when PyTorch or the device is not available.
        """
        # Imported here so that PyTorch is loaded only when it is used.
        from backlit.engines.torch.population import TorchPopulation

        return TorchPopulation(tasks, self.device)


class TorchTrainer:
    """A network trained by PyTorch."""

    def __init__(self, population: TorchPopulation) -> None:
        self._population = population

    def train_steps(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step on each mini-batch."""
        orders, rates = order[np.newaxis], learning_rates[:, np.newaxis]
        return self._population.train_steps(orders, batch_size, rates, np.array([l2]))[0]

    def predict(self, examples: Examples, limit: int | None = None) -> Predictions:
        """The current network's predictions for the first ``limit`` examples."""
        return self._population.predict(examples, limit)[0]

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """Copies of the current network and the optimizer's state."""
        return self._population.snapshot(0)
