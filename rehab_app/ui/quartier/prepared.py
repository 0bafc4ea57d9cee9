"""What the map and the table need of a neighbourhood and takes long to make: made on the thread that reads it."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from rehab_app.core.collector import collector_paused
from rehab_app.core.format import figure
from rehab_app.services.neighbourhood import HOME_COLUMNS, Neighbourhood
from rehab_app.ui.quartier.colouring import colouring, ring_codes
from rehab_app.ui.quartier.footprint_paths import Coloured, FootprintPaths
from rehab_app.ui.quartier.sorting import searched, sort_keys
from rehab_app.ui.theme import LIGHT

_CODED = ("street", "house_number", "label", "label_after", "stage")


@dataclass(frozen=True, slots=True)
class Prepared:
    """Stays with the desk when the pages are made anew.

    Attributes:
        homes: what it was made from.
        searched: text of each home to search in.
        ranks: rank of each home by name of column; those that are missing are added when they are first needed.
        paths: the footprints.
        mode, coloured: one way to colour them, ready to be drawn.
    """

    homes: Neighbourhood
    searched: NDArray[Any]
    ranks: dict[str, NDArray[Any]]
    paths: FootprintPaths
    mode: str
    coloured: Coloured


def prepare(homes: Neighbourhood, mode: str, before: Prepared | None = None) -> Prepared:
    """Make everything; `before` gives its footprints again when they are the same."""
    with collector_paused():
        same = before is not None and before.homes.footprints is homes.footprints
        paths = before.paths if before is not None and same else FootprintPaths(homes.footprints)
        # The codes of a colouring are the same in every theme.
        coloured = paths.coloured(ring_codes(homes, colouring(mode, homes, LIGHT)))
        first = HOME_COLUMNS[0]
        # Made here rather than when they are first asked for, on the thread of the window.
        homes.position, homes.located, homes.ring_homes, paths.extent_m  # noqa: B018
        for name in _CODED:
            homes.coded(name)
        figure(len(homes))  # the first figure written loads the words of the language
        return Prepared(homes, searched(homes), {first.name: sort_keys(homes, first)}, paths, mode, coloured)
