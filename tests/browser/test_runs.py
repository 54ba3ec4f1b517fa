"""Many runs in the learn view: begun, left another way, laid side by side, queued, found again."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.page_checks import check_accessibility, outputs


def call_api(server: Any, path: str, method: str = "GET", body: Any = None) -> Any:
    """The JSON response of the API."""
    base, _, token = server.address.partition("/?token=")
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{base}/api/{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


@pytest.fixture(autouse=True)
def _no_run_yet(server: Any) -> Iterator[None]:
    """Every run is removed before and after, so that each test begins as a person does."""

    def remove_all() -> None:
        for run in call_api(server, "runs")["runs"]:
            call_api(server, f"runs/{run['name']}", "DELETE")

    remove_all()
    yield
    remove_all()


@pytest.fixture
def learn(open_tab: Callable[..., Any]) -> Iterator[Any]:
    """A tab with the learn view and a run that has learned for two epochs."""
    tab = open_tab("test=0")
    tab.page.get_by_role("link", name="Train", exact=True).click()
    for epoch in (2, 3):
        tab.page.get_by_role("button", name="One epoch").click()
        tab.page.locator(".current-epoch", has_text=f"Epoch {epoch} of 30").wait_for()
    yield tab
    assert tab.wrong == []
    assert tab.elsewhere == []


def row(page: Any, name: str) -> Any:
    """A run's line in the list."""
    return page.locator(".runs li").filter(has=page.get_by_role("button", name=name, exact=True))


def first_run(page: Any) -> str:
    return str(page.locator(".runs .name").last.inner_text())


def test_a_branch_starts_at_the_step_in_view(learn: Any, server: Any):
    from playwright.sync_api import expect

    page = learn.page
    parent = first_run(page)
    page.get_by_role("slider", name="Step").fill("5500")
    page.get_by_text("After step 5,500").wait_for()
    page.wait_for_timeout(300)
    there = outputs(page)
    # As people do: the click itself ends what was typed.
    page.get_by_label("Learning rate").fill("0.01")
    page.get_by_role("button", name="Branch from here").click()
    expect(page.locator(".time-slider output")).to_have_text("5,500 / 5,500")
    expect(page.get_by_label("Learning rate")).to_have_value("0.01")
    page.wait_for_timeout(300)
    assert outputs(page) == there
    name = str(page.locator(".runs .in-view .name").inner_text())
    assert name != parent
    expect(row(page, name)).to_contain_text(f"from {parent}, step 5,500")
    page.get_by_role("button", name="One epoch").click()
    page.locator(".current-epoch", has_text="Epoch 3 of 30").wait_for()
    # A small learning rate from a point that is good already: the two do not end alike.
    accuracies = {run["name"]: run["accuracy"] for run in call_api(server, "runs")["runs"]}
    assert len(set(accuracies.values())) == 2
    for each, accuracy in accuracies.items():
        expect(row(page, each)).to_contain_text(f"{100 * accuracy:.1f}%")


def test_runs_are_compared_with_their_last_figures(learn: Any, server: Any):
    from playwright.sync_api import expect

    page = learn.page
    first = first_run(page)
    page.get_by_label("Hidden layers").fill("8")
    page.get_by_role("button", name="Start new run").click()
    page.get_by_text("784 → 8 → 10").wait_for(state="attached")
    page.get_by_role("button", name="One epoch").click()
    page.locator(".current-epoch", has_text="Epoch 2 of 30").wait_for()
    page.get_by_role("checkbox", name=f"Compare {first}").check()
    second = page.locator(".runs .in-view .name").inner_text()
    captions = page.locator(".curves figcaption")
    cost, accuracy = captions.nth(0), captions.nth(1)
    for run in call_api(server, "runs")["runs"]:
        expect(cost).to_contain_text(f"{run['name']} {run['cost']:.3f}")
        shown = f"{100 * run['accuracy']:.1f}".removesuffix(".0")
        expect(accuracy).to_contain_text(f"{run['name']} {shown}%")
    page.wait_for_url(f"**beside={first}*")
    page.reload()
    expect(page.locator(".curves figcaption").first).to_contain_text(first)
    expect(page.locator(".curves figcaption").first).to_contain_text(second)
    page.get_by_role("checkbox", name=f"Compare {first}").uncheck()
    expect(page.locator(".curves figcaption").first).to_contain_text("mini-batches")


def test_a_queued_run_shows_its_place_and_trains_in_turn(open_tab: Callable[..., Any], server: Any):
    from playwright.sync_api import expect

    cores = call_api(server, "runs")["cores"]
    busy = [call_api(server, "runs", "POST", {"epochs": 10**6})["name"] for _ in range(cores)]
    for name in busy:
        call_api(server, f"runs/{name}/control", "POST", {"action": "play"})
    mine = call_api(server, "runs", "POST", {})["name"]
    tab = open_tab("test=0")
    page = tab.page
    page.get_by_role("link", name="Train", exact=True).click()
    expect(page.locator(".runs .in-view .name")).to_have_text(mine)
    page.get_by_role("button", name="▶ Play").click()
    page.get_by_text("Queued, number 1. Limit").wait_for()
    expect(row(page, mine)).to_contain_text("queued, number 1")
    expect(row(page, busy[0])).to_contain_text("training")
    expect(page.locator(".time-slider output")).to_have_text("0 / 0")
    # A single mini-batch needs no training slot.
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="One mini-batch").click()
    expect(page.locator(".time-slider output")).to_have_text("1 / 1")
    page.get_by_role("button", name="▶ Play").click()
    page.get_by_text("Queued, number 1. Limit").wait_for()
    call_api(server, f"runs/{busy[0]}/control", "POST", {"action": "pause"})
    page.locator(".current-epoch", has_text=re.compile("Epoch [2-9] of 30")).wait_for()
    for name in busy:
        call_api(server, f"runs/{name}/control", "POST", {"action": "pause"})
    assert tab.wrong == []


