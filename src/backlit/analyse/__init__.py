"""What a trained network does: what its neurons respond to, and what it gets wrong."""
