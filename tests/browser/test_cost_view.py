"""The cost view, by real clicks in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from backlit import cost_distribution, load_mnist, pretrained_model
from tests.browser.page_checks import check_accessibility


@pytest.fixture
def cost(open_tab: Callable[..., Any]) -> Any:
    """A tab with the cost view of test digit 18."""
    tab = open_tab("test=18")
    tab.page.get_by_role("link", name="Cost").click()
    tab.page.locator(".cost-terms tbody tr").first.wait_for()
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


def test_ten_terms_add_up_to_the_cost(cost: Any):
    terms = cost.page.locator(".cost-terms tbody td:nth-child(4)").all_inner_texts()
    assert len(terms) == 10
    total = float(cost.page.locator(".cost-terms .total").inner_text())
    assert sum(float(text.split()[-1]) for text in terms) == pytest.approx(total, abs=6e-4)


def test_the_whole_cost_is_the_librarys_and_its_worst_can_be_opened(cost: Any):
    page = cost.page
    test = load_mnist().test
    assert test is not None
    record = cost_distribution(pretrained_model().network, test)
    page.locator(".gallery .sample").first.wait_for()
    assert page.locator(".dataset-cost h2 .total").inner_text() == f"{record.total:.4f}"
    page.locator(".gallery .sample").first.click()
    page.wait_for_url(f"**test={record.worst[0]}*")
    page.wait_for_timeout(400)
    assert float(page.locator(".cost-terms .total").inner_text()) == pytest.approx(
        record.worst_costs[0], abs=6e-5
    )


def test_a_drawing_has_a_cost_once_it_has_a_label(cost: Any):
    page = cost.page
    page.get_by_role("button", name="Clear").click()
    box = page.locator(".drawing-canvas canvas").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"], steps=6)
    page.mouse.up()
    page.get_by_text("Choose the correct digit").wait_for()
    page.get_by_label("Correct digit").select_option("1")
    page.locator(".cost-terms tbody tr").first.wait_for()
    page.wait_for_timeout(300)
    assert float(page.locator(".cost-terms .total").inner_text()) < 0.2
    page.get_by_label("Correct digit").select_option("8")
    page.wait_for_timeout(400)
    assert float(page.locator(".cost-terms .total").inner_text()) > 0.8


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], theme: str, width: int):
    page = open_tab(f"theme={theme}&test=0", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="Cost").click()
    page.locator(".gallery .sample").first.wait_for()
    check_accessibility(page, width)
