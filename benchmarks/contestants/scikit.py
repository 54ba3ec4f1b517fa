"""scikit-learn's ``MLPClassifier``, an epoch for each call of ``partial_fit``.

What differs from the others: its cost is always cross-entropy, with softmax at the end (one
logistic neuron for two classes), and it draws its own first weights. The arithmetic is the same.
"""

from __future__ import annotations

import numpy as np
from sklearn.neural_network import MLPClassifier
from workloads import Work

from contestants.contestant import Contestant, Weights


def partial_fit(work: Work) -> Contestant:
    """SGD: no momentum, no L2, shuffled."""
    kind, X, labels = work.workload, work.X, work.train.labels
    network = MLPClassifier(
        kind.sizes[1:-1],
        activation="relu" if kind.softmax else "logistic",
        solver="sgd",
        alpha=0.0,
        batch_size=kind.batch_size,
        learning_rate_init=kind.rate_of_log_loss,
        momentum=0.0,
        nesterovs_momentum=False,
        shuffle=True,
        random_state=0,
    )
    classes = np.arange(work.train.n_classes)
    start = 0

    def epoch() -> None:
        nonlocal start
        # Of a part of an epoch the examples come in pieces, without a copy; it shuffles them.
        start = start + work.n if start + 2 * work.n <= len(X) else 0
        piece = slice(start, start + work.n)
        network.partial_fit(X[piece], labels[piece], classes=classes)

    def networks() -> list[Weights]:
        weights = [(W.T, b) for W, b in zip(network.coefs_, network.intercepts_, strict=True)]
        W, b = weights[-1]
        if len(b) == 1:  # "above" against nothing
            weights[-1] = (np.concatenate([0 * W, W]), np.concatenate([0 * b, b]))
        return [weights]

    return Contestant(epoch, networks)
