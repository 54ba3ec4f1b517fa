"""``backlit analyse embedding`` plots examples by their activations."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.embedding import METHODS, embed_layer
from backlit.cli.options.examples import split_option
from backlit.cli.options.model import ModelAndData, model_options
from backlit.cli.options.numbers import seed_option
from backlit.cli.output import RecordOutput
from backlit.render.embedding import embedding_figure, embedding_text

# t-SNE and UMAP take seconds for these.
_MOST = {"pca": 2000, "tsne": 1000, "umap": 1000}

EPILOG = """\b
Examples:
  backlit analyse embedding                        the last hidden layer
  backlit analyse embedding --layer 0              the pixels themselves
  backlit analyse embedding --layer 2 --method tsne -o embedding.svg
  backlit analyse embedding --json | jq .separation.silhouettes
"""


@click.command(epilog=EPILOG)
@click.option("--layer", type=int, metavar="N",
              help="Layer: 0 for the input, 1 to the last.  [default: the last hidden "
              "layer]")  # fmt: skip
@click.option("--method", type=click.Choice(METHODS), default="pca", show_default=True,
              help="Projection; t-SNE and UMAP need `pip install 'backlit[maps]'`.")  # fmt: skip
@click.option("--examples", "n_examples", type=click.IntRange(1), metavar="N",
              help="Number of examples.  [default: 2000; 1000 for tsne and umap]")  # fmt: skip
@seed_option("tsne and umap")
@split_option()
@model_options
def embedding(
    model: ModelAndData,
    output: RecordOutput,
    split: str,
    layer: int | None,
    method: str,
    n_examples: int | None,
    seed: int,
) -> None:
    """Plot examples in 2-D by a layer's activations, and measure how separable the classes are."""
    if method != "pca":
        model.messages.print(f"Computing {method}; this takes some seconds.")
    record = embed_layer(
        model.network,
        model.examples(split),
        max(len(model.network.layers) - 1, 0) if layer is None else layer,
        method=method,
        limit=n_examples or _MOST[method],
        rng=np.random.default_rng(seed),
    )
    output.write(
        record,
        lambda colour: embedding_text(record, model.names, colour=colour),
        lambda theme: embedding_figure(record, model.names, theme),
        model.json_fields,
    )
