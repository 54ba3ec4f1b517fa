"""Checks that more than one view shares."""

from __future__ import annotations

from typing import Any


def outputs(page: Any) -> list[float]:
    """What the network view's outputs say, to two digits."""
    labels = page.locator(".neuron[aria-label^=Output]").evaluate_all(
        "all => all.map(each => each.getAttribute('aria-label'))"
    )
    return [float(label.rpartition(" ")[2]) for label in labels]


def check_accessibility(page: Any, width: int) -> None:
    """No violation of the accessibility rules, and nothing that has to be scrolled sideways."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
