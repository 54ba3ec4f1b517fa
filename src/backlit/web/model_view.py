"""The network that a request is about, with its edits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from backlit.analyse.edits import apply_edits
from backlit.core.cost import COSTS, Cost
from backlit.core.network import Network
from backlit.errors import ModelError
from backlit.explain.origin import Baselines
from backlit.render.names import Names
from backlit.training.randomness import initial_network
from backlit.training.records import Model
from backlit.training.settings import Settings
from backlit.web.schemas import ModelRequest
from backlit.web.services import Services


@dataclass(frozen=True, eq=False)
class ModelView:
    """A model under a name, and its network with the edits of a request.

    Attributes:
        name: The name of a model or a run.
        model: The model without the edits.
        network: The network with the edits.
    """

    name: str
    model: Model
    network: Network

    @property
    def cost(self) -> Cost:
        """The cost that the model was trained with."""
        return COSTS[self.model.metadata.settings.cost]

    @property
    def names(self) -> Names:
        """The names of its neurons and classes."""
        metadata = self.model.metadata
        return Names(self.network.sizes, metadata.classes, metadata.image_shape)

    @property
    def baselines(self) -> Baselines:
        """The network before its training, if the settings still fit, and before the edits."""
        settings = self.model.metadata.settings
        fits = settings.sizes == self.network.sizes
        return Baselines(_initial_network(settings) if fits else None, self.model.network)


def view_model(services: Services, request: ModelRequest) -> ModelView:
    """The network that a request names.

    Raises:
        ModelError: when there is no such model, or it is broken.
        BacklitError: when an edit cannot be made.
    """
    if services.runs.has(request.model):
        model = services.runs.open(request.model).model(request.step)
        return ModelView(request.model, model, _with_edits(model.network, request))
    paths = services.models.paths()
    name = request.model or next(iter(paths))
    if name not in paths:
        raise ModelError(
            f"Expected the name of a model, got {name!r}.", hint="/api/models lists them"
        )
    model = services.models.model(paths[name])
    return ModelView(name, model, _with_edits(model.network, request))


def _with_edits(network: Network, request: ModelRequest) -> Network:
    if not request.edits:
        return network
    return apply_edits(network, [edit.edit() for edit in request.edits])


@lru_cache(maxsize=8)
def _initial_network(settings: Settings) -> Network:
    return initial_network(settings)
