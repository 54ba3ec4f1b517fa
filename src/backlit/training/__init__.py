"""The loop: it yields records and prints nothing."""
