from pathlib import Path

import pytest

from backlit.data.readers.safe_open import (
    is_folder,
    list_folder,
    open_regular_file,
    read_regular_file,
)
from backlit.errors import DataError


def test_a_file_of_exactly_the_limit_is_read_and_a_longer_one_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_regular_file(tmp_path / "file", 5) == b"12345"
    with pytest.raises(DataError, match="at most 4 bytes"):
        read_regular_file(tmp_path / "file", 4)


def test_a_link_is_followed_unless_it_must_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    (tmp_path / "link").symlink_to("file")
    with open_regular_file(tmp_path / "link") as file:
        assert file.read() == b"12345"
    with pytest.raises(DataError, match="link"):
        open_regular_file(tmp_path / "link", follow_links=False)


def test_a_folder_is_listed_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b", "a", ".hidden", "__MACOSX"):
        (tmp_path / name).touch()
    assert [entry.name for entry in list_folder(tmp_path)] == ["a", "b"]


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="not a directory"):
        list_folder(tmp_path / "file")


def test_where_one_may_not_look_there_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    assert is_folder(tmp_path)
    monkeypatch.setattr(Path, "is_dir", forbidden)
    assert not is_folder(tmp_path)


def test_a_name_no_system_could_have_is_refused() -> None:
    with pytest.raises(DataError, match="null"):
        open_regular_file(Path("a\0b"))
