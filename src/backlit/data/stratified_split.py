"""Splitting examples at random in two, each class in the same proportion in both parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import Examples
from backlit.errors import SettingsError


def stratified_split(
    examples: Examples, fraction_or_count: float, seed: int = 0
) -> tuple[Examples, Examples]:
    """Split examples at random in two, each class in the same proportion in both.

    The same examples, amount and seed always give the same parts. Every class that has examples
    has at least one in each part.

    Args:
        examples: The examples to split.
        fraction_or_count: How much to hold out: a float in (0, 1) for a fraction, an int from 1
            for a number of examples.
        seed: Chooses among the possible splits.

    Returns:
        The rest, and the examples that were held out.

    Raises:
        SettingsError: when that number cannot be held out, or a class has only one example.
    """
    count = _validated_count(fraction_or_count, len(examples))
    sizes = np.bincount(examples.labels, minlength=examples.n_classes)
    if 1 in sizes:
        lonely = examples.classes[int(np.argmax(sizes == 1))]
        raise SettingsError(
            f"Expected at least two examples of each class in {examples.name} to split them, "
            f"got one of class {lonely!r}.",
            hint="add examples of it, or leave the class out",
        )
    n_present = int((sizes > 0).sum())
    if not n_present <= count <= len(examples) - n_present:
        raise SettingsError(
            f"Expected to hold out from {n_present:,} to {len(examples) - n_present:,} of the "
            f"{len(examples):,} examples of {examples.name}, so that each of the {n_present} "
            f"classes is in both parts, got {count:,}.",
            hint="hold out another number",
        )

    rng = np.random.default_rng(seed)
    held_out: list[NDArray[np.intp]] = []
    rest: list[NDArray[np.intp]] = []
    for index, share in enumerate(_per_class_counts(sizes, count)):
        members = rng.permutation(np.flatnonzero(examples.labels == index))
        held_out.append(members[:share])
        rest.append(members[share:])
    return (
        examples.take(rng.permutation(np.concatenate(rest))),
        examples.take(
            rng.permutation(np.concatenate(held_out)), name=f"{examples.name} (held out)"
        ),
    )


def _validated_count(fraction_or_count: float, n: int) -> int:
    """How many examples to hold out."""
    if isinstance(fraction_or_count, bool) or not (
        isinstance(fraction_or_count, int | np.integer) or 0 < fraction_or_count < 1
    ):
        raise SettingsError(
            "Expected a fraction between 0 and 1 or a whole number of examples to hold out, "
            f"got {fraction_or_count!r}.",
            hint="for example 0.1, or 5000",
        )
    if isinstance(fraction_or_count, int | np.integer):
        return int(fraction_or_count)
    return round(fraction_or_count * n)


def _per_class_counts(sizes: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """How many to hold out of each class: in proportion, whole, at least one and never all.

    Each class gets its quota rounded down; the rest goes to the largest remainders.
    """
    quotas = sizes * (count / sizes.sum())
    least = np.minimum(sizes, 1)
    most = np.maximum(sizes - 1, 0)
    shares: NDArray[np.intp] = np.clip(np.floor(quotas).astype(np.intp), least, most)
    while (missing := count - int(shares.sum())) != 0:
        owed = (quotas - shares) * np.sign(missing)
        movable = shares < most if missing > 0 else shares > least
        shares[np.argmax(np.where(movable, owed, -np.inf))] += np.sign(missing)
    return shares
