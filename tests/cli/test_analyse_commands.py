"""``backlit analyse`` of mistakes, confidence, edits and maps: as text, JSON and figures."""

import pytest

from backlit.analyse.ablation import Ablation
from backlit.analyse.calibration import Calibration
from backlit.analyse.confusion import Confusion
from backlit.analyse.embedding import LayerEmbedding
from backlit.analyse.mistakes import Mistakes
from backlit.analyse.what_if import WhatIf
from backlit.render.json import record_from_json

COMMANDS = {
    "confusion": (Confusion, [], "Accuracy 9"),
    "mistakes": (Mistakes, ["--sort-by", "cost"], "by cost:"),
    "calibration": (Calibration, ["--bins", "5"], "Expected calibration error"),
    "what-if": (WhatIf, ["17", "--off", "1:3"], "neuron 3 of layer 1 switched off"),
    "ablation": (Ablation, ["--limit", "3"], "the other 29"),
    "embedding": (
        LayerEmbedding,
        ["--layer", "3", "--examples", "300"],
        "300 examples by the activations of the output layer",
    ),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_it_answers_as_text_json_and_figure(backlit, tmp_path, command):
    form, options, words = COMMANDS[command]
    assert "Examples:" in backlit("analyse", command, "--help").out
    assert f"\n  {command} " in backlit("analyse", "--help").out
    ran = backlit("analyse", command, *options)
    assert ran.code == 0
    assert words in ran.out

    figure = tmp_path / "drawn.svg"
    ran = backlit("analyse", command, *options, "--json", "-o", figure)
    assert ran.json["record"] == form.__name__
    assert ran.json["names"]["sizes"] == [784, 16, 16, 10]
    record_from_json(ran.out, form)
    assert figure.stat().st_size > 1000
    assert f"Figure: {figure}." in ran.err


def test_the_pretrained_network_is_seen_to_know_its_digits(backlit):
    confusion = record_from_json(backlit("analyse", "confusion", "--json").out, Confusion)
    evaluated = backlit("evaluate", "--json").json
    assert confusion.accuracy == pytest.approx(evaluated["accuracy"])
    assert (confusion.counts.diagonal() / confusion.counts.sum(axis=1) > 0.9).all()

    cell = backlit("analyse", "mistakes", "--actual", 4, "--predicted", 9, "--json").out
    assert record_from_json(cell, Mistakes).n_matching == confusion.counts[4, 9]

    apart = record_from_json(
        backlit("analyse", "embedding", "--json").out, LayerEmbedding
    ).separation
    assert list(apart.centroid_accuracies) == sorted(apart.centroid_accuracies)
    assert list(apart.silhouettes) == sorted(apart.silhouettes)

    without = record_from_json(backlit("analyse", "ablation", "--json").out, Ablation)
    worst = without.ranking[0]
    place = f"{without.layers[worst]}:{without.neurons[worst]}"
    edited = record_from_json(backlit("analyse", "what-if", "--off", place, "--json").out, WhatIf)
    assert edited.after.accuracy == pytest.approx(without.accuracies[worst])
    assert edited.after.accuracy < edited.before.accuracy == pytest.approx(confusion.accuracy)


def test_every_kind_of_edit_is_understood(backlit):
    options = ["--off", "1:3", "--scale", "2:5=0.5", "--weight", "3:7:2=-1.5", "--bias", "2:4=0"]
    edits = backlit("analyse", "what-if", *options, "--json").json["edits"]
    assert [tuple(edit.values()) for edit in edits] == [
        ("scale", 1, 3, None, 0.0),
        ("scale", 2, 5, None, 0.5),
        ("weight", 3, 7, 2, -1.5),
        ("bias", 2, 4, None, 0.0),
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["what-if"], "Expected at least one edit, got none."),
        (["what-if", "--off", "3"], "Expected --off like 1:3, got '3'."),
        (["what-if", "--off", "1:-3"], "Expected --off like 1:3, got '1:-3'."),
        (["what-if", "--scale", "1:3"], "Expected --scale like 2:5=0.5, got '1:3'."),
        (["what-if", "--bias", "1:3=nan"], "Expected --bias like 2:4=0, got '1:3=nan'."),
        (["what-if", "--weight", "1:3=2"], "Expected --weight like 3:7:2=-1.5, got '1:3=2'."),
        (["what-if", "--off", "4:0"], "Expected a layer from 0 to 3, got 4."),
        (["what-if", "--scale", "3:1=2"], "no weights multiply a sigmoid output by 2"),
        (["mistakes", "--actual", "10"], "Expected a label from 0 to 9, got 10."),
        (["embedding", "--layer", "4"], "Expected a layer from 0 to 3, got 4."),
        (["embedding", "--method", "tsne", "--examples", "5"], "Expected at least 10 examples"),
        (["ablation", "--replace-with", "one"], "'one' is not one of 'zero', 'mean'"),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(backlit, arguments, words):
    ran = backlit("analyse", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""
