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
    from backlit.analyse.ablation import analyse_ablation
    from backlit.analyse.bias import analyse_bias
    from backlit.analyse.calibration import analyse_calibration
    from backlit.analyse.confusion import analyse_confusion
    from backlit.analyse.costs import cost_at, cost_over
    from backlit.analyse.edges_and_loops import analyse_edges_and_loops
    from backlit.analyse.edits import edited, scale, set_bias, set_weight, switch_off
    from backlit.analyse.excite import analyse_excitement
    from backlit.analyse.gallery import named_curve, named_surface
    from backlit.analyse.landscape import cost_line, path_plane, random_line, random_plane
    from backlit.analyse.maps import analyse_map
    from backlit.analyse.mini_batches import analyse_batches
    from backlit.analyse.minima import descend_curve, find_basins
    from backlit.analyse.mistakes import analyse_mistakes
    from backlit.analyse.noise import analyse_noise
    from backlit.analyse.separation import analyse_separation
    from backlit.analyse.surface import descend_surface
    from backlit.analyse.two_paths import two_paths
    from backlit.analyse.weights import analyse_weights
    from backlit.analyse.what_if import analyse_what_if
    from backlit.core.backprop import backprop, flatten_gradient, nudges
    from backlit.core.cost import cost_per_example, cost_per_output, mean_cost
    from backlit.core.forward import forward
    from backlit.core.initialise import initialise
    from backlit.core.network import Layer, Network, flatten, unflatten
    from backlit.core.optimizers import descend
    from backlit.core.parameters import parameter_at, parameter_of
    from backlit.data.drawing import digit_from_picture
    from backlit.data.examples import DataSet, Examples
    from backlit.data.mnist import load_mnist
    from backlit.data.read import load as load_data
    from backlit.data.split import split
    from backlit.data.strokes import digit_from_strokes
    from backlit.errors import BacklitError
    from backlit.explain.average_slope import explain_average_slope
    from backlit.explain.chain import explain_chain
    from backlit.explain.chain_rule import explain_chain_rule
    from backlit.explain.cost import explain_cost
    from backlit.explain.finite_difference import finite_difference
    from backlit.explain.gradient import explain_gradient, times_as_important
    from backlit.explain.neuron import explain_neuron
    from backlit.explain.nudge_table import growing_average, nudge_table
    from backlit.explain.nudges import explain_avenues, explain_nudges
    from backlit.explain.origin import Baselines, explain_origin
    from backlit.explain.quantities import Quantity
    from backlit.explain.running_average import explain_growing_average
    from backlit.explain.step import explain_step
    from backlit.explain.weight_nudges import explain_weight_nudges
    from backlit.files.checkpoint import load_checkpoint, save_checkpoint
    from backlit.files.figure import save_figure
    from backlit.files.model import load_model, save_model
    from backlit.files.recording import load_recording, save_recording
    from backlit.files.workspace import find_model, shipped_model
    from backlit.render.json import record_from_json
    from backlit.render.names import Names
    from backlit.training.evaluation import evaluate, outputs
    from backlit.training.members import grid, per_member
    from backlit.training.population import Population, train_population
    from backlit.training.randomness import initial_network
    from backlit.training.recording import Recorder, Recording, branch, restore_step
    from backlit.training.run import Run
    from backlit.training.settings import Settings
    from backlit.training.tables import curves_table, results_table

