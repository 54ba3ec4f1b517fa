"""The kernel is compiled where there is a compiler; where there is none, there is a reason."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NATIVE = ROOT / "src" / "backlit" / "engines" / "native"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """The build hook, and a copy of the kernel's source to compile."""
    monkeypatch.delenv("CXX", raising=False)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    folder = tmp_path / "native"
    folder.mkdir()
    for each in [*NATIVE.glob("*.cpp"), *NATIVE.glob("*.h")]:
        shutil.copy(each, folder)
    return module, folder


def built(folder):
    return [each.name for each in folder.iterdir() if each.suffix in (".so", ".dll", ".dylib")]


def test_a_compiler_makes_a_kernel(build):
    module, folder = build
    if module.find_compiler() is None:
        assert module.compile_kernel(folder, folder / module.KERNEL) == "there is no C++ compiler"
    else:
        assert module.compile_kernel(folder, folder / module.KERNEL) is None
        assert len(built(folder)) == 1


def test_without_a_compiler_there_is_no_kernel_and_a_reason(build, monkeypatch, tmp_path):
    module, folder = build
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "ziglang", None)
    assert module.compile_kernel(folder, folder / module.KERNEL) == "there is no C++ compiler"
    assert built(folder) == []


def test_a_compiler_is_fetched_only_where_there_is_none_and_one_is_wanted(
    build, monkeypatch, tmp_path
):
    module, _ = build
    monkeypatch.setattr(module.platform, "machine", lambda: "x86_64")
    monkeypatch.delenv("BACKLIT_NO_KERNEL", raising=False)
    monkeypatch.setenv("BACKLIT_NO_PAGE", "1")
    monkeypatch.setenv("CXX", "some-compiler")
    assert module.required_compiler() == []
    monkeypatch.delenv("CXX")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert module.required_compiler() == [module.ZIG_REQUIREMENT]
    assert module.BuildHook.dependencies(None) == [module.ZIG_REQUIREMENT]
    monkeypatch.setenv("BACKLIT_NO_KERNEL", "1")
    assert module.required_compiler() == []
    monkeypatch.delenv("BACKLIT_NO_KERNEL")
    monkeypatch.setattr(module.platform, "machine", lambda: "sparc")
    assert module.required_compiler() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs the commands of a Unix system")
def test_a_compiler_that_fails_leaves_no_kernel(build, monkeypatch):
    module, folder = build
    for broken in ("false", "no-such-compiler"):
        monkeypatch.setenv("CXX", broken)
        assert module.compile_kernel(folder, folder / module.KERNEL)
        assert built(folder) == []
