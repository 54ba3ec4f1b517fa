"""Take a picture of each view of the page, dark and light, wide and narrow, into docs/images.

    python docs/make_screenshots.py

It needs `pip install '.[browser]'` and Chromium, the system's or the one that `playwright install
chromium` downloads. The pictures are unretouched.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
THEMES = ("dark", "light")
SIZES = {"": (1440, 940), "-narrow": (390, 844)}
# The parameters of the address: a digit drawn by hand, and the open neuron.
DRAWN = (
    "neuron=1.4&draw="
    "b995cy7yea6ygi6jii6nkr7gmf8dnca2ntbjnwcxn2ejltfxk6glhvh4hpgzjzhslwixnqkeoslwoonxoapy"
    "mqrdktsliktcgftedot1bhrwa2qk"
)


def main() -> None:
    """Start a server, take a picture of every view, and stop the server."""
    command = [sys.executable, "-m", "backlit", "serve", "--no-browser"]
    with (
        tempfile.TemporaryDirectory() as home,  # an empty workspace
        subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"BACKLIT_HOME": home}
        ) as server,
    ):
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            for theme in THEMES:
                for suffix, (width, height) in SIZES.items():
                    page = browser.new_page(viewport={"width": width, "height": height})
                    page.goto(f"{address}&theme={theme}&{DRAWN}")
                    page.wait_for_selector(".terms")
                    _shoot(page, IMAGES / f"network-{theme}{suffix}.png")
                    page.goto(f"{address}&theme={theme}&test=0")
                    _train(page)
                    _shoot(page, IMAGES / f"train-{theme}{suffix}.png")
                    _runs(page)
                    _shoot(page, IMAGES / f"runs-{theme}{suffix}.png")
                    _remove(page)
                    page.goto(f"{address}&theme={theme}&test=18")
                    page.get_by_role("link", name="Cost").click()
                    page.locator(".gallery .sample").first.wait_for()
                    _shoot(page, IMAGES / f"cost-{theme}{suffix}.png")
                    page.get_by_role("link", name="Gradient descent").click()
                    page.get_by_role("tab", name="Cost landscape").click()
                    page.locator(".surface canvas").wait_for()
                    _shoot(page, IMAGES / f"gradient-descent-{theme}{suffix}.png")
                    page.get_by_role("link", name="Calculus").click()
                    page.locator(".factor-list li").first.wait_for()
                    _shoot(page, IMAGES / f"calculus-{theme}{suffix}.png")
                    page.get_by_role("link", name="Inspect").click()
                    page.locator(".tile").first.wait_for()
                    _shoot(page, IMAGES / f"inspect-{theme}{suffix}.png")
                    page.get_by_role("link", name="About").click()
                    page.locator(".sources").first.wait_for()
                    _shoot(page, IMAGES / f"about-{theme}{suffix}.png")
                    page.goto(f"{address}&theme={theme}&test=0")
                    for name in _backprop(page):
                        _shoot(page, IMAGES / f"{name}-{theme}{suffix}.png")
                    page.goto(f"{address}&theme={theme}&test=0")
                    page.locator("p.prediction .explain-button").click()
                    page.locator(".explanation .quantity-parts .explain-button").click()
                    page.locator(".explanation tfoot").wait_for()
                    _shoot(page, IMAGES / f"explanation-{theme}{suffix}.png")
                    page.close()
            browser.close()
        server.terminate()
        server.wait()


def _train(page: Page) -> None:
    """Train for four epochs."""
    page.get_by_role("link", name="Train", exact=True).click()
    page.get_by_role("button", name="Restart").click()
    page.locator(".current-epoch", has_text="Epoch 1 of").wait_for()
    for epoch in (2, 3, 4):
        page.get_by_role("button", name="One epoch").click()
        page.locator(".current-epoch", has_text=f"Epoch {epoch} of").wait_for()


def _runs(page: Page) -> None:
    """Branch after the first epoch with too large a learning rate, and compare both runs."""
    first = page.locator(".runs .in-view .name").inner_text()
    page.get_by_role("slider", name="Step").fill("5500")
    page.get_by_text("After step 5,500").wait_for()
    page.get_by_label("Learning rate").fill("8")
    page.get_by_label("Learning rate").press("Enter")
    page.get_by_role("button", name="Branch from here").click()
    page.get_by_text(f"from {first}, step 5,500").wait_for()
    for epoch in (3, 4):
        page.get_by_role("button", name="One epoch").click()
        page.locator(".current-epoch", has_text=f"Epoch {epoch} of").wait_for()
    page.get_by_role("checkbox", name=f"Compare {first}").check()


def _remove(page: Page) -> None:
    """Delete the run in view."""
    name = page.locator(".runs .in-view .name").inner_text()
    page.get_by_role("button", name=f"Delete {name}").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.locator(".runs .name", has_text=name).wait_for(state="detached")


def _backprop(page: Page) -> Iterator[str]:
    """All wishes added up, the table of nudges, mini-batches compared with the full batch."""
    page.get_by_role("link", name="Backprop").click()
    page.get_by_role("button", name="All wishes, added up").click()
    page.locator(".wish-sums").wait_for()
    yield "backprop"
    page.get_by_role("tab", name="Table of nudges").click()
    page.locator(".nudge-grid").wait_for()
    page.get_by_role("slider", name="Average over the first").press("End")
    yield "nudges"
    page.get_by_role("tab", name="Mini-batches").click()
    for each in (".angle-table", ".trajectory-chart svg"):
        page.locator(each).wait_for()
    yield "mini-batches"


def _shoot(page: Page, place: Path) -> None:
    page.wait_for_timeout(1000)  # until all edges are painted
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    # 256 colours are enough for a page of this kind, and a third of the bytes.
    shot.convert("RGB").quantize(256).save(place, optimize=True)


if __name__ == "__main__":
    main()
