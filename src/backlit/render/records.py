"""Every kind of record that ``explain`` and ``analyse`` return."""

from __future__ import annotations

from backlit.analyse.ablation import Ablation
from backlit.analyse.bias import BiasResponse
from backlit.analyse.calibration import Calibration
from backlit.analyse.confusion import Confusion
from backlit.analyse.costs import CostOver
from backlit.analyse.edges_and_loops import EdgesAndLoops
from backlit.analyse.excite import Excitement
from backlit.analyse.landscape import Line, Plane
from backlit.analyse.maps import LayerMap
from backlit.analyse.minima import Minima
from backlit.analyse.mistakes import Mistakes
from backlit.analyse.noise import NoiseAnswers
from backlit.analyse.separation import Separation
from backlit.analyse.surface import SurfaceDescent
from backlit.analyse.two_paths import MiniBatches
from backlit.analyse.weights import LayerWeights
from backlit.analyse.what_if import WhatIf
from backlit.explain.average_slope import AverageSlope
from backlit.explain.chain import Chain
from backlit.explain.chain_rule import ChainRule
from backlit.explain.cost import CostBreakdown
from backlit.explain.gradient import NegativeGradient
from backlit.explain.neuron import Neuron
from backlit.explain.nudge_table import NudgeTable
from backlit.explain.nudges import Avenues, Wishes
from backlit.explain.origin import Origin
from backlit.explain.running_average import GrowingAverage
from backlit.explain.step import Steps
from backlit.explain.weight_nudges import WeightNudges

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
