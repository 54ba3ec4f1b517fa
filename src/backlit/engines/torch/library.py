"""PyTorch, or an error that says how to install it.

PyTorch takes a second or two to import, so modules of this package import this one only when used.
"""

from __future__ import annotations

from backlit.errors import SettingsError

try:
    import torch
except ModuleNotFoundError as error:
    if error.name != "torch":
        raise
    raise SettingsError(
        "Expected PyTorch for the torch engine, but it is not installed.",
        hint="install it with `pip install backlit[torch]`, or use another engine",
    ) from None

__all__ = ["choose_device", "torch"]


def choose_device(name: str | None) -> torch.device:
    """The device of a name; when None the GPU where there is one, else the CPU.

    Raises:
        SettingsError: when the engine does not support the device, or it is not available.
    """
    if name is None:
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        device = None
    if device is None or device.type not in ("cpu", "cuda"):
        raise SettingsError(
            f"Expected the device cpu or cuda for the torch engine, got {name!r}.",
            hint="leave it out to compute on the GPU where there is one",
        )
    if device.type == "cuda" and not torch.cuda.is_available():
        raise SettingsError(
            f"Expected a GPU that PyTorch can use as {name!r}, found none.",
            hint="use the device cpu",
        )
    return device
