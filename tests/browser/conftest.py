"""A real server and a real browser: Chromium from the system, else the one that Playwright fetches.

These tests run with ``nox -s browser`` and are left out otherwise.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# Chromium must not ask anybody else for anything.
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = str(Path(__file__).parent)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker("browser")


@dataclass
class Server:
    """A server in a process of its own."""

    port: int = 0
    address: str = ""
    process: subprocess.Popen[str] | None = None
    # Of the first start: each later one finds the same workspace, whichever a test itself has.
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def start(self) -> None:
        command = [sys.executable, "-m", "backlit", "serve", "--no-browser"]
        command += ["--port", str(self.port)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=self.environment
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        self.port = int(self.address.split(":")[2].split("/")[0])

    def stop(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def at(self, query: str) -> str:
        return f"{self.address}&{query}"


@pytest.fixture(scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("BACKLIT_HOME")
    os.environ["BACKLIT_HOME"] = str(tmp_path_factory.mktemp("home"))
    yield
    if before is None:
        del os.environ["BACKLIT_HOME"]
    else:
        os.environ["BACKLIT_HOME"] = before


@pytest.fixture(scope="session")
def server(_home: None) -> Iterator[Server]:
    server = Server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        # With no path Playwright takes the Chromium that `playwright install` fetched.
        browser = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Tab:
    """A tab, and all that went wrong in it."""

    page: Page
    wrong: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture
def open_tab(browser: Browser, server: Server) -> Iterator[Callable[..., Tab]]:
    contexts = []

    def opened(query: str = "", **options: Any) -> Tab:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        context.set_default_timeout(10_000)
        tab = Tab(context.new_page())

        def heard(message: Any) -> None:
            if message.type == "error":
                tab.wrong.append(message.text)

        tab.page.on("console", heard)
        tab.page.on("pageerror", lambda error: tab.wrong.append(str(error)))

        def record_request(request: Any) -> None:
            if f"127.0.0.1:{server.port}" not in request.url:
                tab.elsewhere.append(request.url)

        tab.page.on("request", record_request)
        tab.page.goto(server.at(query))
        tab.page.wait_for_selector(".neuron")
        return tab

    yield opened
    for context in contexts:
        context.close()
