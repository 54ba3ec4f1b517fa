"""The progress of a download, for a person who waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from rich.console import Console


@contextmanager
def shown_progress(say: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for each file that is being downloaded; nothing where none is.

    Yields:
        A function of the file's name, the bytes there are, and the bytes there will be.
    """
    with ExitStack() as stack:
        bars: list[_Bars] = []

        def note(name: str, done: int, total: int) -> None:
            if not bars:
                bars.append(stack.enter_context(_bars(say)))
            bars[0](name, done, total)

        yield note


_Bars = Callable[[str, int, int], None]


@contextmanager
def _bars(say: Console) -> Iterator[_Bars]:
    # Only now: importing it takes time, and there is hardly ever anything to download.
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn()
    with Progress(*columns, console=say, disable=not say.is_terminal or say.quiet) as progress:
        tasks = {}

        def note(name: str, done: int, total: int) -> None:
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total)
                if not say.is_terminal:
                    say.print(f"downloading {name} ({total / 1e6:.1f} MB)")
            progress.update(tasks[name], completed=done)

        yield note
