"""The contestants of each workload, their threads and their part of an epoch."""

from __future__ import annotations

from dataclasses import dataclass, replace

from backlit.engines.native.library import library


@dataclass(frozen=True)
class Entry:
    """A contestant with its threads.

    Attributes:
        key: Where it is set up: module and function under ``contestants``.
        name: What it is called in tables.
        threads: How many threads and cores it has.
        share: What part of an epoch it does each time; the time is scaled to a whole one.
    """

    key: str
    name: str
    threads: int = 1
    share: float = 1.0

    @property
    def id(self) -> str:
        """Its name among the contestants of a workload."""
        return f"{self.key}/{self.threads}"

    @property
    def is_ours(self) -> bool:
        """Whether it is Backlit."""
        return self.key.startswith("ours.")


_KERNEL = library()
WIDTHS = [width for width in (16, 8, 4) if _KERNEL and width <= _KERNEL.backlit_max_vector_width()]

AUTO = Entry("ours.auto", "backlit, `auto`")
NATIVE = [Entry(f"ours.native_{width}", f"backlit, `native`, {width} floats") for width in WIDTHS]
BLAS = Entry("ours.blas", "backlit, `blas`")
REFERENCE = Entry("ours.reference", "backlit, `reference` (float64)")
NUMPY = Entry("plain_numpy.loop", "NumPy, the plain loop")
SCAN = Entry("jax_loops.scan", "JAX, an epoch in `lax.scan`")
STEP = Entry("jax_loops.step", "JAX, a jitted step")
SCIKIT = Entry("scikit.partial_fit", "scikit-learn, `MLPClassifier`")
TORCH = Entry("torch_loops.in_memory", "PyTorch, in memory")
LOADER = Entry("torch_loops.data_loader", "PyTorch, `DataLoader`")
GEMM = Entry("plain_numpy.gemm", "matrix product of NumPy's BLAS")

POPULATION = Entry("ours.population", "backlit, a population")
OWN = Entry("torch_population.own_shuffles", "PyTorch, `bmm`, own shuffles", share=0.25)
ONE = Entry("torch_population.one_shuffle", "PyTorch, `bmm`, one shuffle for all", share=0.25)
VMAP = Entry("jax_loops.population", "JAX, `vmap` over `lax.scan`", share=0.25)

# Ours in each workload, and the peer that everyone is held against.
_OURS = {"population": POPULATION.key, "thousand": POPULATION.key}
_PEERS = {"population": OWN.key, "thousand": POPULATION.key}


def ours(workload: str) -> str:
    """The key of our own contestant: the default engine."""
    return _OURS.get(workload, AUTO.key)


def peer(workload: str) -> str:
    """The key of the contestant that the others are compared with."""
    return _PEERS.get(workload, TORCH.key)


_WITH_THREADS = (NUMPY, SCAN, STEP, SCIKIT, TORCH)


def entries(workload: str, *, quick: bool = False) -> list[Entry]:
    """The contestants of a workload, ours first; fewer for a quick trial."""
    if workload == "thousand":
        return _threads(POPULATION)
    if workload == "population":
        return [each for kind in (POPULATION, VMAP, OWN, ONE) for each in _threads(kind)]
    if workload == "wide":
        # Its epochs are long for everyone.
        peers = [NUMPY, SCAN, STEP, SCIKIT, TORCH, LOADER]
        engines = [AUTO, *NATIVE[:1], BLAS]
        found = [replace(entry, share=0.2) for entry in (*engines, *peers)]
    else:
        found = [AUTO, *NATIVE, BLAS, REFERENCE, NUMPY, SCAN, STEP, SCIKIT, TORCH, LOADER]
        found = [replace(entry, share=_share(workload, entry)) for entry in found]
    twice = [
        replace(entry, threads=2)
        for entry in found
        if entry.key in {kind.key for kind in _WITH_THREADS}
        and (workload == "batch-10" or not quick)
    ]
    return found + twice + ([GEMM] if workload == "batch-10" else [])


def _share(workload: str, entry: Entry) -> float:
    """The part of an epoch for a contestant: less where steps are many and it is slow."""
    slow = {TORCH.key, LOADER.key, REFERENCE.key, SCIKIT.key}
    if workload == "batch-1":
        return 0.1 if entry.key in {*slow, NUMPY.key, STEP.key, BLAS.key} else 1.0
    if workload == "wider":
        return 0.25 if entry.key in slow else 1.0
    return 1.0


def _threads(entry: Entry) -> list[Entry]:
    return [entry, replace(entry, threads=2)]
