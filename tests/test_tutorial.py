"""The tutorial is right: every example in it runs, and gives the output printed there."""

import re
import shlex
from itertools import zip_longest
from pathlib import Path

import pytest
from sybil import Document, Region
from sybil.evaluators.doctest import NUMBER
from sybil.parsers.markdown import PythonCodeBlockParser

from backlit.cli.main import main

PAGES = sorted((Path(__file__).parent.parent / "docs" / "tutorial").glob("*.md"))
# Blocks, Braille and lines; and the letters of pictures without colours, where they stand alone.
DRAWN = re.compile(r"[\u2500-\u259f\u2800-\u28ff]+|(?<!\S)[·+−.:=*#%@ox-]+(?!\S)")
NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[−+-]?\d+)?")
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def console_blocks(document):
    """Find the commands and what they should print."""
    for match in CONSOLE.finditer(document.text):
        yield Region(match.start(), match.end(), match[1], run_commands)


def run_commands(example):
    """Run the commands of a block in this process, and compare what they print."""
    for block in re.split(r"^\$ ", example.parsed, flags=re.MULTILINE)[1:]:
        command, _, expected = block.partition("\n")
        name, *arguments = shlex.split(command, comments=True)
        assert name == "backlit"
        printed = example.namespace["_run"](arguments)
        difference = unlike(expected, printed)
        assert difference is None, f"$ {command}\n{difference}"


def unlike(expected, found):
    """The first word or number in which two texts differ, or None.

    Numbers may differ in the last digit that is written, or by a thousandth: another processor adds
    up in another order. Pictures and bars are made of numbers that stand beside them.
    """
    before, after = (DRAWN.sub(" ", text).split() for text in (expected, found))
    for one, other in zip_longest(before, after, fillvalue=""):
        if NUMBERS.sub("#", one) != NUMBERS.sub("#", other):
            return f"expected {one!r}, got {other!r}"
        for written, came in zip(NUMBERS.findall(one), NUMBERS.findall(other), strict=True):
            value, unit = number(written)
            if abs(value - number(came)[0]) > max(1e-3 * abs(value), 1.01 * unit):
                return f"expected {one!r}, got {other!r}"
    return None


def number(text):
    """A number and the size of its last digit."""
    digits, _, power = text.replace(",", "").partition("e")
    scale = 10.0 ** int((power or "0").replace("−", "-"))
    return float(digits) * scale, 10.0 ** -len(digits.partition(".")[2]) * scale


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_example_gives_what_stands_there(page, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)

    def run(arguments):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0, capsys.readouterr().err
        return capsys.readouterr().out

    document = Document.parse(
        str(page), PythonCodeBlockParser(doctest_optionflags=NUMBER), console_blocks
    )
    document.namespace["_run"] = run
    examples = list(document.examples())
    assert examples
    for example in examples:
        example.evaluate()


def test_a_changed_word_or_number_is_noticed():
    assert unlike("cost 0.4103 ███ ▏", "cost 0.4104 ██▏") is None
    assert unlike("cost 0.4103", "cost 0.4123") == "expected '0.4103', got '0.4123'"
    assert unlike("cost −1.5e-03", "cost +1.5e-03") is not None
    assert unlike("it ends", "it end") is not None
    assert unlike("a b", "a b c") is not None
    assert unlike("1,234 examples", "1,234 examples") is None
    assert unlike("12 of 20", "13 of 20") is None  # at the edge of two classes, one more or less
    assert unlike("12 of 20", "15 of 20") is not None
