"""Which networks a population is made of: one Settings for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import product
from typing import Any, TypeAlias

import numpy as np

from backlit.errors import SettingsError
from backlit.training.settings import Settings

WIDTH = "width"
_KNOBS = tuple(field.name for field in fields(Settings))

# One value for all members, or one for each.
PerMember: TypeAlias = Any


def per_member(settings: Settings, n: int, **hyperparameters: PerMember) -> tuple[Settings, ...]:
    """``n`` settings that differ in some knobs.

    Args:
        settings: What they have in common.
        n: How many.
        hyperparameters: By name, any of ``Settings`` or ``width`` (neurons in each hidden layer;
            their number stays): one value for all, or a sequence of ``n``, one for each. Without
            ``seed`` they get seeds one after another from that of ``settings`` on.

    Raises:
        SettingsError: for an unknown knob, a sequence of another length, or a value that cannot be.
    """
    if n < 1:
        raise SettingsError(f"Expected 1 or more networks, got {n}.", hint="for example 100")
    columns = {"seed": [settings.seed + index for index in range(n)]}
    for knob, values in hyperparameters.items():
        columns[knob] = _column(knob, values, n)
    return tuple(
        _with_knobs(settings, {knob: column[index] for knob, column in columns.items()})
        for index in range(n)
    )


def grid(
    settings: Settings, n: int | None = None, **hyperparameters: Sequence[Any]
) -> tuple[Settings, ...]:
    """Every combination of the values of some knobs, dealt out in turn.

    Every combination gets the same seeds, so that what differs between two of them is not luck.

    Args:
        settings: What they have in common; the first seed is its.
        n: How many networks; one for each combination when None.
        hyperparameters: By name, as in ``per_member``: the values to combine.

    Raises:
        SettingsError: as in ``per_member``.
    """
    combinations = [
        dict(zip(hyperparameters, values, strict=True))
        for values in product(*hyperparameters.values())
    ] or [{}]
    n = len(combinations) if n is None else n
    dealt = [combinations[index % len(combinations)] for index in range(n)]
    seeds = [settings.seed + index // len(combinations) for index in range(n)]
    columns: Mapping[str, list[Any]] = {
        "seed": seeds,
        **{knob: [values[knob] for values in dealt] for knob in hyperparameters},
    }
    return per_member(settings, n, **columns)


def _column(knob: str, values: PerMember, n: int) -> list[Any]:
    if knob != WIDTH and knob not in _KNOBS:
        raise SettingsError(
            f"Expected a knob of a network's settings, got {knob!r}.",
            hint=f"one of {', '.join((WIDTH, *_KNOBS))}",
        )
    if isinstance(values, np.ndarray):
        values = values.tolist()
    if isinstance(values, str) or not isinstance(values, Sequence):
        return [values] * n
    if knob == "sizes" and all(isinstance(size, int) for size in values):
        return [tuple(values)] * n
    if len(values) != n:
        raise SettingsError(
            f"Expected one {knob} for all or one for each of the {n} networks, got {len(values)}.",
            hint="`grid` combines lists of values",
        )
    return list(values)


def _with_knobs(settings: Settings, hyperparameters: Mapping[str, Any]) -> Settings:
    changes = dict(hyperparameters)
    if WIDTH in changes:
        sizes = changes.get("sizes", settings.sizes)
        width = changes.pop(WIDTH)
        changes["sizes"] = (sizes[0], *[width] * (len(sizes) - 2), sizes[-1])
    return replace(settings, **changes)
