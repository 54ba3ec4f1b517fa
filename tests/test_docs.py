"""The documents agree with the code."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "benchmarks").glob("*.md")])


def load(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_lists_commands_and_modules_as_they_are():
    for place, text in load(DOCS / "make_reference.py").pages().items():
        assert place.read_text(encoding="utf-8") == text, "run `python docs/make_reference.py`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_within_the_project_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_map_of_the_code_names_twenty_files_that_exist():
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = contributing.split("twenty questions: begin")[1].split("twenty questions: end")[0]
    files = re.findall(r"\| `([^`|]+)` \|\n", table)
    assert len(files) == 20
    for file in files:
        assert (ROOT / file).is_file(), file


def test_no_module_has_more_than_350_lines_and_half_have_at_most_130():
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.cpp"),
               *(ROOT / "src").rglob("*.h"), *(ROOT / "frontend" / "src").rglob("*.ts"),
               *(ROOT / "frontend" / "src").rglob("*.tsx")]  # fmt: skip
    written = [path for path in sources if path.name != "messages.ts"]  # that one is generated
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in written)
    assert lengths[-1] <= 350
    assert lengths[len(lengths) // 2] <= 130


def test_the_readme_tells_exactly_what_ci_runs():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", readme, re.DOTALL)
    assert "pip install . && backlit train\n" in blocks
    assert "pip install nox && nox\n" in blocks
    assert "nox" in ci


def test_the_names_in_the_glossary_are_names_in_the_code():
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    words = set(re.findall(r"\w+", code))
    rows = [
        line.split("|")
        for line in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|") and line.count("|") == 6
    ]
    names = {name for row in rows for code in re.findall("`(.+?)`", row[4])
             for name in re.findall(r"[A-Za-z_]\w*", code)}  # fmt: skip
    assert "learning_rate" in names
    assert names <= words, sorted(names - words)


def test_the_colours_in_the_glossary_are_those_of_page_and_figures():
    places = [*(ROOT / "frontend" / "src").rglob("*.css"), *(ROOT / "src").rglob("*.py")]
    used = "\n".join(path.read_text(encoding="utf-8") for path in places).lower()
    colours = re.findall("`(#[0-9a-f]{6})`", (DOCS / "glossary.md").read_text(encoding="utf-8"))
    assert len(colours) >= 20
    assert [colour for colour in colours if colour not in used] == []
