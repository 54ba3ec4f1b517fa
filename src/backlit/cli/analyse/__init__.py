"""``backlit analyse``: many examples at a time."""

from __future__ import annotations

import click

from backlit.cli.lazy import LazyGroup

COMMANDS = {
    "cost": "The cost over many examples: its mean, its spread, the worst.",
    "bias": "When a neuron becomes active, and what its bias has to do with it.",
    "confusion": "What each class was taken for, and the figures of each class.",
    "mistakes": "The worst mistakes, with their pictures.",
    "calibration": "Is the network as often right as it is confident?",
    "what-if": "Edit neurons, weights and biases, and see what changes.",
    "ablation": "Switch each hidden neuron off in turn: which one matters most?",
    "weights": "The weights of every neuron of a layer, as pictures.",
    "excite": "The input that excites a neuron most, and the examples that do.",
    "noise": "What the network says to noise, and how confidently.",
    "edges": "Edges first, then loops? Measured, against chance.",
    "batches": "Mini-batches against everything: their angles, and two ways down.",
    "landscape": "The cost over a plane through weight space, with the path of training.",
    "minima": "Descent on a curve of one variable: which minimum does each start find?",
    "surface": "A function of two variables, its gradient read in two ways.",
    "map": "Examples as a layer sees them, and how well it separates the classes.",
}

EPILOG = """\b
Examples:
  backlit analyse confusion
  backlit analyse mistakes --is 4 --said 9 -o mistakes.svg
  backlit analyse calibration
  backlit analyse what-if 17 --off 1:3 --scale 2:5=0.5
  backlit analyse ablation
  backlit analyse excite --layer 3 --neuron 7
  backlit analyse noise
  backlit analyse edges
  backlit analyse batches
  backlit analyse landscape
  backlit analyse minima two-valleys --start 3
  backlit analyse map --layer 2
"""


@click.group(cls=LazyGroup, package="backlit.cli.analyse", about=COMMANDS, epilog=EPILOG)
def analyse() -> None:
    """See what a network has learned, and what it gets wrong."""
