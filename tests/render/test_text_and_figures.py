"""Explanations as text and as figures: everything named, and nothing lost on a narrow screen."""

import io

import numpy as np
import pytest
from rich.console import Console

from backlit.core.initialise import initialise
from backlit.core.parameters import parameter_of
from backlit.errors import SettingsError
from backlit.explain.neuron import explain_neuron
from backlit.files.figure import save_figure
from backlit.render.figures import Canvas
from backlit.render.names import Names
from backlit.render.neuron import neuron_figure, neuron_text
from backlit.render.terminal.signed import signed, signed_bar, signed_picture

SIZES = (784, 5, 10)
NAMES = Names(SIZES, tuple(map(str, range(10))), (28, 28))


def shown(renderable, width=80):
    console = Console(file=io.StringIO(), width=width)
    console.print(renderable)
    return console.file.getvalue()


def a_network(sizes=SIZES):
    return initialise(sizes, np.random.default_rng(0))


def an_input(n=784):
    return np.random.default_rng(1).uniform(0, 1, n)


def test_names_are_those_of_the_slides():
    assert NAMES.neuron(0, 12 * 28 + 7) == "pixel (row 12, column 7)"
    assert NAMES.neuron(1, 3) == "neuron 3 of layer 1"
    assert NAMES.neuron(2, 7) == "output 7"
    assert Names((2, 1), ("cat",), None).neuron(1, 0) == "output 0 (cat)"
    assert Names((2, 1), ("cat",), None).neuron(0, 1) == "input 1"
    assert NAMES.parameter(parameter_of(SIZES, 2, 3, 4)) == (
        "weight to output 3 from neuron 4 of layer 1"
    )
    assert NAMES.parameter(parameter_of(SIZES, 2, 3)) == "bias of output 3"


def test_signs_are_written_and_not_only_coloured():
    assert signed(0.25).plain == "+0.2500"
    assert signed(-0.25).plain == "−0.2500"
    assert signed(-1.5e-7).plain == "−1.50e-07"
    assert signed_bar(1.0, 1.0, 8).plain == "    │████"
    assert signed_bar(-0.5, 1.0, 8).plain == "  ██│    "
    assert signed_picture(np.array([[1.0, -1.0], [1.0, -1.0]]), colour=False).plain == "+−"


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("colour", [True, False])
def test_a_neuron_fits_the_screen_and_adds_up(width, colour):
    opened = explain_neuron(a_network(), an_input(), 1, 3)
    text = shown(neuron_text(opened, NAMES, colour=colour), width)
    assert "…" not in text
    assert "Neuron 3 of layer 1" in text
    assert "weights × input" in text
    assert "the other 774" in text
    assert signed(opened.z).plain in text


def test_figures_are_drawn_the_same_twice_in_every_form(tmp_path):
    opened = explain_neuron(a_network(), an_input(), 1, 3)
    for form, start in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        for theme in ("light", "dark"):
            drawn = neuron_figure(opened, NAMES, theme).drawn(form)
            assert drawn.startswith(start)
            assert drawn == neuron_figure(opened, NAMES, theme).drawn(form)
    path = tmp_path / "neuron.svg"
    save_figure(path, neuron_figure(opened, NAMES))
    assert b"neuron 3 of layer 1" in path.read_bytes()


def test_a_figure_that_cannot_be_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="theme of light or dark, got 'red'"):
        Canvas("red")
    with pytest.raises(SettingsError, match="svg, png, pdf, got 'gif'"):
        save_figure(tmp_path / "a.gif", Canvas())
    with pytest.raises(SettingsError, match="Cannot write the figure"):
        save_figure(tmp_path, _Always())


class _Always:
    def drawn(self, form):
        return b"x"
