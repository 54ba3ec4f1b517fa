import os
from pathlib import Path

import numpy as np
import pytest

from backlit.data import mnist
from backlit.data.cache import cache_folder
from backlit.data.mnist import load_mnist
from backlit.errors import DataError

TRAIN = "train-images-idx3-ubyte"
FIRST_PIXELS_AT = 16  # after the header


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that one load has filled."""
    folder = tmp_path_factory.mktemp("cache")
    load_mnist(folder)
    return folder


@pytest.fixture
def cache(filled: Path, tmp_path: Path) -> Path:
    """A cache folder of the test's own, to damage."""
    for file in (filled / "mnist").iterdir():
        (tmp_path / "mnist").mkdir(exist_ok=True)
        (tmp_path / "mnist" / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_the_packaged_files_have_the_published_hashes() -> None:
    shapes = {name: mnist._packaged(name).shape for name in mnist.SHA256}
    assert shapes == {
        "train-images-idx3-ubyte": (60_000, 28, 28),
        "train-labels-idx1-ubyte": (60_000,),
        "t10k-images-idx3-ubyte": (10_000, 28, 28),
        "t10k-labels-idx1-ubyte": (10_000,),
    }


def test_a_packaged_file_with_another_hash_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mnist.SHA256, "t10k-labels-idx1-ubyte", "0" * 64)
    with pytest.raises(DataError, match="published hash"):
        mnist._packaged("t10k-labels-idx1-ubyte")


def test_the_digits_are_the_known_ones(filled: Path) -> None:
    data = load_mnist(filled)
    assert data.test is not None
    assert (len(data.train), len(data.test)) == (60_000, 10_000)
    assert data.train.labels[:5].tolist() == [5, 0, 4, 1, 9]
    assert data.test.labels[:5].tolist() == [7, 2, 1, 0, 4]
    assert np.bincount(data.test.labels).tolist() == [
        980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]  # fmt: skip
    assert (data.train.X[:4000].mean() / 255).round(3) == pytest.approx(0.130, abs=0.002)
    assert data.train.X.dtype == np.uint8
    assert data.train.n_in == 784
    assert data.train.classes == tuple("0123456789")
    assert data.train.image_shape == (28, 28)
    assert data.name == data.train.name == "mnist"


def test_the_cache_gives_the_same_digits_as_the_package(tmp_path: Path) -> None:
    first, later = load_mnist(tmp_path), load_mnist(tmp_path)
    assert first.test is not None
    assert later.test is not None
    assert first.train.digest == later.train.digest
    assert first.test.digest == later.test.digest


def test_what_is_loaded_cannot_be_written_to(filled: Path) -> None:
    train = load_mnist(filled).train
    with pytest.raises(ValueError, match="read-only"):
        train.X[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        train.labels[0] = 1


def spoil_one_pixel(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(FIRST_PIXELS_AT + 1_000_000)
        file.write(b"\x07")


def cut_short(path: Path) -> None:
    os.truncate(path, 1_000_000)


def make_it_a_link(path: Path) -> None:
    elsewhere = path.with_name("elsewhere")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def make_it_empty(path: Path) -> None:
    path.write_bytes(b"")


def take_it_away(path: Path) -> None:
    path.unlink()


DAMAGE = [spoil_one_pixel, cut_short, make_it_a_link, make_it_empty, take_it_away]
if hasattr(os, "mkfifo"):

    def make_it_a_pipe(path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

    DAMAGE.append(make_it_a_pipe)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_spoiled_cache_is_ignored_and_rewritten(damage, cache: Path, filled: Path):
    cached = cache / "mnist" / TRAIN
    damage(cached)
    assert load_mnist(cache).train.digest == load_mnist(filled).train.digest
    assert not cached.is_symlink()
    assert cached.read_bytes() == (filled / "mnist" / TRAIN).read_bytes()
    left = {file.name for file in (cache / "mnist").iterdir()} - {"elsewhere"}
    assert left == {TRAIN, "t10k-images-idx3-ubyte"}


def test_a_sound_cache_is_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked = []
    packaged = mnist._packaged
    monkeypatch.setattr(mnist, "_packaged", lambda name: (unpacked.append(name), packaged(name))[1])
    load_mnist(cache)
    assert sorted(unpacked) == ["t10k-labels-idx1-ubyte", "train-labels-idx1-ubyte"]


def test_a_cache_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"in the way")
    assert len(load_mnist(tmp_path / "file").train) == 60_000
    assert (tmp_path / "file").read_bytes() == b"in the way"


def test_a_full_disk_leaves_no_pieces_behind(tmp_path: Path, monkeypatch) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert len(load_mnist(tmp_path).train) == 60_000
    assert list((tmp_path / "mnist").iterdir()) == []


def test_the_environment_names_the_cache_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("BACKLIT_CACHE", str(tmp_path / "chosen"))
    load_mnist()
    assert (tmp_path / "chosen" / "mnist" / TRAIN).stat().st_size == 47_040_016
    monkeypatch.delenv("BACKLIT_CACHE")
    assert "backlit" in str(cache_folder()).lower()
