"""Whose functions compute with an array: NumPy's, PyTorch's, CuPy's."""

from __future__ import annotations

from typing import Any

import numpy as np


def array_namespace(array: Any) -> Any:
    """The module with the Python array API's functions for this kind of array.

    NumPy's own is one since version 2; array-api-compat, which knows the others, takes a quarter
    of a second to import and is asked only about them.

    Raises:
        TypeError: for what is no array.
    """
    if isinstance(array, np.ndarray | np.generic):
        return np
    from array_api_compat import array_namespace as of_others

    return of_others(array)
