"""The layout of a table, from its first line: delimiter, columns, column of labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from backlit.errors import DataError

LABEL_NAMES = ("label", "labels", "class", "target", "y", "digit")
DELIMITERS = (",", ";", "\t")

# The layout of common CSV files of MNIST: no header, the digit, then its 784 pixels.
MNIST_COLUMNS = 1 + 784


@dataclass(frozen=True)
class TableLayout:
    """How to read the lines of a table.

    Attributes:
        columns: The names of the columns, or their numbers from 1 where there is no header.
        label: The index of the column of labels.
        has_header: Whether the first line names the columns.
        assumed: Whether the label column was only assumed, from the form of MNIST.
        decimal_comma: Whether a number may be written 0,5.
    """

    columns: list[str]
    label: int
    has_header: bool
    assumed: bool
    decimal_comma: bool


def find_delimiter(line: str) -> str:
    """The character that separates the cells of a line, ignoring quoted text."""
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def find_layout(
    first: list[str], delimiter: str, label_column: str | None, path: Path
) -> TableLayout:
    """Decide from the first line what the columns are.

    Raises:
        DataError: when it is not clear which one column holds the labels, or there is no other.
    """
    names = [cell.strip() for cell in first]
    decimal_comma = delimiter == ";"
    texts = sum(not _is_number(name, decimal_comma) for name in names)
    named = _by_name(names, label_column)
    has_header = 2 * texts >= len(names) or bool(named and texts)
    if has_header and len(named) > 1:
        raise DataError(
            f"Expected one column of labels in {path}, got {len(named)}: "
            f"{', '.join(names[index] for index in named[:10])}.",
            hint="give every column a name of its own",
        )
    if not has_header:
        named = _by_number(label_column, len(names))
        columns = [str(number) for number in range(1, len(names) + 1)]
    else:
        columns = names
    assumed = not named and not has_header and label_column is None and len(names) == MNIST_COLUMNS
    if assumed:
        named = [0]
    if not named:
        raise no_label_column(first, has_header, path, label_column)
    if len(names) < 2:
        raise DataError(
            f"Expected columns of numbers besides the labels in {path}, got none.",
            hint="separate the cells with a comma, a semicolon or a tab",
        )
    return TableLayout(columns, named[0], has_header, assumed, decimal_comma)


def _by_name(names: list[str], label_column: str | None) -> list[int]:
    """The indices of the columns that have the first of the wanted names that any has."""
    lowered = [name.lower() for name in names]
    wanted = LABEL_NAMES if label_column is None else (label_column.strip().lower(),)
    found = next((name for name in wanted if name in lowered), None)
    return [index for index, name in enumerate(lowered) if name == found]


def _by_number(label_column: str | None, n_columns: int) -> list[int]:
    """The index of a column given by its number from 1, if that is what was given."""
    if label_column is None or not label_column.strip().isdecimal():
        return []
    number = int(label_column)
    return [number - 1] if 1 <= number <= n_columns else []


def no_label_column(
    first: list[str], has_header: bool, path: Path, label_column: str | None = None
) -> DataError:
    """The error for a table without a recognisable column of labels; it lists the columns."""
    if not has_header:
        return DataError(
            f"Expected a header that names the column of labels in {path}, "
            f"got {len(first):,} columns without names.",
            hint=f"add a first line with a column called {LABEL_NAMES[0]!r}, or give the number "
            "of the column of labels, counted from 1",
        )
    wanted = repr(label_column) if label_column else " or ".join(LABEL_NAMES)
    shown = ", ".join(name.strip()[:40] for name in first[:10])
    return DataError(
        f"Expected a column of labels called {wanted} in {path}, got no label column but only "
        f"{shown}{', …' if len(first) > 10 else ''}.",
        hint="name the column of labels with --label-column",
    )


def with_decimal_comma(cell: str) -> float:
    """A number that may be written with a comma: 0,5 is a half.

    Raises:
        ValueError: when the cell is no number.
    """
    return float(cell.replace(",", ".")) if cell.count(",") == 1 else float(cell)


def _is_number(cell: str, decimal_comma: bool) -> bool:
    try:
        (with_decimal_comma if decimal_comma else float)(cell)
    except ValueError:
        return False
    return True
