"""The same training step at several speeds, behind one protocol."""
