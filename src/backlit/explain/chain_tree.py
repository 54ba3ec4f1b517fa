"""The tree of ways from a neuron to the cost: the largest terms of each sum, the rest added up."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np

from backlit.explain.layer_derivatives import LayerLinks, Numbers


@dataclass(frozen=True, eq=False)
class Branch:
    """A neuron on the way to the cost, and the sum that its ∂C₀/∂a is.

    The terms of ``children`` and ``remainder`` add up to ``dC_da``: the sum over the next layer,
    Σ_j w_jk σ′(z_j) ∂C₀/∂a_j. An output has no children: its ``dC_da`` is what the cost says.

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
        y: What it should be; None but where the chain ends in the cost.
        da_dz: σ′(z_j).
        dC_da: ∂C₀/∂a_j; None where it is too large for a float.
        dC_dz: ∂C₀/∂z_j.
        term: weight · da_dz · dC_da: what it adds to the sum of the branch above.
        through: The part of ∂C₀/∂w that goes this way: every factor from w to here times
            ``dC_dz``.
        share: ``through`` as a share of ∂C₀/∂w; terms of other sign cancel, so it may lie beyond
            0–1. None when ∂C₀/∂w is 0.
        n_left_out: How many terms of its sum are not among the children.
        remainder: What they add up to.
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
    through: float
    share: float | None
    n_left_out: int
    remainder: float
    children: tuple[Branch, ...]


@dataclass(eq=False)
class _Bud:
    """A branch that may still grow; ``reach`` is every factor from w to the sum of its children."""

    layer: int
    neuron: int
    weight: float | None
    da_dz: float | None
    dC_da: float | None
    dC_dz: float
    term: float
    through: float
    reach: float
    ends: bool
    n_left_out: int = 0
    remainder: float = 0.0
    children: list[_Bud] = field(default_factory=list)


def grow_tree(
    links: Sequence[LayerLinks], layer: int, neuron: int, dz_dw: float, most: int, most_nodes: int
) -> Branch:
    """The tree from a neuron to the cost, the branches that matter most grown first.

    Args:
        links: Of every layer.
        layer: l = 1…L.
        neuron: j, from 0.
        dz_dw: How the neuron's z changes with the parameter.
        most: How many terms of each sum become branches.
        most_nodes: How many branches there are at most.
    """
    root = _bud(links, layer, neuron, None, dz_dw)
    order = count()  # branches of the same size grow in the order they came in
    waiting = [(-abs(root.through), next(order), root)]
    n_nodes = 1
    while waiting:
        _, _, bud = heapq.heappop(waiting)
        if bud.ends:
            continue
        terms = _terms(links, bud)
        largest = np.argsort(-np.abs(terms), kind="stable")
        grown = largest[: min(most, most_nodes - n_nodes)]
        for index in grown.tolist():
            child = _child(links, bud, index)
            bud.children.append(child)
            heapq.heappush(waiting, (-abs(child.through), next(order), child))
        n_nodes += len(grown)
        left_out = largest[len(grown) :]
        bud.n_left_out, bud.remainder = len(left_out), float(terms[left_out].sum())
    return _grown(links, root, root.through)


def _terms(links: Sequence[LayerLinks], bud: _Bud) -> Numbers:
    """The terms of the sum of a branch."""
    here = links[bud.layer - 1]
    if bud.da_dz is None:
        assert here.spread is not None
        spread: Numbers = here.spread[bud.neuron]
        return spread
    after = links[bud.layer]
    terms: Numbers = after.W[:, bud.neuron] * after.dC_dz
    return terms


def _child(links: Sequence[LayerLinks], bud: _Bud, index: int) -> _Bud:
    if bud.da_dz is not None:
        weight = float(links[bud.layer].W[index, bud.neuron])
        return _bud(links, bud.layer + 1, index, weight, bud.reach)
    here = links[bud.layer - 1]
    assert here.jacobian is not None and here.spread is not None
    term = float(here.spread[bud.neuron, index])
    return _Bud(
        layer=bud.layer,
        neuron=index,
        weight=None,
        da_dz=float(here.jacobian[bud.neuron, index]),
        dC_da=_finite(float(here.dC_da[index])),
        dC_dz=term,
        term=term,
        through=bud.reach * term,
        reach=bud.reach,
        ends=True,
    )


def _bud(
    links: Sequence[LayerLinks], layer: int, neuron: int, weight: float | None, reach: float
) -> _Bud:
    """A branch; ``reach`` is every factor from w to the sum that it is a term of."""
    here = links[layer - 1]
    da_dz = None if here.da_dz is None else float(here.da_dz[neuron])
    dC_dz = float(here.dC_dz[neuron])
    term = dC_dz if weight is None else weight * dC_dz
    reach_z = reach if weight is None else reach * weight
    return _Bud(
        layer=layer,
        neuron=neuron,
        weight=weight,
        da_dz=da_dz,
        dC_da=None if da_dz is None else _finite(float(here.dC_da[neuron])),
        dC_dz=dC_dz,
        term=term,
        through=reach * term,
        reach=reach_z if da_dz is None else reach_z * da_dz,
        ends=da_dz is not None and layer == len(links),
    )


def _grown(links: Sequence[LayerLinks], bud: _Bud, whole: float) -> Branch:
    here = links[bud.layer - 1]
    return Branch(
        layer=bud.layer,
        neuron=bud.neuron,
        weight=bud.weight,
        z=float(here.z[bud.neuron]),
        a=float(here.a[bud.neuron]),
        y=float(here.y[bud.neuron]) if bud.ends and here.y is not None else None,
        da_dz=bud.da_dz,
        dC_da=bud.dC_da,
        dC_dz=bud.dC_dz,
        term=bud.term,
        through=bud.through,
        share=bud.through / whole if whole else None,
        n_left_out=bud.n_left_out,
        remainder=bud.remainder,
        children=tuple(_grown(links, child, whole) for child in bud.children),
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
