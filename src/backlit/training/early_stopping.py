"""Early stopping: end a run when its cost no longer falls, and keep its best network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from backlit.core.network import Network
from backlit.training.records import EpochRecord


@final
@dataclass(eq=False)
class EarlyStopping:
    """The best network so far, and for how many epochs to wait for a better one.

    Attributes:
        patience: Epochs without a lower cost after which the run ends; never when None.
        network: The best network so far; None without patience.
        epoch: The number of epochs after which it was evaluated.
        cost: Its monitored cost.
    """

    patience: int | None
    network: Network | None = None
    epoch: int | None = None
    cost: float | None = None

    def is_improved_by(self, record: EpochRecord) -> bool:
        """Whether the network just evaluated is the best one so far, and is to be kept."""
        return self.patience is not None and (
            self.cost is None or record.monitored_cost < self.cost
        )

    def set_best(self, record: EpochRecord, network: Network) -> None:
        """Keep a network as the best one so far, with the evaluation of its epoch."""
        self.network, self.epoch, self.cost = network, record.epoch, record.monitored_cost

    def ends(self, epoch: int) -> bool:
        """Whether the run ends after this epoch."""
        return (
            self.patience is not None
            and self.epoch is not None
            and epoch - self.epoch >= self.patience
        )
