"""Options that several commands share, and what they give to a command."""
