"""Windows and doors of a house, and the junctions with the walls they stand in."""

from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.parts import Parts, Record
from rehab_app.services.sampling.plan import House
from rehab_app.services.sampling.state import DOUBLE, LOW_EMISSIVITY, OLD_DOUBLE, SINGLE, State

JOINERY_WALL = 5
CASEMENT, FRENCH_WINDOW = 4, 8
WOOD, PLASTIC = 3, 5
NO_SHUTTER, HINGED, ROLLER = 1, 7, 4
NO_BALCONY = 19  # row "no mask" of the official table of near masks
_GLAZING: dict[str, Record] = {
    SINGLE: {"glazing_id": 1},
    OLD_DOUBLE: {"glazing_id": 2, "gas_id": 1, "gap_mm": 6.0, "low_emissivity": 0},
    DOUBLE: {"glazing_id": 2, "gas_id": 1, "gap_mm": 12.0, "low_emissivity": 0},
    LOW_EMISSIVITY: {"glazing_id": 2, "gas_id": 2, "gap_mm": 16.0, "low_emissivity": 1},
}
_SAID = {
    SINGLE: "simple vitrage",
    OLD_DOUBLE: "double vitrage 4/6/4",
    DOUBLE: "double vitrage 4/12/4",
    LOW_EMISSIVITY: "double vitrage peu émissif 4/16/4 argon",
}
_DOOR_M = (0.95, 2.15)


def add_openings(house: House, state: State, parts: Parts, walls: dict[str, int], draw: Draw) -> None:
    """Add the openings of every façade; each wall's record gathers the area they take in `openings_m2`."""
    kind = house.archetype
    size = kind.windows_m
    upper = (2 if house.width_m > 5.5 else 1) * (kind.storeys - 1)
    _windows(parts, state, walls["street"], "façade rue", size, (2 if house.width_m > 7.5 else 1) + upper)
    if kind.lived_in_attic:
        _windows(parts, state, walls["street"], "lucarne sur rue", (0.9, 0.8), 1)
    _door(parts, state, walls["street"], draw)
    behind = walls.get("extension", walls["back"])
    _windows(parts, state, behind, "porte-fenêtre sur jardin", (1.2, 2.1), 1, back=True, kind=FRENCH_WINDOW)
    if kind.storeys > 1:
        _windows(parts, state, walls["back"], "façade arrière, étage", (1.0, 1.25), 2, back=True)
    elif house.width_m > 5.5:
        _windows(parts, state, walls["back"], "façade arrière", (1.0, 1.25), 1, back=True)
    for side, shared in (("left", house.left), ("right", house.right)):
        if not shared and draw.happens(0.3):
            _windows(parts, state, walls[side], "pignon", (0.6, 0.9), 1, back=True)


def _windows(
    parts: Parts,
    state: State,
    wall: int,
    where: str,
    size_m: tuple[float, float],
    count: int,
    back: bool = False,
    kind: int = CASEMENT,
) -> None:
    glazing = state.back_glazing if back else state.front_glazing
    plastic = state.plastic_frames and glazing != SINGLE
    area = round(size_m[0] * size_m[1] * count, 2)
    number = parts.add(
        "window",
        description=f"Menuiserie {'PVC' if plastic else 'bois'}, {_SAID[glazing]}, {where}",
        area_m2=area,
        count=count,
        orientation_id=parts.part("wall", wall)["orientation_id"],
        performance_method_id=1,
        type_id=kind,
        frame_id=PLASTIC if plastic else WOOD,
        **_GLAZING[glazing],
        tilt_id=3,
        fitting_id=3 if glazing == SINGLE else 2,
        double_window=0,
        shutter_id=_shutter(state, back),
        sun_protection=0,
        insulation_return=0,
        frame_width_cm=5.0,
        seals=int(glazing in (DOUBLE, LOW_EMISSIVITY)),
        near_mask_row_id=NO_BALCONY,
        adjacency_id=1,
        wall_number=wall,
        wall_reference=parts.reference("wall", wall),
    )
    _taken(parts, wall, area)
    _junction(parts, wall, "window", number, 2 * count * (size_m[0] + size_m[1]))


def _shutter(state: State, back: bool) -> int:
    if not state.shutters or back:
        return NO_SHUTTER
    return ROLLER if state.plastic_frames else HINGED


def _door(parts: Parts, state: State, wall: int, draw: Draw) -> None:
    area = round(_DOOR_M[0] * _DOOR_M[1], 2)
    number = parts.add(
        "door",
        description="Porte d’entrée isolée" if state.insulated_door else "Porte d’entrée en bois",
        area_m2=area,
        count=1,
        method_id=1,
        type_id=15 if state.insulated_door else draw.weighted({1: 3, 2: 4, 3: 3}),
        fitting_id=2,
        insulation_return=0,
        frame_width_cm=5.0,
        seals=int(state.insulated_door),
        adjacency_id=1,
        wall_number=wall,
        wall_reference=parts.reference("wall", wall),
    )
    _taken(parts, wall, area)
    _junction(parts, wall, "door", number, _DOOR_M[0] + 2 * _DOOR_M[1])


def _taken(parts: Parts, wall: int, area: float) -> None:
    record = parts.part("wall", wall)
    record["openings_m2"] = record.get("openings_m2", 0.0) + area


def _junction(parts: Parts, wall: int, table: str, number: int, length: float) -> None:
    parts.add(
        "bridge",
        description="Menuiserie / mur",
        type_id=JOINERY_WALL,
        length_m=round(length, 2),
        share=1.0,
        method_id=1,
        wall_number=wall,
        reference_1=parts.reference("wall", wall),
        reference_2=parts.reference(table, number),
        **{f"{table}_number": number},
    )
