"""Lists and constants that the page has too: the same as the library's."""

import re
from pathlib import Path

from backlit.analyse.gallery import CURVES
from backlit.analyse.maps import METHODS
from backlit.core.activations import ACTIVATIONS
from backlit.core.cost import COSTS
from backlit.data.preprocessing.strokes_to_digit import PEN_WIDTH
from backlit.render.colours import BRIGHTNESS_POWER
from backlit.training.schedule import SCHEDULES
from backlit.training.settings import OPTIMIZERS

SOURCE = Path(__file__).parent.parent.parent / "frontend" / "src"


def _list(name: str) -> list[str]:
    text = (SOURCE / "api" / "choices.ts").read_text(encoding="utf-8")
    found = re.search(rf"export const {name} = \[(.*?)\] as const;", text, re.DOTALL)
    assert found is not None
    return re.findall(r'"([^"]+)"', found[1])


def _number(file: str, name: str) -> float:
    found = re.search(rf"const {name} = ([\d.]+);", (SOURCE / file).read_text(encoding="utf-8"))
    assert found is not None
    return float(found[1])


def test_the_page_offers_every_choice_that_the_library_has():
    assert _list("ACTIVATIONS") == [name for name in ACTIVATIONS if name != "softmax"]
    assert _list("COSTS") == list(COSTS)
    assert _list("OPTIMIZERS") == list(OPTIMIZERS)
    assert _list("SCHEDULES") == list(SCHEDULES)
    assert _list("CURVES") == list(CURVES)
    assert _list("EMBEDDING_METHODS") == list(METHODS)


def test_signed_numbers_are_as_bright_on_the_page_as_in_figures_and_terminals():
    assert _number("charts/paint.ts", "BRIGHTNESS_POWER") == BRIGHTNESS_POWER


def test_the_pen_is_as_wide_on_the_page_as_in_the_library():
    assert _number("maths/strokes.ts", "PEN_WIDTH") == PEN_WIDTH
