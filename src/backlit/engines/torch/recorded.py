"""A step recorded as a CUDA graph.

A step of small networks is some hundred kernels, which take less time to run than to launch one by
one. Recorded once, they are launched together. The recording knows addresses, not values: whatever
changes from step to step is copied to where it was when the step was recorded.

Source: PyTorch's documentation, "CUDA Graphs".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from backlit.engines.torch.library import torch

Found = TypeVar("Found")

# PyTorch's documentation asks for a few steps outside of the graph before it is recorded, in which
# libraries get ready and take the memory that they will keep.
_WARM_UPS = 3


class RecordedStep(Generic[Found]):
    """A step for mini-batches of one size.

    Args:
        which: (n_members, batch_size) indices of the examples in a mini-batch.
        compute: The same work without consequences, to warm up with.
        take: The step. It writes the networks where they stand, and everything that it reads stays
            where it is.
    """

    def __init__(
        self,
        which: torch.Tensor,
        compute: Callable[[torch.Tensor], object],
        take: Callable[[torch.Tensor], Found],
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
        # Recording does no work yet, and lets other threads go on with theirs.
        with torch.cuda.graph(self._graph, stream=side, capture_error_mode="thread_local"):
            self._found = take(self._which)

    def __call__(self, which: torch.Tensor) -> Found:
        """Take the step; what it found is overwritten by the next."""
        self._which.copy_(which)
        self._graph.replay()
        return self._found
