"""Draw docs/images/train.svg: a real run of ``backlit train``, as the terminal showed it.

    python docs/make_pictures.py

It trains the default run, in a few seconds, and draws its real output.
"""

from __future__ import annotations

import io
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

from backlit.data.mnist import load_mnist
from backlit.data.splits import DEFAULT_VALIDATION
from backlit.data.stratified_split import stratified_split
from backlit.inference import outputs
from backlit.render.training import TrainingView
from backlit.training.evaluation import evaluate
from backlit.training.run import Run
from backlit.training.settings import Settings

WIDTH = 120
IMAGES = Path(__file__).parent / "images"

# Rich's own format without its web font.
SVG = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: arial, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    """Train, and draw the terminal as it is at the end."""
    data = load_mnist()
    train, validation = stratified_split(data.train, DEFAULT_VALIDATION)
    run = Run(Settings(), train, validation)
    samples = data.test.take(slice(8))
    view = TrainingView(run.settings, has_validation=True, samples=samples)
    began = time.perf_counter()
    for progress in run.steps():
        view.add(progress)
    seconds = time.perf_counter() - began
    view.history, view.outputs = run.history, outputs(run.network, samples)

    console = Console(
        record=True,
        width=WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
    )
    console.print(Text("$ backlit train", style="bold"))
    console.print(view.render(WIDTH, colour=True, keys=False, seconds=seconds))
    tested = evaluate(run.network, data.test, run.cost)
    console.print(
        f"\n[bold]Test accuracy {tested.accuracy:.2%}[/]  ({tested.n_correct:,} of "
        f"{len(tested.labels):,} mnist examples, cost {tested.cost:.4f}, {seconds:.1f} s on the "
        f"{run.engine.name} engine)"
    )
    IMAGES.mkdir(exist_ok=True)
    console.save_svg(str(IMAGES / "train.svg"), title="backlit train", code_format=SVG)


if __name__ == "__main__":
    main()
