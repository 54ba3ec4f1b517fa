"""Segmentation: the ink of a drawing separated from paper, uneven light, noise and specks.

The background is estimated from the border, the strokes by a morphological closing, the threshold
by Otsu's method; small connected components are dropped. Ink may be darker or lighter than paper.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from backlit.data.preprocessing.background import (
    MIN_CONTRAST,
    NOISE_MARGIN,
    close_strokes,
    denoise,
    fit_background,
)
from backlit.errors import DataError

# In a noiseless picture, edge pixels of at least this strength belong to the ink.
MIN_EDGE_STRENGTH = 0.1
# Connected components are found on a grid of at most this many cells a side.
COMPONENT_GRID = 128
# A component with less ink than this share of the largest one is a speck.
MIN_COMPONENT_SHARE = 0.04

_HINT = "draw one digit, thick and dark on light or light on dark, and crop the picture to it"


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink of a drawing.

    Attributes:
        strength: (rows, columns) 0 where there is paper, 1 where the ink is full.
        box: (top, left, bottom, right) of the ink, bottom and right just outside it.
        inverted: Whether the ink was darker than the paper.
    """

    strength: NDArray[np.float32]
    box: tuple[int, int, int, int]
    inverted: bool


def segment_ink(grey: NDArray[np.uint8]) -> Ink:
    """Separate the ink from the paper.

    Args:
        grey: (rows, columns), 0 black to 255 white.

    Raises:
        DataError: when there is no ink, or only specks.
    """
    pixels = grey.astype(np.float32)
    border = fit_background(pixels)
    inverted = _ink_is_darker(pixels - border)
    rest = pixels - border if inverted else border - pixels
    wide = close_strokes(rest)
    signal = wide - rest
    if inverted:
        paper = border + wide
        # In half the light, ink is only half as much darker than paper.
        signal *= paper.max() / np.maximum(paper, max(float(paper.max()) / 4, 1))
    signal, noise = denoise(signal)
    faint = max(NOISE_MARGIN * noise, MIN_CONTRAST)
    standing_out = signal[signal > faint]
    full = _otsu_foreground_level(standing_out) if standing_out.size else 0.0
    if full <= max(2 * NOISE_MARGIN * noise, MIN_CONTRAST):
        raise DataError("Expected a picture of a digit, but no ink was found in it.", hint=_HINT)
    strength = signal / full
    if noise > 0:
        # The paper of a photo has marks of its own. MNIST's makers used a threshold, too.
        strength = (strength - 0.35) / 0.35
    least = max(faint / full, MIN_EDGE_STRENGTH) if noise == 0 else MIN_EDGE_STRENGTH
    kept = _remove_specks(strength > 0.5, strength > least)
    if not kept.any():
        raise DataError("Expected a picture of a digit, but only specks were found.", hint=_HINT)
    strength = np.where(_dilate(kept), np.clip(strength, 0, 1), 0).astype(np.float32)
    return Ink(strength, bounding_box(kept), inverted)


def find_paper_sheet(grey: NDArray[np.uint8]) -> tuple[int, int, int, int] | None:
    """The inside of a sheet of paper on a background of another shade, or None if there is none.

    A digit is drawn in lines, which leave most of their box empty; a sheet fills it.

    Args:
        grey: (rows, columns), 0 black to 255 white.
    """
    pixels = grey.astype(np.float32)
    difference = np.abs(pixels - fit_background(pixels))
    apart = difference > max(0.25 * float(np.percentile(difference, 95)), 2 * MIN_CONTRAST)
    if not apart.any():
        return None
    # Single rows and columns that stick out, a shadow or a frame, do not belong to the sheet.
    rows = np.flatnonzero(apart.mean(axis=1) > 0.25)
    columns = np.flatnonzero(apart.mean(axis=0) > 0.25)
    if rows.size == 0 or columns.size == 0:
        return None
    top, left, bottom, right = rows[0], columns[0], rows[-1] + 1, columns[-1] + 1
    sides = ((bottom - top) / grey.shape[0], (right - left) / grey.shape[1])
    within = apart[top:bottom, left:right]
    if min(sides) < 0.4 or max(sides) > 0.98 or within.mean() < 0.65:
        return None
    in_rows, in_columns = within.shape[0] // 12, within.shape[1] // 12
    inside = within[in_rows : within.shape[0] - in_rows, in_columns : within.shape[1] - in_columns]
    # Digits leave at least one corner of their box empty, and most of some side.
    outline = (inside[0], inside[-1], inside[:, 0], inside[:, -1])
    if min(float(side.mean()) for side in outline) < 0.9:
        return None
    return (
        int(top + in_rows),
        int(left + in_columns),
        int(bottom - in_rows),
        int(right - in_columns),
    )


