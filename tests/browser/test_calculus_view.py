"""The calculus view: the chain that one turns, and any weight of the real network."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backlit import (
    explain_chain_rule,
    explain_simple_chain,
    load_mnist,
    parameter_of,
    pretrained_model,
)
from tests.browser.page_checks import check_accessibility


def number(text: str) -> float:
    """A number as the page writes it: a real minus, and ten with a power."""
    found = re.fullmatch(r"(−?[\d.]+)(?: · 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?", text.strip())
    assert found is not None, text
    power = (found[2] or "⁰").translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(found[1].replace("−", "-")) * 10.0 ** int(power)


@pytest.fixture
def calculus(open_tab: Callable[..., Any]) -> Any:
    tab = open_tab("test=18")
    tab.page.get_by_role("link", name="Calculus").click()
    tab.page.locator(".factor-list li").first.wait_for()
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


def test_the_chain_turns_and_its_factors_make_the_slope(calculus: Any):
    from playwright.sync_api import expect

    page = calculus.page
    page.get_by_role("slider", name="Weight of layer 2").fill("1.5")
    page.get_by_role("button", name="Nudge: Weight of layer 1").click()
    expect(page.locator(".factor-list li")).to_have_count(7)
    chain = explain_simple_chain([1, 1.5, 0.5], [0, 0, 0], 0.7, 1)
    expect(page.locator(".computed").last).to_contain_text(f"{chain.cost:.4f}")
    factors = page.locator(".factor-list .explain-button")
    shown = [number(text) for text in factors.all_inner_texts()]
    np.testing.assert_allclose(shown, chain.slopes[0].factors, rtol=1e-3)
    product = number(page.locator(".ratio .explain-button").nth(1).inner_text())
    assert np.prod(shown) == pytest.approx(product, rel=2e-3)
    # The smaller the nudge, the nearer its ratio is to the slope.
    apart = []
    for nudge in ("0.9", "0.1", "0.01"):
        page.get_by_role("slider", name="Nudge ∂w").fill(nudge)
        page.wait_for_timeout(250)
        ratio = number(page.locator(".ratio .explain-button").first.inner_text())
        apart.append(abs(ratio - chain.slopes[0].product))
    assert apart == sorted(apart, reverse=True)
    page.wait_for_url("**w=1%7E1.5%7E0.5*")
    page.reload()
    expect(page.locator(".computed").last).to_contain_text(f"{chain.cost:.4f}")


def test_other_depths_activations_and_costs(calculus: Any):
    from playwright.sync_api import expect

    page = calculus.page
    page.get_by_label("Neurons in the chain").select_option("1")
    expect(page.locator(".factor-list li")).to_have_count(3)
    page.get_by_label("Cost").select_option("cross_entropy")
    expect(page.locator(".factor-list")).to_be_visible()
    page.get_by_label("Activation").select_option("tanh")
    expect(page.get_by_label("Cost")).to_have_value("squared_error")
    page.locator(".computed .explain-button").last.click()
    expect(page.locator(".explanation")).to_contain_text("The cost of this example")


def test_any_weight_of_the_network_and_all_its_ways(calculus: Any):
    from playwright.sync_api import expect

    page = calculus.page
    page.get_by_role("tab", name="The real network").click()
    page.locator(".tree-node").first.wait_for()
    page.get_by_role("combobox", name="Layer").select_option("2")
    page.get_by_role("combobox", name="To neuron").select_option("3")
    page.get_by_role("combobox", name="From").select_option("7")
    page.wait_for_url("**place=2.3.7*")
    test = load_mnist().test
    assert test is not None
    model = pretrained_model()
    index = parameter_of(model.network.sizes, 2, 3, 7).index
    record = explain_chain_rule(
        model.network, test.inputs(slice(18, 19))[0], int(test.labels[18]), index
    )
    expect(page.locator(".derivative h2")).to_contain_text("from neuron 7 of layer 1 to neuron 3")
    expect(page.locator(".derivative-comparison .explain-button").first).to_have_text(
        f"{record.product:.9g}".replace("-", "−")
    )
    # The ways that are drawn, and the others, make the whole.
    page.wait_for_timeout(300)
    ways = [number(text) for text in page.locator(".tree-node .term").all_text_contents()]
    others = [number(text.split(": ")[1]) for text in page.locator(".others").all_text_contents()]
    assert ways[0] == pytest.approx(record.product, rel=1e-3)
    assert sum(ways[1:]) + sum(others) == pytest.approx(record.product, rel=5e-3)
    page.locator(".tree-node").nth(1).focus()
    page.keyboard.press("Enter")
    panel = page.locator(".explanation")
    expect(panel).to_contain_text("Contribution of this path to the derivative")
    parts = [number(text) for text in panel.locator("td.number").all_inner_texts()]
    assert np.prod(parts) == pytest.approx(ways[1], rel=5e-3)
    expect(page.locator(".average .explain-button").first).to_be_visible()


def test_a_pixel_is_chosen_by_click_and_by_arrows(calculus: Any):
    page = calculus.page
    page.get_by_role("tab", name="The real network").click()
    page.locator(".tree-node").first.wait_for()
    picture = page.locator(".pixel-choice")
    box = picture.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 1, box["y"] + box["height"] / 2 + 1)
    page.wait_for_url(re.compile(r"place=1\.\d+\.406"))
    page.wait_for_timeout(300)
    picture.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(r"place=1\.\d+\.407"))
    page.get_by_label("the bias").click()
    page.wait_for_url(re.compile(r"place=1\.\d+(&|$)"))
    page.get_by_role("button", name="Largest derivative for this example").click()
    page.wait_for_url(re.compile(r"^((?!place=).)*$"))


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=18", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="Calculus").click()
    page.locator(".factor-list li").first.wait_for()
    check_accessibility(page, width)
    page.get_by_role("tab", name="The real network").click()
    page.locator(".average .explain-button").first.wait_for()
    check_accessibility(page, width)
