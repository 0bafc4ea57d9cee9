"""Walls, floors, roofs, openings and junctions of a house, measured on its plan.

Areas are inside the heated volume, as the method asks (arrêté du 31 mars 2021, annexe 1). Descriptions are in French:
they stand in the files as an assessor would write them.
"""

import math

from rehab_app.services.sampling.archetypes import CONCRETE, HOLLOW_BLOCK, ON_GROUND, SLAB, WOOD_FLOOR
from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.openings import add_openings
from rehab_app.services.sampling.parts import Parts, Record
from rehab_app.services.sampling.plan import House
from rehab_app.services.sampling.state import BARE, BY_PERIOD, INSIDE, KNOWN, Insulation, State

OUTDOORS, VENTED_ATTIC, HEATED_NEIGHBOUR = 1, 11, 22
SOUTH, NORTH, EAST, WEST = 1, 2, 3, 4
SLOPE = math.radians(42)
KNEE_M = 0.9  # height of the street wall inside a lived-in attic
FLOOR_WALL, PARTITION_WALL = 1, 4
_MATERIALS = {8: "briques pleines", 12: "blocs de béton creux", 13: "panneaux de béton"}
_FLOORS = {8: "voûtains en briques", 9: "dalle béton", 10: "plancher bois sur solives bois"}
_BELOW = {3: "vide sanitaire", 5: "terre-plein", 6: "cave non chauffée"}


def inner_size(house: House) -> tuple[float, float]:
    """Width and depth inside the main body; party walls count for half."""
    thick = house.archetype.wall_thickness_cm / 100
    width = house.width_m - sum(0.11 if shared else thick for shared in (house.left, house.right))
    return round(width, 2), round(house.depth_m - 2 * thick, 2)


def heated_height(house: House) -> float:
    """Metres from the lowest heated floor to the highest heated ceiling."""
    kind = house.archetype
    return round(kind.storeys * kind.ceiling_m + (KNEE_M if kind.lived_in_attic else 0.0), 2)


def living_area_m2(house: House) -> float:
    """Floor area less partitions and stairs; a third of a lived-in attic is too low to count."""
    width, depth = inner_size(house)
    kind = house.archetype
    storeys = kind.storeys * 0.9 + (0.6 if kind.lived_in_attic else 0.0)
    extension = house.extension
    return round(width * depth * storeys + (extension.width_m * extension.depth_m * 0.8 if extension else 0.0), 1)


