"""Where numbers come from: any of them opens, and each of its parts opens in turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from backlit import explain_cost, explain_neuron, load_mnist, pretrained_model
from tests.browser.page_checks import check_accessibility


def test_from_an_output_down_to_the_pixel_by_keyboard_and_back(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    tab = open_tab("test=0")
    page = tab.page
    test = load_mnist().test
    assert test is not None
    network, x = pretrained_model().network, test.inputs(slice(1))[0]
    output = page.locator(".prediction .explain-button")
    seven = explain_neuron(network, x, 3, 7)
    expect(output).to_have_text(f"{seven.a:.2f}")
    output.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Where does this come from?")
    title = panel.get_by_role("heading")
    expect(title).to_contain_text("The activation a of output 7")
    expect(title).to_contain_text(f"{seven.a:.4g}")
    panel.locator(".quantity-parts .explain-button").click()
    expect(title).to_contain_text("The weighted sum z of output 7")
    # The terms that are shown, the bias and the rest add up to z, as they stand there.
    expect(panel.locator(".quantity-parts tbody tr")).to_have_count(10)
    texts = panel.locator(".quantity-parts tbody td.number").all_inner_texts()
    total = sum(float(text.replace("−", "-")) for text in texts)
    assert total == pytest.approx(seven.z, abs=0.01)
    expect(panel.locator("tfoot .total")).to_have_text(f"{seven.z:.4g}".replace("-", "−"))
    panel.locator(".quantity-parts .explain-button").first.click()
    expect(title).to_contain_text("Weight × activation")
    panel.locator(".quantity-parts .explain-button").nth(1).click()
    expect(title).to_contain_text(re.compile("The activation a of neuron .* of layer 2"))
    panel.locator(".quantity-parts .explain-button").click()
    panel.locator(".quantity-parts .explain-button").first.click()
    panel.locator(".quantity-parts .explain-button").nth(1).click()
    panel.locator(".quantity-parts .explain-button").click()
    panel.locator(".quantity-parts .explain-button").first.click()
    panel.locator(".quantity-parts .explain-button").nth(1).click()
    expect(title).to_contain_text("The brightness of pixel (row")
    expect(panel).to_contain_text("from 0 for black to 1 for white")
    for _ in range(10):
        page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert tab.wrong == []
    assert tab.elsewhere == []


def test_a_weight_opens_to_its_beginning_and_to_the_slope_that_moves_it(
    open_tab: Callable[..., Any],
):
    from playwright.sync_api import expect

    page = open_tab("test=0&neuron=2.3").page
    page.locator(".neuron-panel .terms td .explain-button").first.click()
    panel = page.get_by_role("complementary", name="Where does this come from?")
    expect(panel).to_contain_text("The weight before training")
    expect(panel).to_contain_text("Change made by training")
    panel.get_by_role("button", name="Which way it should move").click()
    expect(panel.get_by_role("heading")).to_contain_text("How the cost changes with the weight")
    # On the way back through the network every slope is a sum, until the cost itself.
    panel.locator(".quantity-parts .explain-button").nth(1).click()
    expect(panel.get_by_role("heading")).to_contain_text("with the z of neuron 3 of layer 2")
    panel.locator(".quantity-parts .explain-button").nth(1).click()
    expect(panel.locator(".quantity-parts tbody tr")).to_have_count(9)


def test_the_cost_and_its_mean_open(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    page = open_tab("test=18").page
    page.get_by_role("link", name="Cost").click()
    test = load_mnist().test
    assert test is not None
    x, label = test.inputs(slice(18, 19))[0], int(test.labels[18])
    cost = explain_cost(pretrained_model().network, x, label)
    page.locator(".cost-terms tfoot .explain-button").click()
    panel = page.get_by_role("complementary", name="Where does this come from?")
    expect(panel.locator("tfoot .total")).to_have_text(f"{cost.total:.4g}")
    page.locator(".dataset-cost h2 .explain-button").click()
    parts = panel.locator("td.number").all_inner_texts()
    whole = float(panel.locator("h2 .number").inner_text())
    assert len(parts) == 10
    assert sum(map(float, parts)) == pytest.approx(whole, abs=0.0006)
    page.locator(".network-summary .explain-button").click()
    expect(panel).to_contain_text("Layer 1: 784 × 16 weights and 16 biases")


def test_without_an_example_it_says_what_is_missing(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    page = open_tab("neuron=1.4").page
    page.locator(".slider .explain-button").first.click()
    panel = page.get_by_role("complementary", name="Where does this come from?")
    expect(panel).to_contain_text("Show the network something first")


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=0", viewport={"width": width, "height": 900}).page
    page.locator(".prediction .explain-button").click()
    page.locator(".explanation .quantity-parts .explain-button").click()
    page.locator(".explanation .quantity-parts tfoot").wait_for()
    check_accessibility(page, width)


def test_the_panel_opens_a_glossary(open_tab: Callable[..., Any]):
    from playwright.sync_api import expect

    page = open_tab("test=0").page
    page.locator(".prediction .explain-button").click()
    panel = page.get_by_role("complementary", name="Where does this come from?")
    panel.get_by_role("button", name="Glossary").click()
    glossary = page.get_by_role("dialog", name="Glossary")
    expect(glossary).to_contain_text("weighted sum")
    check_accessibility(page, 1440)
    page.keyboard.press("Escape")
    expect(glossary).to_have_count(0)
    expect(panel).to_be_visible()
