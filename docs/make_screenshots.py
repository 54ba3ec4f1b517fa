"""Take a picture of each view of the page, dark and light, wide and narrow, into docs/images.

    python docs/make_screenshots.py

It needs `pip install '.[browser]'` and Chromium, the system's or the one that `playwright install
chromium` fetches. The pictures are of the page as it is: nothing in them is made up.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parent / "images"
THEMES = ("dark", "light")
SIZES = {"": (1440, 940), "-narrow": (390, 844)}
# A name, and what stands in the address: a digit drawn by hand, and the neuron that is open.
VIEWS = {
    "network": "neuron=1.4&draw="
    "b995cy7yea6ygi6jii6nkr7gmf8dnca2ntbjnwcxn2ejltfxk6glhvh4hpgzjzhslwixnqkeoslwoonxoapy"
    "mqrdktsliktcgftedot1bhrwa2qk",
}


def main() -> None:
    """Start a server of one's own, look at every view, and stop it."""
    command = [sys.executable, "-m", "backlit", "serve", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            for name, state in VIEWS.items():
                for theme in THEMES:
                    for suffix, size in SIZES.items():
                        place = IMAGES / f"{name}-{theme}{suffix}.png"
                        _take(browser, f"{address}&theme={theme}&{state}", size, place)
            browser.close()
        server.terminate()


def _take(browser: Browser, address: str, size: tuple[int, int], place: Path) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_selector(".terms")
    page.wait_for_timeout(1000)  # until every edge is painted
    shot = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    # 256 colours are enough for a page of this kind, and a third of the bytes.
    shot.convert("RGB").quantize(256).save(place, optimize=True)
    page.close()


if __name__ == "__main__":
    main()
