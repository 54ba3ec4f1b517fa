"""Label noise: a share of labels replaced by wrong ones, to see how training copes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from backlit.data.examples import Examples


def with_label_noise(examples: Examples, share: float, rng: np.random.Generator) -> Examples:
    """The same inputs, a share of them with a wrong class.

    Args:
        examples: With correct labels.
        share: How many of the labels are made wrong, 0–1; rounded to whole examples.
        rng: Chooses which examples, and the wrong class of each, uniformly.
    """
    n_wrong = round(share * len(examples))
    if n_wrong == 0 or examples.n_classes < 2:
        return examples
    which = rng.permutation(len(examples))[:n_wrong]
    labels = examples.labels.copy()
    labels[which] += rng.integers(1, examples.n_classes, n_wrong)
    labels[which] %= examples.n_classes
    return replace(examples, labels=labels)
