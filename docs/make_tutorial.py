"""Write into the tutorial what its examples print: run it after changing an example.

    python docs/make_tutorial.py

Text after ``>>>`` is run as Python, text after ``$`` as a command of Backlit, page by page from the
top. The output below is replaced, the rest of the page stays as it is. The tests run every example
again.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import tempfile
from pathlib import Path

from backlit.cli.main import main

TUTORIAL = Path(__file__).parent / "tutorial"
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def with_outputs(text: str) -> str:
    """A page with the current output of its examples."""
    names: dict[str, object] = {}

    def with_output(match: re.Match[str]) -> str:
        kind, content = match[1], match[2]
        content = python_block(content, names) if kind == "python" else console_block(content)
        return f"```{kind}\n{content}```"

    return BLOCK.sub(with_output, text)


def python_block(content: str, names: dict[str, object]) -> str:
    """A block of Python, each expression with its value."""
    parts = []
    for example in doctest.DocTestParser().get_examples(content):
        source = example.source.rstrip("\n").split("\n")
        parts.append("\n".join([f">>> {source[0]}", *(f"... {line}" for line in source[1:])]))
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "<tutorial>", "single"), names)
        if printed.getvalue():
            parts.append(printed.getvalue().rstrip("\n"))
    return "\n".join(parts) + "\n"


def console_block(content: str) -> str:
    """A block of commands, each with its standard output."""
    parts = []
    for line in content.splitlines():
        if not line.startswith("$ "):
            continue
        name, *arguments = shlex.split(line[2:], comments=True)
        assert name == "backlit", line
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            main(arguments)
        output = [each.rstrip() for each in printed.getvalue().strip("\n").splitlines()]
        parts += [line, *output]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BACKLIT_HOME"] = folder
        for page in sorted(TUTORIAL.glob("*.md")):
            page.write_text(with_outputs(page.read_text(encoding="utf-8")), encoding="utf-8")
