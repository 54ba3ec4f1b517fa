"""The mathematics, a function an equation: pure functions on arrays, in any array library."""
