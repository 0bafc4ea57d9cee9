"""What the houses of a kind have in common (resources/survey/archetypes.toml), in place of counted frequencies."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rehab_app.core.paths import resource
from rehab_app.domain.survey_choices import ARCHETYPES
from rehab_app.survey.variables import BY_NAME

Floats = NDArray[np.float64]
_LEVELS = 11


@dataclass(frozen=True)
class Overrides:
    """Weights and ranges by archetype and variable."""

    @cached_property
    def document(self) -> Mapping[str, Mapping[str, Any]]:
        with resource("survey", "archetypes.toml").open("rb") as file:
            found: Mapping[str, Mapping[str, Any]] = tomllib.load(file)
        return found

    def weights(self, name: str, archetype: NDArray[np.int16], weights: Floats) -> Floats:
        """The weights of each row (rows, values), those of its archetype where it has some."""
        for index, table in self._of(name, archetype, "weights"):
            row = np.zeros(weights.shape[1])
            for value, weight in table.items():
                row[BY_NAME[name].values.index(value)] = weight
            weights = np.where((archetype == index)[:, None], row / row.sum(), weights)
        return weights

    def quantiles(self, name: str, archetype: NDArray[np.int16], quantiles: Floats) -> Floats:
        """The quantiles of each row (rows, 11), evenly over the range of its archetype where it has one."""
        for index, bounds in self._of(name, archetype, "ranges"):
            even = np.linspace(bounds[0], bounds[1], _LEVELS)
            quantiles = np.where((archetype == index)[:, None], even, quantiles)
        return quantiles

    def _of(self, name: str, archetype: NDArray[np.int16], what: str) -> list[tuple[int, Any]]:
        present = set(archetype[archetype >= 0].tolist())
        codes = tuple(ARCHETYPES)
        return [
            (index, self.document[codes[index]][what][name])
            for index in sorted(present)
            if name in self.document.get(codes[index], {}).get(what, {})
        ]


overrides = Overrides()
