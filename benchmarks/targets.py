"""The targets of the native engine, and what was measured."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from command import Figure
from entries import BLAS, LOADER, NATIVE, OWN, POPULATION, SCAN, TORCH, VMAP, WIDTHS, ours
from rounds import Race, ratio
from tables import dense_arithmetic


@dataclass(frozen=True)
class Target:
    """A target.

    Attributes:
        work: On what.
        promise: What was promised.
        reached: What was measured.
        kept: Whether the promise is kept; None where this processor cannot tell.
    """

    work: str
    promise: str
    reached: str
    kept: bool | None


# Work, whom to beat, with how many threads each, and how many times.
_TIMES = (
    ("batch-10", TORCH, 1, 60),
    ("batch-10", LOADER, 1, 70),
    ("batch-10", SCAN, 1, 8),
    ("batch-10", BLAS, 1, 9),
    ("batch-1", TORCH, 1, 100),
    ("batch-100", TORCH, 1, 10),
    ("batch-100", SCAN, 1, 4),
    ("wider", TORCH, 1, 10),
    ("wider", SCAN, 1, 3),
    ("table", TORCH, 1, 10),
    ("population", OWN, 2, 6),
    ("population", VMAP, 2, 8),
)


def targets(races: Mapping[str, Race], shell: Figure) -> list[Target]:
    """Every target with its measured figure, in one run."""
    found = []
    for key, entry, threads, promised in _TIMES:
        race = races[key]
        slow = race.find(entry.key, threads)
        times = ratio(slow, race.beside(ours(key), slow))
        each = "" if threads == 1 else f", {threads} threads each"
        found.append(
            Target(
                race.workload.title,
                f"≥ {promised}× {entry.name}{each}",
                f"{times:.1f}×",
                times >= promised,
            )
        )
    return [*found, *_others(races), _from_the_shell(shell)]


def _others(races: Mapping[str, Race]) -> Iterator[Target]:
    first = races["batch-10"]
    title = first.workload.title
    dense = dense_arithmetic(first)
    yield Target(
        title,
        "≤ 1.5 × the dense arithmetic at the core's matrix-product speed",
        f"{dense:.2f} ×",
        dense <= 1.5,
    )

    wide = races["wide"]
    own = wide.find(ours("wide"))
    fastest = min(wide.peers(), key=lambda peer: peer.median)
    times = ratio(fastest, own)
    yield Target(
        wide.workload.title,
        "no slower than the fastest peer",
        f"{times:.2f}× {fastest.entry.name}",
        times >= 1,
    )

    yield from _widths(first)
    thousand = races["thousand"]
    part = 1 / ratio(thousand.find(POPULATION.key), thousand.find(POPULATION.key, 2))
    yield Target(
        thousand.workload.title,
        "two cores: ≤ 0.55 of one core's time",
        f"{part:.2f}",
        part <= 0.55,
    )


def _widths(race: Race) -> Iterator[Target]:
    """The slowdown with narrower vectors, and whether they give the same bits."""
    title = race.workload.title
    found = [race.find(entry.key) for entry in NATIVE]
    for width, name, promised in ((8, "AVX2", 1.4), (4, "baseline", 2.5)):
        promise = f"{name} build: ≤ {promised} × the AVX-512 build's time"
        if 16 in WIDTHS:
            times = ratio(found[WIDTHS.index(width)], found[0])
            yield Target(title, promise, f"{times:.2f} ×", times <= promised)
        else:
            yield Target(title, promise, "no AVX-512 here", None)
    n_digests = len({each.digest for each in found})
    yield Target(
        title,
        "the same bits from the AVX-512, AVX2 and baseline builds",
        f"{'the same' if n_digests == 1 else 'different'} (vectors of "
        f"{', '.join(str(width) for width in WIDTHS)} floats)",
        n_digests == 1 if 16 in WIDTHS or n_digests > 1 else None,
    )


def _from_the_shell(shell: Figure) -> Target:
    seconds = statistics.median(shell.values)
    assert shell.accuracy is not None
    return Target(
        "`backlit train` from the shell to a saved model with ≥ 95 % test accuracy",
        "≤ 1.5 s",
        f"{seconds:.2f} s, {shell.accuracy:.1%}",
        seconds <= 1.5 and shell.accuracy >= 0.95,
    )


def table(found: list[Target]) -> str:
    """The targets as a Markdown table."""
    words = {True: "yes", False: "**no**", None: "not measurable here"}
    rows = [
        f"| {each.work} | {each.promise} | {each.reached} | {words[each.kept]} |" for each in found
    ]
    return "\n".join(["| work | target | measured | met |", "|---|---|--:|---|", *rows])
