"""The races as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping

from contestants.plain_numpy import GEMM_FLOPS
from entries import GEMM, ours, peer
from rounds import Outcome, Race, ratio


def section(race: Race) -> str:
    """A heading and a table."""
    return f"### {race.workload.title}\n\n{table(race)}"


def table(race: Race) -> str:
    """A row for each contestant."""
    speed = "networks/s" if race.workload.networks > 1 else "examples/s"
    rows = [
        f"| who | threads | an epoch, median | fastest–slowest | {speed} | × PyTorch "
        "| ours is faster | test accuracy | memory |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    return "\n".join(
        rows + [_row(race, each) for each in race.outcomes if each.accuracy is not None]
    )


def _row(race: Race, outcome: Outcome) -> str:
    entry, kind, median = outcome.entry, race.workload, outcome.median
    a_second = f"{kind.networks / median:,.1f}"
    if kind.networks == 1:
        a_second = f"{kind.n_train / median:,.0f}"
    name = f"**{entry.name}**" if entry.is_ours else entry.name
    if outcome.part < 0.95:
        name += f" (on {100 * outcome.part:.3g} % of the examples)"
    times_peer = f"{ratio(race.beside(peer(race.key), outcome), outcome):.1f}"
    if race.key == "thousand":
        times_peer = ""
    assert outcome.accuracy is not None
    accuracy = f"{outcome.accuracy:.1%}"
    if not race.learned(outcome):
        accuracy = f"**{accuracy}: did not learn**"
    return (
        f"| {name} | {entry.threads} | {median:.3f} s "
        f"| {min(outcome.seconds):.3f}–{max(outcome.seconds):.3f} s | {a_second} | {times_peer} "
        f"| {ratio(outcome, race.beside(ours(race.key), outcome)):.1f}× "
        f"| {accuracy} | {outcome.megabytes:.0f} MB |"
    )


def dense_arithmetic(race: Race) -> float:
    """Our time over the time that the dense arithmetic would take as matrix products.

    The median over the rounds, the speed of matrix products measured in the same rounds.
    """
    gemm, own = race.find(GEMM.key), race.find(ours(race.key))
    share = race.workload.flops / GEMM_FLOPS
    return statistics.median(
        mine / (share * theirs) for mine, theirs in zip(own.seconds, gemm.seconds, strict=True)
    )


def arithmetic(race: Race) -> str:
    """The speed limit of the core, in a paragraph."""
    gemm, flops = race.find(GEMM.key), race.workload.flops
    speed = GEMM_FLOPS / gemm.median
    return (
        f"NumPy's BLAS multiplies float32 matrices of 1,024 × 1,024 with {speed / 1e9:.0f} GFLOP/s "
        f"on one core, in the same rounds. At that speed the {flops / 1e9:.2f} GFLOP of an epoch "
        f"of {race.workload.title}, every pixel counted whether lit or not, would take "
        f"{flops / speed:.4f} s; ours takes {dense_arithmetic(race):.2f} times that."
    )


def doubts(races: Iterable[Race]) -> list[str]:
    """The contestants below their target accuracy, in sentences: their times mean nothing."""
    return [
        f"{each.entry.name} ({each.entry.threads} threads) reached only {each.accuracy:.1%} in "
        f"{race.workload.title}, not {race.workload.accuracy:.0%}."
        for race in races
        for each in race.outcomes
        if not race.learned(each)
    ]


def alarm(races: Mapping[str, Race]) -> str:
    """A warning above all figures, or nothing."""
    found = doubts(races.values())
    if not found:
        return ""
    return "\n".join(["> **Not to be trusted.**", *(f"> {each}" for each in found), "", ""])
