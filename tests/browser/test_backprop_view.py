"""The backprop view, by real clicks and keys in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backlit import (
    explain_avenues,
    explain_nudges,
    load_mnist,
    nudge_table,
    pretrained_model,
    running_average,
)
from tests.browser.page_checks import check_accessibility

STEPS = 8


def opened(tab: Any, query: str) -> Any:
    """The view as an address has it."""
    origin = re.match(r"https?://[^/]+", tab.page.url)
    assert origin is not None
    tab.page.goto(f"{origin[0]}/backprop?{query}")
    return tab.page


@pytest.fixture
def tab(open_tab: Callable[..., Any]) -> Any:
    tab = open_tab("test=18")
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


@pytest.fixture(scope="module")
def three() -> tuple[np.ndarray, int]:
    """A 3 that is nearly an 8."""
    test = load_mnist().test
    assert test is not None
    return test.inputs(slice(18, 19))[0], int(test.labels[18])


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("=", "").replace(",", "").strip())


def numbers(page: Any, selector: str) -> list[float]:
    return [number(text) for text in page.locator(selector).all_inner_texts()]


def step_is(page: Any, title: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(".step-title h2")).to_have_text(title)


def test_the_walk_goes_forward_and_back_by_keys_and_by_clicks(tab: Any):
    page = tab.page
    page.get_by_role("link", name="Backprop").click()
    step_is(page, "What the network says")
    titles = []
    for _ in range(STEPS):
        titles.append(page.locator(".step-title h2").inner_text())
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(60)
    assert len(set(titles)) == STEPS
    step_is(page, "All weights and biases")
    page.keyboard.press("ArrowLeft")
    step_is(page, "Back to the input")
    page.wait_for_url("**at=6*")
    page.get_by_role("button", name="2 Three avenues").click()
    step_is(page, "Three avenues")
    page.get_by_role("button", name="Next →").click()
    step_is(page, "What one neuron wants")
    # Where one types, arrow keys are for typing.
    page.get_by_label("Test digit").press("ArrowLeft")
    step_is(page, "What one neuron wants")


def test_wishes_are_the_librarys_and_add_up(tab: Any, three: tuple[np.ndarray, int]):
    wishes = explain_nudges(pretrained_model().network, *three)
    page = opened(tab, "test=18&at=1")
    page.locator(".wish-table tbody tr").nth(9).wait_for()
    shown = numbers(page, ".wish-table tbody td:last-child")
    assert shown == pytest.approx(wishes.layers[3].wishes.tolist(), abs=6e-5)
    page = opened(tab, "test=18&at=4&to=2.5")
    page.locator(".wish-sums tbody tr").nth(15).wait_for()
    assert numbers(page, ".wish-sums tbody td.number") == pytest.approx(
        wishes.layers[2].wishes.tolist(), abs=6e-4
    )
    *addends, total = numbers(page, ".addend .explain-button")
    assert sum(addends) == pytest.approx(total, abs=3e-3)
    assert total == pytest.approx(float(wishes.layers[2].wishes[5]), abs=6e-4)
    # Another neuron of the layer, chosen in the network by key, and in the table by click.
    page.locator(".neuron.open").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**to=2.6*")
    assert numbers(page, ".addend.result .explain-button")[0] == pytest.approx(
        float(wishes.layers[2].wishes[6]), abs=6e-4
    )
    page.get_by_role("rowheader").get_by_role("button", name="Neuron 13 of layer 2").click()
    page.wait_for_url("**to=2.13*")
    step_is(page, "All wishes, added up")


def test_three_avenues_of_any_neuron(tab: Any, three: tuple[np.ndarray, int]):
    network = pretrained_model().network
    page = opened(tab, "test=18&at=2")
    page.get_by_text("largest effect").wait_for()
    own = explain_avenues(network, *three, 3, 3)
    assert numbers(page, ".gain .explain-button") == pytest.approx(
        own.gains.tolist(), rel=1e-3, abs=6e-5
    )
    page.get_by_role("radio", name="Increase wₖ").check()
    largest = float(own.weight_nudges[np.abs(own.weight_nudges).argmax()])
    assert numbers(page, ".wish-table td:last-child")[0] == pytest.approx(largest, abs=6e-5)
    page.get_by_role("button", name=re.compile("^Neuron 13 of layer 2")).click()
    page.wait_for_url("**of=2.13*")
    page.get_by_text("Neuron 13 of layer 2 is").wait_for()
    page.get_by_role("radio", name="Decrease b").check()
    page.wait_for_timeout(300)
    hidden = explain_avenues(network, *three, 2, 13)
    shown = numbers(page, ".step-panel > p:last-child .explain-button")
    assert shown == pytest.approx([hidden.bias_nudge], abs=6e-5)


def test_a_wish_says_where_it_comes_from(tab: Any, three: tuple[np.ndarray, int]):
    page = opened(tab, "test=18&at=4&to=2.13")
    page.locator(".addend.result .explain-button").click()
    panel = page.locator("aside.explanation")
    panel.get_by_text("The wish for neuron 13 of layer 2").wait_for()
    wishes = explain_nudges(pretrained_model().network, *three)
    parts = [number(text) for text in panel.locator("td").all_inner_texts()]
    # The slope is minus the wish, and the others add up to the wish.
    assert parts[0] == pytest.approx(-sum(parts[1:]), abs=1e-3)
    assert parts[0] == pytest.approx(-float(wishes.layers[2].wishes[13]), abs=6e-5)
    panel.get_by_role("row", name="wanted by output 8").get_by_role("button").click()
    panel.get_by_text("What output 8 wants from neuron 13 of layer 2").wait_for()
    weight, slope = (number(text) for text in panel.locator("td").all_inner_texts())
    assert -weight * slope == pytest.approx(parts[1], abs=1e-3)
    panel.get_by_role("button", name="Back").click()
    panel.get_by_text("The wish for neuron 13").wait_for()


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("at=0", ".step-panel .explain-button"),
        ("at=2&avenue=weights&of=1.4", ".step-panel .explain-button"),
        ("at=3&of=1.4", ".step-panel .explain-button"),
        ("at=6", ".step-panel .explain-button"),
        ("at=7", ".step-panel .explain-button"),
        ("part=table", ".nudge-table .explain-button"),
        ("part=batches&all=200", ".mini-batches .explain-button"),
    ],
)
def test_every_number_opens(tab: Any, query: str, numbers: str):
    page = opened(tab, f"test=18&{query}")
    page.locator(numbers).first.wait_for(timeout=30_000)
    page.wait_for_timeout(1500)
    every = page.locator(numbers)
    count = every.count()
    assert count > 5
    for place in sorted({0, 1, count // 3, count // 2, count - 2, count - 1}):
        every.nth(place).evaluate("each => each.click()")
    # Those that the page itself opens show their parts, with their formula where there is one.
    assert page.locator(".katex-error").count() == 0


def test_before_any_training_as_in_the_film(tab: Any):
    page = opened(tab, "test=18&at=1")
    page.locator(".wish-table tbody tr").first.wait_for()
    before = numbers(page, ".wish-table tbody td:last-child")
    page.get_by_role("radio", name="before training").check()
    page.wait_for_url("**step=0*")
    page.wait_for_timeout(1500)
    after = numbers(page, ".wish-table tbody td:last-child")
    # An untrained network is wrong about every output.
    assert min(map(abs, after)) > 0.1 > min(map(abs, before))


def test_a_drawing_has_wishes_once_it_has_a_label(tab: Any):
    page = opened(tab, "")
    page.get_by_role("button", name="Use test digit 18").wait_for()
    box = page.locator(".drawing-canvas canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], steps=6)
    page.mouse.up()
    page.get_by_text("Choose the correct digit").wait_for()
    page.get_by_label("Correct digit").select_option("1")
    page.locator(".wish-table tbody tr").nth(9).wait_for()
    assert page.locator(".wish-table .correct th").inner_text() == "1"


def test_the_table_and_its_average_growing_into_the_gradient(tab: Any):
    network, train = pretrained_model().network, load_mnist().train
    page = opened(tab, "part=table&rows=3")
    page.locator(".nudge-grid tbody tr").nth(7).wait_for(timeout=30_000)
    grown = running_average(network, train, layer=3)
    table = nudge_table(network, train, range(6), grown.parameters.tolist())
    cells = np.array(numbers_of_cells(page)).reshape(8, 7)
    assert cells[:, :6] == pytest.approx(table.nudges, rel=6e-3)
    assert cells[:, 6] == pytest.approx(grown.averages[0], rel=6e-3)
    slider = page.get_by_role("slider", name="Average over the first")
    slider.focus()
    page.keyboard.press("End")
    page.get_by_text("Average over all 60,000").wait_for()
    cells = np.array(numbers_of_cells(page)).reshape(8, 7)
    assert cells[:, 6] == pytest.approx(table.average, rel=6e-3)
    assert page.locator(".running-average .total").inner_text() == "0.0°"
    page.get_by_role("button", name="▶ Add examples").click()
    page.wait_for_url("**part=table*")
    page.get_by_role("button", name="❚❚ Pause").click()
    # A cell names the example that it belongs to; a picture walks through that example.
    page.locator(".nudge-grid tbody .explain-button").first.click()
    page.locator("aside.explanation").get_by_text("What example 0, a 5, wants").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Example 0, a 5: walk through it").click()
    step_is(page, "What it should say")
    page.wait_for_url("**train=0*")
    assert page.locator(".wish-table .correct th").inner_text() == "5"


def numbers_of_cells(page: Any) -> list[float]:
    return numbers(page, ".nudge-grid tbody .explain-button")


def test_mini_batches_and_two_ways_down(tab: Any):
    page = opened(tab, "part=batches&all=200")
    page.locator(".comparison-table tbody tr").first.wait_for(timeout=30_000)
    page.locator(".angle-table tbody tr").first.wait_for(timeout=30_000)
    first, *_, last = page.locator(".angle-table tbody tr").all_inner_texts()
    assert all(
        float(one) > float(other)
        for one, other in zip(
            re.findall(r"(\d+)°", first), re.findall(r"(\d+)°", last), strict=True
        )
    )
    careful, quick = page.locator(".comparison-table tbody tr").all_inner_texts()
    assert careful.split()[-3:-1] == ["5", "1,000"]
    assert quick.split()[-3:-1] == ["100", "1,000"]
    page.get_by_role("slider", name="Examples processed").focus()
    page.keyboard.press("Home")
    careful, quick = page.locator(".comparison-table tbody tr").all_inner_texts()
    assert careful.split()[-3:] == quick.split()[-3:]
    page.get_by_label("Same number of").select_option("steps")
    page.get_by_text("Cost over all 200, by step").wait_for()
    careful, quick = page.locator(".comparison-table tbody tr").all_inner_texts()
    assert careful.split()[-3:-1] == ["40", "8,000"]
    assert quick.split()[-3:-1] == ["40", "400"]
    page.locator(".comparison-table .explain-button").first.click()
    page.locator("aside.explanation").get_by_text("Cost of full batch descent").wait_for()


def test_tabs_answer_arrow_keys_and_an_address_rebuilds_the_view(tab: Any):
    page = opened(tab, "test=18&at=5&to=1.9")
    step_is(page, "Further back: layer 1")
    assert (
        page.locator(".neuron.open").get_attribute("aria-label").startswith("Neuron 9 of layer 1")
    )
    page.get_by_role("tab", name="One example").focus()
    page.keyboard.press("ArrowRight")
    page.locator(".nudge-grid tbody tr").first.wait_for(timeout=30_000)
    page.wait_for_url("**part=table*")
    page.keyboard.press("ArrowLeft")
    step_is(page, "Further back: layer 1")


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    tab = open_tab("test=18", viewport={"width": width, "height": 900})
    for query, loaded in {
        "at=0": ".wish-table",
        "at=2&avenue=weights": ".avenues",
        "at=4": ".wish-sums",
        "at=6": ".wish-images",
        "at=7": ".nudge-rows",
        "part=table": ".nudge-grid",
        "part=batches&all=200": ".trajectory-chart svg",
    }.items():
        page = opened(tab, f"test=18&theme={theme}&{query}")
        page.locator(loaded).first.wait_for(timeout=30_000)
        if "batches" in query:
            page.locator(".angle-table").wait_for(timeout=30_000)
        page.wait_for_timeout(300)
        check_accessibility(page, width)
    assert tab.wrong == []


def test_nothing_has_to_be_scrolled_sideways_in_between(open_tab: Callable[..., Any]):
    tab = open_tab("test=18", viewport={"width": 820, "height": 900})
    for query in ("at=4", "part=table", "part=batches&all=200"):
        page = opened(tab, f"test=18&lang=de&{query}")
        page.locator(".wish-sums, .nudge-grid, .trajectory-chart svg").first.wait_for(
            timeout=30_000
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 820
