"""British and American spelling: ``backlit analyze`` is ``backlit analyse``."""

from __future__ import annotations

# The other spelling of a command, an option or a choice, and the one that help texts show.
SPELLINGS = {
    "activation-maximization": "activation-maximisation",
    "analyze": "analyse",
    "initialization": "initialisation",
    "optimiser": "optimizer",
}


def normalise_spelling(name: str) -> str:
    """The spelling of a name that help texts show."""
    return SPELLINGS.get(name, name)
