import ast
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

import backlit


@pytest.mark.parametrize("name", backlit.__all__)
def test_every_public_name_is_there_and_documented(name):
    value = getattr(backlit, name)
    assert name in dir(backlit)
    if name != "__version__":
        assert value.__doc__


def test_the_lists_of_public_names_agree():
    tree = ast.parse(Path(backlit.__file__).read_text(encoding="utf-8"))
    guarded = next(node for node in tree.body if isinstance(node, ast.If))
    for_checkers = {alias.asname or alias.name for node in guarded.body for alias in node.names}
    assert for_checkers == set(backlit._HOMES) == set(backlit.__all__) - {"__version__"}


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = backlit.nonsense


def test_the_installed_version_is_the_one_in_the_source():
    assert metadata.version("backlit") == backlit.__version__


@pytest.mark.parametrize(
    "code",
    [
        "import backlit",
        "import sys; sys.argv = ['backlit', '--version']\n"
        "from backlit.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code):
    heavy = "numpy", "rich", "PIL", "pooch", "safetensors", "msgspec", "jaxtyping"
    code += f"\nimport sys; found = set({heavy!r}) & set(sys.modules); assert not found, found"
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
