"""The descent view: curves, the surface, the real cost, all dimensions, and steps by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from backlit import (
    descend_curve,
    explain_gradient,
    explain_step,
    load_mnist,
    named_curve,
    pretrained_model,
)
from tests.browser.page_checks import check_accessibility

PARTS = {
    "One variable": ".curve-chart .ball",
    "Two variables": ".draggable-point .ball",
    "Cost landscape": ".surface canvas",
    "All dimensions": ".gradient-components .explain-button",
    "A step by hand": ".step-chart .ball",
}


@pytest.fixture
def descent(open_tab: Callable[..., Any]) -> Any:
    tab = open_tab("test=18")
    tab.page.get_by_role("link", name="Gradient descent").click()
    tab.page.locator(".curve-chart .ball").wait_for()
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


def go(page: Any, part: str) -> None:
    page.get_by_role("tab", name=part).click()
    page.locator(PARTS[part]).first.wait_for()


def test_a_ball_rolls_down_from_where_it_is_put(descent: Any):
    from playwright.sync_api import expect

    page = descent.page
    page.get_by_role("combobox", name="Curve").select_option("two-valleys")
    mark = page.locator(".curve-chart")
    mark.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**start=3.5*")
    way = descend_curve(named_curve("two-valleys"), 3.5, 0.1, 200)
    rows = page.locator(".step-table tbody tr")
    expect(rows.nth(1).locator("td").first).to_have_text(f"{way.x[1]:.4g}")
    expect(page.locator(".step-details .verdict")).to_contain_text("it lies in a valley")
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile(r"start=-\d"))
    page.get_by_role("slider", name="Learning rate").focus()
    page.keyboard.press("End")
    expect(page.locator(".step-details .verdict")).to_contain_text("too large")
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play the steps").click()
    page.get_by_role("button", name="Pause").click()


def test_reduced_motion_shows_the_end_at_once(open_tab: Callable[..., Any]):
    page = open_tab("test=18", reduced_motion="reduce").page
    page.get_by_role("link", name="Gradient descent").click()
    page.locator(".curve-chart .ball").wait_for()
    page.get_by_role("button", name="Play the steps").click()
    assert page.get_by_role("button", name="Pause").count() == 0


def test_the_surface_and_both_readings_of_its_gradient(descent: Any):
    from playwright.sync_api import expect

    page = descent.page
    go(page, "Two variables")
    readings = page.locator(".readings .explain-button")
    expect(readings.nth(0)).to_have_text("3")
    expect(readings.nth(1)).to_have_text("1")
    expect(readings.nth(3)).to_have_text("3")
    page.locator(".draggable-point").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url("**x=0.5*")
    expect(readings.nth(0)).to_have_text("1.5")
    expect(readings.nth(3)).to_have_text("1.5")
    page.reload()
    expect(readings.nth(0)).to_have_text("1.5")
    page.locator(".surface").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**turned=45*")


def test_the_cost_landscape_with_the_path_of_training(descent: Any):
    from playwright.sync_api import expect

    page = descent.page
    go(page, "Cost landscape")
    page.locator(".readings .explain-button").first.wait_for()
    before = page.locator(".readings .explain-button").nth(1)
    expect(before).to_have_text(re.compile(r"2\.\d+"))
    before.click()
    assert page.locator(".explanation td.number").count() > 30
    page.get_by_role("combobox", name="Plane").select_option("random")
    page.get_by_role("button", name="New directions").click()
    page.wait_for_url("**seed=1*")
    expect(page.locator(".readings .explain-button")).to_have_count(1)


def test_the_gradient_in_words(descent: Any):
    from playwright.sync_api import expect

    page = descent.page
    go(page, "All dimensions")
    few = load_mnist().train.take(slice(100))
    record = explain_gradient(pretrained_model().network, few)
    first = record.components[record.largest[0]]
    cells = page.locator(".gradient-components .explain-button")
    expect(cells.first).to_have_text(f"{first:+.5f}".replace("-", "−"))
    boxes = page.locator(".gradient-components input")
    boxes.nth(0).click()
    boxes.nth(5).click()
    times = abs(first / record.components[record.largest[5]])
    expect(page.locator(".compared .explain-button")).to_have_text(f"{times:.4g} ×")
    page.get_by_role("combobox", name="Layer").select_option("3")
    expect(page.locator(".gradient-images .tiles li")).to_have_count(10)
    page.get_by_role("combobox", name="Over").select_option("input")
    expect(page.locator(".gradient-components .explain-button").first).to_be_visible()


def test_steps_by_hand_and_undo(descent: Any):
    from playwright.sync_api import expect

    page = descent.page
    go(page, "A step by hand")
    few = load_mnist().train.take(slice(100))
    steps = explain_step(pretrained_model().network, few, [1.0])
    numbers = page.locator(".facts .explain-button")
    expect(numbers.nth(0)).to_have_text(f"{steps.before:.5g}")
    expect(numbers.nth(3)).to_have_text(f"{steps.actual[0]:+.5f}".replace("-", "−"))
    page.get_by_role("button", name="Take the step").click()
    expect(numbers.nth(0)).to_have_text(f"{steps.before + steps.actual[0]:.5g}")
    page.wait_for_url("**taken=1*")
    page.get_by_role("button", name="Take the step").click()
    expect(page.locator(".step-table tr")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Reset").click()
    expect(numbers.nth(0)).to_have_text(f"{steps.before:.5g}")


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=18", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="Gradient descent").click()
    for part in PARTS:
        go(page, part)
        check_accessibility(page, width)
