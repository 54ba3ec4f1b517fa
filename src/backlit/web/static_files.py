"""The built page: its files by URL path, read once, so that no request can name a path on disk."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable

INDEX = "index.html"
# The paths of the views; the page itself shows the right one.
VIEWS = (
    "network", "train", "cost", "gradient-descent", "backprop", "calculus", "inspect", "about",
)  # fmt: skip
# Former paths of views. Old links still open the page, which redirects to the present path.
FORMER_VIEWS = ("learn", "descent", "inside", "more")

_NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Backlit</title>
<h1>Backlit</h1><p>The page was not built when this Backlit was installed. Install Node.js, or let
pip fetch it, and install Backlit once more. Everything else works: see <code>backlit --help</code>.
"""


@dataclass(frozen=True)
class StaticFile:
    """One file of the page.

    Attributes:
        content: Its bytes.
        media_type: Its media type.
        immutable: Whether its name contains a hash of its content, so that it never changes.
    """

    content: bytes
    media_type: str
    immutable: bool


_NOT_BUILT_PAGE = StaticFile(_NOT_BUILT.encode(), "text/html; charset=utf-8", False)


def static_files() -> dict[str, StaticFile]:
    """Every file of the built page by its URL path; each view's path has the index."""
    files: dict[str, StaticFile] = {}
    _collect(resources.files("backlit") / "web" / "static", "", files)
    index = files.pop(
        f"/{INDEX}", StaticFile(_NOT_BUILT.encode(), "text/html; charset=utf-8", False)
    )
    return files | {"/": index} | {f"/{view}": index for view in (*VIEWS, *FORMER_VIEWS)}


def _collect(folder: Traversable, prefix: str, files: dict[str, StaticFile]) -> None:
    if not folder.is_dir():
        return
    for each in folder.iterdir():
        path = f"{prefix}/{each.name}"
        if each.is_dir():
            _collect(each, path, files)
        elif not each.name.startswith("."):
            media_type = mimetypes.guess_type(each.name)[0] or "application/octet-stream"
            # The table of the operating system may be wrong, and browsers check these types.
            media_type = {".js": "text/javascript", ".woff2": "font/woff2"}.get(
                each.name[each.name.rfind("."):], media_type
            )  # fmt: skip
            media_type += "; charset=utf-8" if media_type.startswith("text/") else ""
            files[path] = StaticFile(each.read_bytes(), media_type, prefix == "/assets")
