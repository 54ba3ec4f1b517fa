"""Confusions, mistakes, calibration, edits, ablation and maps as text and as figures."""

import io

import numpy as np
import pytest
from rich.console import Console

from backlit.analyse.ablation import analyse_ablation
from backlit.analyse.calibration import analyse_calibration
from backlit.analyse.confusion import analyse_confusion, confusion_of
from backlit.analyse.edits import scale, set_bias, set_weight, switch_off
from backlit.analyse.embedding import embed_layer
from backlit.analyse.mistakes import analyse_mistakes
from backlit.analyse.what_if import analyse_what_if
from backlit.core.activations import SOFTMAX
from backlit.core.initialise import initialise
from backlit.data.examples import Examples
from backlit.render.ablation import ablation_figure, ablation_text
from backlit.render.calibration import calibration_figure, calibration_text
from backlit.render.classes import class_characters, class_key, class_title
from backlit.render.confusion import confusion_figure, confusion_shades, confusion_text
from backlit.render.edits import edit_words
from backlit.render.embedding import embedding_figure, embedding_text
from backlit.render.mistakes import mistakes_figure, mistakes_text
from backlit.render.names import Names
from backlit.render.what_if import what_if_figure, what_if_text

DIGITS = tuple(map(str, range(10)))
CLOTHES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
           "Bag", "Ankle boot")  # fmt: skip
SIZES = (256, 6, 10)


def shown(renderable, width=80, colour=True):
    file = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=file, width=width, force_terminal=colour, color_system=system)
    console.print(renderable)
    return file.getvalue()


def plain(renderable, width=80):
    return shown(renderable, width, colour=False)


def pictures(n=60, classes=DIGITS):
    rng = np.random.default_rng(3)
    X = rng.integers(0, 256, (n, 256)).astype(np.uint8)
    return Examples(X, rng.integers(len(classes), size=n), classes, "made up", (16, 16))


def numbers(n=60):
    rng = np.random.default_rng(4)
    return Examples(
        rng.normal(0, 1, (n, 256)).astype(np.float32), rng.integers(10, size=n), DIGITS, "made up"
    )


NETWORK = initialise(SIZES, np.random.default_rng(1), method="gaussian")
EDITS = [switch_off(1, 3), scale(1, 2, 0.5), set_weight(2, 7, 2, -1.5), set_bias(2, 4, 0.0),
         switch_off(2, 9)]  # fmt: skip


def views(examples):
    """For each analysis of the examples: a name, its text by colour, and its figure by theme."""
    names = Names(SIZES, examples.classes, examples.image_shape)
    confusion = analyse_confusion(NETWORK, examples)
    mistakes = analyse_mistakes(NETWORK, examples)
    calibration = analyse_calibration(NETWORK, examples)
    what_if = analyse_what_if(NETWORK, EDITS, examples, examples.inputs()[0])
    ablation = analyse_ablation(NETWORK, examples)
    laid_out = embed_layer(NETWORK, examples, 1)
    return {
        "confusion": (
            lambda colour: confusion_text(confusion, names, colour=colour),
            lambda theme: confusion_figure(confusion, names, theme),
        ),
        "mistakes": (
            lambda colour: mistakes_text(mistakes, names, colour=colour),
            lambda theme: mistakes_figure(mistakes, names, theme),
        ),
        "calibration": (
            lambda colour: calibration_text(calibration, colour=colour),
            lambda theme: calibration_figure(calibration, theme),
        ),
        "what-if": (
            lambda colour: what_if_text(what_if, names, "example 0", colour=colour),
            lambda theme: what_if_figure(what_if, names, "example 0", theme),
        ),
        "ablation": (
            lambda colour: ablation_text(ablation, names, colour=colour),
            lambda theme: ablation_figure(ablation, names, theme),
        ),
        "map": (
            lambda colour: embedding_text(laid_out, names, colour=colour),
            lambda theme: embedding_figure(laid_out, names, theme),
        ),
    }


