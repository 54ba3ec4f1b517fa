"""Every kind of record that ``explain`` and ``analyse`` return."""

from __future__ import annotations

from backlit.explain.neuron import Neuron

# The reference lists them in this order, and the tests read each back from JSON.
RECORDS: tuple[type, ...] = (Neuron,)
