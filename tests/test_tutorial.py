"""The tutorial says what is so: every example in it is run, and gives what stands there."""

import re
import shlex
from pathlib import Path

import pytest
from sybil import Document, Region
from sybil.evaluators.doctest import NUMBER
from sybil.parsers.markdown import PythonCodeBlockParser

from backlit.cli.main import main

PAGES = sorted((Path(__file__).parent.parent / "docs" / "tutorial").glob("*.md"))
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
        printed = example.namespace["run"](arguments)
        # Spaces at the ends of lines are nobody's to see.
        found = "\n".join(line.rstrip() for line in printed.splitlines())
        assert expected.strip("\n") == found.strip("\n"), f"$ {command}\n{found}"


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
    document.namespace["run"] = run
    examples = list(document.examples())
    assert examples
    for example in examples:
        example.evaluate()
