"""Commands and options answer to British and American spelling; help shows one of them."""

import re

import click
import pytest

from backlit.cli.main import cli
from backlit.cli.spelling import SPELLINGS

ISE = re.compile(r"(?<=[a-z]{3})i[sz](?=e\b|er\b|ation\b)|(?<=anal)y[sz](?=e\b)")


def all_names(command, context):
    """The names of every command and option."""
    for parameter in command.params:
        yield from (option.removeprefix("--") for option in parameter.opts)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield name
            yield from all_names(command.get_command(context, name), context)


def test_every_name_with_two_spellings_has_both():
    names = {name for name in all_names(cli, click.Context(cli)) if ISE.search(name)}
    assert names == set(SPELLINGS.values())
    for other, shown in SPELLINGS.items():
        swapped = ISE.sub(lambda m: m[0].translate(str.maketrans("sz", "zs")), shown)
        assert other == swapped


def test_the_other_spelling_does_the_same(backlit):
    for british, american in [
        (("analyse", "weights"), ("analyze", "weights")),
        (
            ("analyse", "activation-maximisation", "--starts", "1", "--json"),
            ("analyze", "activation-maximization", "--starts", "1", "--json"),
        ),
    ]:
        assert backlit(*british).out == backlit(*american).out != ""


@pytest.mark.parametrize("option", ["--initialisation", "--initialization"])
@pytest.mark.parametrize("optimizer", ["--optimizer", "--optimiser"])
def test_options_answer_to_both(backlit, option, optimizer):
    small = ("--data", "xor", "--layers", "4", "--epochs", "1", "--json", "--quiet")
    settings = backlit("train", *small, option, "he", optimizer, "adam").json["settings"]
    assert (settings["initialisation"], settings["optimizer"]) == ("he", "adam")


def test_help_shows_one_spelling(backlit):
    shown = backlit("--help").out + backlit("train", "--help").out
    assert "analyse" in shown
    assert "--initialisation" in shown
    for hidden in SPELLINGS:
        assert hidden not in shown
