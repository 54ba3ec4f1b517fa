"""The learn view, by real clicks and keys in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backlit import pretrained_model
from backlit.core.forward import forward
from backlit.data.mnist import load_mnist
from tests.browser.page_checks import check_accessibility, outputs


@pytest.fixture
def learn(open_tab: Callable[..., Any]) -> Any:
    """A tab with the learn view, and its run at the very start."""
    tab = open_tab("test=0")
    tab.page.get_by_role("link", name="Train", exact=True).click()
    tab.page.get_by_role("button", name="Restart").click()
    step_is(tab.page, "0 / 0")
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


def step_is(page: Any, text: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(".time-slider output")).to_have_text(text, timeout=30_000)


def predicted_digits(page: Any) -> list[str]:
    return [text.split()[-1] for text in page.locator(".sample").all_inner_texts()]


def test_it_learns_to_the_end_and_reads_the_digits(learn: Any):
    page = learn.page
    page.get_by_role("button", name="▶ Play").click()
    step_is(page, "165,000 / 165,000")
    page.get_by_text("· finished").wait_for()
    page.wait_for_timeout(300)
    # The same settings and the same seed as the pretrained network, and so the same outputs.
    test = load_mnist().test
    assert test is not None
    x = test.inputs(slice(10))
    expected = forward(pretrained_model().network, x).output
    assert predicted_digits(page) == [str(each) for each in expected.argmax(axis=-1)]
    np.testing.assert_allclose(outputs(page), expected[0], atol=0.0051)


def test_single_steps_and_the_way_back(learn: Any):
    page = learn.page
    page.wait_for_timeout(300)  # until the network at its start has answered
    start = outputs(page)
    page.get_by_role("button", name="One mini-batch").click()
    step_is(page, "1 / 1")
    page.get_by_role("button", name="One example").click()
    step_is(page, "2 / 2")
    page.get_by_role("button", name="One epoch").click()
    page.locator(".current-epoch", has_text="Epoch 2 of 30").wait_for()
    page.wait_for_timeout(300)
    end = outputs(page)
    assert end != start
    page.get_by_role("slider", name="Step").fill("0")
    page.get_by_text("After step 0").wait_for()
    page.wait_for_timeout(300)
    assert outputs(page) == start
    assert "step=0" in page.url or page.wait_for_url("**step=0*") is None
    page.reload()
    page.get_by_text("After step 0").wait_for()
    page.wait_for_timeout(300)
    assert outputs(page) == start


def test_space_and_arrows_steer(learn: Any):
    page = learn.page
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowRight")
    step_is(page, "1 / 1")
    page.keyboard.press("ArrowRight")
    step_is(page, "2 / 2")
    page.keyboard.press("ArrowLeft")
    step_is(page, "1 / 2")
    page.keyboard.press("ArrowRight")
    step_is(page, "2 / 2")
    page.get_by_label("Speed").select_option("10")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause").wait_for()
    page.keyboard.press("Space")
    page.get_by_role("button", name="▶ Play").wait_for()
    page.get_by_label("Speed").select_option("")


def test_a_reload_and_a_second_tab_find_the_running_run(learn: Any):
    page = learn.page
    page.get_by_label("Epochs").fill("2000")
    page.get_by_label("Epochs").press("Tab")
    page.get_by_role("button", name="Start new run").click()
    page.locator(".current-epoch", has_text="Epoch 1 of 2000").wait_for()
    page.get_by_role("button", name="▶ Play").click()
    page.locator(".current-epoch", has_text=re.compile(r"Epoch [3-9]\d* of 2000")).wait_for()
    page.reload()
    page.get_by_role("button", name="Pause").wait_for()
    second = page.context.new_page()
    second.goto(page.url)
    second.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="▶ Play").wait_for()
    page.get_by_label("Epochs").fill("30")
    page.get_by_label("Epochs").press("Tab")
    page.get_by_role("button", name="Start new run").click()
    page.locator(".current-epoch", has_text="Epoch 1 of 30").wait_for()


def test_hyperparameters_change_while_it_runs_and_nonsense_is_refused(learn: Any):
    page = learn.page
    rate = page.get_by_label("Learning rate")
    rate.fill("0.5")
    rate.press("Enter")
    page.get_by_role("button", name="One mini-batch").click()
    step_is(page, "1 / 1")
    assert rate.input_value() == "0.5"
    rate.fill("-1")
    rate.press("Enter")
    page.get_by_text("Expected a learning rate").wait_for()
    assert rate.input_value() == "0.5"
    rate.fill("1.5")
    rate.press("Enter")


def test_another_shape_can_be_tried(learn: Any):
    page = learn.page
    page.get_by_label("Hidden layers").fill("30")
    page.get_by_role("button", name="Start new run").click()
    page.get_by_text("784 → 30 → 10").wait_for(state="attached")
    assert page.locator(".neuron").count() == 40
    page.get_by_label("Hidden layers").fill("16 16")
    page.get_by_role("button", name="Start new run").click()
    page.get_by_text("784 → 16 → 16 → 10").wait_for(state="attached")


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=0", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="Train", exact=True).click()
    page.locator(".curves").first.wait_for()
    page.wait_for_timeout(300)
    check_accessibility(page, width)
