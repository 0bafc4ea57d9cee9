"""Ventilation, heating and hot water of a house, as an assessor would enter them.

Shares follow what is known of the coalfield: mostly natural gas, some direct electric heating, a few oil, coal and
wood stoves. Numbers of lists are ids of the official enumerations (resources/catalogue/enumerations.csv).
"""

from dataclasses import dataclass

from rehab_app.services.sampling.archetypes import (
    AIR_INLETS,
    DUCTS,
    HYGRO_B,
    HYGRO_B_2012,
    SELF_REGULATED,
    WINDOWS_ONLY,
    Archetype,
)
from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.parts import Parts, Record

ELECTRICITY, GAS, OIL, LOGS, PELLETS, COAL = 1, 2, 3, 4, 5, 11
ROOM_HEATING, CENTRAL = 1, 2
NO_NETWORK, MEDIUM, HIGH = 1, 3, 4
HEATING_ONLY, WATER_ONLY, BOTH = 1, 2, 3
INSTANT, BUILT_IN_TANK = 1, 3
_WITHOUT_VALVES = (34,)  # radiators without thermostatic valves


@dataclass(frozen=True, slots=True)
class Heater:
    """A heat generator with its emitters.

    Attributes:
        said: in French.
        generator, emitter, energy: ids of the enumerations.
        twin: id of the same boiler in the hot water enumeration, -1 when it cannot make hot water.
        temperature: id of temp_distribution_ch.
        sealed: fan-assisted or sealed flue.
    """

    said: str
    generator: int
    emitter: int
    energy: int
    twin: int = -1
    temperature: int = NO_NETWORK
    sealed: int = -1

    @property
    def central(self) -> bool:
        return self.temperature != NO_NETWORK


CONVECTORS = Heater("Convecteurs électriques", 98, 1, ELECTRICITY)
RADIANT = Heater("Panneaux rayonnants électriques", 99, 2, ELECTRICITY)
ELECTRIC_RADIATORS = Heater("Radiateurs électriques", 100, 3, ELECTRICITY)
OIL_STOVE = Heater("Poêle à fioul", 47, 22, OIL)
COAL_STOVE = Heater("Poêle à charbon", 47, 20, COAL)
OLD_LOG_STOVE = Heater("Poêle à bûches des années 1990", 26, 21, LOGS)
LOG_STOVE = Heater("Poêle à bûches label flamme verte", 38, 21, LOGS)
PELLET_STOVE = Heater("Poêle à granulés label flamme verte", 45, 21, PELLETS)
GAS_1988 = Heater("Chaudière gaz classique de 1988", 87, 34, GAS, 47, HIGH, 0)
GAS_1998 = Heater("Chaudière gaz standard de 1998", 88, 34, GAS, 48, HIGH, 0)
GAS_2006 = Heater("Chaudière gaz basse température de 2006", 92, 39, GAS, 52, MEDIUM, 1)
GAS_STANDARD_2009 = Heater("Chaudière gaz standard de 2009", 89, 38, GAS, 49, HIGH, 1)
GAS_CONDENSING_2012 = Heater("Chaudière gaz à condensation de 2012", 96, 39, GAS, 56, MEDIUM, 1)
GAS_CONDENSING_2019 = Heater("Chaudière gaz à condensation de 2019", 97, 39, GAS, 57, MEDIUM, 1)
OIL_BOILER = Heater("Chaudière fioul standard de 1995", 79, 34, OIL, 39, HIGH, 0)

PRIVATE: dict[Heater, float] = {
    GAS_1988: 5,
    GAS_1998: 13,
    GAS_2006: 9,
    GAS_STANDARD_2009: 8,
    GAS_CONDENSING_2012: 13,
    GAS_CONDENSING_2019: 15,
    CONVECTORS: 12,
    RADIANT: 5,
    ELECTRIC_RADIATORS: 4,
    OIL_STOVE: 2,
    COAL_STOVE: 3,
    OLD_LOG_STOVE: 3,
    LOG_STOVE: 2,
    PELLET_STOVE: 3,
    OIL_BOILER: 3,
}
SOCIAL: dict[Heater, float] = {
    GAS_1998: 2,
    GAS_STANDARD_2009: 3,
    GAS_CONDENSING_2012: 5,
    GAS_CONDENSING_2019: 5,
    CONVECTORS: 1,
}
_AIR = {
    WINDOWS_ONLY: ("Aération par ouverture des fenêtres", 0),
    AIR_INLETS: ("Entrées d’air hautes et basses", 0),
    DUCTS: ("Ventilation naturelle par conduit", 0),
    SELF_REGULATED: ("VMC simple flux autoréglable de 1982 à 2000", 0),
    HYGRO_B_2012: ("VMC simple flux hygroréglable B de 2001 à 2012", 0),
    HYGRO_B: ("VMC simple flux hygroréglable B d’après 2012", 1),
}


def describe_systems(archetype: Archetype, area_m2: float, social: bool, parts: Parts, draw: Draw) -> None:
    """Add ventilation, heating and hot water to the parts."""
    storeys = archetype.storeys + int(archetype.lived_in_attic)
    heater = draw.weighted(SOCIAL if social else PRIVATE)
    mixed = heater.twin > 0 and draw.happens(0.8)
    _ventilation(area_m2, social, parts, draw)
    _heating(heater, mixed, area_m2, storeys, parts, draw)
    _hot_water(heater, mixed, area_m2, storeys, parts, draw)