SUBJECTS = {"digits": pictures(), "clothes": pictures(classes=CLOTHES), "numbers": numbers()}
VIEWS = {what: views(examples) for what, examples in SUBJECTS.items()}
ANALYSES = list(VIEWS["digits"])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("what", VIEWS)
@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_text_fits_the_screen_and_cuts_nothing_off(what, analysis, colour, width):
    text, _ = VIEWS[what][analysis]
    printed = shown(text(colour), width, colour)
    assert "…" not in printed
    assert ("\x1b[38;2" in printed or "\x1b[3" in printed) is colour
    lines = plain(text(colour), width).split("\n")
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("what", VIEWS)
@pytest.mark.parametrize("analysis", ANALYSES)
def test_a_figure_is_drawn_the_same_twice_on_light_and_dark(what, analysis):
    _, figure = VIEWS[what][analysis]
    light, dark = (figure(theme).drawn("svg") for theme in ("light", "dark"))
    assert light.startswith(b"<?xml")
    assert light == figure("light").drawn("svg")
    assert b"#0e1116" in dark
    assert b"#0e1116" not in light


def test_every_count_of_the_matrix_is_written():
    examples = pictures()
    confusion = analyse_confusion(NETWORK, examples)
    names = Names(SIZES, DIGITS, (16, 16))
    lines = plain(confusion_text(confusion, names, colour=False)).split("\n")
    start = next(i for i, line in enumerate(lines) if line.startswith("actual ↓")) + 2
    for row in range(10):
        label, *cells = lines[start + row].split()
        assert label == str(row)
        assert [0 if cell == "·" else int(cell) for cell in cells] == list(confusion.counts[row])


def test_beside_a_matrix_stand_the_largest_confusions_where_there_is_room():
    labels = np.repeat(np.arange(10), 100)
    predicted = labels.copy()
    predicted[::9] = (labels[::9] + 1) % 10
    text = confusion_text(
        confusion_of(labels, predicted, 10), Names(SIZES, DIGITS, None), colour=False
    )
    assert len(plain(text, 120).split("\n")) < len(plain(text, 80).split("\n"))


def test_a_matrix_that_is_too_wide_gives_way_to_the_largest_confusions():
    letters = tuple("abcdefghijklmnopqrstuvwxyz")
    rng = np.random.default_rng(0)
    labels = rng.integers(26, size=20_000)
    predicted = np.where(rng.uniform(size=20_000) < 0.8, labels, rng.integers(26, size=20_000))
    confusion = confusion_of(labels, predicted, 26)
    names = Names((4, 26), letters, None)
    text = plain(confusion_text(confusion, names, colour=False))
    assert "A matrix of 26 classes is too wide for this screen" in text
    assert "predicted →" not in text
    assert len([line for line in text.split("\n") if "█" in line]) >= 24 + 26
    assert "predicted →" in plain(confusion_text(confusion, names, colour=False), 140)
    assert confusion_figure(confusion, names, "light").drawn("png").startswith(b"\x89PNG")


def test_named_confusions_and_the_others_add_up_to_all_mistakes():
    confusion = analyse_confusion(NETWORK, pictures())
    text = plain(confusion_text(confusion, Names(SIZES, DIGITS, None), colour=False, limit=3))
    start = text.index("actual     ")
    block = text[start:].split("\n\n")[0].split("\n")[1:]
    times = [int(line.split()[2]) for line in block]
    assert len(times) == 4
    assert sum(times) == (confusion.labels != confusion.predicted).sum()


def test_shades_tell_right_from_wrong_and_the_largest_from_the_least():
    shades = confusion_shades(confusion_of(np.array([0, 0, 0, 0, 1]), np.array([0, 1, 0, 1, 1]), 3))
    np.testing.assert_allclose(shades, [[0.5, -1, 0], [0, 1, 0], [0, 0, 0]])
    assert (confusion_shades(confusion_of(np.array([0]), np.array([0]), 2)) >= 0).all()


