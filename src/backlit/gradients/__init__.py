"""The cost of a network over many examples: its gradient, its landscape, and steps down it.

``dataset_gradient`` computes them in float64, a chunk of examples at a time; the others return
frozen records at full precision.
"""
