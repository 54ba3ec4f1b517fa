"""Who takes part: each function sets one contestant up for a piece of work."""
