"""The options that choose the data, the layers and the settings of a training run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from backlit.cli.options.model import label_column_option
from backlit.cli.output import CommandDecorator, CommandFunction
from backlit.core.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.core.initialise import INITIALISATIONS
from backlit.core.optimizers import OPTIMIZERS
from backlit.engines.choose import ENGINES
from backlit.training.members import WIDTH
from backlit.training.schedule import SCHEDULES
from backlit.training.settings import PRESETS, Settings

DEFAULTS = Settings()


def default_note(value: object) -> str:
    """The note on a default in a help text, as click writes it.

    The options themselves default to None, so that a preset or a checkpoint can fill them in.
    """
    return f"  [default: {value}]"


@dataclass(frozen=True)
class SettingOption:
    """The option for one field of ``Settings``.

    Attributes:
        kind: The type of its values.
        help: What it sets.
        metavar: What stands for a value; None for what click shows.
        default: The default that is shown; the field's own when None.
    """

    kind: click.ParamType[Any] | type
    help: str
    metavar: str | None = None
    default: object = None


SETTING_OPTIONS = {
    WIDTH: SettingOption(int, "Neurons in each hidden layer.", "N", DEFAULTS.sizes[1]),
    "activation": SettingOption(click.Choice(HIDDEN_ACTIVATIONS), "Hidden-layer activation."),
    "output_activation": SettingOption(click.Choice(list(ACTIVATIONS)), "Output-layer activation."),
    "cost": SettingOption(click.Choice(list(COSTS)), "Cost function to minimise."),
    "epochs": SettingOption(int, "Passes over the training data.", "N"),
    "batch_size": SettingOption(int, "Examples per mini-batch.", "N"),
    "learning_rate": SettingOption(float, "Learning rate at the start.", "η"),
    "schedule": SettingOption(click.Choice(SCHEDULES), "Learning-rate schedule."),
    "drop_every": SettingOption(int, "Epochs between drops of the step schedule.", "N"),
    "drop_factor": SettingOption(float, "Factor of each drop of the step schedule.", "FACTOR"),
    "optimizer": SettingOption(click.Choice(OPTIMIZERS), "Optimizer."),
    "momentum": SettingOption(float, "Momentum coefficient of the momentum optimizer.", "μ"),
    "l2": SettingOption(float, "L2 regularisation strength.", "λ"),
    "initialisation": SettingOption(
        click.Choice(list(INITIALISATIONS)), "Distribution of the initial weights."
    ),
    "patience": SettingOption(
        int,
        "Early stopping: end after N epochs without a lower validation cost, and keep the best "
        "network.",
        "N",
        "never",
    ),
    "label_noise": SettingOption(
        float, "Fraction of training labels to replace with wrong ones.", "FRACTION"
    ),
    "seed": SettingOption(int, "Random seed. The same seed gives the same network.", "N"),
    "engine": SettingOption(click.Choice(ENGINES), "Compute backend."),
}


def setting_options(*names: str) -> CommandDecorator:
    """The options for some fields of ``Settings``, in this order."""

    def decorate(command: CommandFunction) -> CommandFunction:
        for name in reversed(names):
            option = SETTING_OPTIONS[name]
            command = click.option(
                _flag(name),
                type=option.kind,
                metavar=option.metavar,
                help=option.help + _default(name),
            )(command)
        return command

    return decorate


def setting_list_options(*names: str) -> CommandDecorator:
    """The same options, each with one value or several, separated by commas."""

    def decorate(command: CommandFunction) -> CommandFunction:
        for name in reversed(names):
            option = SETTING_OPTIONS[name]
            kind = click.types.convert_type(option.kind)
            choices = f"  [{'|'.join(kind.choices)}]" if isinstance(kind, click.Choice) else ""
            command = click.option(
                _flag(name),
                callback=_split_values(kind),
                metavar="A,B,…",
                help=option.help + choices + _default(name),
            )(command)
        return command

    return decorate


def training_data_options(command: CommandFunction) -> CommandFunction:
    """The options that choose the data set and its validation split."""
    options = (
        click.option(
            "--data",
            metavar="NAME|PATH",
            help="Data set: a name from `backlit data list`, or a path." + default_note("mnist"),
        ),
        label_column_option,
        click.option(
            "--validation",
            type=float,
            metavar="SIZE",
            help="Size of the validation split: a fraction below 1, or a number of examples; 0 "
            "for none." + default_note("1/12"),
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


layers_option = click.option(
    "--layers",
    metavar="N,N,…",
    help="Layer sizes: all of them (784,16,16,10), or the hidden layers' alone (16,16)."
    + default_note("16,16"),
)

preset_option = click.option(
    "--preset",
    type=click.Choice(list(PRESETS)),
    help="Settings to start from; other options override them." + default_note("default"),
)


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _default(name: str) -> str:
    default = SETTING_OPTIONS[name].default
    return default_note(getattr(DEFAULTS, name) if default is None else default)


def _split_values(kind: click.ParamType[Any]) -> Callable[..., tuple[Any, ...] | None]:
    def convert(
        context: click.Context, parameter: click.Parameter, value: str | None
    ) -> tuple[Any, ...] | None:
        if value is None:
            return None
        return tuple(kind.convert(part.strip(), parameter, context) for part in value.split(","))

    return convert
