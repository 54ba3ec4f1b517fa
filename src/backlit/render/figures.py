"""The canvas of every figure: the colours of a light and a dark page, and the bytes of its file."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from backlit.errors import SettingsError
from backlit.render.colours import BRIGHTNESS_POWER

if TYPE_CHECKING:
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure

FORMATS = ("svg", "png", "pdf")


@dataclass(frozen=True)
class Theme:
    """The colours of a light or a dark page.

    Attributes:
        page: The background.
        text: The main text.
        quiet: Ticks and captions.
        grid: Lines behind the data.
        positive: Blue.
        negative: Red.
        marked: Targets, choices and correct values.
    """

    page: str
    text: str
    quiet: str
    grid: str
    positive: str
    negative: str
    marked: str


LIGHT = Theme("#ffffff", "#1f2328", "#656d76", "#e4e8ec", "#0e7c9b", "#cf3a2c", "#9a6b00")
DARK = Theme("#0e1116", "#e6edf3", "#8d96a0", "#262c34", "#58c4dd", "#fc6255", "#ffff00")
THEMES = {"light": LIGHT, "dark": DARK}


class Canvas:
    """An empty figure in a theme's colours, which draws to a file's bytes.

    Args:
        theme: ``light`` or ``dark``.
        size: Width and height in inches.

    Raises:
        SettingsError: when matplotlib is not installed, or there is no such theme.
    """

    def __init__(self, theme: str = "light", size: tuple[float, float] = (8.0, 5.0)) -> None:
        if theme not in THEMES:
            raise SettingsError(
                f"Expected a theme of {' or '.join(THEMES)}, got {theme!r}.", hint="try light"
            )
        try:
            from matplotlib.figure import Figure  # imported late: it takes half a second
        except ImportError as error:
            raise SettingsError(
                "Expected matplotlib to draw a figure, but it is not installed.",
                hint="pip install 'backlit[figure]'",
            ) from error
        self.theme = THEMES[theme]
        self.figure: Figure = Figure(figsize=size, layout="constrained", facecolor=self.theme.page)

    def axes(self, *place: Any, on: Any = None, **options: Any) -> Any:
        """Axes in the theme's colours, added as ``Figure.add_subplot`` adds them.

        Args:
            place: Rows, columns and number, or a cell of a grid.
            on: The subfigure that they belong to; the whole figure when None.
            options: For ``add_subplot``.
        """
        theme = self.theme
        axes = (on or self.figure).add_subplot(*place, **options)
        axes.set_facecolor(theme.page)
        axes.tick_params(colors=theme.quiet, labelsize=9, length=0)
        for label in (axes.title, axes.xaxis.label, axes.yaxis.label):
            label.set_color(theme.text)
        axes.title.set_fontsize(10)
        for name, spine in axes.spines.items():
            spine.set_visible(name in ("left", "bottom"))
            spine.set_color(theme.grid)
        return axes

    def picture(self, axes: Any, values: Any, *, signed: bool, largest: float | None = None) -> Any:
        """Draw numbers as a picture: signed ones blue and red, brightness from black to white.

        Signed ones are as bright as their share of the largest to the power BRIGHTNESS_POWER.
        """
        import numpy as np

        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set_visible(False)
        if not signed:
            return axes.imshow(values, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        brightest = float(np.abs(values).max(initial=0.0)) if largest is None else largest
        shares = np.asarray(values) / (brightest or 1.0)
        bright = np.sign(shares) * np.abs(shares) ** BRIGHTNESS_POWER
        return axes.imshow(
            bright, cmap=self.signed_colours(), vmin=-1, vmax=1, interpolation="nearest"
        )

    def signed_colours(self) -> Colormap:
        """From negative through the page to positive."""
        from matplotlib.colors import LinearSegmentedColormap

        theme = self.theme
        return LinearSegmentedColormap.from_list(
            "signed", [theme.negative, theme.page, theme.positive]
        )

    def sign_colours(self, values: Any) -> list[str]:
        """For each number the colour of its sign."""
        theme = self.theme
        return [theme.positive if value >= 0 else theme.negative for value in values]

    def drawn(self, form: str) -> bytes:
        """The figure as the bytes of a file; the same figure gives the same bytes.

        Args:
            form: svg, png or pdf.

        Raises:
            SettingsError: for another format.
        """
        if form not in FORMATS:
            raise SettingsError(
                f"Expected a figure as {', '.join(FORMATS)}, got {form!r}.",
                hint="name the file figure.svg, figure.png or figure.pdf",
            )
        from matplotlib import rc_context

        dates = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
        file = io.BytesIO()
        # Text stays text: it can be searched, and read by a screen reader.
        with rc_context({"svg.hashsalt": "backlit", "svg.fonttype": "none"}):
            self.figure.savefig(file, format=form, dpi=160, metadata=dates[form])
        return file.getvalue()
