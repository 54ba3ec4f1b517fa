"""The background of a drawing: estimating the shade of the paper, uneven light and noise."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

# Ink differs from the paper by at least this many standard deviations of the paper's noise.
NOISE_MARGIN = 4.0
# Ink is narrower than this share of the picture; anything wider is background.
MAX_STROKE_SHARE = 0.36
# Ink with less contrast than this (of 255) cannot be distinguished from compression artefacts.
MIN_CONTRAST = 10.0


def fit_background(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """The paper, (rows, columns), as a smooth surface fitted to the border.

    A quadratic that minimises absolute, not squared, distances (iteratively reweighted least
    squares), so that ink at the edge or a corner in shadow does not bend it.
    """
    n_rows, n_columns = pixels.shape
    y = np.linspace(-1, 1, n_rows, dtype=np.float64)
    x = np.linspace(-1, 1, n_columns, dtype=np.float64)
    depth_rows, depth_columns = max(1, n_rows // 40), max(1, n_columns // 40)
    values = np.concatenate(
        [
            np.median(pixels[:depth_rows], axis=0),
            np.median(pixels[-depth_rows:], axis=0),
            np.median(pixels[:, :depth_columns], axis=1),
            np.median(pixels[:, -depth_columns:], axis=1),
        ]
    ).astype(np.float64)
    across = np.concatenate([x, x, np.full(n_rows, -1.0), np.full(n_rows, 1.0)])
    down = np.concatenate([np.full(n_columns, -1.0), np.full(n_columns, 1.0), y, y])
    level = np.median(values)
    if min(n_rows, n_columns) < 8 or np.mean(values == level) > 0.5:
        return np.full(pixels.shape, level, np.float32)

    terms = np.stack([np.ones_like(across), across, down, across * down, across**2, down**2], 1)
    surface = np.zeros(6)
    surface[0] = level
    for _ in range(20):
        weight = 1 / np.maximum(np.abs(values - terms @ surface), 0.5)
        normal = (terms * weight[:, None]).T
        surface = np.linalg.lstsq(normal @ terms, normal @ values, rcond=None)[0]
    c = surface.astype(np.float32)
    X, Y = x.astype(np.float32)[None, :], y.astype(np.float32)[:, None]
    surface_there: NDArray[np.float32] = (
        c[0] + c[1] * X + c[2] * Y + c[3] * X * Y + c[4] * X**2 + c[5] * Y**2
    )
    return surface_there


def close_strokes(pixels: NDArray[np.float32]) -> NDArray[np.float32]:
    """The pixels with dark, narrow strokes filled in: a morphological closing.

    Ink is narrower than `MAX_STROKE_SHARE`; wider things, such as shadows or a table's edge, stay
    and count as paper.
    """
    n_rows, n_columns = pixels.shape
    cell = max(1, math.ceil(max(pixels.shape) / 64))
    cells = _block_medians(pixels, cell)
    reach = max(1, math.ceil(MAX_STROKE_SHARE * max(cells.shape) / 2))
    closed = _sliding_filter(np.min, _sliding_filter(np.max, cells, reach), reach)
    if np.ptp(closed) == 0:
        return np.full(pixels.shape, closed[0, 0], np.float32)
    smooth = Image.fromarray(_sliding_filter(np.mean, closed, 2).astype(np.float32))
    box = (0, 0, n_columns / cell, n_rows / cell)
    resized = smooth.resize((n_columns, n_rows), Image.Resampling.BILINEAR, box=box)
    return np.asarray(resized, np.float32)


def _block_medians(pixels: NDArray[np.float32], cell: int) -> NDArray[np.float32]:
    """The median of every cell of ``cell`` × ``cell`` pixels, edge pixels repeated."""
    padded = np.pad(pixels, [(0, -size % cell) for size in pixels.shape], mode="edge")
    n_rows, n_columns = padded.shape
    blocks = padded.reshape(n_rows // cell, cell, n_columns // cell, cell).swapaxes(1, 2)
    flat = blocks.reshape(n_rows // cell, n_columns // cell, cell * cell)
    medians: NDArray[np.float32] = np.partition(flat, cell * cell // 2, axis=2)
    return medians[..., cell * cell // 2]


def _sliding_filter(
    what: Callable[..., NDArray[np.float32]], values: NDArray[np.float32], reach: int
) -> NDArray[np.float32]:
    """A sliding minimum, maximum or mean over cells up to ``reach`` away, edges repeated."""
    for axis in (0, 1):
        widths = [(reach, reach) if along == axis else (0, 0) for along in (0, 1)]
        padded = np.pad(values, widths, mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=axis)
        values = what(windows, axis=-1)
    return values


def denoise(signal: NDArray[np.float32]) -> tuple[NDArray[np.float32], float]:
    """The signal, blurred or median-filtered where noise or specks need it, and its noise."""
    strongest = float(np.percentile(signal, 99.5))
    noise = _noise_sigma(signal)
    image = Image.fromarray(np.clip(signal + 64, 0, 255).astype(np.uint8))
    if noise * NOISE_MARGIN > 0.1 * strongest:
        # Half a pixel of the 28 × 28 to come, if the digit fills most of the picture.
        radius = max(signal.shape) / 80
        signal = np.asarray(image.filter(ImageFilter.GaussianBlur(radius)), np.float32) - 64
        # A mean over 4πr² pixels. Neighbours now share their noise: it cannot be measured again.
        noise /= max(1.0, 2 * math.sqrt(math.pi) * radius)
        return signal - np.median(signal), noise
    high = signal > 0.5 * max(strongest, MIN_CONTRAST)
    alone = high & (_count_neighbours(high) == 0)
    if np.count_nonzero(alone) > 0.02 * np.count_nonzero(high):
        image = image.filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.MedianFilter(3))
        signal = np.asarray(image, np.float32) - 64
    return signal, noise


def _noise_sigma(difference: NDArray[np.float32]) -> float:
    """The standard deviation of the paper's noise, from the differences between neighbours.

    Light changes slowly and ink is rare, so the median change from pixel to pixel is noise alone.
    """
    steps = np.abs(np.diff(difference, axis=1)) if difference.shape[1] > 1 else np.zeros((1, 1))
    return float(np.median(steps)) / (0.6745 * math.sqrt(2))


def _count_neighbours(mask: NDArray[np.bool_]) -> NDArray[np.int8]:
    """How many of its 8 neighbours are set, for every pixel."""
    padded = np.pad(mask, 1).astype(np.int8)
    rows: NDArray[np.int8] = padded[:-2] + padded[1:-1] + padded[2:]
    return np.asarray(rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:] - mask, np.int8)
