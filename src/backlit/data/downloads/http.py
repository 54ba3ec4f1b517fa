"""Downloading one file from one address: bounded in bytes and time, checked, all or nothing.

Pooch does what it can: it downloads to a temporary file, compares the SHA-256 and renames, through
Requests, which verifies certificates and limits the wait for each answer. Added here is what Pooch
lacks: https only, also after a redirect; a limit on the size while the file arrives; a limit on the
total time, for a server that sends a byte now and then; and failures as the end of a sentence.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, final
from urllib.parse import urljoin, urlsplit

import pooch

from backlit.data.downloads.registry import RemoteFile

# Seconds to connect, and between one chunk of a file and the next.
TIMEOUT = 20.0
# A mirror that has been slower than this on average, after a first minute, is given up.
MIN_BYTES_PER_SECOND = 20_000
_CHUNK_BYTES = 2**16
HTTPS_ONLY = ("https",)

Progress = Callable[[str, int, int], None]
"""Called with a file's name, the bytes received so far, and the bytes it will have."""


def is_intact(path: Path, file: RemoteFile) -> bool:
    """Whether a file exists with the size and the SHA-256 that it must have."""
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
    """Download one file from one address.

    Returns:
        None when the file is there and intact, else what went wrong, to be put behind the address.

    Raises:
        OSError: when the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    responses: list[_Response] = []

    def check_response(response: _Response, **_: object) -> None:
        responses.append(response)
        if response.is_redirect:
            _check_scheme(urljoin(response.url, response.headers["location"]), schemes)

    def downloader(url: str, output: str, caller: object) -> None:
        _check_scheme(url, schemes)
        limits = DownloadLimits(Path(output), file, progress)
        get = pooch.HTTPDownloader(
            progressbar=limits,
            chunk_size=_CHUNK_BYTES,
            timeout=timeout,
            # A compressed transfer would be unpacked on arrival, and have another hash.
            headers={"Accept-Encoding": "identity"},
            # Called for every response, before a redirect in it is followed.
            hooks={"response": check_response},
        )
        try:
            get(url, output, caller)
        finally:
            for response in responses:
                response.close()
        limits.check_complete()

    try:
        with _pooch_silenced():
            pooch.retrieve(
                url, f"sha256:{file.sha256}", path.name, path.parent, downloader=downloader
            )
    except MirrorError as error:
        return str(error)
    except OSError as error:
        # Whatever Requests raises is an OSError too, but only one from the disk has a number.
        if error.errno is not None and not isinstance(error, ConnectionError | TimeoutError):
            raise
        return _describe_failure(error, timeout)
    except ValueError as error:
        if "hash" in str(error):
            return "sent another file than the one with the known SHA-256"
        return f"is not a valid address ({error})"
    return None


class MirrorError(Exception):
    """A mirror does not deliver; the text goes behind its address."""


class _Response(Protocol):
    """The part of Requests' response that is used."""

    url: str
    is_redirect: bool
    headers: Mapping[str, str]

    def close(self) -> None:
        """Close the connection."""


def _check_scheme(url: str, schemes: tuple[str, ...]) -> None:
    scheme = urlsplit(url).scheme
    if scheme not in schemes:
        raise MirrorError(f"leads to an address of {scheme or 'no kind'}, not https")


@final
class DownloadLimits:
    """Stops a download that is too large, too slow or a web page; reports its progress.

    Pooch takes it for a progress bar, and calls ``update`` after each chunk that it wrote.
    """

    total = 0

    def __init__(self, output: Path, file: RemoteFile, progress: Progress | None) -> None:
        self._output = output
        self._file = file
        self._progress = progress
        self._deadline = time.monotonic() + 60 + file.size / MIN_BYTES_PER_SECOND
        self._received = 0

    def update(self, _: int) -> None:
        """Check what has arrived; Pooch passes the nominal size of a chunk, not the real one."""
        if not self._received:
            self._check_first_byte()
        received = self._received = self._output.stat().st_size
        if received > self._file.size:
            raise MirrorError(f"sent more than the {self._file.size:,} bytes it should")
        if time.monotonic() > self._deadline:
            raise MirrorError(f"sent only {received:,} bytes in a long time")
        if self._progress is not None:
            self._progress(self._file.name, received, self._file.size)

    def _check_first_byte(self) -> None:
        with self._output.open("rb") as file:
            if file.read(64).lstrip()[:1] == b"<":
                raise MirrorError("sent a web page instead of the file")

    def check_complete(self) -> None:
        """Raise MirrorError unless every byte has arrived."""
        received = self._output.stat().st_size
        if received < self._file.size:
            raise MirrorError(f"stopped after {received:,} of {self._file.size:,} bytes")

    def reset(self) -> None:
        """Part of a progress bar; nothing to do."""

    def close(self) -> None:
        """Part of a progress bar; nothing to do."""


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


@contextmanager
def _pooch_silenced() -> Iterator[None]:
    """Keep Pooch from writing to the terminal: the caller has ``progress``."""
    logger: logging.Logger = pooch.get_logger()
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
