from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backlit.data.readers.table import read_csv
from backlit.errors import DataError

DIGITS = np.random.default_rng(0).integers(0, 100, (5, 784))
DIGITS[0, 0] = 255
LABELS = [5, 0, 4, 1, 9]
HEADER = "label," + ",".join(f"pixel{index}" for index in range(784))
ROWS = [f"{label}," + ",".join(map(str, row)) for label, row in zip(LABELS, DIGITS, strict=True)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "mine.csv"


@pytest.mark.parametrize("header", [[HEADER], []])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_digits_are_read_in_every_usual_form(
    header: list[str], newline: str, delimiter: str, encoding: str, path: Path
) -> None:
    text = newline.join([*header, *ROWS, ""]).replace(",", delimiter)
    path.write_bytes(text.encode(encoding))
    train = read_csv(path).train
    assert train.X.dtype == np.uint8
    assert np.array_equal(train.X, DIGITS)
    assert [train.classes[label] for label in train.labels] == list(map(str, LABELS))
    assert train.image_shape == (28, 28)


def points(path: Path, text: str, label_column: str | None = None):
    path.write_text(text, encoding="utf-8")
    return read_csv(path, label_column).train


@pytest.mark.parametrize(
    "text",
    [
        "x,y,class\n0.5,-1,red\n2,3e1,blue\n",
        "class,x,y\nred,0.5,-1\nblue,2,30\n",
        "\n\nclass,x,y\n\nred,0.5,-1\n\nblue,2,30",
        '"class";"x";"y"\n"red";"0,5";-1\n"blue";2;"30,0"\n',
        " Class , x , y \nred , 0.5 , -1\nblue , 2 , 30\n",
    ],
)
def test_numbers_and_words_are_read(text: str, path: Path) -> None:
    train = points(path, text)
    assert train.X.tolist() == [[0.5, -1], [2, 30]]
    assert [train.classes[label] for label in train.labels] == ["red", "blue"]
    assert train.image_shape is None


def test_the_label_column_can_be_named_or_numbered(path: Path) -> None:
    assert points(path, "a,b,c\n1,2,3\n4,5,6\n", "B").classes == ("2", "5")
    assert points(path, "1,2,3\n4,5,6\n", "3").classes == ("3", "6")


def test_small_whole_numbers_are_no_pixels(path: Path) -> None:
    train = points(path, "label,a,b\n0,0,1\n1,1,0\n")
    assert train.X.dtype == np.float64
    assert train.X.tolist() == [[0, 1], [1, 0]]


def test_whole_numbers_written_as_fractions_are_the_same_numbers(path: Path) -> None:
    rows = [f"{label}," + ",".join(f"{value}.0" for value in row) for label, row in
            zip(LABELS, DIGITS, strict=True)]  # fmt: skip
    path.write_text("\n".join([HEADER, *rows]))
    assert np.array_equal(read_csv(path).train.X, DIGITS)


def test_more_rows_than_a_block_keep_their_order(path: Path) -> None:
    numbers = np.random.default_rng(1).normal(size=(2500, 2)).round(3)
    text = "a,b,label\n" + "".join(f"{a},{b},{i % 3}\n" for i, (a, b) in enumerate(numbers))
    train = points(path, text)
    assert np.array_equal(train.X, numbers)
    assert np.array_equal(train.labels, np.arange(2500) % 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "an empty file"),
        ("\n\n\n", "an empty file"),
        ("label,a,b\n", "only a header"),
        ("label\n1\n", "besides the labels"),
        ("label,a,b\n1,2,3\n1,2\n", "got 2 in line 3"),
        ("label,a,b\n\n1,2,3\n\n1,2,3,4\n", "3 cells .* as in line 1, got 4 in line 5"),
        ("label,a,b\n1,2,3\n1,2,abc\n", "line 3 of .*mine.csv, column b, got 'abc'"),
        ("label,a,b\n1,,3\n", "line 2 of .*, column a, got an empty cell"),
        ("label,a,b\n1,2,3\n1,nan,3\n", "line 3 .* NaN or infinity"),
        ("label,a,b\n1,2,inf\n", "line 2 .* NaN or infinity"),
        ("label,a,b\n1,2,3\n-1,2,3\n", "class numbers from 0 .* line 3"),
        ("label,a,b\n1,2,3\n\n3.7,2,3\n", "got 3.7 in line 4"),
        ("label,a,b\n1,2,3\nnan,2,3\n", "got nan in line 3"),
        ("label,a,b\n,2,3\nx,2,3\n", "line 2, got an empty one"),
        ("a,b,c\n1,2,3\n", "no label column but only a, b, c"),
        ("1,2,3\n4,5,6\n", "3 columns without names"),
        ("seven" + ",0" * 784, "785 columns without names"),
        ("label,label,a\n1,2,3\n", "one column of labels"),
        ("label;a;b\n1;0,5,3;2\n", "got '0,5,3'"),
        ("label,a,b\n1,0;5,3\n", "got '0;5'"),
        ('label,a\n1,"' + "x" * 200_000, "field larger"),
        ("\n".join(ROWS).replace("255", "256"), "without names"),
        ("\n".join(row.replace("9,", "10,", 1) for row in ROWS[4:]), "without names"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(
    text: str, message: str, path: Path
) -> None:
    with pytest.raises(DataError, match=message):
        points(path, text)


def test_an_unknown_label_column_is_refused_by_name(path: Path) -> None:
    with pytest.raises(DataError, match="called 'colour'"):
        points(path, "label,a\n1,2\n", "colour")


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_text_that_is_not_utf_8_is_refused(encoding: str, path: Path) -> None:
    path.write_bytes("label,größe\n1,2\n".encode(encoding))
    with pytest.raises(DataError, match="UTF-8"):
        read_csv(path)


def test_a_line_without_end_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backlit.data.readers.table.MAX_LINE", 1000)
    with pytest.raises(DataError, match="line 2 is longer"):
        points(path, "label,a\n" + "1," * 1000)


def test_a_table_that_would_fill_the_memory_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backlit.data.readers.table.MAX_BYTES", 10_000)
    with pytest.raises(DataError, match="at most 10,000 bytes of memory"):
        points(path, "label,a\n" + "1,0.5\n" * 2000)


@given(
    changes=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=5)
)
@settings(max_examples=200, deadline=None)
def test_damaged_text_gives_examples_or_a_data_error(
    changes: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    damaged = bytearray(b"x,y,class\n0.5,-1,red\n2,3e1,blue\n0.25,0.125,green\n")
    for locate, value in changes:
        damaged[locate % len(damaged)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.csv"
    path.write_bytes(damaged)
    try:
        train = read_csv(path).train
    except DataError:
        return
    assert len(train) <= 4
