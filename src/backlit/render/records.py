"""Every kind of record that ``explain`` and ``analyse`` return."""

from __future__ import annotations

from backlit.analyse.ablation import Ablation
from backlit.analyse.activation_maximisation import Excitement
from backlit.analyse.bias import BiasResponse
from backlit.analyse.calibration import Calibration
from backlit.analyse.confusion import Confusion
from backlit.analyse.edges_and_loops import EdgesAndLoops
from backlit.analyse.embedding import LayerMap
from backlit.analyse.mistakes import Mistakes
from backlit.analyse.noise import NoiseAnswers
from backlit.analyse.separation import Separation
from backlit.analyse.weights import LayerWeights
from backlit.analyse.what_if import WhatIf
from backlit.explain.chain_rule import ChainRule
from backlit.explain.cost import CostBreakdown
from backlit.explain.neuron import Neuron
from backlit.explain.nudges import Avenues, Wishes
from backlit.explain.origin import Origin
from backlit.explain.simple_chain import Chain
from backlit.explain.weight_nudges import WeightNudges
from backlit.gradients.average_slope import AverageSlope
from backlit.gradients.compare_batch_sizes import MiniBatches
from backlit.gradients.cost_distribution import CostOver
from backlit.gradients.gradient_step import Steps
from backlit.gradients.landscape import Line, Plane
from backlit.gradients.negative_gradient import NegativeGradient
from backlit.gradients.nudge_table import NudgeTable
from backlit.gradients.running_average import GrowingAverage
from backlit.maths.minima import Minima
from backlit.maths.surface import SurfaceDescent

# The reference lists them in this order: as one meets them, first in explain and then in analyse.
RECORDS: tuple[type, ...] = (
    Neuron,
    CostBreakdown,
    NegativeGradient,
    Steps,
    Wishes,
    Avenues,
    WeightNudges,
    NudgeTable,
    GrowingAverage,
    ChainRule,
    Chain,
    AverageSlope,
    Origin,
    CostOver,
    BiasResponse,
    Minima,
    SurfaceDescent,
    Line,
    Plane,
    MiniBatches,
    LayerWeights,
    Excitement,
    NoiseAnswers,
    EdgesAndLoops,
    Confusion,
    Mistakes,
    Calibration,
    WhatIf,
    Ablation,
    LayerMap,
    Separation,
)
