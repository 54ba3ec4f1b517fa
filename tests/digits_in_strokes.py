"""Digits as strokes: drawn by program with the jitter of a hand, and written by people's hands."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Strokes = list[NDArray[np.float64]]


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float) -> list[list[float]]:
    """Points of an ellipse from one angle to another, in degrees, clockwise from the right."""
    angles = np.radians(np.linspace(start, end, 24))
    return [[x + rx * float(np.cos(t)), y + ry * float(np.sin(t))] for t in angles]


# For each digit the ways in which people write it: strokes of points in 0–1, y down.
TEMPLATES: dict[int, list[list[list[list[float]]]]] = {
    0: [[arc(0.5, 0.5, 0.2, 0.32, -90, 270)], [arc(0.5, 0.5, 0.26, 0.3, -60, 300)]],
    1: [[[[0.5, 0.2], [0.5, 0.8]]], [[[0.56, 0.2], [0.46, 0.8]]]],
    2: [
        [arc(0.5, 0.35, 0.19, 0.15, -170, 30) + [[0.3, 0.8], [0.72, 0.8]]],
        [arc(0.48, 0.36, 0.2, 0.16, -150, 40) + [[0.32, 0.76], [0.5, 0.74], [0.74, 0.8]]],
    ],
    3: [
        [arc(0.48, 0.35, 0.19, 0.15, -150, 90) + arc(0.48, 0.65, 0.21, 0.16, -90, 150)],
        [arc(0.5, 0.34, 0.16, 0.14, -140, 80) + arc(0.48, 0.64, 0.22, 0.17, -80, 140)],
    ],
    4: [
        [[[0.35, 0.22], [0.3, 0.52], [0.7, 0.52]], [[0.66, 0.2], [0.62, 0.82]]],
        [[[0.32, 0.25], [0.33, 0.5], [0.66, 0.5]], [[0.68, 0.22], [0.64, 0.5], [0.62, 0.82]]],
    ],
    5: [
        [[[0.68, 0.2], [0.38, 0.2], [0.36, 0.46]] + arc(0.48, 0.62, 0.19, 0.18, -120, 140)],
        [[[0.38, 0.22], [0.36, 0.48]] + arc(0.48, 0.63, 0.2, 0.17, -110, 145),
         [[0.38, 0.22], [0.7, 0.2]]],
    ],
    6: [
        [[[0.6, 0.18], [0.44, 0.34], [0.34, 0.58]] + arc(0.5, 0.64, 0.17, 0.16, -180, 180)],
        [[[0.56, 0.2], [0.42, 0.4], [0.36, 0.62]] + arc(0.5, 0.66, 0.15, 0.14, -190, 170)],
    ],
    7: [
        [[[0.3, 0.24], [0.7, 0.24], [0.46, 0.8]]],
        [[[0.32, 0.28], [0.5, 0.24], [0.7, 0.26], [0.56, 0.5], [0.5, 0.8]]],
    ],
    8: [
        [arc(0.5, 0.35, 0.15, 0.15, 90, 450) + arc(0.5, 0.66, 0.18, 0.16, -90, 270)],
        [[[0.64, 0.28], [0.52, 0.2], [0.4, 0.26], [0.4, 0.38], [0.6, 0.58], [0.62, 0.72],
          [0.5, 0.8], [0.38, 0.72], [0.42, 0.56], [0.6, 0.4], [0.64, 0.28]]],
    ],
    9: [
        [arc(0.5, 0.36, 0.16, 0.16, 0, -360) + [[0.66, 0.36], [0.62, 0.82]]],
        [arc(0.48, 0.36, 0.15, 0.14, 20, -340) + [[0.64, 0.36], [0.6, 0.6], [0.56, 0.82]]],
    ],
}  # fmt: skip


def digits_in_strokes(rng: np.random.Generator, times: int) -> list[tuple[int, Strokes]]:
    """Every way to write every digit, ``times`` times each, with its label.

    Each is rotated, slanted, stretched and moved a little, and each point is jittered.
    """
    return [
        (label, _jittered(strokes, rng))
        for label, ways in TEMPLATES.items()
        for strokes in ways
        for _ in range(times)
    ]


def handwritten_digits() -> list[tuple[int, Strokes]]:
    """A hundred digits that people wrote, with their labels: see ``trace_handwriting.py``."""
    path = Path(__file__).parent / "handwriting.json"
    digits = json.loads(path.read_text(encoding="utf-8"))
    return [(each["label"], [np.asarray(line) for line in each["strokes"]]) for each in digits]


def _jittered(strokes: list[list[list[float]]], rng: np.random.Generator) -> Strokes:
    turn = np.radians(rng.normal(0, 4))
    slant = rng.normal(0.08, 0.08)
    shape = np.array([[np.cos(turn), -np.sin(turn) - slant], [np.sin(turn), np.cos(turn)]])
    shape *= rng.uniform(0.75, 1.1, (1, 2))
    moved = rng.normal(0, 0.03, 2)
    return [
        (np.asarray(points) - 0.5) @ shape.T + 0.5 + moved + rng.normal(0, 0.006, (len(points), 2))
        for points in strokes
    ]
