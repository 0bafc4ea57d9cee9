"""Results of several bundles for many homes, as columns.

k bundles for n homes have k·n values, bundle after bundle: the value of bundle b and home h is at b·n + h.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rehab_app.domain.table import Column, Stock
from rehab_app.energy.estimate import Estimate
from rehab_app.works.costs import Cost
from rehab_app.works.surroundings import Surroundings
from rehab_app.works.targets import Target

Package = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What k bundles do to n homes.

    Attributes:
        packages: works of each bundle.
        stock: the n homes; tiled: the homes repeated for each bundle; after: the same after the works.
        around: surroundings of the tiled homes.
        before: estimate of the n homes; result: of the k·n homes after.
        found: rows each work treats in the tiled tables.
        quantities, costs: by work, k·n values; total: sums of the works.
    """

    packages: tuple[Package, ...]
    stock: Stock
    tiled: Stock
    after: Stock
    around: Surroundings
    before: Estimate
    result: Estimate
    found: Mapping[str, Target]
    quantities: Mapping[str, Column]
    costs: Mapping[str, Cost]
    total: Cost

    @property
    def homes(self) -> int:
        return self.stock.size

    def repeated(self, column: Column) -> Column:
        """A column of the homes, once for each bundle."""
        return np.tile(column, len(self.packages))
