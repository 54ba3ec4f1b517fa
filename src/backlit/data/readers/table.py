"""Examples in a table of text: CSV, one example a line, with a column of labels.

Cells are separated by commas, semicolons or tabs, whichever the first line uses most; with
semicolons a number may have a decimal comma. A byte-order mark is skipped. The first line
is a header when one of its cells names the labels, or at most half of its cells are numbers.
"""

from __future__ import annotations

import csv
import io
import math
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from backlit.data.examples import DataSet
from backlit.data.readers.build_examples import build_examples
from backlit.data.readers.idx import MAX_BYTES
from backlit.data.readers.safe_open import open_regular_file
from backlit.data.readers.table_layout import (
    TableLayout,
    find_delimiter,
    find_layout,
    no_label_column,
    with_decimal_comma,
)
from backlit.data.scaling import BYTE_RANGE_THRESHOLD, square_picture_shape
from backlit.errors import DataError

MAX_LINE = 16 * 2**20

_BLOCK_ROWS = 1024
_BYTES = {str(number): number for number in range(256)}


def read_csv(path: Path, label_column: str | None = None) -> DataSet:
    """The examples in a CSV file.

    Args:
        path: The file, in UTF-8.
        label_column: The name of the column of labels, or its number from 1 where there is no
            header. When None, the one called label, labels, class, target, y or digit; and in a
            table of 785 numbers a line without a header, the first, as in MNIST.

    Raises:
        DataError: with the line's number, when a line is ragged or a cell is no finite number;
            when there is no column of labels, or nothing but a header.
    """
    with (
        open_regular_file(path) as binary,
        io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as text,
    ):
        try:
            return _read_table(text, path, label_column)
        except UnicodeDecodeError:
            raise DataError(
                f"Expected {path} to be text in UTF-8, got other bytes.",
                hint="save the table as CSV UTF-8",
            ) from None
        except csv.Error as error:
            raise DataError(
                f"Expected {path} to be a valid CSV file, but: {error}.",
                hint="save the table again as CSV UTF-8",
            ) from None


def _read_table(text: io.TextIOWrapper, path: Path, label_column: str | None) -> DataSet:
    first = next((line for line in _bounded_lines(text, path) if line.strip()), None)
    if first is None:
        raise DataError(
            f"Expected {path} to hold a table, got an empty file.",
            hint="check that this is the right file",
        )
    delimiter = find_delimiter(first)
    text.seek(0)
    reader = csv.reader(_bounded_lines(text, path), delimiter=delimiter)
    header = next(row for row in reader if row)
    layout = find_layout(header, delimiter, label_column, path)
    first_line = reader.line_num

    def rows() -> Iterator[tuple[int, list[str]]]:
        if not layout.has_header:
            yield first_line, list(header)
        for row in reader:
            if row:
                yield reader.line_num, row

    X, labels, lines = _read_columns(rows(), layout, first_line, path)
    if layout.assumed and not _looks_like_mnist(X, labels):
        raise no_label_column(header, layout.has_header, path)
    if X.dtype == np.uint8 and not (
        square_picture_shape(X.shape[1]) is not None and X.max() >= BYTE_RANGE_THRESHOLD
    ):
        if 8 * X.size > MAX_BYTES:
            raise _too_large(path)
        X = X.astype(np.float64)
    train = build_examples(X, labels, path.name, locate=lambda index: f"line {lines[index]}")
    return DataSet(path.name, train)


def _bounded_lines(text: io.TextIOWrapper, path: Path) -> Iterator[str]:
    """The lines of a text, none longer than `MAX_LINE`."""
    number = 0
    while line := text.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            raise DataError(
                f"Expected lines of at most {MAX_LINE:,} characters in {path}, "
                f"line {number} is longer.",
                hint="check that this is a CSV file",
            )
        yield line


