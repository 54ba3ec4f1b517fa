import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pooch
import pytest

from backlit.data.downloads import download as downloads
from backlit.data.downloads import http
from backlit.data.downloads.download import (
    NAMES,
    download_files,
    is_downloaded,
    load_remote,
    read_files,
)
from backlit.data.downloads.registry import REMOTE_DATA_SETS, RemoteArchive, RemoteDataSet
from backlit.errors import DataError, DownloadError
from tests.data.downloads.loopback import (
    ARRAYS,
    CONTENT,
    SERVED,
    ZIP,
    Server,
    described,
    serving,
)


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    certificates = tmp_path / "authority.pem"
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificates))
    monkeypatch.setenv("NO_PROXY", "*")
    with serving(certificates) as served:
        yield served


def made_up(*places: str, **changes: object) -> RemoteDataSet:
    first, second, third, fourth = (described(name, data) for name, data in CONTENT.items())
    named = RemoteDataSet(
        name="made-up",
        description="A few random pictures.",
        licence="none needed",
        homepage="https://example.org",
        classes=("a", "b", "c"),
        files=(first, second, third, fourth),
        mirrors=places,
    )
    return replace(named, **changes)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


BAD = {
    "truncating": "hung up before the end|stopped after",
    "short": "stopped after",
    "corrupting": "another file than the one with the known SHA-256",
    "longer": "sent more than",
    "web-page": "sent a web page",
    "missing": "answered 404",
    "redirecting-to-http": "address of http, not https",
    "circling": "leads in a circle",
    "dropping": "could not be reached, or hung up",
    "hanging": r"did not answer within 0\.3 seconds",
    "stalling": r"did not answer within 0\.3 seconds",
    "endless": "sent more than",
}


@pytest.mark.parametrize("good", ["good", "redirecting", "zipping"])
def test_a_set_is_fetched_whole_and_read(good: str, server: Server, tmp_path: Path) -> None:
    named = made_up(server / good)
    folder = tmp_path / "set"
    download_files(named, folder)
    assert names_in(folder) == set(CONTENT)
    data = read_files(named, folder)
    assert data.test is not None
    assert np.array_equal(data.train.X, ARRAYS["train-images.gz"].reshape(40, 20))
    assert np.array_equal(data.test.labels, ARRAYS["test-labels.gz"])
    assert data.train.classes == ("a", "b", "c")
    assert data.train.image_shape == (5, 4)
    assert not data.train.X.flags.writeable


@pytest.mark.parametrize("bad", BAD)
def test_a_second_mirror_makes_good_what_the_first_does_wrong(
    bad: str, server: Server, tmp_path: Path
) -> None:
    download_files(made_up(server / bad, server / "good"), tmp_path / "set", timeout=0.3)
    assert {name: (tmp_path / "set" / name).read_bytes() for name in CONTENT} == CONTENT


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_mirror_leaves_nothing_and_is_named_with_what_it_did(
    bad: str, server: Server, tmp_path: Path
) -> None:
    with pytest.raises(DownloadError, match=BAD[bad]) as caught:
        download_files(made_up(server / bad), tmp_path / "set", timeout=0.3)
    assert f"{server / bad}train-images.gz" in caught.value.message
    assert "mnist" in str(caught.value.hint)
    assert names_in(tmp_path / "set") == set()


def test_all_mirrors_that_failed_are_in_one_sentence(server: Server, tmp_path: Path) -> None:
    named = made_up(server / "missing", server / "corrupting", server / "dropping")
    with pytest.raises(DownloadError) as caught:
        download_files(named, tmp_path / "set")
    for bad in ("missing", "corrupting", "dropping"):
        assert server / bad in caught.value.message
    assert caught.value.message.count("; ") == 2


def test_nothing_is_requested_over_http(server: Server, tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="not https"):
        download_files(made_up(f"{server.plain_base}/good/"), tmp_path / "set")
    with pytest.raises(DownloadError, match="not https"):
        download_files(made_up(server / "redirecting-to-http"), tmp_path / "set")
    assert not any(path.startswith("/good/") for path in server.requested_paths)
    download_files(
        made_up(server / "redirecting-to-http"), tmp_path / "set", schemes=("http", "https")
    )


