"""The machine and the versions that a figure belongs to."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path


def processor() -> str:
    """The processor's name, with the vector instructions that matter here."""
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.processor() or platform.machine()
    lines = info.read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    cleaned = {key.strip(): value.strip() for key, value in fields.items()}
    flags = cleaned.get("flags", "").split()
    vectors = [name for name in ("avx512f", "avx2", "neon") if name in flags]
    return f"{cleaned.get('model name', platform.machine())} ({', '.join(vectors) or 'no vectors'})"


def describe() -> str:
    """The machine in a line."""
    cores = os.cpu_count()
    return f"{processor()}, {cores} cores, {platform.system()} {platform.machine()}"


def versions(*packages: str) -> str:
    """The versions of Python and of packages, in a line."""
    found = [f"Python {platform.python_version()}"]
    for package in packages:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            found.append(f"{package} not installed")
    return ", ".join(found)