def _read_columns(
    rows: Iterator[tuple[int, list[str]]], layout: TableLayout, first_line: int, path: Path
) -> tuple[NDArray[np.generic], list[str], array[int]]:
    """Inputs, labels, and the line of each example.

    Rows are gathered in blocks that become bytes where all numbers fit, so that a table of pixels
    takes an eighth of the memory that its numbers would.
    """
    n_columns = len(layout.columns)
    blocks: list[NDArray[np.generic]] = []
    block: list[NDArray[np.generic]] = []
    labels: list[str] = []
    lines = array("q")
    known: dict[str, str] = {}  # equal labels share one string
    n_bytes = 0
    for line, row in rows:
        if len(row) != n_columns:
            raise DataError(
                f"Expected {n_columns:,} cells in each line of {path}, as in line {first_line}, "
                f"got {len(row):,} in line {line}.",
                hint="check the line for a missing or extra delimiter",
            )
        label = row.pop(layout.label)
        labels.append(known.setdefault(label, label))
        lines.append(line)
        block.append(_parse_row(row, layout, line, path))
        if len(block) == _BLOCK_ROWS:
            blocks.append(_narrowest(np.stack(block)))
            n_bytes += blocks[-1].nbytes
            block = []
        if n_bytes + len(block) * n_columns * 8 > MAX_BYTES:
            raise _too_large(path)
    if not lines:
        raise DataError(
            f"Expected examples in {path}, got only a header.",
            hint="check that this is the right file",
        )
    if block:
        blocks.append(_narrowest(np.stack(block)))
    if all(part.dtype == np.uint8 for part in blocks):
        return np.concatenate(blocks), labels, lines
    if 8 * len(lines) * n_columns > MAX_BYTES:
        raise _too_large(path)
    return np.concatenate(blocks, dtype=np.float64), labels, lines


def _parse_row(row: list[str], layout: TableLayout, line: int, path: Path) -> NDArray[np.generic]:
    """The numbers of a row, as bytes when they are written 0 to 255."""
    try:  # five times as fast as what follows, and most of what there is to read in a picture
        return np.frombuffer(bytes(map(_BYTES.__getitem__, row)), np.uint8)
    except KeyError:
        pass
    try:
        values = np.fromiter(map(float, row), np.float64, len(row))
    except ValueError:
        values = np.array(_parse_cells(row, layout, line, path))
    if not np.isfinite(values).all():
        raise DataError(
            f"Expected finite numbers in line {line} of {path}, got NaN or infinity.",
            hint="leave the line out, or fill the gap with a number",
        )
    return values


def _too_large(path: Path) -> DataError:
    return DataError(
        f"Expected {path} to take at most {MAX_BYTES:,} bytes of memory, got more.",
        hint="use fewer rows, or save the data as .npz",
    )


def _narrowest(values: NDArray[Any]) -> NDArray[np.generic]:
    """The numbers as bytes when all are whole and from 0 to 255, else as they are."""
    if values.dtype != np.uint8 and values.min() >= 0 and values.max() <= 255:
        as_bytes = values.astype(np.uint8)
        if (as_bytes == values).all():
            return as_bytes
    return values


def _parse_cells(row: list[str], layout: TableLayout, line: int, path: Path) -> list[float]:
    """A row's numbers one by one, to find the cell that is not a number."""
    names = [name for index, name in enumerate(layout.columns) if index != layout.label]
    number: Callable[[str], float] = with_decimal_comma if layout.decimal_comma else float
    values = []
    for name, cell in zip(names, row, strict=True):
        try:
            values.append(number(cell))
        except ValueError:
            got = repr(cell.strip()[:40]) if cell.strip() else "an empty cell"
            raise DataError(
                f"Expected a number in line {line} of {path}, column {name[:40]}, got {got}.",
                hint="leave the line out, or name the column of labels with --label-column",
            ) from None
    return values


def _looks_like_mnist(X: NDArray[np.generic], labels: list[str]) -> bool:
    """Whether a table without a header is digits and their pixels, 0–9 and then 0–255."""
    if X.dtype != np.uint8:
        return False
    try:
        numbers = {float(label) for label in set(labels)}
    except ValueError:
        return False
    return all(math.isfinite(n) and n in range(10) for n in numbers)
