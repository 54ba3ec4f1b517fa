"""A run in a terminal: its progress, its curves, and the predictions for a few digits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from backlit.data.examples import Examples
from backlit.render.colours import NEGATIVE, POSITIVE, QUIET
from backlit.render.terminal.curves import curve
from backlit.render.terminal.pictures import halved, pictures_in_a_row
from backlit.training.records import EpochRecord, Progress
from backlit.training.settings import Settings

_CURVE_HEIGHT = 10
_MAX_POINTS = 400


@dataclass
class TrainingView:
    """The state of the display of a run; ``render`` draws it.

    Attributes:
        settings: Of the run.
        has_validation: Whether the run is evaluated on validation examples.
        samples: A few examples to show, if they are pictures.
        history: The epochs so far.
        batch_costs: (epochs done, mean cost of the mini-batches since the last) points.
        progress: The latest record of progress.
        outputs: (n, n_out) the outputs for the samples.
        paused: Whether the run is paused.
    """

    settings: Settings
    has_validation: bool
    samples: Examples | None
    history: tuple[EpochRecord, ...] = ()
    batch_costs: list[tuple[float, float]] = field(default_factory=list)
    progress: Progress | None = None
    outputs: NDArray[np.floating] | None = None
    paused: bool = False

    def add(self, progress: Progress) -> None:
        """Add a record of progress."""
        self.progress = progress
        self.batch_costs.append((progress.fraction * self.settings.epochs, progress.batch_cost))
        if len(self.batch_costs) > _MAX_POINTS:  # no more than there are dots
            self.batch_costs = [
                ((x0 + x1) / 2, (y0 + y1) / 2)
                for (x0, y0), (x1, y1) in zip(
                    self.batch_costs[::2], self.batch_costs[1::2], strict=False
                )
            ]

    def render(self, width: int, *, colour: bool, keys: bool, seconds: float) -> RenderableType:
        """Draw the run for a terminal of ``width`` columns, ``seconds`` after its start."""
        parts: list[RenderableType] = [self._progress(width, seconds), Text()]
        half = (width - 3) // 2
        curves = Table.grid(padding=(0, 3, 0, 0))
        curves.add_row(
            self._cost_curve(half),
            accuracy_curve(self.history, self.settings.epochs, half, _CURVE_HEIGHT),
        )
        parts.append(curves)
        if self.samples is not None and self.samples.image_shape and self.outputs is not None:
            parts += [Text(), self._digits(width, colour=colour)]
        if keys:
            waiting = "paused · space continues" if self.paused else "space pauses"
            parts.append(
                Text(
                    f"{waiting} · + − learning rate · [ ] batch size · q stops and saves · "
                    "Ctrl-C saves a checkpoint",
                    style=QUIET,
                    overflow="ellipsis",
                    no_wrap=True,
                )
            )
        return Group(*parts)

    def _progress(self, width: int, seconds: float) -> RenderableType:
        progress, epochs = self.progress, self.settings.epochs
        if progress is None:
            return Text("starting …")
        words = [
            f"{progress.examples_per_second:,.0f} examples/s",
            f"learning rate {progress.learning_rate:.3g}",
            f"gradient {progress.gradient_norm:.2g}",
        ]
        line = Table.grid(padding=(0, 1))
        line.add_row(
            Text(f"Epoch {progress.epoch} of {epochs}", style="bold"),
            ProgressBar(total=1, completed=progress.fraction, width=max(10, min(40, width - 90))),
            Text(f"{progress.fraction:4.0%}"),
            Text(_clock(seconds), style=QUIET),
            Text(" · ".join(words), style=QUIET, overflow="ellipsis", no_wrap=True),
        )
        return line

    def _cost_curve(self, width: int) -> Text:
        lines = [("training", self.batch_costs, POSITIVE)]
        if self.has_validation:
            lines.append(("validation", _points(self.history, "validation_cost"), NEGATIVE))
        return curve(
            "Cost",  # logarithmic: it falls fast at first, then slowly
            lines,
            width=width,
            height=_CURVE_HEIGHT,
            span=(0, self.settings.epochs),
            unit="epochs",
            form="{:.3f}",
            logarithmic=min((y for _, points, _ in lines for _, y in points), default=1) > 0,
        )

    def _digits(self, width: int, *, colour: bool) -> RenderableType:
        samples, outputs = self.samples, self.outputs
        assert samples is not None
        assert samples.image_shape is not None
        assert outputs is not None
        columns = samples.image_shape[1] // 2 + 1
        shown = min(len(samples), max(1, width // columns))
        pictures = [
            halved(pixels.reshape(samples.image_shape)) for pixels in samples.inputs(slice(shown))
        ]
        captions = [
            prediction_text(samples.classes, row, int(label))
            for row, label in zip(outputs[:shown], samples.labels[:shown], strict=True)
        ]
        return pictures_in_a_row(pictures, captions, colour=colour)


def prediction_text(classes: Sequence[str], outputs: NDArray[np.floating], label: int) -> Text:
    """The predicted class of an example, and whether it is correct."""
    predicted = int(outputs.argmax())
    correct = predicted == label
    return Text(
        f"{classes[predicted]} {'✓' if correct else f'✗ not {classes[label]}'}",
        style="bold" if correct else f"bold {NEGATIVE}",
    ).append(f" {outputs[predicted]:.2f}", QUIET)


def epoch_line(record: EpochRecord, epochs: int) -> str:
    """One epoch in one line, for a log."""
    line = f"epoch {record.epoch}/{epochs}  cost {record.cost:.4f}  accuracy {record.accuracy:.2%}"
    if record.validation_accuracy is not None:
        line += (
            f"  validation cost {record.validation_cost:.4f}"
            f"  accuracy {record.validation_accuracy:.2%}"
        )
    return line


def accuracy_curve(history: Sequence[EpochRecord], epochs: int, width: int, height: int) -> Text:
    """The accuracy on training and validation examples, epoch by epoch."""
    lines = [("training", _points(history, "accuracy", 100), POSITIVE)]
    if history and history[0].validation_accuracy is not None:
        lines.append(("validation", _points(history, "validation_accuracy", 100), NEGATIVE))
    # The rise from chance would flatten the curve after the first epoch.
    later = [y for _, points, _ in lines for _, y in points[1:]]
    return curve(
        "Accuracy %",
        lines,
        width=width,
        height=height,
        span=(0, epochs),
        unit="epochs",
        form="{:.1f}",
        low=min(later) if len(history) > 2 else None,
    )


def _points(
    history: Sequence[EpochRecord], name: str, scale: float = 1
) -> list[tuple[float, float]]:
    return [(record.epoch, scale * getattr(record, name)) for record in history]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
