"""Fetching one file from one address: bounded in bytes and time, checked, all or nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self
from urllib.parse import urljoin, urlsplit

import pooch

from backlit.data.downloads.registry import RemoteFile

# Seconds to connect, and between one piece of a file and the next.
TIMEOUT = 20.0
# Bytes a second below which a mirror is given up, after a minute.
MIN_BYTES_PER_SECOND = 20_000
_CHUNK = 2**16
HTTPS_ONLY = ("https",)

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes there are so far, and the bytes it will have."""


def is_intact(path: Path, file: RemoteFile) -> bool:
    """Whether a file is there and is what it must be."""
    try:
        if not path.is_file() or path.stat().st_size != file.size:
            return False
        return bool(pooch.file_hash(str(path), alg="sha256") == file.sha256)
    except OSError:
        return False


def download_file(
    url: str,
    file: RemoteFile,
    path: Path,
    progress: Progress | None,
    schemes: tuple[str, ...],
    timeout: float,
) -> str | None:
    """Bring one file from one address; None when it is there and right, else what went wrong.

    Pooch downloads to a temporary file beside ``path``, compares its SHA-256, and only then moves
    it to its name.

    Raises:
        OSError: when the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    trouble: list[OSError] = []
    responses: list[_Response] = []

    def inspect(response: _Response, **_: object) -> None:
        responses.append(response)
        if response.is_redirect:
            _refuse_other_schemes(urljoin(response.url, response.headers["location"]), schemes)

    def downloader(url: str, output: str, caller: object) -> None:
        _refuse_other_schemes(url, schemes)
        get = pooch.HTTPDownloader(
            progressbar=False,
            chunk_size=_CHUNK,
            timeout=timeout,
            # A compressed transfer would be unpacked on the way, and the hash be another.
            headers={"Accept-Encoding": "identity"},
            # Called for every answer, before a redirection in it is followed.
            hooks={"response": inspect},
        )
        try:
            with Path(output).open("wb") as target:
                writer = _BoundedWriter(target, file, progress, trouble)
                get(url, writer, caller)
        finally:
            for response in responses:
                response.close()
        if writer.written < file.size:
            raise MirrorError(f"stopped after {writer.written:,} of {file.size:,} bytes")

    try:
        with _quiet_pooch():
            pooch.retrieve(
                url, f"sha256:{file.sha256}", path.name, path.parent, downloader=downloader
            )
    except MirrorError as error:
        return str(error)
    except OSError as error:
        # Whatever Requests raises is an OSError too, but only a disk's own has a number.
        lost = isinstance(error, ConnectionError | TimeoutError)
        if trouble or (error.errno is not None and not lost):
            raise
        return _describe_failure(error, timeout)
    except ValueError as error:
        if "hash" in str(error):
            return "sent another file than the one with the known SHA-256"
        return f"is no address that can be asked ({error})"
    return None


class MirrorError(Exception):
    """A mirror is not worth waiting for; the text goes behind its address."""


class _Response(Protocol):
    """The part of Requests' response that is looked at."""

    url: str
    is_redirect: bool
    headers: Mapping[str, str]

    def close(self) -> None:
        """Hang up."""


def _refuse_other_schemes(url: str, schemes: tuple[str, ...]) -> None:
    scheme = urlsplit(url).scheme
    if scheme not in schemes:
        raise MirrorError(f"leads to an address of {scheme or 'no kind'}, not https")


class _BoundedWriter:
    """A file that takes as many bytes as were promised, in a bearable time, and no web page."""

    def __init__(
        self,
        target: BinaryIO,
        file: RemoteFile,
        progress: Progress | None,
        trouble: list[OSError],
    ) -> None:
        self.written = 0
        self._target = target
        self._file = file
        self._progress = progress
        self._trouble = trouble
        self._deadline = time.monotonic() + 60 + file.size / MIN_BYTES_PER_SECOND

    def write(self, piece: bytes) -> int:
        if not self.written and piece.lstrip()[:1] == b"<":
            raise MirrorError("sent a web page instead of the file")
        if self.written + len(piece) > self._file.size:
            raise MirrorError(f"sent more than the {self._file.size:,} bytes it should")
        if time.monotonic() > self._deadline:
            raise MirrorError(f"sent only {self.written:,} bytes in a long time")
        try:
            self._target.write(piece)
        except OSError as error:
            self._trouble.append(error)
            raise
        self.written += len(piece)
        if self._progress is not None:
            self._progress(self._file.name, self.written, self._file.size)
        return len(piece)

    def flush(self) -> None:
        """Pooch asks for this after every piece; closing the file does it once."""


def _describe_failure(error: OSError, timeout: float) -> str:
    """What Requests raised, as the end of a sentence that begins with the address."""
    kind = type(error).__name__
    if kind == "TooManyRedirects":
        return "leads in a circle"
    response = getattr(error, "response", None)
    if response is not None:
        return f"answered {response.status_code} {response.reason}".rstrip()
    if "Timeout" in kind or "timed out" in str(error):
        return f"did not answer within {timeout:g} seconds"
    if kind == "SSLError":
        return "has no certificate that can be trusted"
    if kind == "ChunkedEncodingError":
        return "hung up before the end"
    return "could not be reached, or hung up"


class _quiet_pooch:  # noqa: N801 - used like a function
    """While it lasts, Pooch does not write to the terminal: the caller has ``progress``."""

    def __enter__(self) -> Self:
        self._logger: logging.Logger = pooch.get_logger()
        self._level = self._logger.level
        self._logger.setLevel(logging.CRITICAL)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._logger.setLevel(self._level)
