"""The native engine: many training steps in one call of compiled code."""
