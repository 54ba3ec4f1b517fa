"""Models and checkpoints, to disk and back."""
