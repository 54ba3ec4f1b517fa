"""Compile the native engine's kernel and build the page while the wheel is built.

The kernel is compiled with the system's compiler, or else with one from PyPI. If there is neither,
or if BACKLIT_NO_KERNEL is set, the package is built without it and runs on the NumPy engine.
``frontend/build_page.py`` builds the page; without it, everything but the page works.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDER = Path("src/backlit/engines/native")
KERNEL = "kernel" + {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")

# No fused multiply-add and no fast-math: the same bits at every vector width, on every processor.
FLAGS = (
    "-O3",
    "-std=c++17",
    *(() if sys.platform == "win32" else ("-fPIC",)),
    "-fvisibility=hidden",
    "-fno-exceptions",
    "-fno-rtti",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-Wno-psabi",
)
# The compiler from PyPI: Clang, with all that it needs to link. By default it compiles for the
# processor that it runs on; `baseline` prevents this.
ZIG = (sys.executable, "-m", "ziglang")
ZIG_FLAGS = ("-mcpu=baseline", "-fno-sanitize=undefined")
ZIG_REQUIREMENT = "ziglang>=0.13"
ZIG_MACHINES = ("x86_64", "amd64", "aarch64", "arm64")

# Vector widths in floats, each with its compiler options.
X86_WIDTHS = {16: ("-mavx512f", "-mprefer-vector-width=512"), 8: ("-mavx2",), 4: ()}


PAGE = Path("src/backlit/web/static")


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts the compiled kernel and the built page into the wheel; its tag names the platform."""

    def dependencies(self) -> list[str]:
        """Requirements of the build beside hatchling: tools from PyPI that the system lacks."""
        return [*required_compiler(), *page_builder().required_node()]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before the wheel's files are gathered; in place only for an editable install."""
        if self.target_name != "wheel":
            return
        source = Path(self.root) / FOLDER
        self._temporary = tempfile.TemporaryDirectory()
        self._add_page(version, build_data)
        target = (source if version == "editable" else self._folder) / KERNEL
        problem = compile_kernel(source, target)
        if problem is not None:
            self.app.display_warning(
                f"The native engine was not compiled ({problem}); training runs on NumPy."
            )
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform_tag()}"
        if version != "editable":
            build_data["force_include"][str(target)] = f"backlit/engines/native/{KERNEL}"

    def _add_page(self, version: str, build_data: dict[str, Any]) -> None:
        place = Path(self.root) / PAGE if version == "editable" else self._folder / "static"
        problem = page_builder().build_page(place)
        if problem is not None:
            self.app.display_warning(f"The page was not built ({problem}); everything else works.")
        elif version != "editable":
            build_data["force_include"][str(place)] = "backlit/web/static"

    @property
    def _folder(self) -> Path:
        return Path(self._temporary.name)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clean up once the wheel is written."""
        if self.target_name == "wheel":
            self._temporary.cleanup()


def page_builder() -> ModuleType:
    """The module that builds the page; it is in the folder of the page's source."""
    place = Path(__file__).parent / "frontend" / "build_page.py"
    spec = importlib.util.spec_from_file_location("build_page", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compile_kernel(source: Path, target: Path) -> str | None:
    """Compile the kernel's source into a library. Returns what prevented it, or None."""
    target.unlink(missing_ok=True)
    if os.environ.get("BACKLIT_NO_KERNEL"):
        return "BACKLIT_NO_KERNEL is set"
    compiler = find_compiler()
    if compiler is None:
        return "there is no C++ compiler"
    x86 = machine() in ("x86_64", "amd64")
    widths = X86_WIDTHS if x86 else {4: ()}
    extra = os.environ.get("BACKLIT_CXXFLAGS", "").split()  # for sanitizers and profilers
    if sys.platform == "darwin":
        extra += ["-arch", machine()]
    zig = tuple(compiler[:3]) == ZIG
    flags = [*FLAGS, *(ZIG_FLAGS if zig else ()), *(["-DBACKLIT_X86"] if x86 else []), *extra]
    # The kernel uses nothing of the C++ library: linked as C, Zig need not build that first.
    linker = [*ZIG, "cc", *ZIG_FLAGS] if zig else compiler
    with tempfile.TemporaryDirectory() as temporary:
        objects = []
        jobs = [("dispatch.cpp", "dispatch", ())] + [
            ("kernel.cpp", f"kernel{width}", (*options, f"-DBACKLIT_WIDTH={width}"))
            for width, options in widths.items()
        ]
        for file, name, options in jobs:
            built = str(Path(temporary) / f"{name}.o")
            command = [*compiler, *flags, *options, "-c", str(source / file), "-o", built]
            if problem := _failure(command):
                return problem
            objects.append(built)
        library = str(Path(temporary) / KERNEL)
        if problem := _failure([*linker, *extra, "-shared", *objects, "-lm", "-o", library]):
            return problem
        shutil.copy(library, target)
    return None


def find_compiler() -> list[str] | None:
    """The C++ compiler that CXX names, else the system's, else the one from PyPI."""
    if found := _system_compiler():
        return found
    try:
        import ziglang  # noqa: F401
    except ImportError:
        return None
    return [*ZIG, "c++"]


def required_compiler() -> list[str]:
    """The compiler to download from PyPI; none if the system has one."""
    if os.environ.get("BACKLIT_NO_KERNEL") or _system_compiler():
        return []
    return [ZIG_REQUIREMENT] if machine() in ZIG_MACHINES else []


def machine() -> str:
    """The processor architecture to compile for; on macOS it may differ from this machine's."""
    chosen = re.findall(r"-arch\s+(\S+)", os.environ.get("ARCHFLAGS", ""))
    return chosen[0] if len(chosen) == 1 else platform.machine().lower()


def platform_tag() -> str:
    """The system and processor of the wheel, as in its file name."""
    parts = sysconfig.get_platform().split("-")
    if sys.platform == "darwin":
        parts[-1] = machine()  # a Python for both processors has universal2
    return "_".join(parts).replace(".", "_")


def _system_compiler() -> list[str] | None:
    if chosen := os.environ.get("CXX"):
        return chosen.split()
    for name in ("c++", "g++", "clang++"):
        if found := shutil.which(name):
            return [found]
    return None


def _failure(command: list[str]) -> str | None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["the compiler failed"])[-1]
    return None


if __name__ == "__main__":  # compile in place, while working on the kernel
    here = Path(__file__).parent / FOLDER
    sys.exit(compile_kernel(here, here / KERNEL))
