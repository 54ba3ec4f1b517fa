"""Running the command line in this process, as a shell would see it."""

import json
from dataclasses import dataclass

import numpy as np
import pytest

from backlit.cli.main import main


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def backlit(capsys, monkeypatch):
    """A function that runs a command and gives its exit code and what it printed."""
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments):
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", ["backlit", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(ended.value.code, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def digits(tmp_path_factory):
    """A few hundred real digits in an .npz file, with examples to test on."""
    from backlit.data.mnist import load_mnist

    folder = tmp_path_factory.mktemp("digits")
    data = load_mnist(folder / "cache")
    path = folder / "digits.npz"
    np.savez(
        path,
        x_train=data.train.X[:600].reshape(-1, 28, 28),
        y_train=data.train.labels[:600],
        x_test=data.test.X[:100].reshape(-1, 28, 28),
        y_test=data.test.labels[:100],
    )
    return path
