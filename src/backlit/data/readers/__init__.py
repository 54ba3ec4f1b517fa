"""Readers: a path in, examples out; each knows one format and trusts nothing in it."""
