"""The tour that notices what was done, the help, what a teacher hides, and where to read on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.page_checks import check_accessibility


def test_the_tour_goes_through_everything_and_notices(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    tab = open_tab("test=0")
    page = tab.page
    page.get_by_role("link", name="About").click()
    page.get_by_role("button", name="Take the tour").click()
    card = page.get_by_role("complementary", name="Tour")
    go_on = card.get_by_role("button", name="Next")

    def done(view: str) -> None:
        expect(card).to_contain_text("Done.")
        go_on.click()
        page.wait_for_url(f"**/{view}*")

    expect(card).to_contain_text("Draw a digit")
    expect(go_on).to_have_count(0)
    box = page.locator(".drawing-canvas canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], steps=6)
    page.mouse.up()
    done("network")
    page.locator("[data-neuron='1.3']").click()
    done("network")
    page.get_by_role("slider", name="Bias").fill("-9")
    done("network")
    page.locator(".neuron-panel .z-and-a .explain-button").first.click()
    done("train")
    page.get_by_role("button", name="Close").first.click()
    page.get_by_role("button", name="One epoch").click()
    expect(card).to_contain_text("Done.", timeout=20_000)
    go_on.click()
    page.get_by_role("slider", name="Step").fill("0")
    done("cost")
    page.locator(".gallery .sample").first.click()
    done("gradient-descent")
    page.locator(".curve-chart").focus()
    page.keyboard.press("ArrowLeft")
    done("gradient-descent")
    page.get_by_role("tab", name="All dimensions").click()
    done("backprop")
    page.wait_for_timeout(500)
    for _ in range(3):
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
    done("calculus")
    page.get_by_role("slider", name="Nudge ∂w").fill("0.7")
    done("inspect")
    page.get_by_role("tab", name="Confusion matrix").click()
    page.locator("[data-cell='4.9']").click()
    done("about")
    card.get_by_role("button", name="End the tour").last.click()
    expect(card).to_have_count(0)
    assert tab.wrong == []
    assert tab.elsewhere == []


def test_the_keys_are_listed_and_the_menu_hides(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    page = open_tab("test=0").page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Train: play or pause")
    dialog.get_by_label("Hide the menu").click()
    expect(dialog.get_by_label("Link to this view")).to_have_value(
        page.url.split("?")[0] + "?test=0&hide=menu"
    )
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("nav")).to_be_hidden()
    page.wait_for_url("**hide=menu*")
    page.reload()
    page.locator(".neuron").first.wait_for()
    expect(page.locator("nav")).to_be_hidden()
    page.get_by_role("button", name="Keys and help").click()
    dialog.get_by_label("Hide the menu").click()
    page.keyboard.press("Escape")
    expect(page.locator("nav")).to_be_visible()


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=0", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="About").click()
    page.locator(".sources").first.wait_for()
    check_accessibility(page, width)
    page.get_by_role("button", name="Keys and help").click()
    page.get_by_role("dialog", name="Keys").wait_for()
    check_accessibility(page, width)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Take the tour").click()
    page.locator(".tour").wait_for()
    check_accessibility(page, width)


def test_links_to_renamed_views_still_open_them(open_tab: Callable[..., Any], server: Any):
    page = open_tab("test=0").page
    base = server.address.split("?")[0]
    for former, query, present, visible in (
        ("learn", "", "train", "section.run-controls"),
        ("descent", "part=step&by=2", "gradient-descent", ".step-chart"),
        ("inside", "part=confusion&cell=4.9", "inspect", "[aria-pressed=true][data-cell='4.9']"),
        ("more", "", "about", ".sources"),
    ):
        page.goto(f"{base}{former}?{query}")
        page.locator(visible).first.wait_for()
        page.wait_for_url(f"**/{present}*")
        assert query in page.url
