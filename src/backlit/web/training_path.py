"""The path that training took through weight space, for any model or run."""

from __future__ import annotations

from functools import lru_cache

from backlit.core.network import Network
from backlit.data.splits import load_splits
from backlit.files.recording import load_recording
from backlit.files.workspace import recording_path
from backlit.training.settings import Settings
from backlit.training.trajectory import recorded_path, training_path
from backlit.web.model_view import ModelView
from backlit.web.services import Services


def path_of(services: Services, view: ModelView, step: int | None) -> list[Network]:
    """The networks along a training: of a run, of a recording, or of the training repeated.

    Args:
        services: The models and the runs.
        view: The network at the end of the path.
        step: Of a run: the last step of the path; None for the newest.
    """
    metadata = view.model.metadata
    if services.runs.has(view.name):
        recording = services.runs.open(view.name).recording()
        last = recording.last_step if step is None else min(step, recording.last_step)
        return [*recorded_path(recording, last), view.model.network]
    recorded = recording_path(services.models.paths()[view.name])
    if recorded.exists():
        recording = load_recording(recorded)
        last = metadata.history[-1].step if metadata.history else recording.last_step
        if len(path := recorded_path(recording, last)) > 1:
            return [*path, view.model.network]
    provenance = metadata.provenance
    source, column, share = ("mnist", None, None) if provenance is None else (
        provenance.data, provenance.label_column, provenance.validation
    )  # fmt: skip
    return list(_repeated_path(metadata.settings, source, column, share))


@lru_cache(maxsize=4)
def _repeated_path(
    settings: Settings, source: str, column: str | None, share: float | None
) -> tuple[Network, ...]:
    splits = load_splits(source, column, share, None)
    return tuple(training_path(settings, splits.train, splits.validation))
