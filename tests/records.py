"""Comparing records, and problems with many examples."""

import dataclasses

import numpy as np
from hypothesis import strategies as st

from backlit.render.json import record_from_json, record_values, to_json
from tests.strategies import make_examples, problems, seeds


@st.composite
def subjects(draw, most_examples=12):
    """A network, examples that fit it, and a cost."""
    network, _, _, cost = draw(problems())
    rng = np.random.default_rng(draw(seeds))
    n = draw(st.integers(1, most_examples))
    pixels = draw(st.booleans())
    return network, make_examples(rng, n, network.sizes[0], network.sizes[-1], pixels=pixels), cost


def same(before, after, where="record"):
    """Assert that two records are equal in every number, type and field."""
    if dataclasses.is_dataclass(before):
        assert type(before) is type(after), where
        for field in dataclasses.fields(before):
            same(getattr(before, field.name), getattr(after, field.name), field.name)
    elif isinstance(before, tuple):
        assert len(before) == len(after), where
        for one, other in zip(before, after, strict=True):
            same(one, other, where)
    elif isinstance(before, np.ndarray):
        assert before.dtype == after.dtype, where
        if before.size == after.size == 0:
            return  # nested lists do not say how wide no rows are
        assert np.array_equal(before, after, equal_nan=before.dtype.kind == "f"), where
    else:
        assert before == after, where


def survives_json(record):
    """Assert that a record is the same after JSON there and back."""
    same(record, record_from_json(to_json(record_values(record, {"model": "m"})), type(record)))
