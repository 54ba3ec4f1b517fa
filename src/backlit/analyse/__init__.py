"""Many examples at a time: what a network has learned, and what it gets wrong."""
