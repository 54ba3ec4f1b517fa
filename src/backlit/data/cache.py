"""The cache folder: data that can be read or downloaded again."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def cache_folder() -> Path:
    """The folder for data that can be read or downloaded again; it may not exist yet.

    The environment variable ``BACKLIT_CACHE`` names another one than the system's usual place.
    """
    chosen = os.environ.get("BACKLIT_CACHE")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("backlit", appauthor=False))
