"""Calibration as text: for each bin of confidence, how often the network is right."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from backlit.analyse.calibration import Calibration, Reliability
from backlit.render.bars import bar
from backlit.render.colours import POSITIVE, QUIET
from backlit.render.signed import sign_style, signed_bar

MEANINGS = {
    "largest": "the largest output, as it is",
    "share": "the largest output's share of the sum of all outputs",
}


def calibration_text(record: Calibration, *, colour: bool) -> RenderableType:
    """A table of bins for each meaning of confidence, and how far it is from the truth in all.

    Args:
        record: What was measured.
        colour: Whether the terminal has colours.
    """
    parts: list[RenderableType] = [
        Text(f"Accuracy {record.accuracy:.2%} of {record.n_examples:,} examples", style="bold"),
        Text(_about_outputs(record.activation), style=QUIET),
    ]
    for each in record.curves:
        parts += [Text(), Text(f"Confidence: {MEANINGS[each.meaning]}", style="bold")]
        parts += [_bins(each), Text(), _whole(each)]
    return Group(*parts)


def _about_outputs(activation: str) -> str:
    if activation == "softmax":
        return "Softmax outputs add up to 1: the largest one is its own share of the sum."
    return (
        "Sigmoid outputs are no probabilities: each is on its own, and they need not add up to 1. "
        "Two readings of them as confidence:"
    )


def _bins(curve: Reliability) -> RenderableType:
    table = Table(box=None, pad_edge=False, header_style=QUIET)
    table.add_column("confidence", justify="right", no_wrap=True)
    for heading in ("examples", "mean", "right"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column("right − mean", justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for place, count in enumerate(curve.counts.tolist()):
        lower, upper = curve.edges[place], curve.edges[place + 1]
        span = f"{lower:.2f}–{upper:.2f}"
        if not count:
            table.add_row(span, "0", "–", "–", style=QUIET)
            continue
        confidence, accuracy = float(curve.confidence[place]), float(curve.accuracy[place])
        table.add_row(
            span,
            f"{count:,}",
            f"{confidence:.3f}",
            f"{accuracy:.1%}",
            Text(bar(accuracy, 12), style=POSITIVE),
            _gap(accuracy - confidence),
            signed_bar(accuracy - confidence, 0.5, 12),
        )
    return table


def _gap(value: float) -> Text:
    return Text(f"{value:+.3f}".replace("-", "−"), style=sign_style(value))


def _whole(curve: Reliability) -> Text:
    text = Text(f"Expected calibration error {curve.expected_calibration_error:.4f}", style="bold")
    text.append(f", largest of a bin {curve.maximum_calibration_error:.4f}.\n", "not bold")
    too = "surer than it is right" if curve.overconfidence > 0 else "less sure than it is right"
    text.append(f"Mean confidence {curve.mean_confidence:.4f}: ", "not bold")
    text.append(f"{abs(curve.overconfidence):.4f} {too}.", "not bold")
    return text
