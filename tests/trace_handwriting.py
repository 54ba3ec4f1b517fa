"""Make tests/handwriting.json: digits that people wrote, traced back to the strokes of a pen.

``python tests/trace_handwriting.py``; it needs ``pip install scikit-image``. Taken are the first
ten of each digit in MNIST's test set, whatever a network says of them: each is thinned to lines one
pixel wide, which are followed from end to end and from crossing to crossing.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from skimage.morphology import skeletonize
from skimage.transform import rescale

from backlit import load_mnist

OF_EACH = 10
# Pictures are enlarged before they are thinned, so that lines are smooth.
SCALE = 4
# Whiskers that thinning leaves at the edges of a thick line are shorter than this, in small pixels.
WHISKER = 7
# One pixel in this many along a line becomes a point, as with a pen.
EVERY = 4

Pixel = tuple[int, int]


def main() -> None:
    """Trace, and write the file."""
    test = load_mnist().test
    assert test is not None
    digits = []
    for label in range(10):
        for number in np.flatnonzero(test.labels == label)[:OF_EACH].tolist():
            picture = test.inputs()[number].reshape(28, 28)
            digits.append({"number": number, "label": label, "strokes": traced(picture)})
    path = Path(__file__).parent / "handwriting.json"
    lines = ",\n".join(json.dumps(digit, separators=(",", ":")) for digit in digits)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def traced(picture: NDArray[np.floating]) -> list[list[list[float]]]:
    """The strokes of a picture: points from 0 to 1 from its left and its top."""
    large = rescale(picture.astype(np.float64), SCALE, order=3)
    pixels = {(int(y), int(x)) for y, x in np.argwhere(skeletonize(large > 0.4))}
    while whisker := next((line for line in lines(pixels) if is_whisker(line, pixels)), None):
        inner = {pixel for pixel in whisker if len(around(pixel, pixels)) <= 2}
        pixels -= inner
        pixels = {(int(y), int(x)) for y, x in np.argwhere(skeletonize(painted(pixels, large)))}
    return [
        [[round((x + 0.5) / large.shape[1], 4), round((y + 0.5) / large.shape[0], 4)]
         for y, x in [*line[:-1:EVERY], line[-1]]]
        for line in lines(pixels)
    ]  # fmt: skip


def painted(pixels: set[Pixel], like: NDArray[np.floating]) -> NDArray[np.bool_]:
    picture = np.zeros(like.shape, bool)
    for pixel in pixels:
        picture[pixel] = True
    return picture


def around(pixel: Pixel, pixels: set[Pixel]) -> list[Pixel]:
    """The neighbours of a pixel; across a corner only where no straight way leads there."""
    y, x = pixel
    straight = [each for each in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)) if each in pixels]
    corners = [
        (y + dy, x + dx)
        for dy in (-1, 1)
        for dx in (-1, 1)
        if (y + dy, x + dx) in pixels and (y + dy, x) not in pixels and (y, x + dx) not in pixels
    ]
    return straight + corners


def lines(pixels: set[Pixel]) -> list[list[Pixel]]:
    """Every line between two ends or crossings, and every ring without one."""
    nodes = sorted(pixel for pixel in pixels if len(around(pixel, pixels)) != 2)
    walked: set[frozenset[Pixel]] = set()
    found = []
    for start in [*nodes, *sorted(pixels)]:
        for first in around(start, pixels):
            if frozenset((start, first)) in walked:
                continue
            line = [start, first]
            while len(near := around(line[-1], pixels)) == 2 and line[-1] != start:
                line.append(near[0] if near[1] == line[-2] else near[1])
            walked |= {frozenset(pair) for pair in pairwise(line)}
            found.append(line)
    return found


def is_whisker(line: list[Pixel], pixels: set[Pixel]) -> bool:
    ends = sorted((len(around(line[0], pixels)), len(around(line[-1], pixels))))
    return len(line) < WHISKER and ends[0] == 1 and ends[1] > 2


if __name__ == "__main__":
    main()
