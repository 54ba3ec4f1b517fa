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


def test_the_stub_lists_the_public_names():
    tree = ast.parse(Path(backlit.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    aliases = [alias for node in imports for alias in node.names]
    assert all(alias.asname == alias.name for alias in aliases)  # exported, under the same name
    assert sorted(alias.name for alias in aliases) == sorted({*backlit.__all__} - {"__version__"})


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="No backlit attribute nonsense"):
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
