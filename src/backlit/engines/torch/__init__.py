"""The torch engine: core's equations on PyTorch tensors, a whole population at once."""
