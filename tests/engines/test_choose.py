import numpy as np
import pytest

from backlit.cli.main import main
from backlit.data.examples import Examples
from backlit.engines import choose
from backlit.engines.choose import choose_engine
from backlit.engines.native import library
from backlit.errors import SettingsError

PICTURES = Examples(np.zeros((2, 784), np.uint8), np.zeros(2, np.int64), ("a",), "pictures")
TABLE = Examples(np.zeros((2, 784)), np.zeros(2, np.int64), ("a",), "table")


def test_the_engine_that_is_named_is_taken():
    for name in ("reference", "blas", "torch"):
        assert choose_engine(name, (784, 16, 1), PICTURES).name == name


@pytest.mark.skipif(not library.is_available(), reason="installed without a compiler")
def test_auto_is_native_for_narrow_layers_and_blas_for_wide_ones():
    assert choose_engine("native", (784, 512, 512, 1), PICTURES).name == "native"
    assert choose_engine("auto", (784, 16, 16, 1), PICTURES).name == "native"
    assert choose_engine("auto", (784, 100, 1), PICTURES).name == "native"
    assert choose_engine("auto", (784, 512, 512, 1), PICTURES).name == "blas"
    assert choose_engine("auto", (784, 100, 1), TABLE).name == "blas"


@pytest.mark.skipif(not library.is_available(), reason="installed without a compiler")
def test_a_very_deep_network_is_trained_by_blas():
    sizes = (784, *[2] * 64, 1)
    assert choose_engine("auto", sizes, PICTURES).name == "blas"
    with pytest.raises(SettingsError, match="at most 64 layers"):
        choose_engine("native", sizes, PICTURES)


def test_without_a_kernel_auto_is_blas_and_warns_once(monkeypatch, capsys):
    monkeypatch.setattr(choose, "is_available", lambda: False)
    monkeypatch.setattr("backlit.cli.training_job.is_available", lambda: False)
    assert choose_engine("auto", (784, 16, 1), PICTURES).name == "blas"
    with pytest.raises(SettingsError, match="without a C\\+\\+ compiler"):
        choose_engine("native", (784, 16, 1), PICTURES)
    with pytest.raises(SystemExit) as ended:
        main(["train", "--data", "xor", "--epochs", "1", "--json"])
    assert ended.value.code == 0
    captured = capsys.readouterr()
    assert captured.err.count("without a C++ compiler") == 1
    assert '"engine":"blas"' in captured.out


def test_a_kernel_made_for_another_machine_is_passed_over(monkeypatch, tmp_path):
    wrong = tmp_path / "kernel.so"
    wrong.write_bytes(b"not a library")
    monkeypatch.setattr(library, "PATH", wrong)
    library.library.cache_clear()
    try:
        assert not library.is_available()
    finally:
        library.library.cache_clear()