def _ventilation(area_m2: float, social: bool, parts: Parts, draw: Draw) -> None:
    kind = draw.weighted(
        {AIR_INLETS: 2, SELF_REGULATED: 3, HYGRO_B_2012: 3, HYGRO_B: 3}
        if social
        else {WINDOWS_ONLY: 40, AIR_INLETS: 14, DUCTS: 14, SELF_REGULATED: 14, HYGRO_B_2012: 9, HYGRO_B: 9}
    )
    said, recent = _AIR[kind]
    parts.add(
        "ventilation",
        description=said,
        type_id=kind,
        area_m2=area_m2,
        several_facades=1,
        after_2012=recent,
        q4pa_method_id=1,
    )


def _heating(heater: Heater, mixed: bool, area_m2: float, storeys: int, parts: Parts, draw: Draw) -> None:
    installation = parts.add(
        "heating",
        description=heater.said,
        layout_id=1,
        shared_id=1,
        calculation_id=1,
        heated_area_m2=area_m2,
        storeys=storeys,
        share=1.0,
        multiplier=1.0,
    )
    electric = heater.energy == ELECTRICITY
    parts.add(
        "heating_emitter",
        heating_number=installation,
        description="Radiateurs à eau" if heater.central else heater.said,
        heated_area_m2=area_m2,
        type_id=heater.emitter,
        heating_kind_id=CENTRAL if heater.central else ROOM_HEATING,
        control_id=draw.weighted({1: 3, 2: 2, 3: 5} if heater.central else {1: 3, 4: 2} if electric else {1: 1}),
        regulation_id=1 if heater.emitter in _WITHOUT_VALVES else 2,
        temperature_id=heater.temperature,
        period_id=draw.weighted({1: 2, 2: 4, 3: 4}),
        link_id=1,
        **({"insulated_pipes": 0} if heater.central else {}),
    )
    parts.add(
        "heating_generator",
        heating_number=installation,
        description=heater.said,
        type_id=heater.generator,
        use_id=BOTH if mixed else HEATING_ONLY,
        energy_id=heater.energy,
        characteristics_method_id=1,
        link_id=1,
        in_heated_volume=1,
        cascade_priority=1.0,
        **_combustion(heater, mixed, burner=heater.generator in (92, 96, 97)),
    )


def _combustion(heater: Heater, mixed: bool, burner: bool) -> Record:
    values: Record = {}
    if heater.sealed >= 0:
        values = {"fan_flue": heater.sealed, "burner_control": int(burner)}
    if mixed:
        values["shared_reference"] = "MIXTE1"
    return values


def _hot_water(heater: Heater, mixed: bool, area_m2: float, storeys: int, parts: Parts, draw: Draw) -> None:
    maker = _boiler_water(heater) if mixed else _own_water(heater, draw)
    installation = parts.add(
        "hot_water",
        description=maker["description"],
        layout_id=1,
        shared_id=1,
        calculation_id=1,
        living_area_m2=area_m2,
        dwellings=1.0,
        storeys=storeys,
        loop_id=1,
        share=1.0,
        multiplier=1.0,
        insulated_pipes=0,
        distribution_row_id=_distribution(draw),
    )
    parts.add("hot_water_generator", hot_water_number=installation, characteristics_method_id=1, **maker)


def _distribution(draw: Draw) -> int:
    """Row of the official table of hot water pipes: rooms served side by side, in the heated volume, or not."""
    return draw.weighted({1: 6, 2: 4})


def _boiler_water(heater: Heater) -> Record:
    tank = heater.energy == OIL
    return {
        "description": f"{heater.said}, eau chaude {'avec ballon' if tank else 'instantanée'}",
        "type_id": heater.twin,
        "use_id": BOTH,
        "energy_id": heater.energy,
        "storage_id": BUILT_IN_TANK if tank else INSTANT,
        "storage_l": 100.0 if tank else 0.0,
        "in_heated_volume": 1,
        "fan_flue": heater.sealed,
        "shared_reference": "MIXTE1",
    }


def _own_water(heater: Heater, draw: Draw) -> Record:
    """An electric tank, or an old gas water heater where the house has gas."""
    if heater.energy == GAS and draw.happens(0.3):
        return {
            "description": "Chauffe-eau gaz instantané de 2008",
            "type_id": 66,
            "use_id": WATER_ONLY,
            "energy_id": GAS,
            "storage_id": INSTANT,
            "storage_l": 0.0,
            "in_heated_volume": 1,
            "fan_flue": 0,
        }
    return {
        "description": "Ballon électrique vertical",
        "type_id": draw.weighted({69: 5, 70: 4, 71: 3}),
        "use_id": WATER_ONLY,
        "energy_id": ELECTRICITY,
        "storage_id": BUILT_IN_TANK,
        "storage_l": draw.weighted({100.0: 2, 150.0: 4, 200.0: 4}),
        "in_heated_volume": 1,
        "tank_in_heated_volume": 1,
    }