def bounding_box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """(top, left, bottom, right) of the set pixels, bottom and right exclusive."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def _ink_is_darker(difference: NDArray[np.float32]) -> bool:
    """Whether the ink is darker than the paper; cubes let strong ink outweigh noise."""
    return float(np.mean(difference.astype(np.float64) ** 3)) < 0


def _block_means(values: NDArray[np.float32], cell: int) -> NDArray[np.float32]:
    """Means over cells of ``cell`` × ``cell`` pixels; those beyond the edge count as 0."""
    padded = np.pad(values, [(0, -size % cell) for size in values.shape])
    n_rows, n_columns = padded.shape
    blocks = padded.reshape(n_rows // cell, cell, n_columns // cell, cell)
    means: NDArray[np.float32] = blocks.mean(axis=(1, 3), dtype=np.float32)
    return means


def _otsu_foreground_level(standing_out: NDArray[np.float32]) -> float:
    """The level of full ink: the median of the upper class by Otsu's threshold."""
    counts, edges = np.histogram(standing_out, 128, (0, float(standing_out.max())))
    centres = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    moment = np.cumsum(counts * centres)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (moment / below - (moment[-1] - moment) / above) ** 2
    split = int(np.argmax(np.nan_to_num(between)))
    upper = standing_out[standing_out > edges[split + 1]]
    return float(np.median(upper)) if upper.size else float(standing_out.max())


def _remove_specks(core: NDArray[np.bool_], edge: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The edge pixels of the components that have a core and are not specks, frames or shadows."""
    cell = max(1, math.ceil(max(core.shape) / COMPONENT_GRID))
    cores = _block_means(core.astype(np.float32), cell)
    edges = _block_means(edge.astype(np.float32), cell) > 0
    components = _connected_components(edges)
    weights = [float(cores[component].sum()) for component in components]
    if not any(weights):
        return np.zeros_like(core)
    # A frame, a table's edge or a shadow comes in from outside; a digit usually does not.
    n_rows, n_columns = edges.shape
    n_border = 2 * (n_rows + n_columns)
    inside = [
        weight
        if np.count_nonzero(
            (component[0] == 0)
            | (component[0] == n_rows - 1)
            | (component[1] == 0)
            | (component[1] == n_columns - 1)
        )
        < 0.1 * n_border
        else 0.0
        for component, weight in zip(components, weights, strict=True)
    ]
    if max(inside) > 0.02 * max(weights):
        weights = inside
    least = MIN_COMPONENT_SHARE * max(weights)
    kept = np.zeros_like(edges)
    for component, weight in zip(components, weights, strict=True):
        if weight >= least and weight > 0:
            kept[component] = True
    whole = np.kron(kept, np.ones((cell, cell), bool))[: core.shape[0], : core.shape[1]]
    return edge & whole


def _connected_components(
    cells: NDArray[np.bool_],
) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """The 8-connected components of the cells, each as (rows, columns)."""
    left = set(zip(*(axis.tolist() for axis in np.nonzero(cells)), strict=True))
    components = []
    while left:
        reached = [left.pop()]
        for row, column in reached:  # grows as neighbours are found
            for neighbour in [
                (row + down, column + across) for down in (-1, 0, 1) for across in (-1, 0, 1)
            ]:
                if neighbour in left:
                    left.remove(neighbour)
                    reached.append(neighbour)
        rows, columns = np.array(reached, np.intp).T
        components.append((rows, columns))
    return components


def _dilate(mask: NDArray[np.bool_], by: int = 1) -> NDArray[np.bool_]:
    """The mask dilated by ``by`` pixels."""
    if min(mask.shape) < 3:
        return np.ones_like(mask) if mask.any() else mask
    image = Image.fromarray(mask.astype(np.uint8) * 255)
    return np.asarray(image.filter(ImageFilter.MaxFilter(2 * by + 1))) > 0
