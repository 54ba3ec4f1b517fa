"""One example at a time: where each number comes from, what it costs, which way it should go.

Everything here is computed by core in float64 and returned as a frozen record at full precision,
whichever engine trained the network and in whatever precision.
"""
