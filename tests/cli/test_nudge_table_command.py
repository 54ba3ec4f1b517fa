"""``backlit explain nudge-table``: the nudges of some examples, and the average over all."""

import pytest

from backlit.gradients.nudge_table import NudgeTable
from backlit.render.json import record_from_json


def test_it_speaks_gives_json_and_draws(backlit, tmp_path):
    ran = backlit(
        "explain", "nudge-table", "0", "7", "--split", "test", "--parameters", "0,12970,13001"
    )
    assert ran.code == 0
    assert "bias of output 9" in ran.out
    assert "all 10,000" in ran.out
    figure = tmp_path / "table.svg"
    ran = backlit("explain", "nudge-table", "--split", "test", "--json", "-o", figure)
    table = record_from_json(ran.out, NudgeTable)
    assert table.nudges.shape == (8, 6)
    assert f"w{table.parameters[0]}".encode() in figure.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("70000",), "Expected an example from 0 to 59999, got 70000."),
        (("0", "--parameters", "0,x"), "whole numbers with commas"),
        (("0", "--parameters", "13002"), "a weight or bias from 0 to 13001, got 13002"),
    ],
)
def test_what_is_not_there_is_refused(backlit, arguments, words):
    ran = backlit("explain", "nudge-table", *arguments)
    assert ran.code == 2
    assert words in ran.err
