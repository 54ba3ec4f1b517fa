"""The settings of the networks of a population."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import product
from typing import Any, TypeAlias

import numpy as np

from backlit.errors import SettingsError
from backlit.training.settings import Settings

WIDTH = "width"
_NAMES = tuple(field.name for field in fields(Settings))

# One value for all networks, or a sequence with one for each.
PerMember: TypeAlias = Any


def per_member(settings: Settings, n: int, **hyperparameters: PerMember) -> tuple[Settings, ...]:
    """The settings of ``n`` networks that differ in some of them.

    Args:
        settings: The settings that they share.
        n: Number of networks.
        hyperparameters: Fields of ``Settings``, or ``width`` (neurons in each hidden layer):
            one value for all networks, or a sequence with one for each. Without ``seed`` the seeds
            count up from that of ``settings``.

    Raises:
        SettingsError: for an unknown name, a sequence of another length, or a value out of range.
    """
    if n < 1:
        raise SettingsError(f"Expected 1 or more networks, got {n}.", hint="for example 100")
    columns = {"seed": [settings.seed + index for index in range(n)]}
    for name, values in hyperparameters.items():
        columns[name] = _column(name, values, n)
    return tuple(
        _with_hyperparameters(settings, {name: column[index] for name, column in columns.items()})
        for index in range(n)
    )


def grid(
    settings: Settings, n: int | None = None, **hyperparameters: Sequence[Any]
) -> tuple[Settings, ...]:
    """The settings of ``n`` networks that go through all combinations of some values.

    Every combination gets the same seeds, so that chance does not favour one of them.

    Args:
        settings: The settings that they share; its seed is the first one.
        n: Number of networks; one for each combination when None.
        hyperparameters: By name, as in ``per_member``: the values to combine.

    Raises:
        SettingsError: as in ``per_member``.
    """
    combinations = [
        dict(zip(hyperparameters, values, strict=True))
        for values in product(*hyperparameters.values())
    ] or [{}]
    n = len(combinations) if n is None else n
    in_turn = [combinations[index % len(combinations)] for index in range(n)]
    seeds = [settings.seed + index // len(combinations) for index in range(n)]
    columns: Mapping[str, list[Any]] = {
        "seed": seeds,
        **{name: [values[name] for values in in_turn] for name in hyperparameters},
    }
    return per_member(settings, n, **columns)


def _column(name: str, values: PerMember, n: int) -> list[Any]:
    if name != WIDTH and name not in _NAMES:
        raise SettingsError(
            f"Expected the name of a setting, got {name!r}.",
            hint=f"one of {', '.join((WIDTH, *_NAMES))}",
        )
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, str) or not isinstance(values, Sequence):
        return [values] * n
    if name == "sizes" and all(isinstance(size, int) for size in values):
        return [tuple(values)] * n
    if len(values) != n:
        raise SettingsError(
            f"Expected one {name} for all or one for each of the {n} networks, got {len(values)}.",
            hint="`grid` combines lists of values",
        )
    return list(values)


def _with_hyperparameters(settings: Settings, hyperparameters: Mapping[str, Any]) -> Settings:
    changes = dict(hyperparameters)
    if WIDTH in changes:
        sizes = changes.get("sizes", settings.sizes)
        width = changes.pop(WIDTH)
        changes["sizes"] = (sizes[0], *[width] * (len(sizes) - 2), sizes[-1])
    return replace(settings, **changes)
