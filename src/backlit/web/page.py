"""The built page: each file by its address, read once, so that no path comes from outside."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

INDEX = "index.html"
# Each view's address; the page itself draws the right one.
VIEWS = (
    "network", "train", "cost", "gradient-descent", "backprop", "calculus", "inspect", "about",
)  # fmt: skip
# Views by their former names: links to them still open the page, which goes to the present one.
FORMER_VIEWS = ("learn", "descent", "inside", "more")

_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Backlit</title>
<h1>Backlit</h1><p>The page was not built when this Backlit was installed. Install Node.js, or let
pip fetch it, and install Backlit once more. Everything else works: see <code>backlit --help</code>.
"""


@dataclass(frozen=True)
class File:
    """One file of the page.

    Attributes:
        content: Its bytes.
        kind: Its media type.
        lasting: Whether its name changes with its content, so that it never needs asking for again.
    """

    content: bytes
    kind: str
    lasting: bool


def page_files() -> dict[str, File]:
    """Every file of the built page by its address, the views among them."""
    files: dict[str, File] = {}
    _gather(resources.files("backlit") / "web" / "static", "", files)
    index = files.pop(f"/{INDEX}", File(_NOT_BUILT.encode(), "text/html; charset=utf-8", False))
    return files | {"/": index} | {f"/{view}": index for view in (*VIEWS, *FORMER_VIEWS)}


def _gather(folder: Traversable, above: str, files: dict[str, File]) -> None:
    if not folder.is_dir():
        return
    for each in folder.iterdir():
        address = f"{above}/{each.name}"
        if each.is_dir():
            _gather(each, address, files)
        elif not each.name.startswith("."):
            kind = mimetypes.guess_type(each.name)[0] or "application/octet-stream"
            # Whatever the system's own table says: browsers run no module of another kind.
            kind = {".js": "text/javascript", ".woff2": "font/woff2"}.get(
                each.name[each.name.rfind("."):], kind
            )  # fmt: skip
            kind += "; charset=utf-8" if kind.startswith("text/") else ""
            files[address] = File(each.read_bytes(), kind, above == "/assets")
