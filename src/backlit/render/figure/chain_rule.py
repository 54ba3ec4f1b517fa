"""The chain rule as a figure: the formula, its numbers, and the tree of ways to the cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from backlit.explain.chain_rule import ChainRule
from backlit.explain.chain_tree import Branch
from backlit.gradients.average_slope import AverageSlope
from backlit.render.figure.canvas import Canvas
from backlit.render.latex import average_latex, chain_rule_latex
from backlit.render.names import Names
from backlit.render.symbols import prime_name_latex

_ROW = 0.52  # inches for each leaf
_HEADING = 1.9  # inches for the name and the formulas


@dataclass(eq=False)
class _Place:
    """Where a branch stands: its column and the row of its middle."""

    branch: Branch
    column: int
    row: float
    children: list[_Place]
    rest_row: float | None


def chain_rule_figure(record: ChainRule, names: Names, theme: str = "light") -> Canvas:
    """Draw a chain rule. Raises SettingsError as ``Canvas`` does."""
    rows: list[None] = []
    root = _placed(record.tree, 0, rows)
    n_rows = max(len(rows), 1)
    depth = _depth(root)
    tall = _ROW * max(n_rows, 2) + 0.5
    canvas = Canvas(theme, (3.4 + 2.9 * (depth + 1), _HEADING + tall))
    canvas.figure.suptitle(names.parameter(record.parameter), color=canvas.theme.text)
    grid = canvas.figure.add_gridspec(2, 1, height_ratios=[_HEADING, tall])
    _formulas(canvas, canvas.axes(grid[0]), record)
    axes = canvas.axes(grid[1])
    axes.set_axis_off()
    axes.set_xlim(-1.05, depth + 0.75)
    axes.set_ylim(n_rows - 0.4, -0.7)
    _edge(canvas, axes, (-0.75, root.row), (0, root.row), record.product, 1.0)
    source = "bias" if record.parameter.is_bias else "a"
    axes.text(
        -0.75,
        root.row,
        f"{source} {record.dz_dw:.3g}",
        color=canvas.theme.text,
        ha="center",
        va="center",
        fontsize=9,
        bbox=_box(canvas, canvas.theme.grid),
    )
    _draw(canvas, axes, root, record, names)
    axes.text(
        0,
        0,
        "width: share of the derivative that goes this way",
        transform=axes.transAxes,
        color=canvas.theme.quiet,
        fontsize=8,
        va="bottom",
    )
    return canvas


def average_slope_figure(record: AverageSlope, names: Names, theme: str = "light") -> Canvas:
    """Draw ∂C_k/∂w of every example and their mean. Raises SettingsError as ``Canvas`` does."""
    canvas = Canvas(theme, (9.0, 4.0))
    formula = average_latex(record)["symbols"].replace(r"\frac", r"\dfrac")
    canvas.figure.suptitle(names.parameter(record.parameter), color=canvas.theme.text, fontsize=11)
    axes = canvas.axes()
    axes.set_title(f"${formula} = {record.mean:.4g}$".replace("-", "−"), fontsize=11, pad=12)
    n = len(record.slopes)
    axes.vlines(range(n), 0, record.slopes, color=canvas.sign_colours(record.slopes), linewidth=1.5)
    axes.axhline(0, color=canvas.theme.quiet, linewidth=0.8)
    axes.axhline(record.mean, color=canvas.theme.marked, linewidth=1.5, linestyle="--")
    axes.annotate(
        f"mean {record.mean:+.4g}".replace("-", "−"),
        (1, record.mean),
        xycoords=("axes fraction", "data"),
        xytext=(-2, 8),
        textcoords="offset points",
        ha="right",
        color=canvas.theme.marked,
        fontsize=9,
    )
    axes.set_xlabel("example k")
    axes.set_ylabel("what each asks of it: $\\partial C_k / \\partial w$")
    return canvas


def _formulas(canvas: Canvas, axes: Any, record: ChainRule) -> None:
    axes.set_axis_off()
    latex = chain_rule_latex(record)
    for row, name in ((0.72, "symbols"), (0.2, "factors")):
        formula = str(latex[name]).replace(r"\frac", r"\dfrac")
        axes.text(0.5, row, f"${formula}$", color=canvas.theme.text, fontsize=11, ha="center",
                  va="center", transform=axes.transAxes)  # fmt: skip


def _placed(branch: Branch, column: int, rows: list[None]) -> _Place:
    """Leaves get a row each, from the top; every other branch stands amid its children."""
    children = [_placed(child, column + 1, rows) for child in branch.children]
    rest_row = None
    if branch.n_left_out or not children:
        rest_row = float(len(rows))
        rows.append(None)
    own = [child.row for child in children]
    if branch.n_left_out and rest_row is not None:
        own.append(rest_row)
    row = (min(own) + max(own)) / 2 if own else rest_row
    assert row is not None
    return _Place(branch, column, row, children, rest_row if branch.n_left_out else None)


def _depth(place: _Place) -> int:
    deepest = max((_depth(child) for child in place.children), default=place.column)
    return max(deepest, place.column + (place.rest_row is not None))


def _draw(canvas: Canvas, axes: Any, place: _Place, record: ChainRule, names: Names) -> None:
    branch, whole = place.branch, abs(record.product) or 1.0
    for child in place.children:
        share = abs(child.branch.through) / whole
        ends = (place.column, place.row), (child.column, child.row)
        _edge(canvas, axes, *ends, child.branch.through, share)
        _draw(canvas, axes, child, record, names)
    if place.rest_row is not None:
        axes.plot(
            [place.column, place.column + 1],
            [place.row, place.rest_row],
            color=canvas.theme.quiet,
            linewidth=1,
            linestyle=":",
            zorder=1,
        )
        axes.text(
            place.column + 1,
            place.rest_row,
            f"{branch.n_left_out} others: {branch.remainder:+.3g}".replace("-", "−"),
            color=canvas.theme.quiet,
            ha="center",
            va="center",
            fontsize=8,
            bbox=_box(canvas, canvas.theme.page),
        )
    lines = [names.neuron(branch.layer, branch.neuron)]
    if branch.da_dz is None:
        numbers = rf"$\partial C_0/\partial z$ {branch.dC_dz:+.3g}"
    else:
        slope = "∞" if branch.dC_da is None else f"{branch.dC_da:+.3g}"
        prime = prime_name_latex(record.activations[branch.layer - 1])
        numbers = rf"${prime}$ {branch.da_dz:.3g} × $\partial C_0/\partial a$ {slope}"
    if branch.weight is not None:
        numbers = f"w {branch.weight:+.3g} × {numbers}"
    lines.append(numbers)
    if place.column and branch.share is not None:
        lines[0] += f": {branch.term:+.3g} ({branch.share:.0%})"
    axes.text(
        place.column,
        place.row,
        "\n".join(lines).replace("-", "−"),
        color=canvas.theme.text,
        ha="center",
        va="center",
        fontsize=8,
        bbox=_box(canvas, canvas.theme.grid),
        zorder=3,
    )


def _edge(
    canvas: Canvas,
    axes: Any,
    start: tuple[float, float],
    end: tuple[float, float],
    value: float,
    share: float,
) -> None:
    axes.plot(
        [start[0], end[0]],
        [start[1], end[1]],
        color=canvas.sign_colours([value])[0],
        linestyle="-" if value >= 0 else "--",
        linewidth=0.8 + 5 * min(share, 1.5),
        zorder=1,
        solid_capstyle="butt",
    )


def _box(canvas: Canvas, edge: str) -> dict[str, Any]:
    return {"boxstyle": "round,pad=0.35", "facecolor": canvas.theme.page, "edgecolor": edge}