_HOMES = {
    "BacklitError": "errors",
    "DataSet": "data.examples",
    "Examples": "data.examples",
    "Layer": "core.network",
    "Names": "render.names",
    "Network": "core.network",
    "Baselines": "explain.origin",
    "Population": "training.population",
    "Quantity": "explain.quantities",
    "Recorder": "training.recording",
    "Recording": "training.recording",
    "Run": "training.run",
    "Settings": "training.settings",
    "analyse_ablation": "analyse.ablation",
    "analyse_batches": "analyse.mini_batches",
    "analyse_bias": "analyse.bias",
    "analyse_calibration": "analyse.calibration",
    "analyse_confusion": "analyse.confusion",
    "analyse_edges_and_loops": "analyse.edges_and_loops",
    "analyse_excitement": "analyse.excite",
    "analyse_map": "analyse.maps",
    "analyse_mistakes": "analyse.mistakes",
    "analyse_noise": "analyse.noise",
    "analyse_separation": "analyse.separation",
    "analyse_weights": "analyse.weights",
    "analyse_what_if": "analyse.what_if",
    "backprop": "core.backprop",
    "branch": "training.recording",
    "cost_at": "analyse.costs",
    "cost_line": "analyse.landscape",
    "cost_over": "analyse.costs",
    "cost_per_example": "core.cost",
    "cost_per_output": "core.cost",
    "curves_table": "training.tables",
    "descend": "core.optimizers",
    "descend_curve": "analyse.minima",
    "descend_surface": "analyse.surface",
    "digit_from_picture": "data.drawing",
    "digit_from_strokes": "data.strokes",
    "edited": "analyse.edits",
    "evaluate": "training.evaluation",
    "explain_avenues": "explain.nudges",
    "explain_average_slope": "explain.average_slope",
    "explain_chain": "explain.chain",
    "explain_chain_rule": "explain.chain_rule",
    "explain_cost": "explain.cost",
    "explain_gradient": "explain.gradient",
    "explain_growing_average": "explain.running_average",
    "explain_neuron": "explain.neuron",
    "explain_nudges": "explain.nudges",
    "explain_origin": "explain.origin",
    "explain_step": "explain.step",
    "explain_weight_nudges": "explain.weight_nudges",
    "find_basins": "analyse.minima",
    "find_model": "files.workspace",
    "finite_difference": "explain.finite_difference",
    "flatten": "core.network",
    "flatten_gradient": "core.backprop",
    "forward": "core.forward",
    "grid": "training.members",
    "growing_average": "explain.nudge_table",
    "initial_network": "training.randomness",
    "initialise": "core.initialise",
    "load_checkpoint": "files.checkpoint",
    "load_data": "data.read:load",
    "load_mnist": "data.mnist",
    "load_model": "files.model",
    "load_recording": "files.recording",
    "mean_cost": "core.cost",
    "named_curve": "analyse.gallery",
    "named_surface": "analyse.gallery",
    "nudge_table": "explain.nudge_table",
    "nudges": "core.backprop",
    "outputs": "training.evaluation",
    "parameter_at": "core.parameters",
    "parameter_of": "core.parameters",
    "path_plane": "analyse.landscape",
    "per_member": "training.members",
    "random_line": "analyse.landscape",
    "random_plane": "analyse.landscape",
    "record_from_json": "render.json",
    "restore_step": "training.recording",
    "results_table": "training.tables",
    "save_checkpoint": "files.checkpoint",
    "save_figure": "files.figure",
    "save_model": "files.model",
    "save_recording": "files.recording",
    "scale": "analyse.edits",
    "set_bias": "analyse.edits",
    "set_weight": "analyse.edits",
    "shipped_model": "files.workspace",
    "split": "data.split",
    "switch_off": "analyse.edits",
    "times_as_important": "explain.gradient",
    "train_population": "training.population",
    "two_paths": "analyse.two_paths",
    "unflatten": "core.network",
}

__all__ = [
    "BacklitError",
    "DataSet",
    "Examples",
    "Layer",
    "Names",
    "Network",
    "Baselines",
    "Population",
    "Quantity",
    "Recorder",
    "Recording",
    "Run",
    "Settings",
    "__version__",
    "analyse_ablation",
    "analyse_batches",
    "analyse_bias",
    "analyse_calibration",
    "analyse_confusion",
    "analyse_edges_and_loops",
    "analyse_excitement",
    "analyse_map",
    "analyse_mistakes",
    "analyse_noise",
    "analyse_separation",
    "analyse_weights",
    "analyse_what_if",
    "backprop",
    "branch",
    "cost_at",
    "cost_line",
    "cost_over",
    "cost_per_example",
    "cost_per_output",
    "curves_table",
    "descend",
    "descend_curve",
    "descend_surface",
    "digit_from_picture",
    "digit_from_strokes",
    "edited",
    "evaluate",
    "explain_avenues",
    "explain_average_slope",
    "explain_chain",
    "explain_chain_rule",
    "explain_cost",
    "explain_gradient",
    "explain_growing_average",
    "explain_neuron",
    "explain_nudges",
    "explain_origin",
    "explain_step",
    "explain_weight_nudges",
    "find_basins",
    "find_model",
    "finite_difference",
    "flatten",
    "flatten_gradient",
    "forward",
    "grid",
    "growing_average",
    "initial_network",
    "initialise",
    "load_checkpoint",
    "load_data",
    "load_mnist",
    "load_model",
    "load_recording",
    "mean_cost",
    "named_curve",
    "named_surface",
    "nudge_table",
    "nudges",
    "outputs",
    "parameter_at",
    "parameter_of",
    "path_plane",
    "per_member",
    "random_line",
    "random_plane",
    "record_from_json",
    "restore_step",
    "results_table",
    "save_checkpoint",
    "save_figure",
    "save_model",
    "save_recording",
    "scale",
    "set_bias",
    "set_weight",
    "shipped_model",
    "split",
    "switch_off",
    "times_as_important",
    "train_population",
    "two_paths",
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
