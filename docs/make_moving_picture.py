"""Film the page at work into docs/images/page.webp: draw, open a neuron, drag its bias, train.

    python docs/make_moving_picture.py

It needs `pip install '.[browser]'` and Chromium, the system's or the one that `playwright install
chromium` downloads. Every frame is a screenshot of the real page; only the pointer is painted in.
The script finds elements by position and by `data-neuron`, not by label, so that it still works
after the page's texts have changed.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, sync_playwright

TARGET = Path(__file__).parent / "images" / "page.webp"
MAX_BYTES = 3_000_000
VIEWPORT = {"width": 1440, "height": 930}
WIDTH = 960  # of the picture
FRAME_MS = 90

# A seven with a hook, in fractions of the canvas.
STROKES = [
    [(0.27, 0.31), (0.30, 0.26), (0.45, 0.25), (0.60, 0.25), (0.70, 0.26), (0.66, 0.38),
     (0.58, 0.52), (0.52, 0.66), (0.47, 0.80)],
]  # fmt: skip
NEURON = "3.7"  # the output for "7"
ENOUGH = -13.0  # a bias with which the network no longer says 7
THUMB = 16  # pixels, of a slider
# An arrow's outline in pixels of the viewport, its tip at (0, 0).
POINTER = [(0, 0), (0, 20), (5, 15), (9, 23), (13, 21), (9, 14), (16, 14)]

Point = tuple[float, float]


@dataclass
class Film:
    """Screenshots of a page, each with the time it is shown."""

    page: Page
    at: Point = (640, 700)
    frames: list[Image.Image] = field(default_factory=list)
    durations: list[int] = field(default_factory=list)

    def shoot(self, duration: int = FRAME_MS) -> None:
        """Add the page as it is now."""
        frame = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        pointer = [(self.at[0] + x, self.at[1] + y) for x, y in POINTER]
        ImageDraw.Draw(frame).polygon(pointer, fill="white", outline="black")
        height = round(frame.height * WIDTH / frame.width)
        self.frames.append(frame.resize((WIDTH, height), Image.Resampling.LANCZOS))
        self.durations.append(duration)

    def hold(self, milliseconds: int) -> None:
        """Show the page for longer, once it is up to date."""
        self.page.wait_for_timeout(300)
        self.shoot(milliseconds)

    def move(self, to: Point, steps: int = 5) -> None:
        """Move the pointer, a frame to each step."""
        x0, y0 = self.at
        for i in range(1, steps + 1):
            share = i / steps
            self.at = (x0 + share * (to[0] - x0), y0 + share * (to[1] - y0))
            self.page.mouse.move(*self.at)
            self.page.wait_for_timeout(40)  # for the server's answer and the paint
            self.shoot()

    def click(self, what: Locator, steps: int = 5) -> None:
        """Move the pointer to something and click it."""
        self.move(middle(what), steps)
        self.page.mouse.click(*self.at)
        self.page.wait_for_timeout(150)
        self.shoot()

    def save(self, target: Path) -> None:
        """Write the film, at the best quality that fits. Raises ValueError if none does."""
        for quality in (80, 70, 60, 50, 40, 30):
            coded = io.BytesIO()
            self.frames[0].save(
                coded, "WEBP", save_all=True, append_images=self.frames[1:],
                duration=self.durations, loop=0, quality=quality, method=4,
            )  # fmt: skip
            if coded.tell() < MAX_BYTES:
                target.write_bytes(coded.getvalue())
                return
        raise ValueError(f"Expected less than {MAX_BYTES:,} bytes, got {coded.tell():,}.")


def middle(what: Locator) -> Point:
    """The centre of an element in the viewport."""
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def draw_a_digit(film: Film) -> None:
    """Draw with the mouse while the network answers."""
    box = film.page.locator(".draw canvas").first.bounding_box()
    assert box is not None

    def place(point: Point) -> Point:
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    for stroke in STROKES:
        film.move(place(stroke[0]))
        film.page.mouse.down()
        for _, end in pairwise(stroke):
            film.move(place(end), steps=2)
        film.page.mouse.up()
    film.hold(1200)


def open_a_neuron(film: Film) -> None:
    """Open an output and drag its bias down until the network changes its mind, then back."""
    film.click(film.page.locator(f"[data-neuron='{NEURON}']"))
    slider = film.page.locator(".neuron-panel input[type=range]").first
    slider.wait_for()
    film.hold(1500)
    start = slider_value(slider)
    film.move(thumb(slider, start))
    film.page.mouse.down()
    # The slider's range grows with its number, so its pixels have no fixed meaning: look and drag.
    while slider_value(slider) > ENOUGH:
        film.move((film.at[0] - 4, film.at[1]), steps=1)
    film.hold(1500)
    while slider_value(slider) < start:
        film.move((film.at[0] + 4, film.at[1]), steps=1)
    film.page.mouse.up()
    film.hold(700)
    film.click(film.page.locator(f"[data-neuron='{NEURON}']"))


def slider_value(slider: Locator) -> float:
    """The value of a slider."""
    return float(slider.input_value())


def thumb(slider: Locator, value: float) -> Point:
    """The position of a slider's thumb in the viewport at a value."""
    low, high = slider.evaluate("each => [+each.min, +each.max]")
    box = slider.bounding_box()
    assert box is not None
    share = (value - low) / (high - low)
    x = box["x"] + THUMB / 2 + share * (box["width"] - THUMB)
    return x, box["y"] + box["height"] / 2


def train(film: Film, seconds: float) -> None:
    """Go to the second view of the menu, press play, and watch."""
    film.click(film.page.locator("nav a").nth(1))
    play = film.page.locator("button.play")
    play.wait_for()
    film.hold(900)
    film.click(play, steps=4)
    end = time.monotonic() + seconds
    while time.monotonic() < end and (film.page.locator("button.play:disabled").count() == 0):
        film.page.wait_for_timeout(30)
        film.shoot(140)
    film.hold(2500)


def main() -> None:
    """Start a server with an empty workspace, film the page, and stop the server."""
    command = [sys.executable, "-c", "from backlit.web.server import serve\n"
               "serve(open_browser=False, started=lambda it: print(it, flush=True))"]  # fmt: skip
    with (
        tempfile.TemporaryDirectory() as home,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"BACKLIT_HOME": home}
        ) as server,
        sync_playwright() as playwright,
    ):
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport=VIEWPORT)
        page.goto(f"{address}&theme=dark")
        page.wait_for_selector(f"[data-neuron='{NEURON}']")
        film = Film(page)
        film.hold(700)
        draw_a_digit(film)
        open_a_neuron(film)
        train(film, seconds=10)
        browser.close()
        server.terminate()
        server.wait()
    film.save(TARGET)
    print(f"{TARGET}: {len(film.frames)} frames, {sum(film.durations) / 1000:.0f} s, "
          f"{TARGET.stat().st_size:,} bytes")  # fmt: skip


if __name__ == "__main__":
    main()
