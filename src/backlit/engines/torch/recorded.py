"""A step recorded as a CUDA graph.

A step of small networks is about a hundred kernels, which take less time to run than to launch one
by one. Recorded once, they are launched together. A recording holds addresses, not values: what
changes from step to step is copied to the address it had when the step was recorded.

Source: PyTorch's documentation, "CUDA Graphs".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from backlit.engines.torch.library import torch

Result = TypeVar("Result")

# PyTorch's documentation requires a few steps before recording, in which libraries initialise
# themselves and allocate the memory that they keep.
_WARM_UPS = 3


class RecordedStep(Generic[Result]):
    """A step for mini-batches of one size.

    Args:
        which: (n_members, batch_size) indices of the examples in a mini-batch.
        compute: The same work without changing the networks, to warm up.
        take: The step. It updates the networks in place, and everything that it reads keeps its
            address.
    """

    def __init__(
        self,
        which: torch.Tensor,
        compute: Callable[[torch.Tensor], object],
        take: Callable[[torch.Tensor], Result],
    ) -> None:
        self.batch_size = int(which.shape[1])
        self._which = which.clone()
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(_WARM_UPS):
                compute(self._which)
        torch.cuda.current_stream().wait_stream(side)
        self._graph = torch.cuda.CUDAGraph()
        # Recording computes nothing yet, and other threads may continue their work.
        with torch.cuda.graph(self._graph, stream=side, capture_error_mode="thread_local"):
            self._result = take(self._which)

    def __call__(self, which: torch.Tensor) -> Result:
        """Take the step; the next step overwrites what is returned."""
        self._which.copy_(which)
        self._graph.replay()
        return self._result
