"""The torch engine, as one among the others: a network is a population of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from backlit.core.network import Network
from backlit.core.optimizers import OptimizerState
from backlit.data.examples import Examples
from backlit.engines.engine import Predictions, StepReport, TrainingTask

if TYPE_CHECKING:
    from backlit.engines.torch.population import TorchPopulation


class TorchEngine:
    """Trains with PyTorch, in float32; made for populations and GPUs, slow for one network.

    Args:
        device: ``cpu`` or ``cuda``; the GPU where there is one when None.
    """

    name = "torch"

    def __init__(self, device: str | None = None) -> None:
        self.device = device

    def start(self, task: TrainingTask) -> TorchTrainer:
        """Get ready to train.

        Raises:
            SettingsError: when PyTorch or the device is not there.
        """
        return TorchTrainer(self.start_together([task]))

    def start_together(self, tasks: Sequence[TrainingTask]) -> TorchPopulation:
        """Get ready to train many networks as one batched computation.

        Raises:
            ShapeError: when they differ in more than numbers.
            SettingsError: when PyTorch or the device is not there.
        """
        # Here and not above: PyTorch is imported only by those who use it.
        from backlit.engines.torch.population import TorchPopulation

        return TorchPopulation(tasks, self.device)


class TorchTrainer:
    """A network that PyTorch takes downhill."""

    def __init__(self, population: TorchPopulation) -> None:
        self._population = population

    def descend(
        self,
        order: NDArray[np.intp],
        batch_size: int,
        learning_rates: NDArray[np.float64],
        l2: float,
    ) -> StepReport:
        """Take a step for each mini-batch."""
        orders, rates = order[np.newaxis], learning_rates[:, np.newaxis]
        return self._population.descend(orders, batch_size, rates, np.array([l2]))[0]

    def answer(self, examples: Examples, most: int | None = None) -> Predictions:
        """What the network as it is now says to examples."""
        return self._population.answer(examples, most)[0]

    def snapshot(self) -> tuple[Network, OptimizerState]:
        """The network and the optimizer's state as they are now, as copies."""
        return self._population.snapshot(0)
