"""Backlit: a neural network lit from behind.

It trains on real handwritten digits, and every number in it can be opened.

    import backlit

    data = backlit.load_mnist()
    run = backlit.Run(backlit.Settings(epochs=3), data.train)
    for progress in run.steps():
        print(progress.epoch, progress.batch_cost)
    print(backlit.evaluate(run.network, data.test).accuracy)

Names are imported when they are first used, so that ``import backlit`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from backlit.core.backprop import backprop, flatten_gradient, nudges
    from backlit.core.cost import cost_per_example, cost_per_output, mean_cost
    from backlit.core.descent import descend
    from backlit.core.forward import forward
    from backlit.core.initialise import initialise
    from backlit.core.network import Layer, Network, flatten, unflatten
    from backlit.data.drawing import digit_from_picture
    from backlit.data.examples import DataSet, Examples
    from backlit.data.mnist import load_mnist
    from backlit.data.read import load as load_data
    from backlit.data.split import split
    from backlit.errors import BacklitError
    from backlit.explain.neuron import explain_neuron
    from backlit.files.checkpoint import load_checkpoint, save_checkpoint
    from backlit.files.model import load_model, save_model
    from backlit.files.workspace import find_model, shipped_model
    from backlit.training.evaluation import evaluate, outputs
    from backlit.training.members import grid, per_member
    from backlit.training.population import Population, train_population
    from backlit.training.run import Run
    from backlit.training.settings import Settings
    from backlit.training.tables import curves_table, results_table

_HOMES = {
    "BacklitError": "errors",
    "DataSet": "data.examples",
    "Examples": "data.examples",
    "Layer": "core.network",
    "Network": "core.network",
    "Population": "training.population",
    "Run": "training.run",
    "Settings": "training.settings",
    "backprop": "core.backprop",
    "cost_per_example": "core.cost",
    "cost_per_output": "core.cost",
    "curves_table": "training.tables",
    "descend": "core.descent",
    "digit_from_picture": "data.drawing",
    "evaluate": "training.evaluation",
    "explain_neuron": "explain.neuron",
    "find_model": "files.workspace",
    "flatten": "core.network",
    "flatten_gradient": "core.backprop",
    "forward": "core.forward",
    "grid": "training.members",
    "initialise": "core.initialise",
    "load_checkpoint": "files.checkpoint",
    "load_data": "data.read:load",
    "load_mnist": "data.mnist",
    "load_model": "files.model",
    "mean_cost": "core.cost",
    "nudges": "core.backprop",
    "outputs": "training.evaluation",
    "per_member": "training.members",
    "results_table": "training.tables",
    "save_checkpoint": "files.checkpoint",
    "save_model": "files.model",
    "shipped_model": "files.workspace",
    "split": "data.split",
    "train_population": "training.population",
    "unflatten": "core.network",
}

__all__ = [
    "BacklitError",
    "DataSet",
    "Examples",
    "Layer",
    "Network",
    "Population",
    "Run",
    "Settings",
    "__version__",
    "backprop",
    "cost_per_example",
    "cost_per_output",
    "curves_table",
    "descend",
    "digit_from_picture",
    "evaluate",
    "explain_neuron",
    "find_model",
    "flatten",
    "flatten_gradient",
    "forward",
    "grid",
    "initialise",
    "load_checkpoint",
    "load_data",
    "load_mnist",
    "load_model",
    "mean_cost",
    "nudges",
    "outputs",
    "per_member",
    "results_table",
    "save_checkpoint",
    "save_model",
    "shipped_model",
    "split",
    "train_population",
    "unflatten",
]


def __getattr__(name: str) -> Any:
    """Import a public name from the room that it lives in, the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'backlit' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    value = getattr(importlib.import_module(f"backlit.{module}"), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, imported or not."""
    return sorted([*globals(), *_HOMES])
