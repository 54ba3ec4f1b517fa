"""``backlit analyse map``: examples as a layer sees them."""

from __future__ import annotations

import click
import numpy as np

from backlit.analyse.embedding import METHODS, embed_layer
from backlit.cli.analyse.asking import set_option
from backlit.cli.answering import Answer
from backlit.cli.asking import Subject, about_a_model
from backlit.render.embedding import embedding_figure, embedding_text

# t-SNE and UMAP take seconds for these.
_MOST = {"pca": 2000, "tsne": 1000, "umap": 1000}

EPILOG = """\b
Examples:
  backlit analyse map                              the last hidden layer
  backlit analyse map --layer 0                    the pictures themselves
  backlit analyse map --layer 2 --method tsne -o map.svg
  backlit analyse map --json | jq .separation.silhouettes
"""


@click.command(epilog=EPILOG)
@about_a_model
@set_option
@click.option("--layer", type=int,
              help="0 for the input, 1 to the last.  [default: the last hidden one]")  # fmt: skip
@click.option("--method", type=click.Choice(METHODS), default="pca", show_default=True,
              help="t-SNE and UMAP need: pip install 'backlit[maps]'.")  # fmt: skip
@click.option("--most", type=click.IntRange(1),
              help="How many examples.  [default: 2000; 1000 for tsne and umap]")  # fmt: skip
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0),
              help="Of the chance in tsne and umap.")  # fmt: skip
def map(  # noqa: A001 - the command is called so
    subject: Subject,
    answer: Answer,
    which: str,
    layer: int | None,
    method: str,
    most: int | None,
    seed: int,
) -> None:
    """Lay examples out as a layer sees them, and measure how well each layer separates classes."""
    if method != "pca":
        subject.say.print("Laying out; this takes some seconds.")
    record = embed_layer(
        subject.network,
        subject.examples(which),
        max(len(subject.network.layers) - 1, 0) if layer is None else layer,
        method=method,
        limit=most or _MOST[method],
        rng=np.random.default_rng(seed),
    )
    answer.give(
        record,
        lambda colour: embedding_text(record, subject.names, colour=colour),
        lambda theme: embedding_figure(record, subject.names, theme),
        subject.about,
    )
