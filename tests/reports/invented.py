"""An invented group of houses in a row, for tests and measurements: no such street, house, firm or person exists."""

import datetime
import math

from rehab_app.domain.dossier import (
    ArtisanDossier,
    Bar,
    Facade,
    House,
    Item,
    Line,
    Outline,
    Point,
    SiteMap,
    StreetName,
    rounded,
)
from rehab_app.domain.edition import Contact, Edition
from rehab_app.domain.works import Criterion, Spared, Treated
from rehab_app.reports import practice

MADE_ON = datetime.date(2026, 11, 22)
FIRST_DAY = datetime.date(2027, 3, 1)
_TURN = math.radians(14)
_WIDTH_M, _DEPTH_M = 5.6, 8.4
OTHER_LOTS = ("site", "masonry", "roof", "joinery", "lining", "ventilation", "heating")

INSULATION = Item(
    number="6.1",
    designation="Isolation des murs par l’extérieur, enduit sur isolant",
    unit="m²",
    short="Isolation extérieure",
    criteria=(
        Criterion("R ≥ 3,7 m²·K/W, isolation existante non comptée", "BAR-EN-102", "CEE, fiche BAR-EN-102", "official"),
        Criterion("R ≥ 4,4 m²·K/W", "BAR-TH-174", "rénovation d’ampleur", "to_confirm", "2026-01-17"),
    ),
    mentions=("marque", "référence", "épaisseur", "résistance thermique R", "n° ACERMI", "parement", "fixation"),
    products="polystyrène ou laine de roche au choix, enduit dans la teinte de la rue",
    biosourced="fibre de bois et bardage sur les façades arrière",
)
REVEALS = Item("6.2", "Habillage des tableaux et appuis de baies", "u", "Tableaux et appuis")
GABLE = Item("6.3", "Isolation de pignon en surépaisseur", "m²", "Pignon", criteria=INSULATION.criteria[:1])


def dossier(houses: int = 12, fictional: bool = True, lot: str = "facade") -> ArtisanDossier:
    """A group of that many houses, numbered 2, 4, 6, …; every third has no measured reveals."""
    made = tuple(_house(position, houses) for position in range(houses))
    keys = [house.key for house in made]
    return ArtisanDossier(
        edition=Edition(
            operation="Réhabilitation du quartier des Acacias",
            town="Ville-Inventée",
            fictional=fictional,
            version=2,
            made_on=MADE_ON,
            engine_version="0.1.0",
            parameters_on=datetime.date(2026, 11, 1),
        ),
        group="Rue des Acacias, côté pair",
        lot=lot,
        firm="Façades du Terril (entreprise fictive)",
        contacts=(
            Contact("Conseillère habitat", "Mairie de Ville-Inventée", "01 99 00 00 01", "habitat@ville.example"),
            Contact("Conduite de travaux", "Bureau Exemple", "01 99 00 00 02"),
        ),
        site=_site(houses),
        items=(INSULATION, REVEALS, GABLE),
        houses=made,
        calendar=tuple(bar for position, key in enumerate(keys) for bar in _bars(position, key)),
        interfaces=practice.interfaces(lot, OTHER_LOTS),
        checks=practice.checks(lot),
        rge_domains=("Isolation des murs par l'extérieur",),
        mentions=practice.quote_mentions(),
        clauses=("Un seul échafaudage pour deux maisons qui se suivent.",),
    )


def _corner(x: float, y: float) -> Point:
    """A point of the row, turned so that the street does not run along the axes."""
    return x * math.cos(_TURN) - y * math.sin(_TURN), x * math.sin(_TURN) + y * math.cos(_TURN)


def _ring(x: float, y: float, width: float, depth: float) -> tuple[Point, ...]:
    return tuple(_corner(*p) for p in ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth)))


def _house(position: int, count: int) -> House:
    x = (position // 2) * 2 * (_WIDTH_M + 1.2) + (position % 2) * _WIDTH_M
    ring = _ring(x, 0, _WIDTH_M, _DEPTH_M)
    street, right, back, left = [(ring[n], ring[(n + 1) % 4]) for n in range(4)]
    shared, gable = (left, right) if position % 2 else (right, left)
    azimuth = 180 - math.degrees(_TURN)
    facades = (
        Facade("street", _WIDTH_M, azimuth, "unesco_buffer", False, street),
        Facade("back", _WIDTH_M, (azimuth + 180) % 360, "none", True, back),
        Facade("gable", _DEPTH_M, (azimuth + (270 if position % 2 else 90)) % 360, "none", None, gable),
        Facade("party", _DEPTH_M, None, "none", None, shared),
    )
    return House(
        key=str(2 * position + 2),
        address=f"{2 * position + 2} rue des Acacias",
        tenure=("owner_occupied", "rented", "social")[position % 3],
        year_built=(1924, 1961, None)[position % 3],
        heritage="unesco_buffer",
        subsidence="settlement",
        outline=ring,
        facades=facades,
        lines=_lines(position),
        access=("Par la rue ; cour arrière par le portillon.", "Stationnement de 8 h à 17 h."),
        owner_works=("Dépose du lierre sur la façade arrière.",) if position % 4 == 1 else (),
        remarks=("Câble aérien devant le pignon : à faire déposer.",) if position % 5 == 0 else (),
    )


def _lines(position: int) -> tuple[Line, ...]:
    area = rounded(27.43 + 1.17 * (position % 7), "m²")
    extension = rounded(9.35 + 0.41 * (position % 3), "m²")
    treated = (
        Treated("wall", 2, "Mur arrière, brique pleine 34 cm", "back", "north", "none", area, 1, area),
        Treated("wall", 3, "Extension salle d’eau, parpaing", "back", "north", "none", extension, 1, extension),
    )
    spared = (
        Spared(
            "wall", 1, "Mur sur rue, brique apparente", "street", "south", "unesco_buffer", 31.2, 1, "heritage_front"
        ),
    )
    lines = [
        Line("6.1", rounded(area + extension, "m²"), treated, spared, ("clear_days", "damp_check", "windows_first")),
        Line("6.2", None if position % 3 == 2 else 3.0 + position % 2, note="Appuis en pierre à conserver."),
    ]
    if position % 4 == 3:
        lines.append(Line("6.3", 46.2, conditions=("party_wall_consent",)))
    return tuple(lines)


def _bars(position: int, key: str) -> list[Bar]:
    start = FIRST_DAY + datetime.timedelta(days=7 * (position // 2))
    days = datetime.timedelta
    return [
        Bar(key, "site", "Échafaudage", start - days(4), start - days(3)),
        Bar(key, "joinery", "Fenêtres", start - days(14), start - days(11), promised=True),
        Bar(key, "facade", "Isolation", start, start + days(4), ours=True, promised=position < 4),
        Bar(key, "heating", "Pompe à chaleur", start + days(21), start + days(23)),
    ]


def _site(count: int) -> SiteMap:
    outlines = []
    for position in range(-4, count + 4):
        x = (position // 2) * 2 * (_WIDTH_M + 1.2) + (position % 2) * _WIDTH_M
        member = 0 <= position < count
        ring = _ring(x, 0, _WIDTH_M, _DEPTH_M)
        outlines.append(Outline((ring,), str(2 * position + 2) if position >= 0 else "", member))
        outlines.append(Outline((_ring(x, -22, _WIDTH_M, _DEPTH_M),), str(2 * position + 1) if position >= 0 else ""))
    street = StreetName("rue des Acacias", _corner(count * 3.4, -7), math.degrees(_TURN))
    return SiteMap(tuple(outlines), (street,), "Emprises inventées.")
