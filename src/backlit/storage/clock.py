"""The clock: the only place that asks what time it is, for records and file names."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_now() -> str:
    """The time now as ISO 8601 in UTC, to the second: 2026-01-02T03:04:05+00:00."""
    return datetime.now(UTC).isoformat(timespec="seconds")
