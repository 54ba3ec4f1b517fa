import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from backlit.render.json import to_json
from backlit.render.terminal.bars import accuracy_table, bar, outputs_table
from backlit.render.terminal.curves import curve
from backlit.render.terminal.pictures import halved, picture
from backlit.training.records import EpochRecord, Hyperparameters


def shown(renderable, width=80, **options):
    console = Console(width=width, **options)
    with console.capture() as captured:
        console.print(renderable)
    return captured.get()


@given(share=st.floats(0, 1), width=st.integers(1, 40))
def test_a_bar_is_as_long_as_its_share_to_an_eighth_of_a_character(share, width):
    drawn = bar(share, width)
    assert len(drawn) == width
    eighths = sum({"█": 8}.get(c, " ▏▎▍▌▋▊▉".index(c) if c in "▏▎▍▌▋▊▉" else 0) for c in drawn)
    assert abs(eighths - share * width * 8) <= 0.5


def test_a_bar_neither_overflows_nor_runs_backwards():
    assert bar(7.5, 4) == "████"
    assert bar(-1.0, 4) == "    "


@given(rows=st.integers(1, 9), columns=st.integers(1, 9))
def test_a_picture_has_two_pixels_to_a_character(rows, columns):
    pixels = np.random.default_rng(0).uniform(size=(rows, columns))
    for colour in (True, False):
        lines = picture(pixels, colour=colour).plain.split("\n")
        assert len(lines) == math.ceil(rows / 2)
        assert all(len(line) == columns for line in lines)


def test_a_picture_without_colour_shows_ink_where_it_is():
    pixels = np.array([[1, 0], [0, 0], [1, 1], [1, 0]])
    assert picture(pixels, colour=False).plain == "▀ \n█▀"


def test_a_picture_in_colour_is_as_bright_as_its_pixels():
    spans = picture(np.array([[0.0], [1.0]])).spans
    assert spans[0].style.color.name == "#000000"
    assert spans[0].style.bgcolor.name == "#ffffff"


def test_a_halved_picture_keeps_the_mean():
    pixels = np.random.default_rng(0).uniform(size=(28, 28))
    assert halved(pixels).shape == (14, 14)
    assert halved(pixels).mean() == pytest.approx(pixels.mean())


def test_the_largest_output_is_marked_with_more_than_colour():
    text = shown(outputs_table("0123456789", [0.1, 0.9, *[0.0] * 8]), no_color=True)
    (marked,) = [line for line in text.splitlines() if "◀" in line]
    assert marked.startswith("1 ")
    assert "0.90" in marked


def test_accuracy_is_shown_with_its_counts_and_no_class_is_divided_by_nothing():
    text = shown(accuracy_table(["a", "b"], [3, 0], [4, 0]))
    assert "75.0%" in text
    assert "3 of 4" in text
    assert "0 of 0" in text
    assert "nan" not in text


def test_a_curve_falls_where_its_points_fall():
    points = [(x, 10 - x) for x in range(11)]
    text = curve("Cost", [("train", points, "#58C4DD")], width=40, height=8, span=(0, 10)).plain
    lines = text.split("\n")
    assert len(lines) == 8
    assert "train 0.00" in lines[0]
    assert lines[1].startswith("10.00")
    first_dots = [
        min((i for i, c in enumerate(line) if "\u2800" < c <= "\u28ff"), default=-1)
        for line in lines[1:7]
    ]
    assert first_dots == sorted(first_dots)
    assert first_dots[0] < first_dots[-1]


def test_a_curve_reaches_both_ends_and_the_top():
    points = [(0, 1.0), (10, 5.0), (20, 5.0)]
    text = curve("Cost", [("train", points, "#58C4DD")], width=40, height=8, span=(0, 20)).plain
    top = text.split("\n")[1]
    assert len(top) == 40
    assert "\u2800" < top[-1] <= "\u28ff"


@pytest.mark.parametrize("width", [20, 31, 38, 44, 60])
def test_a_heading_says_what_fits_and_is_never_wider_than_its_curve(width):
    lines = [("train", [(0, 1.0), (1, 0.5)], "#58C4DD"), ("validation", [(1, 0.25)], "#FC6255")]
    text = curve("Accuracy %", lines, width=width, height=6, span=(0, 1), unit="epochs").plain
    heading, *rest = text.split("\n")
    assert len(heading) <= width
    assert heading.startswith("Accuracy %")
    assert ("0.25" in heading) == (width >= 44)
    assert all(len(line) <= width for line in rest[:-1])


@pytest.mark.parametrize("points", [[], [(0, 1.0)], [(0, 1.0), (1, 1.0)], [(0, -5.0), (3, -5.0)]])
def test_a_curve_of_few_or_equal_points_is_drawn(points):
    text = curve("Cost", [("train", points, "#58C4DD")], width=30, height=6, span=(0, 3)).plain
    assert len(text.split("\n")) == 6
    assert max(map(len, text.split("\n"))) <= 30


def test_json_has_full_precision_and_no_nan():
    value = {
        "hyperparameters": Hyperparameters(1 / 3, 10, 0.0),
        "array": np.array([1.5, np.nan, np.inf], np.float32),
        "count": np.int64(7),
        "path": Path("a/b"),
        "epoch": EpochRecord(1, 2, 0.1 + 0.2, 0.5),
    }
    found = json.loads(to_json(value))
    assert found["hyperparameters"]["learning_rate"] == 1 / 3
    assert found["array"] == [1.5, None, None]
    assert found["epoch"]["cost"] == 0.1 + 0.2
    assert found["count"] == 7
    with pytest.raises(TypeError, match="got object"):
        to_json(object())
