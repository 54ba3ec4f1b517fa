"""Measure the page in a real browser and write benchmarks/RESULTS-page.md.

``python benchmarks/page.py``; with ``--quick`` nothing is written. It needs ``pip install
'.[browser]'`` and Chromium. Everything is measured in headless Chromium with software rendering: a
machine with a graphics card does better.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import machine
from playwright.sync_api import Browser, Page, sync_playwright

from backlit import __version__

RESULTS = Path(__file__).parent / "RESULTS-page.md"
STARTS = 7
# Two seconds with the page and two without, so many times: single ones differ by a tenth.
ROUNDS = 15
TABS = 50

PAGE = """\
# How quick the page is

Measured on {date} on {machine}; {chromium}, headless, software rendering; backlit {backlit}. Made
again by `python benchmarks/page.py`.

| what | promised | measured | kept |
|---|--:|--:|---|
{rows}
"""

# In the page: a hand draws a circle, a point at a time, each once the last is answered. Times run
# from the pointer's event to the frame in which the outputs have changed.
DRAW = """async (points) => {
  const canvas = document.querySelector('.drawing-canvas canvas');
  const box = canvas.getBoundingClientRect();
  const outputs = document.querySelector('.neurons');
  const times = [];
  const send = (kind, i) => {
    const angle = (i / points) * 5.2 - 1.5;  // never over what is drawn already
    canvas.dispatchEvent(new PointerEvent(kind, {
      pointerId: 1, button: 0, buttons: 1, bubbles: true,
      clientX: box.left + box.width * (0.5 + 0.25 * Math.cos(angle)),
      clientY: box.top + box.height * (0.5 + 0.33 * Math.sin(angle)),
    }));
  };
  canvas.setPointerCapture = () => {};
  for (let i = 0; i < points; i++) {
    const began = performance.now();
    const changed = new Promise((done) => {
      const watch = new MutationObserver(() => { watch.disconnect(); done(); });
      watch.observe(outputs, { subtree: true, attributes: true, childList: true });
      setTimeout(done, 1000);
    });
    send(i === 0 ? 'pointerdown' : 'pointermove', i);
    await changed;
    times.push(performance.now() - began);
    await new Promise(requestAnimationFrame);
  }
  send('pointerup', points);
  return times;
}"""

# In the page: frames a second, and the longest task of the main thread.
FRAMES = """async (seconds) => {
  let longest = 0;
  const watch = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
  });
  watch.observe({ entryTypes: ['longtask'] });
  const step = () => document.querySelector('.time-slider output').textContent;
  let [frames, shown, last] = [0, 0, step()];
  const began = performance.now();
  while (performance.now() - began < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    frames += 1;
    if (step() !== last) { last = step(); shown += 1; }
  }
  watch.disconnect();
  const took = (performance.now() - began) / 1000;
  return { frames: frames / took, shown: shown / took, longest };
}"""


@dataclass(frozen=True)
class Server:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    address: str
    seconds: float  # from the command to an answer

    def open_files_and_threads(self) -> tuple[int, int]:
        """How many of each the process has."""
        place = Path(f"/proc/{self.process.pid}")
        return len(list((place / "fd").iterdir())), len(list((place / "task").iterdir()))


@contextmanager
def served() -> Iterator[Server]:
    """Start a server, as people do."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "backlit", "serve", "--no-browser"]
    with (
        tempfile.TemporaryDirectory() as home,  # nobody's own runs are begun or touched
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env=os.environ | {"BACKLIT_HOME": home},
        ) as process,
    ):  # fmt: skip
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            base, _, token = address.partition("/?token=")
            request = urllib.request.Request(base, headers={"authorization": f"Bearer {token}"})
            with urllib.request.urlopen(request) as answer:
                answer.read()
            yield Server(process, address, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait()


def main() -> None:
    """Measure, and write the page of results."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="write nothing")
    quick = parser.parse_args().quick
    starts = []
    for _ in range(2 if quick else STARTS):
        with served() as server:
            starts.append(server.seconds)
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright, served() as server:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        chromium = f"Chromium {browser.version}"
        rows = [
            (
                "from the command to a page that answers",
                2.0,
                statistics.median(starts),
                "s",
            ),
            *_drawing(browser, server),
            *_training(browser, server),
            *_many_tabs(browser, server),
        ]
        browser.close()
    lines = [_row(*row) for row in rows]
    print("\n".join(lines))
    if not quick:
        RESULTS.write_text(
            PAGE.format(
                date=datetime.now(UTC).date(),
                machine=machine.describe(),
                chromium=chromium,
                backlit=__version__,
                rows="\n".join(lines),
            ),
            encoding="utf-8",
        )


def _opened(browser: Browser, server: Server) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(server.address)
    page.wait_for_selector(".neuron")
    return page


def _drawing(browser: Browser, server: Server) -> list[tuple[Any, ...]]:
    page = _opened(browser, server)
    page.evaluate(DRAW, 20)  # to warm up
    page.get_by_role("button", name="Clear").click()
    times = sorted(page.evaluate(DRAW, 110))
    page.close()
    return [
        ("drawing to output, median", None, statistics.median(times), "ms"),
        ("drawing to output, 95 of 100 within", 30.0, times[int(0.95 * len(times))], "ms"),
    ]


def _training(browser: Browser, server: Server) -> list[tuple[Any, ...]]:
    page = _opened(browser, server)
    page.get_by_role("link", name="Train", exact=True).click()
    page.get_by_label("Epochs").fill("100000")
    page.get_by_label("Epochs").press("Tab")
    page.get_by_role("button", name="Start new run").click()
    page.locator(".current-epoch", has_text="of 100000").wait_for()
    page.get_by_role("button", name="▶ Play").click()
    page.wait_for_timeout(1500)
    seen = page.evaluate(FRAMES, 4)
    # Alternately with the page and without, so that other load affects both.
    speeds: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(ROUNDS):
        speeds[True].append(_speed(server))
        page.goto("about:blank")
        page.wait_for_timeout(300)
        speeds[False].append(_speed(server))
        page.go_back()
        page.wait_for_selector(".neuron")
        page.wait_for_timeout(300)
    page.get_by_role("button", name="Pause").click()
    page.close()
    slower = 1 - statistics.median(speeds[True]) / statistics.median(speeds[False])
    return [
        ("frames a second while it trains", -50.0, seen["frames"], ""),
        ("networks shown a second while it trains", -5.0, seen["shown"], ""),
        ("the longest task of the main thread while it trains", 50.0, seen["longest"], "ms"),
        ("training slowed by an open page", 10.0, 100 * slower, "%"),
    ]


def _speed(server: Server, seconds: float = 2.0) -> float:
    """Steps a second of the run, from the API."""
    before, began = _step(server), time.perf_counter()
    time.sleep(seconds)
    return (_step(server) - before) / (time.perf_counter() - began)


def _step(server: Server) -> int:
    base, _, token = server.address.partition("/?token=")
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    request = urllib.request.Request(f"{base}/api/model", data=b'{"model": "run"}', headers=headers)
    with urllib.request.urlopen(request) as answer:
        # Epochs of 5,500 steps; the part of an epoch matters little over two seconds.
        return int(json.load(answer)["history"][-1]["step"])


def _many_tabs(browser: Browser, server: Server) -> list[tuple[Any, ...]]:
    context = browser.new_context()
    first = context.new_page()
    first.goto(f"{server.address}&test=0")
    first.wait_for_selector("p.prediction strong")
    first.goto("about:blank")
    _models(server)
    time.sleep(0.5)
    before = server.open_files_and_threads()
    pages = []
    for _ in range(TABS):
        page = context.new_page()
        page.goto(server.address.split("?")[0] + "network?test=0")
        pages.append(page)
    for page in pages:
        page.wait_for_selector("p.prediction strong")
    began = time.perf_counter()
    for page in pages:
        page.evaluate("document.querySelector('[aria-label=\"Next digit\"]').click()")
    for page in pages:
        page.locator("p.prediction", has_text="2").wait_for()
    took = time.perf_counter() - began
    context.close()
    # Threads that nobody has needed for ten seconds are let go when the next is asked for.
    time.sleep(11)
    _models(server)
    time.sleep(0.5)
    after = server.open_files_and_threads()
    return [
        (f"{TABS} tabs, all updated within", 2.0, took, "s"),
        ("files left open by them", 0.0, after[0] - before[0], ""),
        ("threads left by them", 0.0, after[1] - before[1], ""),
    ]


def _models(server: Server) -> None:
    base, _, token = server.address.partition("/?token=")
    headers = {"authorization": f"Bearer {token}"}
    with urllib.request.urlopen(
        urllib.request.Request(f"{base}/api/models", headers=headers)
    ) as answer:
        answer.read()


def _row(what: str, promised: float | None, value: float, unit: str) -> str:
    """A line of the table; a bound below zero is a minimum, not a maximum."""
    space = f" {unit}" if unit else ""
    if promised is None:
        return f"| {what} |  | {value:.3g}{space} |  |"
    kept = value >= -promised if promised < 0 else value <= promised
    sign, bound = ("≥", -promised) if promised < 0 else ("≤", promised)
    return f"| {what} | {sign} {bound:g}{space} | {value:.3g}{space} | {'yes' if kept else 'no'} |"


if __name__ == "__main__":
    main()
