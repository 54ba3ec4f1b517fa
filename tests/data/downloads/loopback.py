"""A server on this machine whose folders are each good or bad in their own way."""

import gzip
import hashlib
import io
import ssl
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import trustme

from backlit.data.downloads.registry import RemoteFile
from backlit.data.readers.idx import idx_header

RNG = np.random.default_rng(0)
ARRAYS = {
    "train-images.gz": RNG.integers(0, 256, (40, 5, 4), np.uint8),
    "train-labels.gz": np.arange(40, dtype=np.uint8) % 3,
    "test-images.gz": RNG.integers(0, 256, (10, 5, 4), np.uint8),
    "test-labels.gz": np.arange(10, dtype=np.uint8) % 3,
}
CONTENT = {
    name: gzip.compress(idx_header(array.shape) + array.tobytes(), mtime=0)
    for name, array in ARRAYS.items()
}


def described(name: str, content: bytes) -> RemoteFile:
    return RemoteFile(name, len(content), hashlib.sha256(content).hexdigest())


def zipped(content: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, member in content.items():
            archive.writestr(f"inside/{name}", member)
        archive.writestr("inside/other", b"not of this set")
    return target.getvalue()


ZIP = zipped(CONTENT)
DAMAGED = {**CONTENT, "test-labels.gz": CONTENT["test-labels.gz"][::-1]}
SERVED = {
    **CONTENT,
    "all.zip": ZIP,
    "damaged.zip": zipped(DAMAGED),
    "lacking.zip": zipped({"train-images.gz": CONTENT["train-images.gz"]}),
    "no.zip": b"PK but no zip file",
}


@dataclass
class Server:
    """A server on this machine whose folders are each good or bad in their own way."""

    base: str
    plain_base: str
    requested_paths: list[str] = field(default_factory=list)

    def __truediv__(self, behaviour: str) -> str:
        return f"{self.base}/{behaviour}/"


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Listener"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.requested_paths.append(self.path)
        self.close_connection = True
        _, behaviour, name = self.path.split("/", 2)
        content = SERVED[name]
        match behaviour:
            case "good":
                self.answer(content)
            case "truncating":
                self.answer(content[:-7], claimed=len(content))
            case "short":
                self.answer(content[:-7])
            case "corrupting":
                self.answer(content[:-9] + bytes(9))
            case "longer":
                self.answer(content + b"more")
            case "web-page":
                self.answer(b"\n<!doctype html><title>Sign in</title>" + b" " * 50)
            case "missing":
                self.answer(b"nothing here", status=404)
            case "redirecting":
                self.answer(b"", status=302, location=f"/good/{name}")
            case "redirecting-to-http":
                self.answer(b"", status=302, location=f"{self.server.plain_base}/good/{name}")
            case "circling":
                self.answer(b"", status=302, location=f"/circling/{name}")
            case "dropping":
                self.connection.close()
            case "hanging":
                self.server.over.wait(20)
            case "stalling":
                self.answer(content[:5], claimed=len(content), wait=True)
            case "endless":
                self.send_response(200)
                self.end_headers()
                while not self.server.over.is_set():
                    self.wfile.write(content[:1] + bytes(2**16))
            case "zipping":
                self.answer(gzip.compress(content), encoding="gzip")

    def answer(
        self,
        content: bytes,
        status: int = 200,
        claimed: int | None = None,
        location: str | None = None,
        encoding: str | None = None,
        wait: bool = False,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(content) if claimed is None else claimed))
        self.send_header("Connection", "close")
        if location:
            self.send_header("Location", location)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(content)
        if wait:
            self.wfile.flush()
            self.server.over.wait(20)


class Listener(ThreadingHTTPServer):
    daemon_threads = True
    plain_base = ""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.requested_paths: list[str] = []
        self.over = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up on an endless stream is what is tested."""


@contextmanager
def serving(certificates: Path) -> Iterator[Server]:
    """Serve over TLS, and in the open beside it; ``certificates`` says whom to trust."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(certificates)

    secure, plain = Listener(), Listener()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    secure.plain_base = f"http://127.0.0.1:{plain.server_port}"
    threads = [
        threading.Thread(target=listener.serve_forever, args=(0.02,))
        for listener in (secure, plain)
    ]
    for thread in threads:
        thread.start()
    plain.requested_paths = secure.requested_paths
    yield Server(
        f"https://127.0.0.1:{secure.server_port}", secure.plain_base, secure.requested_paths
    )
    for listener, thread in zip((secure, plain), threads, strict=True):
        listener.over.set()
        listener.shutdown()
        thread.join()
        listener.server_close()
