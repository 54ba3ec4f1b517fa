"""The input of a request as numbers, and the examples of a model's data."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from backlit.core.parameters import check_range
from backlit.data.examples import Examples
from backlit.data.labels import relabel
from backlit.data.load import load_data
from backlit.data.preprocessing.normalisation import SIDE
from backlit.data.preprocessing.strokes_to_digit import digit_from_strokes
from backlit.errors import DataError, OutOfRangeError, SettingsError
from backlit.web.model_view import ModelView
from backlit.web.schemas import DrawingInput, Input, LabelledRequest, NoiseInput, RawInput

# Requests run in threads: without a lock, two of them would load the same data.
_LOADING = threading.Lock()


@dataclass(frozen=True, eq=False)
class LabelledInput:
    """An input of a network.

    Attributes:
        x: (n_in,) its numbers.
        label: Its class, where that is known.
    """

    x: NDArray[np.float64]
    label: int | None


def resolve_input(view: ModelView, request: Input) -> LabelledInput:
    """The numbers of a drawing, an example, noise or raw input.

    Raises:
        DataError: when the drawing is empty, or the network does not read drawings.
        OutOfRangeError: when there is no such example.
    """
    n_in = view.network.sizes[0]
    if isinstance(request, DrawingInput):
        if view.model.metadata.image_shape != (SIDE, SIDE):
            raise DataError(
                f"Expected a model that reads pictures of {SIDE}×{SIDE} pixels, "
                f"got {view.name}, which reads {n_in} numbers.",
                hint="choose another model, or an example",
            )
        digit = digit_from_strokes(request.strokes, width=request.width, fit=request.fit)
        return LabelledInput(digit.pixels.reshape(-1) / 255, None)
    if isinstance(request, RawInput):
        return LabelledInput(np.asarray(request.numbers, np.float64), None)
    if isinstance(request, NoiseInput):
        return LabelledInput(np.random.default_rng(request.seed).random(n_in), None)
    examples = examples_of(view, request.set)
    check_range(f"an example of {examples.name}", request.number, len(examples))
    chosen = slice(request.number, request.number + 1)
    return LabelledInput(
        examples.inputs(chosen)[0].astype(np.float64), int(examples.labels[request.number])
    )


def resolve_labelled_input(
    view: ModelView, request: LabelledRequest
) -> tuple[NDArray[np.float64], int]:
    """The numbers of an input, (n_in,), and its class.

    Raises:
        SettingsError: when its class is not known.
        OutOfRangeError: when there is no such class.
    """
    resolved = resolve_input(view, request.input)
    label = resolved.label if request.label is None else request.label
    if label is None:
        raise SettingsError(
            "Expected a label for this input, got none.", hint="give the class that is correct"
        )
    if label >= len(view.names.classes):
        raise OutOfRangeError(
            f"Expected a label from 0 to {len(view.names.classes) - 1}, got {label}.",
            hint="count the classes from 0",
        )
    return resolved.x, label


def examples_of(view: ModelView, split: str = "test") -> Examples:
    """The examples that a model was trained on ("train"), or those it is tested on ("test")."""
    metadata = view.model.metadata
    source, column = ("mnist", None) if metadata.provenance is None else (
        metadata.provenance.data, metadata.provenance.label_column
    )  # fmt: skip
    with _LOADING:
        return _examples(source, column, split, tuple(metadata.classes))


@lru_cache(maxsize=8)
def _examples(source: str, column: str | None, split: str, classes: tuple[str, ...]) -> Examples:
    data = load_data(source, column)
    chosen = data.train if split == "train" or data.test is None else data.test
    return relabel(chosen, classes)