def test_a_server_that_cannot_prove_who_it_is_gets_no_trust(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REQUESTS_CA_BUNDLE")
    with pytest.raises(DownloadError, match="no certificate that can be trusted"):
        download_files(made_up(server / "good"), tmp_path / "set")


def test_what_is_there_and_right_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    named = made_up(server / "good")
    download_files(named, tmp_path / "set")
    server.requested_paths.clear()
    download_files(named, tmp_path / "set")
    assert server.requested_paths == []


@pytest.mark.parametrize("damage", ["same size", "cut short", "empty"])
def test_a_file_damaged_on_the_disk_is_fetched_again(
    damage: str, server: Server, tmp_path: Path
) -> None:
    named = made_up(server / "good")
    download_files(named, tmp_path / "set")
    path = tmp_path / "set" / "test-images.gz"
    whole = path.read_bytes()
    path.write_bytes({"same size": whole[::-1], "cut short": whole[:50], "empty": b""}[damage])
    server.requested_paths.clear()
    download_files(named, tmp_path / "set")
    assert server.requested_paths == ["/good/test-images.gz"]
    assert path.read_bytes() == whole


def test_an_interrupted_download_leaves_nothing_behind(server: Server, tmp_path: Path) -> None:
    def interrupt(name: str, done: int, size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        download_files(made_up(server / "good"), tmp_path / "set", interrupt)
    assert names_in(tmp_path / "set") == set()


def test_progress_reports_each_file_to_its_end(server: Server, tmp_path: Path) -> None:
    reports: list[tuple[str, int, int]] = []
    download_files(made_up(server / "good"), tmp_path / "set", lambda *news: reports.append(news))
    last = {name: (done, size) for name, done, size in reports}
    assert last == {name: (len(data), len(data)) for name, data in CONTENT.items()}


def test_nothing_is_written_to_the_terminal(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    download_files(made_up(server / "missing", server / "good"), tmp_path / "set")
    assert capfd.readouterr() == ("", "")


def test_a_mirror_that_only_drips_is_given_up(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter([0.0, *[1e6] * 100])
    monkeypatch.setattr(http.time, "monotonic", lambda: next(moments, 1e6))
    (tmp_path / "file").write_bytes(b"1234")
    limits = http.DownloadLimits(tmp_path / "file", described("file", bytes(10)), None)
    with pytest.raises(http.MirrorError, match="in a long time"):
        limits.update(4)


def test_a_folder_that_cannot_be_written_to_is_no_mirrors_fault(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "set").write_text("a file where the folder should be")
    with pytest.raises(DownloadError, match="Cannot save made-up") as caught:
        download_files(made_up(server / "good"), tmp_path / "set")
    assert "BACKLIT_CACHE" in str(caught.value.hint)
    assert server.requested_paths == []


def test_a_full_disk_is_no_mirrors_fault(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(pooch.downloaders, "open", lambda *_: Full(), raising=False)
    with pytest.raises(DownloadError, match="no space left"):
        download_files(made_up(server / "good"), tmp_path / "set")


def archive_at(server: Server, name: str) -> RemoteArchive:
    return RemoteArchive(f"{server / 'good'}{name}", described(name, SERVED[name]), "inside/")


def test_an_archive_stands_in_for_mirrors_and_is_thrown_away(
    server: Server, tmp_path: Path
) -> None:
    named = made_up(server / "missing", archive=archive_at(server, "all.zip"))
    download_files(named, tmp_path / "set")
    assert {path.name: path.read_bytes() for path in (tmp_path / "set").iterdir()} == CONTENT


@pytest.mark.parametrize("name", ["damaged.zip", "lacking.zip", "no.zip"])
def test_an_archive_that_lacks_what_it_should_hold_is_named(
    name: str, server: Server, tmp_path: Path
) -> None:
    named = made_up(server / "missing", archive=archive_at(server, name))
    with pytest.raises(DownloadError, match=f"{name} holds no such file"):
        download_files(named, tmp_path / "set")
    left = names_in(tmp_path / "set")
    assert left <= set(CONTENT)
    assert all((tmp_path / "set" / file).read_bytes() == CONTENT[file] for file in left)


def test_an_archive_that_cannot_be_had_is_named_with_the_mirrors(
    server: Server, tmp_path: Path
) -> None:
    archive = RemoteArchive(f"{server / 'missing'}all.zip", described("all.zip", ZIP), "inside/")
    with pytest.raises(DownloadError, match=r"train-images\.gz answered 404.*all\.zip answered"):
        download_files(made_up(server / "missing", archive=archive), tmp_path / "set")


def test_swapped_rows_and_columns_are_swapped_back(server: Server, tmp_path: Path) -> None:
    named = made_up(server / "good", transposed=True)
    download_files(named, tmp_path / "set")
    train = read_files(named, tmp_path / "set").train
    assert train.image_shape == (4, 5)
    expected = ARRAYS["train-images.gz"][3].T
    assert np.array_equal(train.X[3].reshape(4, 5), expected)


def test_a_set_is_loaded_by_its_name_from_the_cache(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(REMOTE_DATA_SETS, "made-up", made_up(server / "good"))
    assert not is_downloaded("made-up", tmp_path)
    assert len(load_remote("made-up", tmp_path).train) == 40
    assert is_downloaded("made-up", tmp_path)
    assert names_in(tmp_path / "downloads" / "made-up") == set(CONTENT)
    (tmp_path / "downloads" / "made-up" / "test-labels.gz").write_bytes(b"")
    assert not is_downloaded("made-up", tmp_path)
    monkeypatch.setenv("BACKLIT_CACHE", str(tmp_path / "chosen"))
    assert downloads.download("made-up") == tmp_path / "chosen" / "downloads" / "made-up"


@pytest.mark.parametrize("ask", [load_remote, downloads.download, is_downloaded])
def test_an_unknown_name_is_refused_with_the_known_ones(ask, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="fashion-mnist, kmnist, emnist-digits"):
        ask("../mnist", tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_every_named_set_has_two_https_places_and_whole_hashes(name: str) -> None:
    named = REMOTE_DATA_SETS[name]
    places = [*named.mirrors, *([named.archive.url] if named.archive else [])]
    assert len({urlsplit(locate).hostname for locate in places}) >= 2
    assert all(locate.startswith("https://") for locate in places)
    assert all(mirror.endswith("/") for mirror in named.mirrors)
    files = [*named.files, *([named.archive.file] if named.archive else [])]
    for file in files:
        assert len(bytes.fromhex(file.sha256)) == 32
        assert file.size > 1000
    assert len({file.sha256 for file in files}) == len(files)
    assert len(named.classes) == 10
    assert named.name == name
    assert named.licence