def orientation(azimuth_deg: float) -> int:
    """Id of the quarter an azimuth falls in."""
    return (NORTH, EAST, SOUTH, WEST)[int(((azimuth_deg + 45) % 360) // 90)]


def describe_envelope(house: House, state: State, parts: Parts, draw: Draw) -> None:
    """Add walls, floors, roofs, windows, doors and bridges to the parts."""
    walls = _walls(house, state, parts)
    _floors(house, state, parts, walls, draw)
    _roofs(house, state, parts, draw)
    _partition_bridges(house, parts, walls)
    add_openings(house, state, parts, walls, draw)
    for wall in parts.rows["wall"]:
        wall["area_m2"] = round(wall["gross_area_m2"] - wall.pop("openings_m2", 0.0), 2)


def _walls(house: House, state: State, parts: Parts) -> dict[str, int]:
    """Number of the wall on each side: street, back, gables, extension."""
    width, depth = inner_size(house)
    high, front = heated_height(house), house.facing_deg
    extension = house.extension
    covered = extension.width_m * house.archetype.ceiling_m if extension else 0.0
    found = {
        "street": _main_wall(house, state.walls, parts, "façade rue", width * high, front),
        "back": _main_wall(house, state.back_walls, parts, "façade arrière", width * high - covered, front + 180),
    }
    triangle = depth * depth / 4 * math.tan(SLOPE) * 0.7 if house.archetype.lived_in_attic else 0.0
    for side, shared, azimuth in (("left", house.left, front + 90), ("right", house.right, front - 90)):
        if shared:
            number = _party_wall(house, parts, depth * high, azimuth)
        else:
            area = depth * high + triangle
            number = _main_wall(house, state.back_walls, parts, "pignon", area, azimuth)
        found[side] = number
    if extension:
        found["extension"] = _extension_walls(house, state, parts, front)
    return found


def _main_wall(house: House, insulation: Insulation, parts: Parts, name: str, area: float, azimuth: float) -> int:
    kind = house.archetype
    return parts.add(
        "wall",
        description=f"Mur {name} en {_MATERIALS[kind.wall_material]} {kind.wall_thickness_cm} cm",
        gross_area_m2=round(area, 2),
        orientation_id=orientation(azimuth),
        adjacency_id=OUTDOORS,
        material_id=kind.wall_material,
        thickness_cm=kind.wall_thickness_cm,
        lining_id=2,
        insulating_render=0,
        heavy=int(insulation.kind != INSIDE or not insulation.present),
        **_insulation(insulation),
    )


def _party_wall(house: House, parts: Parts, area: float, azimuth: float) -> int:
    return parts.add(
        "wall",
        description="Mur mitoyen en briques pleines 23 cm",
        gross_area_m2=round(area, 2),
        orientation_id=orientation(azimuth),
        adjacency_id=HEATED_NEIGHBOUR,
        material_id=CONCRETE if house.archetype.wall_material == CONCRETE else 8,
        thickness_cm=20 if house.archetype.wall_material == CONCRETE else 23,
        lining_id=2,
        insulating_render=0,
        heavy=1,
        **_insulation(Insulation(BARE)),
    )


def _extension_walls(house: House, state: State, parts: Parts, front: float) -> int:
    """Back and sides of the extension; a side shared with the neighbour's loses nothing. Gives the back's number."""
    extension = house.extension
    assert extension is not None
    high = house.archetype.ceiling_m - 0.2
    # Extensions of after the first oil crisis were insulated when they were built.
    built = state.fitted_kitchen_extension_year
    insulation = Insulation(KNOWN, 4.0) if built >= 1975 else Insulation(BARE)
    block = {
        "adjacency_id": OUTDOORS,
        "material_id": HOLLOW_BLOCK,
        "thickness_cm": 20,
        "lining_id": 2,
        "insulating_render": 0,
        "heavy": int(not insulation.present),
        **_insulation(insulation),
    }
    back = parts.add(
        "wall",
        description=f"Mur arrière de l’extension de {built} en blocs de béton creux 20 cm",
        gross_area_m2=round(extension.width_m * high, 2),
        orientation_id=orientation(front + 180),
        **block,
    )
    inward, outward = (front - 90, front + 90) if extension.at_left else (front + 90, front - 90)
    sides = [(inward, OUTDOORS), (outward, HEATED_NEIGHBOUR if house.extension_shared else OUTDOORS)]
    for azimuth, adjacency in sides:
        parts.add(
            "wall",
            description="Mur latéral de l’extension en blocs de béton creux 20 cm",
            gross_area_m2=round(extension.depth_m * high, 2),
            orientation_id=orientation(azimuth),
            **{**block, "adjacency_id": adjacency},
        )
    return back


def _floors(house: House, state: State, parts: Parts, walls: dict[str, int], draw: Draw) -> None:
    width, depth = inner_size(house)
    below, structure = draw.weighted(house.archetype.floors)
    insulation = state.floor if below != ON_GROUND else Insulation(BARE)
    perimeter = 2 * width + sum(depth for shared in (house.left, house.right) if not shared)
    floor = _floor(parts, below, structure, width * depth, perimeter, insulation)
    joined = [("street", width), ("back", width)]
    joined += [(side, depth) for side, shared in (("left", house.left), ("right", house.right)) if not shared]
    for side, length in joined:
        _bridge(parts, "Plancher bas / mur", FLOOR_WALL, length, walls[side], floor_number=floor)
    if house.extension:
        w, d = house.extension.width_m, house.extension.depth_m
        outer = w + d * (1 if house.extension_shared else 2)
        _floor(parts, ON_GROUND, SLAB, w * d, outer, Insulation(BARE), "de l’extension ")


def _floor(
    parts: Parts, below: int, structure: int, area: float, perimeter: float, insulation: Insulation, of: str = ""
) -> int:
    return parts.add(
        "floor",
        description=f"Plancher bas {of}sur {_BELOW[below]} : {_FLOORS[structure]}",
        area_m2=round(area, 2),
        type_id=structure,
        heavy=int(structure != WOOD_FLOOR),
        adjacency_id=below,
        ground_calculation=1,
        ground_perimeter_m=round(perimeter, 2),
        ground_area_m2=round(area, 2),
        **_insulation(insulation),
    )


def _roofs(house: House, state: State, parts: Parts, draw: Draw) -> None:
    width, depth = inner_size(house)
    area, slopes = width * depth, width * depth / math.cos(SLOPE)
    if house.archetype.lived_in_attic:
        lying: Record = {"description": "Rampants sous tuiles", "area_m2": round(slopes * 0.85, 2), "type_id": 12}
        lying["adjacency_id"] = OUTDOORS
    else:
        gables = sum(depth * depth / 4 * math.tan(SLOPE) for shared in (house.left, house.right) if not shared)
        lying = {
            "description": "Plafond sous combles perdus",
            "area_m2": round(area, 2),
            "type_id": 14 if house.archetype.wall_material == CONCRETE else draw.weighted({4: 3, 10: 4, 14: 3}),
            "adjacency_id": VENTED_ATTIC,
            "buffer_insulation_id": 4 if state.roof.present else 2,
            "buffer_inner_area_m2": round(area, 2),
            "buffer_outer_area_m2": round(slopes + gables, 2),
        }
    parts.add("roof", heavy=0, **lying, **_insulation(state.roof))
    if house.extension:
        built = state.fitted_kitchen_extension_year
        parts.add(
            "roof",
            description=f"Toiture de l’extension de {built}",
            area_m2=round(house.extension.width_m * house.extension.depth_m, 2),
            type_id=10,
            heavy=0,
            adjacency_id=OUTDOORS,
            **_insulation(Insulation(KNOWN, 6.0) if built >= 1975 else Insulation(BARE)),
        )


def _partition_bridges(house: House, parts: Parts, walls: dict[str, int]) -> None:
    """Party walls meet the street and back walls; half of each junction belongs to the neighbour."""
    shared = int(house.left) + int(house.right)
    if shared:
        for side in ("street", "back"):
            length = shared * heated_height(house)
            _bridge(parts, "Refend / mur", PARTITION_WALL, length, walls[side], share=0.5)


def _bridge(parts: Parts, name: str, kind: int, length: float, wall: int, share: float = 1.0, **link: int) -> None:
    other = next((parts.reference(field.removesuffix("_number"), number) for field, number in link.items()), "")
    parts.add(
        "bridge",
        description=name,
        type_id=kind,
        length_m=round(length, 2),
        share=share,
        method_id=1,
        wall_number=wall,
        reference_1=parts.reference("wall", wall),
        reference_2=other,
        **link,
    )


def _insulation(insulation: Insulation) -> Record:
    """Columns that say what insulates a part and how that is known (enumerations type_isolation, methode_saisie_u)."""
    known: Record = {"u0_method_id": 2}
    if insulation.how == KNOWN:
        return known | {
            "insulation_id": insulation.kind,
            "insulation_thickness_cm": insulation.thickness_cm,
            "u_method_id": 3,
        }
    if insulation.how == BY_PERIOD:
        return known | {
            "insulation_id": insulation.kind,
            "insulation_period_id": insulation.period,
            "u_method_id": 7,
        }
    return known | (
        {"insulation_id": 2, "u_method_id": 1} if insulation.how == BARE else {"insulation_id": 1, "u_method_id": 2}
    )
