"""Models, checkpoints, recordings, runs and figures: written to disk and read back."""
