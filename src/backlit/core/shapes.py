"""Shapes in annotations: ``Float[Array, "*batch n n_out"]``.

They are for the reader, for type checkers and for the tests, which import jaxtyping before Backlit
and have every call checked. Elsewhere jaxtyping would only cost a tenth of a second at start-up, so
it is left out and the annotations stand for themselves.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, TypeAlias

# An array of any library that follows the Python array API standard.
Array: TypeAlias = Any

if TYPE_CHECKING or "jaxtyping" in sys.modules:
    from jaxtyping import Bool, Float, Int
else:

    class _Unchecked:
        """Stands where a jaxtyping name would, and lets any shape pass."""

        def __class_getitem__(cls, item: object) -> Any:
            return Any

    Bool = Float = Int = _Unchecked

__all__ = ["Array", "Bool", "Float", "Int"]
