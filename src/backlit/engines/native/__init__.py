"""The native engine: a whole stretch of descent in one call of compiled code."""
