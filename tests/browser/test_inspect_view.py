"""The inside view: what the hidden neurons look for, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backlit import (
    analyse_ablation,
    analyse_confusion,
    analyse_mistakes,
    pretrained_model,
)
from backlit.data.examples import Examples
from tests.browser.page_checks import check_accessibility

PARTS = {
    "Weights": ".tile",
    "What activates each neuron": ".maximised-input .pixels",
    "Edges and loops?": ".chance-strip",
    "Noise": ".noise-kind .pixels",
    "Confusion matrix": ".matrix .cell",
    "Mistakes": ".mistake-list .sample",
    "2-D maps": ".embedding-button",
    "Switch off neurons": ".reliability circle",
}


@pytest.fixture
def inside(open_tab: Callable[..., Any]) -> Any:
    tab = open_tab("test=0")
    tab.page.get_by_role("link", name="Inspect").click()
    tab.page.locator(".tile").first.wait_for()
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


def go(page: Any, part: str) -> None:
    page.get_by_role("tab", name=part).click()
    page.locator(PARTS[part]).first.wait_for()


def test_every_neurons_weights_and_the_link_to_the_network(inside: Any):
    from playwright.sync_api import expect

    page = inside.page
    expect(page.locator(".tile")).to_have_count(16)
    page.get_by_role("combobox", name="Layer").select_option("3")
    expect(page.locator(".tile")).to_have_count(10)
    page.locator(".tile").nth(4).click()
    bias = pretrained_model().network.layers[2].b[4]
    expect(page.locator(".one-neuron .explain-button").first).to_have_text(
        f"{bias:.4g}".replace("-", "−")
    )
    page.get_by_role("button", name="Open in the network").click()
    page.get_by_role("complementary", name="Output 4", exact=True).wait_for()


def test_the_confusion_matrix_and_the_digits_in_a_cell_by_keyboard(inside: Any, test_set: Examples):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "Confusion matrix")
    counts = analyse_confusion(pretrained_model().network, test_set).counts
    shown = page.locator(".matrix .cell").all_inner_texts()
    assert [int(text or 0) for text in shown] == counts.reshape(-1).tolist()
    page.locator("[data-cell='0.0']").focus()
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.locator(".cell-digits .sample")).to_have_count(int(counts[4, 9]))
    page.wait_for_url("**cell=4.9*")
    page.reload()
    expect(page.locator(".cell-digits .sample")).to_have_count(int(counts[4, 9]))


def test_a_cell_that_is_not_there_is_passed_over(inside: Any):
    page = inside.page
    go(page, "Confusion matrix")
    page.wait_for_url("**part=confusion*")
    page.goto(page.url + "&cell=99.99")
    page.locator(".matrix .cell").first.wait_for()
    page.get_by_text("Click a cell to see its digits here").wait_for()


def test_a_mistake_opens_in_the_network_view(inside: Any, test_set: Examples):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "Mistakes")
    worst = analyse_mistakes(pretrained_model().network, test_set, limit=1)
    expect(page.locator(".how-many")).to_contain_text(f"{worst.n_mistakes} mistakes")
    page.locator(".mistake-list .sample").first.click()
    page.wait_for_url(f"**/network?**test={worst.indices[0]}*")
    expect(page.locator("p.prediction")).to_contain_text(f"wrong: it is {worst.labels[0]}")


def test_noise_edges_and_what_activates(inside: Any):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "Noise")
    expect(page.locator(".noise-kind")).to_have_count(4)
    before = page.locator(".noise-kind").nth(1).inner_text()
    page.get_by_role("button", name="New noise").click()
    expect(page.locator(".noise-kind").nth(1)).not_to_have_text(before)
    go(page, "Edges and loops?")
    expect(page.locator(".verdict")).to_contain_text("prefers certain directions")
    page.locator(".chance-table .explain-button").first.click()
    expect(page.locator(".explanation td.number")).to_have_count(16 + 3)
    go(page, "What activates each neuron")
    page.get_by_role("combobox", name="Neuron").select_option("5")
    expect(page.locator(".maximised-input figcaption").first).to_contain_text("neuron 5 of layer 1")
    page.get_by_role("slider", name="Brightness penalty").focus()
    page.keyboard.press("End")
    page.wait_for_url("**pull=1*")


def test_maps_by_keyboard_and_a_neuron_switched_off(inside: Any, test_set: Examples):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "2-D maps")
    expect(page.locator(".embedding-button")).to_have_count(4)
    page.locator(".embedding-button").nth(3).focus()
    page.keyboard.press("ArrowRight")
    page.locator(".layer-embedding .pointed-example .pixels").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/network?**test=0*")
    page.get_by_role("link", name="Inspect").click()
    go(page, "Switch off neurons")
    ablation = analyse_ablation(pretrained_model().network, test_set)
    first = int(ablation.ranking[0])
    lost = 100 * (ablation.accuracy - ablation.accuracies[first])
    expect(page.locator(".ranking tr").first).to_contain_text(f"−{lost:.1f}%")
    page.locator(".ranking tr").first.get_by_role("button", name="Switch off").click()
    page.get_by_label("Switched off").wait_for()


def test_a_mistakes_cost_opens_down_to_its_pixels(inside: Any, test_set: Examples):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "Mistakes")
    worst = analyse_mistakes(pretrained_model().network, test_set, limit=1)
    page.locator(".mistake-list li").first.locator(".explain-button").last.click()
    panel = page.locator(".explanation")
    # The digit in view is another one.
    for title in [
        "The cost",
        "contribution of output",
        "activation a",
        "weighted sum z",
        "activation a",
    ]:
        expect(panel).to_contain_text(f"Test digit {worst.indices[0]}")
        expect(panel.get_by_role("heading")).to_contain_text(title)
        if title == "The cost":
            expect(panel.get_by_role("heading")).to_contain_text(f"{worst.costs[0]:.3f}")
        panel.locator(".quantity-parts .explain-button").first.click()
        if title == "weighted sum z":
            panel.locator(".quantity-parts .explain-button").nth(1).click()


def test_what_activates_a_neuron_opens(inside: Any, test_set: Examples):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "What activates each neuron")
    network = pretrained_model().network
    z = np.asarray(test_set.inputs(), np.float64) @ network.layers[0].W[0] + network.layers[0].b[0]
    most = page.locator(".gallery .explain-button").first
    expect(most).to_have_text(f"z {z.max():.2f}")
    most.click()
    expect(page.locator(".explanation h2")).to_contain_text(f"{z.max():.4g}")
    expect(page.locator(".explanation")).to_contain_text(f"Test digit {z.argmax()}")


def test_maps_are_stopped(inside: Any):
    from playwright.sync_api import expect

    page = inside.page
    go(page, "2-D maps")
    page.get_by_role("combobox", name="Method").select_option("tsne")
    for _ in range(4):
        page.get_by_role("button", name="Stop", exact=True).first.click()
    expect(page.get_by_text("Stopped.")).to_have_count(4)
    expect(page.get_by_role("button", name="Start again", exact=True)).to_have_count(4)


def test_a_digit_on_a_map_is_pointed_at_by_finger(open_tab: Callable[..., Any]):
    page = open_tab("test=0", has_touch=True).page
    page.get_by_role("link", name="Inspect").tap()
    go(page, "2-D maps")
    # The ones lie closest together, left of the input's middle.
    page.locator(".embedding-button").first.tap(position={"x": 40, "y": 125})
    page.locator(".layer-embedding .pointed-example .pixels").wait_for()
    page.locator(".layer-embedding .pointed-example").get_by_role("button").tap()
    page.wait_for_url("**/network?**test=*")


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=18", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="Inspect").click()
    for part in PARTS:
        go(page, part)
        if part == "Confusion matrix":
            page.locator("[data-cell='4.9']").click()
            page.locator(".cell-digits .sample").first.wait_for()
        check_accessibility(page, width)