def test_two_tabs_watch_runs_of_their_own(learn: Any):
    from playwright.sync_api import expect

    page = learn.page
    first = first_run(page)
    other = page.context.new_page()
    other.goto(page.url.split("?")[0])
    other.get_by_label("Seed").fill("7")
    other.get_by_label("Seed").press("Tab")
    other.get_by_role("button", name="Start new run").click()
    expect(other.locator(".time-slider output")).to_have_text("0 / 0")
    other.get_by_role("button", name="One mini-batch").click()
    expect(other.locator(".time-slider output")).to_have_text("1 / 1")
    expect(page.locator(".time-slider output")).to_have_text("11,000 / 11,000")
    expect(page.locator(".runs .in-view .name")).to_have_text(first)
    expect(page.locator(".runs li")).to_have_count(2)
    for tab, step in ((page, "11,000 / 11,000"), (other, "1 / 1")):
        tab.reload()
        expect(tab.locator(".time-slider output")).to_have_text(step)
        # Away to another view and back: still the tab's own.
        tab.get_by_role("link", name="Network").click()
        tab.get_by_role("combobox", name="Network", exact=True).select_option("pretrained")
        tab.get_by_role("link", name="Train", exact=True).click()
        expect(tab.locator(".time-slider output")).to_have_text(step)


def test_a_run_is_saved_as_a_model_and_shown_as_one(learn: Any, server: Any):
    page = learn.page
    name = first_run(page)
    page.get_by_role("button", name=f"Save {name} as a model").click()
    message = page.get_by_text("You can choose it under").inner_text()
    model = re.search(r"Saved as (\S+)\.", message)
    assert model is not None
    metadata = call_api(server, "model", "POST", {"model": model.group(1)})
    assert metadata["history"][-1]["epoch"] == 2
    page.wait_for_timeout(300)
    before = outputs(page)
    page.get_by_role("link", name="Network").click()
    page.get_by_role("combobox", name="Network", exact=True).select_option(model.group(1))
    page.wait_for_url(f"**model={model.group(1)}*")
    page.wait_for_timeout(300)
    assert outputs(page) == before
    # The other tests use the pretrained model, not the newest.
    home = Path(server.environment["BACKLIT_HOME"])
    (home / "models" / f"{model.group(1)}.safetensors").unlink()


def test_a_run_is_deleted_only_after_confirmation(learn: Any):
    from playwright.sync_api import expect

    page = learn.page
    name = first_run(page)
    page.get_by_role("button", name=f"Delete {name}").click()
    page.get_by_text(f"Delete {name} and its 11,000 steps permanently?").wait_for()
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".runs .confirm-removal")).to_have_count(0)
    page.get_by_role("button", name=f"Delete {name}").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    # There is always a run: another one, at its beginning.
    expect(page.locator(".time-slider output")).to_have_text("0 / 0")
    expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


def test_a_restarted_server_is_reported_and_has_the_run(open_tab: Callable[..., Any], server: Any):
    from playwright.sync_api import expect

    page = open_tab("test=0").page
    page.get_by_role("link", name="Train", exact=True).click()
    page.get_by_role("button", name="One epoch").click()
    page.locator(".current-epoch", has_text="Epoch 2 of 30").wait_for()
    name = first_run(page)
    page.wait_for_timeout(1000)
    server.stop()
    page.get_by_text("Lost connection to Backlit").wait_for()
    server.start()
    # The token of the former start opens nothing any more.
    page.get_by_text("open the new link from its terminal").wait_for(timeout=20_000)
    another = page.context.new_page()
    another.goto(server.address)
    # Now this browser has the new token; the old tab finds back by itself.
    page.get_by_text(f"{name} was restored to its last save, at").wait_for(timeout=20_000)
    expect(page.get_by_text("Backlit restarted at")).to_be_visible()
    expect(page.locator(".time-slider output")).to_have_text("5,500 / 5,500")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("Backlit restarted at")).to_have_count(0)
    page.get_by_role("button", name="One mini-batch").click()
    expect(page.locator(".time-slider output")).to_have_text("5,501 / 5,501")


@pytest.mark.parametrize("theme", ["dark", "light", "orange"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_is_accessible(open_tab: Callable[..., Any], server: Any, theme: str, width: int):
    names = [call_api(server, "runs", "POST", {"hidden": [4]})["name"] for _ in range(3)]
    for name in names:
        call_api(server, f"runs/{name}/control", "POST", {"action": "epoch"})
    while any(run["epoch"] < 1 for run in call_api(server, "runs")["runs"] if run["name"] in names):
        pass
    page = open_tab(f"theme={theme}&test=0", viewport={"width": width, "height": 900}).page
    page.get_by_role("link", name="Train", exact=True).click()
    for name in names[:2]:
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name=f"Delete {names[0]}").click()
    page.locator(".curves .key").nth(5).wait_for()
    page.wait_for_timeout(300)
    check_accessibility(page, width)
    if width < 700:
        network = page.locator(".train-view .network").bounding_box()
        hyperparameters = page.locator(".settings").bounding_box()
        assert network is not None
        assert hyperparameters is not None
        assert network["y"] < hyperparameters["y"]


def test_it_speaks_german_too(open_tab: Callable[..., Any]):
    page = open_tab("lang=de&test=0").page
    page.get_by_role("link", name="Training", exact=True).click()
    page.get_by_role("heading", name="Läufe").wait_for()
    page.get_by_role("button", name="Hier abzweigen").wait_for()
