"""Kinds of miners' houses of the invented neighbourhood.

Sizes, dates and walls follow what is published on the housing of the coalfield: rows of the 19th century, paired
houses from 1867 to 1939, garden cities from 1904 to 1939 (Mission Bassin Minier, cahier « habitat », 2008), Camus
houses of concrete panels 0.20 m thick and 7 m deep (1946-1970), solid brick of 22 to 34 cm. The 3CL table of bare
walls knows solid brick of 23 and 34 cm (arrêté du 31 mars 2021, annexe 1, table of Umur0), so these are entered.
Numbers of lists are ids of the official enumerations (resources/catalogue/enumerations.csv).
"""

from collections.abc import Mapping
from dataclasses import dataclass

BRICK, HOLLOW_BLOCK, CONCRETE = 8, 12, 13
CRAWL_SPACE, ON_GROUND, CELLAR = 3, 5, 6
WOOD_FLOOR, BRICK_VAULTS, SLAB = 10, 8, 9
WINDOWS_ONLY, AIR_INLETS, DUCTS, SELF_REGULATED, HYGRO_B_2012, HYGRO_B = 1, 2, 25, 4, 14, 15


@dataclass(frozen=True, slots=True)
class Archetype:
    """What the houses of one kind have in common.

    Attributes:
        label: in French, as it shows in the descriptions of the files.
        width_m, depth_m: range of the main body, outside.
        years: range of the building year.
        storeys: full storeys of the main body.
        lived_in_attic: the storey under the roof is heated and counts as living area.
        ceiling_m: ceiling height.
        wall_material, wall_thickness_cm: of the outer walls.
        extension_share: how often a ground-floor extension stands at the back.
        floors: weight of each (what is below, structure of the ground floor).
        windows_m: width and height of the ordinary window.
    """

    label: str
    width_m: tuple[float, float]
    depth_m: tuple[float, float]
    years: tuple[int, int]
    storeys: int
    lived_in_attic: bool
    ceiling_m: float
    wall_material: int
    wall_thickness_cm: int
    extension_share: float
    floors: Mapping[tuple[int, int], float]
    windows_m: tuple[float, float]


CORON = Archetype(
    "coron",
    (5.2, 5.8),
    (7.8, 8.4),
    (1882, 1896),
    2,
    False,
    2.6,
    BRICK,
    34,
    0.7,
    {(CELLAR, BRICK_VAULTS): 4, (CRAWL_SPACE, WOOD_FLOOR): 3, (ON_GROUND, SLAB): 3},
    (1.0, 1.5),
)
PAIRED = Archetype(
    "maison jumelée de cité pavillonnaire",
    (6.4, 7.2),
    (7.6, 8.2),
    (1904, 1913),
    1,
    True,
    2.7,
    BRICK,
    34,
    0.6,
    {(CELLAR, BRICK_VAULTS): 5, (CRAWL_SPACE, WOOD_FLOOR): 4, (ON_GROUND, SLAB): 1},
    (1.1, 1.5),
)
GROUPED = Archetype(
    "maison groupée de cité pavillonnaire",
    (5.8, 6.4),
    (7.6, 8.0),
    (1909, 1914),
    2,
    False,
    2.6,
    BRICK,
    23,
    0.6,
    {(CELLAR, BRICK_VAULTS): 3, (CRAWL_SPACE, WOOD_FLOOR): 5, (ON_GROUND, SLAB): 2},
    (1.0, 1.4),
)
GARDEN_CITY = Archetype(
    "maison de cité-jardin",
    (6.6, 7.4),
    (7.4, 8.0),
    (1921, 1926),
    2,
    False,
    2.5,
    BRICK,
    34,
    0.4,
    {(CELLAR, SLAB): 4, (CRAWL_SPACE, WOOD_FLOOR): 6},
    (1.1, 1.4),
)
CAMUS = Archetype(
    "maison Camus",
    (8.8, 9.2),
    (7.0, 7.0),
    (1955, 1955),
    1,
    False,
    2.5,
    CONCRETE,
    20,
    0.0,
    {(CRAWL_SPACE, SLAB): 6, (ON_GROUND, SLAB): 4},
    (1.4, 1.35),
)
TOWN_HOUSE = Archetype(
    "maison de ville de l’entre-deux-guerres",
    (5.6, 6.4),
    (8.4, 9.2),
    (1926, 1938),
    2,
    True,
    2.8,
    BRICK,
    23,
    0.7,
    {(CELLAR, BRICK_VAULTS): 6, (CELLAR, SLAB): 2, (ON_GROUND, SLAB): 2},
    (1.2, 1.6),
)
