"""From the shell to a saved model with PyTorch, at the settings of ``backlit train``.

It stops after the first epoch with 95 % on the test images (ours does all its epochs).
"""

from __future__ import annotations

import sys

import numpy as np
import torch

import backlit


def main(path: str, epochs: int) -> None:
    """Load, train, test, save."""
    settings, data = backlit.Settings(), backlit.load_mnist()
    assert data.test is not None
    X = torch.from_numpy(data.train.inputs(dtype=np.float32))
    y = torch.from_numpy(data.train.targets(dtype=np.float32))
    test, labels = torch.from_numpy(data.test.inputs(dtype=np.float32)), data.test.labels
    torch.manual_seed(0)
    network = torch.nn.Sequential(
        *(torch.nn.Linear(784, 16), torch.nn.Sigmoid()),
        *(torch.nn.Linear(16, 16), torch.nn.Sigmoid()),
        *(torch.nn.Linear(16, 10), torch.nn.Sigmoid()),
    )
    optimizer = torch.optim.SGD(
        network.parameters(), lr=settings.learning_rate, weight_decay=settings.l2
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, settings.epochs)
    accuracy, epoch = 0.0, 0
    while accuracy < 0.95 and epoch < epochs:
        for batch in torch.randperm(len(X)).split(settings.batch_size):
            optimizer.zero_grad()
            ((network(X[batch]) - y[batch]) ** 2).sum(dim=1).mean().backward()
            optimizer.step()
        schedule.step()
        with torch.no_grad():
            accuracy = float((network(test).argmax(1).numpy() == labels).mean())
        epoch += 1
    torch.save(network.state_dict(), path)
    print(accuracy, epoch)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
