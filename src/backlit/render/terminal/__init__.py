"""Shared parts of text for a terminal: bars, signed numbers, pictures, curves, maps of heights."""
