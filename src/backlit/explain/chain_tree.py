"""The tree of paths from a neuron to the cost: the largest terms of each sum, the rest summed."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TypeAlias

import numpy as np

from backlit.explain.layer_derivatives import LayerDerivatives, Numbers

Derivatives: TypeAlias = Sequence[LayerDerivatives]


@dataclass(frozen=True, eq=False)
class Branch:
    """A neuron on a path to the cost, and the sum that its ∂C₀/∂a is.

    The terms of ``children`` and ``remainder`` add up to ``dC_da``: the sum over the next layer,
    Σ_j w_jk σ′(z_j) ∂C₀/∂a_j. An output has no children: its ``dC_da`` is the slope of the cost.

    Under softmax every z moves every output, so an output's neuron has one more sum: its
    ``da_dz`` and ``dC_da`` are None, and its children are the outputs i with ``weight`` None,
    ``da_dz`` = ∂a_i/∂z_j and ``term`` = ∂a_i/∂z_j · ∂C₀/∂a_i, which add up to ``dC_dz``.

    Attributes:
        layer: l = 1…L.
        neuron: j, from 0.
        weight: w_jk, from the neuron of the branch above; None at the root and for the outputs
            that a softmax neuron moves.
        z: The weighted sum of the neuron.
        a: Its activation.
        y: Its target; None except where the chain ends in the cost.
        da_dz: σ′(z_j).
        dC_da: ∂C₀/∂a_j; None where it is too large for a float.
        dC_dz: ∂C₀/∂z_j.
        term: weight · da_dz · dC_da: its term in the sum of the branch above.
        contribution: The part of ∂C₀/∂w that takes this path: every factor from w to here times
            ``dC_dz``.
        share: ``contribution`` as a share of ∂C₀/∂w; terms of opposite sign cancel, so it may lie
            outside 0–1. None when ∂C₀/∂w is 0.
        n_left_out: How many terms of its sum are not among the children.
        remainder: The sum of these.
        children: The largest terms of its sum, the largest in size first.
    """

    layer: int
    neuron: int
    weight: float | None
    z: float
    a: float
    y: float | None
    da_dz: float | None
    dC_da: float | None
    dC_dz: float
    term: float
    contribution: float
    share: float | None
    n_left_out: int
    remainder: float
    children: tuple[Branch, ...]


@dataclass(eq=False)
class _Node:
    """A branch under construction; ``reach`` is every factor from w to the sum of its children."""

    layer: int
    neuron: int
    weight: float | None
    da_dz: float | None
    dC_da: float | None
    dC_dz: float
    term: float
    contribution: float
    reach: float
    ends: bool
    n_left_out: int = 0
    remainder: float = 0.0
    children: list[_Node] = field(default_factory=list)


def grow_tree(
    derivatives: Derivatives,
    layer: int,
    neuron: int,
    dz_dw: float,
    limit: int,
    max_nodes: int,
) -> Branch:
    """The tree from a neuron to the cost; branches with the largest contributions come first.

    Args:
        derivatives: The local derivatives of every layer.
        layer: l = 1…L.
        neuron: j, from 0.
        dz_dw: How the neuron's z changes with the parameter.
        limit: How many terms of each sum become branches.
        max_nodes: The largest number of branches.
    """
    root = _node(derivatives, layer, neuron, None, dz_dw)
    order = count()  # ties are resolved in the order of insertion
    queue = [(-abs(root.contribution), next(order), root)]
    n_nodes = 1
    while queue:
        _, _, node = heapq.heappop(queue)
        if node.ends:
            continue
        terms = _terms(derivatives, node)
        largest = np.argsort(-np.abs(terms), kind="stable")
        grown = largest[: min(limit, max_nodes - n_nodes)]
        for index in grown.tolist():
            child = _child(derivatives, node, index)
            node.children.append(child)
            heapq.heappush(queue, (-abs(child.contribution), next(order), child))
        n_nodes += len(grown)
        left_out = largest[len(grown) :]
        node.n_left_out, node.remainder = len(left_out), float(terms[left_out].sum())
    return _branch(derivatives, root, root.contribution)


def _terms(derivatives: Derivatives, node: _Node) -> Numbers:
    """The terms of the sum of a branch."""
    here = derivatives[node.layer - 1]
    if node.da_dz is None:
        assert here.products is not None
        products: Numbers = here.products[node.neuron]
        return products
    after = derivatives[node.layer]
    terms: Numbers = after.W[:, node.neuron] * after.dC_dz
    return terms


def _child(derivatives: Derivatives, node: _Node, index: int) -> _Node:
    if node.da_dz is not None:
        weight = float(derivatives[node.layer].W[index, node.neuron])
        return _node(derivatives, node.layer + 1, index, weight, node.reach)
    here = derivatives[node.layer - 1]
    assert here.jacobian is not None and here.products is not None
    term = float(here.products[node.neuron, index])
    return _Node(
        layer=node.layer,
        neuron=index,
        weight=None,
        da_dz=float(here.jacobian[node.neuron, index]),
        dC_da=_finite(float(here.dC_da[index])),
        dC_dz=term,
        term=term,
        contribution=node.reach * term,
        reach=node.reach,
        ends=True,
    )


def _node(
    derivatives: Derivatives,
    layer: int,
    neuron: int,
    weight: float | None,
    reach: float,
) -> _Node:
    """A branch; ``reach`` is every factor from w to the sum that it is a term of."""
    here = derivatives[layer - 1]
    da_dz = None if here.da_dz is None else float(here.da_dz[neuron])
    dC_dz = float(here.dC_dz[neuron])
    term = dC_dz if weight is None else weight * dC_dz
    reach_z = reach if weight is None else reach * weight
    return _Node(
        layer=layer,
        neuron=neuron,
        weight=weight,
        da_dz=da_dz,
        dC_da=None if da_dz is None else _finite(float(here.dC_da[neuron])),
        dC_dz=dC_dz,
        term=term,
        contribution=reach * term,
        reach=reach_z if da_dz is None else reach_z * da_dz,
        ends=da_dz is not None and layer == len(derivatives),
    )


def _branch(derivatives: Derivatives, node: _Node, whole: float) -> Branch:
    here = derivatives[node.layer - 1]
    return Branch(
        layer=node.layer,
        neuron=node.neuron,
        weight=node.weight,
        z=float(here.z[node.neuron]),
        a=float(here.a[node.neuron]),
        y=float(here.y[node.neuron]) if node.ends and here.y is not None else None,
        da_dz=node.da_dz,
        dC_da=node.dC_da,
        dC_dz=node.dC_dz,
        term=node.term,
        contribution=node.contribution,
        share=node.contribution / whole if whole else None,
        n_left_out=node.n_left_out,
        remainder=node.remainder,
        children=tuple(_branch(derivatives, child, whole) for child in node.children),
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