def test_a_network_without_mistakes_says_so():
    labels = np.arange(10)
    names = Names(SIZES, DIGITS, (16, 16))
    perfect = confusion_of(labels, labels, 10)
    assert "No example is misclassified." in plain(confusion_text(perfect, names, colour=False))
    assert confusion_figure(perfect, names).drawn("svg")
    examples = pictures(1)
    right = Examples(examples.X, analyse_confusion(NETWORK, examples).predicted, DIGITS, "one")
    none = analyse_mistakes(NETWORK, right)
    text = plain(mistakes_text(none, names, colour=False))
    assert text.strip() == "0 of 1 examples are misclassified."
    assert mistakes_figure(none, names).drawn("svg")


@pytest.mark.parametrize("by", ["margin", "cost"])
def test_each_mistake_says_what_it_is_and_how_bad(by):
    for examples in (pictures(), numbers()):
        mistakes = analyse_mistakes(NETWORK, examples, by=by, limit=5)
        names = Names(SIZES, DIGITS, examples.image_shape)
        text = plain(mistakes_text(mistakes, names, colour=False), 120)
        values = mistakes.margins if by == "margin" else mistakes.costs
        for index, value in zip(mistakes.indices, values, strict=True):
            assert f"{index}" in text
            assert f"{value:.2f}"[:-1] in text


def test_softmax_outputs_have_one_reading_as_confidence():
    network = initialise(SIZES, np.random.default_rng(0), output_activation=SOFTMAX)
    calibration = analyse_calibration(network, pictures())
    text = plain(calibration_text(calibration, colour=False))
    assert text.count("Expected calibration error") == 1
    assert "add up to 1" in text
    assert calibration_figure(calibration).drawn("svg")


def test_edits_are_put_in_words():
    names = Names(SIZES, DIGITS, (16, 16))
    assert [edit_words(edit, names) for edit in [*EDITS, switch_off(0, 17)]] == [
        "neuron 3 of layer 1 switched off",
        "neuron 2 of layer 1 times 0.5",
        "weight to output 7 from neuron 2 of layer 1 set to −1.5",
        "bias of output 4 set to 0",
        "output 9 switched off",
        "pixel (row 1, column 1) switched off",
    ]


def test_an_ablation_of_many_neurons_counts_those_that_it_does_not_name():
    ablation = analyse_ablation(NETWORK, pictures())
    names = Names(SIZES, DIGITS, (16, 16))
    text = plain(ablation_text(ablation, names, colour=False, limit=2))
    assert "the other 4" in text
    named = [line.split("  ")[0] for line in text.split("\n") if line.startswith("neuron")]
    worst = [int(ablation.neurons[place]) for place in ablation.ranking[:2]]
    assert named == [f"neuron {k} of layer 1" for k in worst]


def test_a_map_shows_every_class_where_it_lies():
    rng = np.random.default_rng(0)
    labels = np.arange(60) % 3
    X = (rng.normal(0, 0.1, (60, 2)) + np.array([[0, 0], [9, 0], [9, 6]])[labels]).astype(
        np.float32
    )
    examples = Examples(X, labels, ("cat", "dog", "owl"), "made up")
    network = initialise((2, 3), rng)
    names = Names((2, 3), examples.classes, None)
    text = plain(embedding_text(embed_layer(network, examples, 0), names, colour=False))
    lines = text.split("\n")
    drawn = "\n".join(lines[1 : next(i for i, line in enumerate(lines) if "Across" in line)])
    assert set(drawn) == {" ", "\n", "0", "1", "2"}
    assert not any({"0", "1"} <= set(line) and "0" in line[20:] for line in drawn.split("\n"))
    assert "0 cat, 1 dog, 2 owl" in text
    assert "together 100.0%" in text


def test_classes_have_a_character_each():
    assert class_characters(DIGITS) == DIGITS
    assert class_characters(("x", "y")) == ("x", "y")
    assert class_characters(("cat", "dog")) == ("0", "1")
    many = class_characters([f"class {i}" for i in range(70)])
    assert len(many) == 70
    assert len(set(many[:62])) == 62
    assert set(many[62:]) == {"?"}
    assert class_key(DIGITS) == ""
    assert class_title(CLOTHES, 1) == "1 Trouser"
    assert class_title(DIGITS, 1) == "1"
