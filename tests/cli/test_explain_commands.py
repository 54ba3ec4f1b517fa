"""``backlit explain``: as text, as JSON and as a figure; and what is refused."""

import pytest

from backlit.cli.lazy_group import summary
from backlit.cli.main import cli
from backlit.explain.neuron import Neuron
from backlit.render.json import record_from_json


def test_help_names_every_explanation_with_examples(backlit):
    ran = backlit("explain", "--help")
    assert ran.code == 0
    names = cli.get_command(None, "explain").list_commands(None)
    assert len(names) >= 10
    for name in names:
        assert f"\n  {name} " in ran.out
        shown = backlit("explain", name, "--help").out
        assert "Examples:" in shown
        assert summary("backlit.cli.explain", name) in " ".join(shown.split())


def test_a_neuron_is_opened_as_text_json_and_figure(backlit, tmp_path):
    ran = backlit("explain", "neuron", "17", "--layer", "3", "--neuron", "7")
    assert ran.code == 0
    assert "Output 7" in ran.out
    assert "a = sigmoid(" in ran.out

    figure = tmp_path / "neuron.svg"
    ran = backlit("explain", "neuron", "17", "--layer", 3, "--neuron", 7, "--json", "-o", figure)
    assert ran.json["example"] == "test example 17"
    assert ran.json["names"]["sizes"] == [784, 16, 16, 10]
    opened = record_from_json(ran.out, Neuron)
    assert opened.terms.sum() + opened.bias == pytest.approx(opened.z)
    assert figure.stat().st_size > 1000
    assert f"Figure: {figure}." in ran.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["10000"], "Expected an example of mnist from 0 to 9999, got 10000."),
        (["0", "--layer", "4"], "Expected a layer from 1 to 3, got 4."),
        (["0", "--layer", "3", "--neuron", "10"], "Expected a neuron of layer 3 from 0 to 9"),
        (["no-such.png"], "no-such.png"),
        (["0", "--label", "10"], "Expected a label from 0 to 9, got 10."),
        (["0", "-o", "neuron.gif"], "Expected a figure as svg, png, pdf, got 'gif'."),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(backlit, arguments, words):
    ran = backlit("explain", "neuron", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert ran.out == ""
