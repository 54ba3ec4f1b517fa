"""Mathematics that knows no network: formulas, their slopes and minima; principal components."""
