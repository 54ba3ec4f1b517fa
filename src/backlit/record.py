"""Mark the records that explanations and analyses return."""

from __future__ import annotations

from typing import TypeVar

Form = TypeVar("Form", bound=type)

_MARK = "__backlit_record__"


def record(form: Form) -> Form:
    """Mark a frozen dataclass as a record: it has a JSON form, and the reference lists it.

    The records that it is made of need no mark.
    """
    setattr(form, _MARK, True)
    return form


def is_record(value: object) -> bool:
    """Whether a class is marked as a record itself, not only a class that it inherits from."""
    return isinstance(value, type) and _MARK in vars(value)
