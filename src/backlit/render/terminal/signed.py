"""Signed numbers in blue and red, and never by hue alone: as text, bars and pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from rich.text import Text

from backlit.render.colours import BRIGHTNESS_POWER, NEGATIVE, POSITIVE, QUIET
from backlit.render.terminal.bars import bar
from backlit.render.terminal.half_blocks import half_blocks, hexadecimal, shaded


def sign_style(value: float) -> str:
    """The colour of a number's sign; none for 0."""
    if value == 0:
        return QUIET
    return POSITIVE if value > 0 else NEGATIVE


def signed(value: float, digits: int = 4) -> Text:
    """A number with its sign written and coloured: +0.1234, −1.5e-07; with ``digits`` digits."""
    value = value or 0.0  # −0 is 0
    small = value != 0 and abs(value) < 10.0 ** (1 - digits)
    text = f"{value:+.{max(digits - 2, 1)}e}" if small else f"{value:+.{digits}f}"
    return Text(text.replace("-", "−", 1) if value < 0 else text, style=sign_style(value))


def signed_bar(value: float, largest: float, width: int = 24) -> Text:
    """A bar to the right of the middle for a positive number, to the left for a negative one.

    Args:
        value: The number.
        largest: The size that fills half of the width.
        width: Characters, an even number.
    """
    half = width // 2
    share = abs(value) / largest if largest > 0 else 0.0
    if value >= 0:
        return Text(" " * half + "│" + bar(share, half), style=sign_style(value), no_wrap=True)
    filled = round(min(share, 1.0) * half)
    left = " " * (half - filled) + "█" * filled
    return Text(left + "│" + " " * half, style=sign_style(value), no_wrap=True)


def signed_picture(
    values: NDArray[np.floating], *, colour: bool = True, largest: float | None = None
) -> Text:
    """Numbers as a picture in half-block characters: positive blue, negative red, 0 black.

    Args:
        values: (rows, columns).
        colour: Shades of blue and red; else "+" and "−" for what is larger than a third of the
            largest, a row of text for two rows of numbers.
        largest: The size that is shown brightest; the largest of the values when None.
    """
    if largest is None:
        largest = float(np.abs(values).max(initial=0.0))
    scaled = np.asarray(values, np.float64) / (largest or 1.0)
    return half_blocks(scaled, shaded(_shade) if colour else _sign)


def _sign(row: int, column: int, upper: float, lower: float) -> tuple[str, str]:
    """A cell without colours: the sign of the mean, where it is large."""
    mean = (upper + lower) / 2
    return "+" if mean > 1 / 3 else "−" if mean < -1 / 3 else "·", ""


def _shade(value: float) -> str:
    """From black towards the colour of the sign."""
    hue = POSITIVE if value >= 0 else NEGATIVE
    strength = min(abs(value), 1.0) ** BRIGHTNESS_POWER
    return hexadecimal(int(hue[start : start + 2], 16) * strength for start in (1, 3, 5))
