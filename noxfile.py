"""What can be done to the project: ``nox`` checks and tests it, ``nox -l`` lists the rest."""

import nox

nox.options.sessions = ["checks", "tests"]
nox.options.reuse_existing_virtualenvs = True
# venv and not virtualenv: what every Python brings along is enough.
nox.options.default_venv_backend = "venv"


@nox.session
def checks(session: nox.Session) -> None:
    """Read the code: style, types, and which way imports run."""
    session.install(".[check]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests, on all cores; arguments after ``--`` go to pytest."""
    session.install(".[test]")
    session.run("pytest", "-n", "auto", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure, and write benchmarks/RESULTS.md; ``-- --quick`` only tries whether it would work."""
    session.install(".[bench]")
    session.run("python", "benchmarks/run.py", *session.posargs)


@nox.session
def pictures(session: nox.Session) -> None:
    """Draw the pictures of the documents anew, and write the command-line reference."""
    session.install(".")
    session.run("python", "docs/make_pictures.py")
    session.run("python", "docs/make_reference.py")
