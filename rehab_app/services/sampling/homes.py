"""The homes of the invented neighbourhood: who owns them, how they are lived in, and what a survey says of them.

Nobody here exists: owners are called « Exemple » and numbered, addresses end in « (fictif) », and no income, no
telephone and no e-mail is given.
"""

import datetime
from dataclasses import dataclass

from rehab_app.domain.catalogue.stock import stock_from_rows
from rehab_app.domain.table import Stock
from rehab_app.services.sampling.draw import Draw
from rehab_app.services.sampling.envelope import describe_envelope, living_area_m2
from rehab_app.services.sampling.parts import Parts, Record
from rehab_app.services.sampling.plan import House, houses
from rehab_app.services.sampling.state import draw_state
from rehab_app.services.sampling.systems import describe_systems

SOCIAL_LANDLORD = "Habitat Exemple, bailleur social (fictif)"
FIRST_DAY = datetime.date(2022, 1, 3)
LAST_DAY = datetime.date(2025, 10, 31)
WITHOUT_DPE = 0.07
# What ten files lack, one after the other: each is to be refused by name, not guessed.
GAPS: tuple[tuple[str, ...], ...] = (
    ("heating", "heating_emitter", "heating_generator"),
    ("hot_water", "hot_water_generator"),
    ("ventilation",),
    ("ceiling_height_m",),
    ("living_area_m2",),
)
INCOMPLETE = 10


@dataclass(frozen=True, slots=True)
class Home:
    """A home and its owner, as the town's list has them.

    Attributes:
        owner_kind, tenure, stage: codes of domain/codes.py; `stage` is "" before a first contact.
        wish: what the owner said, in French.
        survey: the description of an assessor, None for a home that never had one.
        gap: tables or columns left out of the survey on purpose.
        incomplete: the survey lacks something the estimate cannot do without.
    """

    house: House
    owner: str
    owner_kind: str
    tenure: str
    stage: str
    wish: str
    survey: Stock | None
    gap: tuple[str, ...] = ()


def homes(seed: int) -> list[Home]:
    """All homes in the order of the houses."""
    built = houses(seed)
    incomplete = _spread(len(built), INCOMPLETE)
    return [_home(house, seed, incomplete.get(house.index, ())) for house in built]


def _spread(count: int, wanted: int) -> dict[int, tuple[str, ...]]:
    """Homes whose survey is incomplete, evenly along the streets, and what each lacks."""
    return {(2 * place + 1) * count // (2 * wanted): GAPS[place % len(GAPS)] for place in range(wanted)}


def _home(house: House, seed: int, gap: tuple[str, ...]) -> Home:
    people, building = Draw(seed, 2, house.index), Draw(seed, 3, house.index)
    social = people.happens(house.street.social_share)
    owner, kind, tenure = _owner(house, social, people)
    stage = _stage(kind, people)
    surveyed = bool(gap) or not people.happens(WITHOUT_DPE)
    survey = _survey(house, social, gap, building) if surveyed else None
    return Home(house, owner, kind, tenure, stage, _wish(stage, people), survey, gap)


def _owner(house: House, social: bool, draw: Draw) -> tuple[str, str, str]:
    """Name, kind of owner and occupancy."""
    number = f"{house.index + 1:03d}"
    if social:
        return SOCIAL_LANDLORD, "social_landlord", "vacant" if draw.happens(0.05) else "social"
    situation = draw.weighted({"owner": 74, "landlord": 17, "company": 4, "vacant": 5})
    if situation == "company":
        return f"SCI Exemple {number} (fictif)", "company", "rented"
    if situation == "landlord":
        return f"{draw.among(('M.', 'Mme'))} Bailleur Exemple {number}", "landlord", "rented"
    name = f"{draw.among(('Mme', 'M.', 'M. et Mme'))} Exemple {number}"
    return name, "person", "vacant" if situation == "vacant" else "owner_occupied"


def _stage(kind: str, draw: Draw) -> str:
    if kind == "social_landlord":
        return draw.weighted({"sensed": 3, "interested": 2, "": 5})
    return draw.weighted({"": 26, "sensed": 26, "interested": 28, "committed": 16, "quoted": 2, "withdrawn": 2})


def _wish(stage: str, draw: Draw) -> str:
    if stage in ("", "sensed", "withdrawn"):
        return ""
    return draw.among(
        (
            "Veut d’abord la toiture",
            "Se plaint du froid dans les chambres",
            "Veut baisser sa facture de gaz",
            "Attend l’avis de ses voisins",
            "Prêt à faire une partie des travaux",
            "Humidité dans la cuisine",
        )
    )


def _survey(house: House, social: bool, gap: tuple[str, ...], draw: Draw) -> Stock:
    parts = Parts()
    state = draw_state(house, social, draw)
    area = living_area_m2(house)
    describe_envelope(house, state, parts, draw)
    describe_systems(house.archetype, area, social, parts, draw)
    dwelling = _dwelling(house, area, parts, draw)
    parts.drop(*gap)
    for column in gap:
        dwelling.pop(column, None)
    return stock_from_rows({"dwelling": [dwelling], **parts.rows})


def _dwelling(house: House, area: float, parts: Parts, draw: Draw) -> Record:
    day = FIRST_DAY + datetime.timedelta(days=draw.whole(0, (LAST_DAY - FIRST_DAY).days))
    kind = house.archetype
    storeys = kind.storeys + int(kind.lived_in_attic)
    heavy_floor = parts.part("floor", 1)["heavy"]
    heavy_walls = parts.part("wall", 1)["heavy"]
    return {
        "dpe_number": f"{day.year}FICTIF{house.index + 1:04d}",
        "assessed_on": day.isoformat(),
        "dpe_version": "2.4" if day >= datetime.date(2024, 7, 1) else "2.3",
        "dpe_model_id": 1,
        "method_id": 1,
        "construction_year": house.year,
        "construction_period_id": 1 if house.year < 1948 else 2,
        "living_area_m2": area,
        "dwellings_in_building": 1,
        "storeys": storeys,
        "building_storeys": storeys,
        "ceiling_height_m": kind.ceiling_m,
        "visited": 1,
        "climate_zone_id": 1,
        "altitude_class_id": 1,
        "altitude_m": 45.0,
        "old_materials": int(house.year < 1948),
        "heavy_floor": heavy_floor,
        "heavy_roof": 0,
        "heavy_walls": heavy_walls,
        # One class up for each heavy part: light, medium, heavy.
        "inertia_class_id": 4 - heavy_floor - heavy_walls,
    }
