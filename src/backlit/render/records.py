"""Every record: the marked classes of the rooms that explain, in the order of rooms and modules."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from backlit.record import is_record

ROOMS = ("explain", "gradients", "maths", "analyse")


def _records() -> Iterator[type]:
    for room in ROOMS:
        package = import_module(f"backlit.{room}")
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(module.name)).values():
                if is_record(value) and value.__module__ == module.name:
                    yield value


RECORDS: tuple[type, ...] = tuple(_records())
