"""Progress bars for downloads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console

from backlit.data.splits import DownloadProgress


@contextmanager
def download_progress(messages: Console) -> Iterator[DownloadProgress]:
    """Show a bar for each file that is being downloaded; nothing where there is no download.

    Yields:
        A function of the file's name, the bytes downloaded, and the bytes in all.
    """
    with ExitStack() as stack:
        started: list[DownloadProgress] = []

        def report(name: str, done: int, total: int) -> None:
            if not started:
                started.append(stack.enter_context(_bars(messages)))
            started[0](name, done, total)

        yield report


@contextmanager
def _bars(messages: Console) -> Iterator[DownloadProgress]:
    # Imported here because it takes time, and downloads are rare.
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    disable = not messages.is_terminal or messages.quiet
    with Progress(*columns, console=messages, disable=disable) as progress:
        tasks = {}

        def report(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total)
                if not messages.is_terminal:
                    messages.print(f"Downloading {name} ({total / 1e6:.1f} MB) …")
            progress.update(tasks[name], completed=done)

        yield report
