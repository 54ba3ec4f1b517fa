"""The network view, by real clicks and keys in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backlit import digit_from_strokes, pretrained_model
from backlit.core.forward import forward
from tests.browser.page_checks import check_accessibility, outputs
from tests.digits_in_strokes import digits_in_strokes, handwritten_digits

SEVEN = [[(0.3, 0.25), (0.7, 0.25), (0.45, 0.8)]]


def draw(page: Any, strokes: Any) -> None:
    """Draw with the mouse."""
    box = page.locator(".drawing-canvas canvas").bounding_box()

    def at(point: Any) -> tuple[float, float]:
        return box["x"] + point[0] * box["width"], box["y"] + point[1] * box["height"]

    for stroke in strokes:
        page.mouse.move(*at(stroke[0]))
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*at(point))
        page.mouse.up()


def predicted_digit(page: Any) -> str:
    """The digit that the network says."""
    return str(page.locator("p.prediction strong").inner_text())


def strokes_of(address: str) -> list[list[list[float]]]:
    """The drawing as it stands in the page's address."""
    found = re.search(r"draw=([0-9a-z.]+)", address)
    assert found is not None
    return [
        [
            [int(four[:2], 36) / 1295, int(four[2:], 36) / 1295]
            for four in re.findall("....", stroke)
        ]
        for stroke in found.group(1).split(".")
    ]


def test_a_drawn_digit_is_recognised_and_is_what_the_library_reads(open_tab: Callable[..., Any]):
    tab = open_tab()
    assert "Draw a digit" in tab.page.locator("p.prediction").inner_text()
    draw(tab.page, SEVEN)
    tab.page.wait_for_selector("p.prediction strong")
    tab.page.wait_for_timeout(400)
    assert predicted_digit(tab.page) == "7"
    x = digit_from_strokes(strokes_of(tab.page.url)).pixels.reshape(1, -1) / 255
    expected = forward(pretrained_model().network, x).output[0]
    np.testing.assert_allclose(outputs(tab.page), expected, atol=0.0051)
    tab.page.get_by_role("button", name="Undo").click()
    assert "Draw a digit" in tab.page.locator("p.prediction").inner_text()
    assert tab.wrong == []
    assert tab.elsewhere == []


@pytest.mark.slow
def test_nine_of_ten_drawings_of_all_digits_are_recognised(open_tab: Callable[..., Any]):
    page = open_tab().page
    by_program = digits_in_strokes(np.random.default_rng(1), times=3)
    by_hand = [each for i, each in enumerate(handwritten_digits()) if i % 2 == 0]
    assert len(by_program) + len(by_hand) >= 100
    for drawn in (by_program, by_hand):
        right = 0
        for i, (label, strokes) in enumerate(drawn):
            page.get_by_role("button", name="Clear").click()
            draw(page, strokes)
            page.wait_for_selector("p.prediction strong")
            page.wait_for_timeout(60)
            right += predicted_digit(page) == str(label)
            if i % 10 == 0:
                page.wait_for_timeout(400)
                x = digit_from_strokes(strokes_of(page.url)).pixels.reshape(1, -1) / 255
                expected = forward(pretrained_model().network, x).output[0]
                np.testing.assert_allclose(outputs(page), expected, atol=0.0051)
        assert right >= 0.9 * len(drawn)


def test_a_neuron_opens_by_click_and_its_terms_add_up(open_tab: Callable[..., Any]):
    tab = open_tab("test=17")
    tab.page.locator(".neuron[aria-label^='Neuron 3 of layer 2']").click()
    panel = tab.page.get_by_role("complementary", name="Neuron 3 of layer 2")
    panel.locator(".terms").wait_for()
    assert "neuron=2.3" in tab.page.url or tab.page.wait_for_url("**neuron=2.3*") is None
    terms = [
        float(text.replace("−", "-"))
        for text in panel.locator(".terms td:nth-child(3)").all_inner_texts()
    ]
    weighed = re.search(
        r"=\s*(-?[\d.]+)[+-]", panel.locator(".katex-html").inner_text().replace("−", "-")
    )
    assert weighed is not None
    assert sum(terms) == pytest.approx(float(weighed.group(1)), abs=0.006)
    assert tab.wrong == []


def test_everything_of_the_view_works_by_keyboard(open_tab: Callable[..., Any]):
    page = open_tab("test=0&neuron=1.0").page
    page.locator(".neuron[aria-pressed=true]").focus()
    for key, name in (
        ("ArrowDown", "Neuron 1 of layer 1"),
        ("ArrowUp", "Neuron 0 of layer 1"),
        ("ArrowUp", "Neuron 15 of layer 1"),
        ("ArrowRight", "Neuron 15 of layer 2"),
        ("ArrowRight", "Output 9"),
        ("ArrowLeft", "Neuron 9 of layer 2"),
    ):
        page.keyboard.press(key)
        page.get_by_role("complementary", name=name, exact=True).wait_for()
    page.keyboard.press("Escape")
    page.locator(".neuron-panel.hint").wait_for()
    page.get_by_role("button", name="Next digit").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**test=1*")


def test_a_bias_that_is_dragged_moves_everything_and_can_be_reset(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    page = open_tab("test=0&neuron=3.7").page
    page.locator(".terms").wait_for()
    before = outputs(page)
    page.get_by_role("slider", name="Bias").fill("-9")
    seven = page.locator(".neuron[aria-label^='Output 7']")
    expect(seven).to_have_attribute("aria-label", "Output 7: 0.20")
    page.wait_for_url("**edits=*")
    page.get_by_role("button", name="Reset", exact=True).click()
    expect(seven).to_have_attribute("aria-label", "Output 7: 0.98")
    assert outputs(page) == before


def test_a_neuron_that_is_switched_off_changes_the_outputs(open_tab: Callable[..., Any]):
    page = open_tab("test=0&neuron=2.5").page
    page.locator(".terms").wait_for()
    before = outputs(page)
    page.get_by_role("checkbox", name="Switch off").check()
    page.get_by_role("button", name="Undo changes (1)").wait_for()
    page.wait_for_timeout(300)
    assert outputs(page)[7] < before[7]


def test_an_address_rebuilds_the_view(open_tab: Callable[..., Any]):
    page = open_tab("neuron=1.4").page
    draw(page, SEVEN)
    page.wait_for_selector("p.prediction strong")
    page.wait_for_url("**draw=*")
    page.wait_for_timeout(400)
    before = outputs(page)
    page.reload()
    page.wait_for_selector("p.prediction strong")
    page.wait_for_timeout(300)
    assert outputs(page) == before
    page.get_by_role("complementary", name="Neuron 4 of layer 1").wait_for()


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    viewport = {"width": width, "height": 900}
    page = open_tab(f"theme={theme}&test=18&neuron=1.4", viewport=viewport).page
    page.locator(".terms").wait_for()
    check_accessibility(page, width)


def test_another_language_says_everything_in_it(open_tab: Callable[..., Any]):
    page = open_tab("lang=de&test=0").page
    page.wait_for_selector("p.prediction strong")
    assert "Das Netz sagt" in page.locator("p.prediction").inner_text()


def test_a_lost_server_is_reported_and_found_again(open_tab: Callable[..., Any], server: Any):
    page = open_tab("test=3").page
    server.stop()
    page.get_by_text("Lost connection to Backlit").wait_for()
    server.start()
    page.goto(server.at("test=3"))
    page.wait_for_selector("p.prediction strong")
