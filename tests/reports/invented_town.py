"""An invented neighbourhood's report, for tests and measurements."""

import datetime

from rehab_app.domain.dossier import Bar, StreetName
from rehab_app.domain.edition import Edition
from rehab_app.domain.town_dossier import (
    LABELS,
    Agreement,
    AskedPrice,
    Chapter,
    Indicator,
    MapClass,
    Origin,
    RealUse,
    ShownHome,
    Tally,
    TownDossier,
    TownMap,
    WorkGap,
)

DAY = datetime.date(2027, 3, 1)
MADE_ON = datetime.date(2026, 11, 22)


def tally(number: int, name: str) -> Tally:
    return Tally(str(number), name, 8, 7, 3, 6, 80_000.4 + number, 140_000.4 + number, 52_000.4, 6)


def town(groups: int = 6, homes: int = 60) -> TownDossier:
    """Houses along a street, in groups of two after another."""
    rings = tuple(((7.0 * n, 0.0), (7.0 * n + 6.5, 0.0), (7.0 * n + 6.5, 9.0), (7.0 * n, 9.0)) for n in range(homes))
    labels = tuple(MapClass(letter, letter, homes // 8) for letter in LABELS)
    numbers = tuple(MapClass(str(n + 1), str(n + 1), 2) for n in range(groups))
    stages = (MapClass("sensed", "pressenti", 20), MapClass("committed", "engagé", 20))
    maps = (
        TownMap("Étiquette aujourd’hui", "label", (*labels, MapClass("", "non estimé", 4)),
                tuple(n % 8 for n in range(homes))),
        TownMap("Avancement", "stage", (*stages, MapClass("", "pas encore approché", 20)),
                tuple(n % 3 for n in range(homes))),
        TownMap("Groupes", "group", (*numbers, MapClass("", "dans aucun groupe", 9)),
                tuple(min(n // 2, groups) for n in range(homes))),
    )  # fmt: skip
    counts = tuple(tuple(5 if a == b else 1 if abs(a - b) == 1 else 0 for b in range(7)) for a in range(7))
    return TownDossier(
        edition=Edition("Quartier des Acacias (fictif)", "Ville-Inventée", True, 1, MADE_ON, "0.1.0"),
        rings=rings,
        street_names=(StreetName("rue des Acacias", (200.0, -8.0)),),
        maps=maps,
        chapters=(
            Chapter("Énergie", (
                Indicator("Énergie aujourd’hui", 4.05, None, "GWh/an", "somme des logements estimés", "3CL", 2, 50, 60),
                Indicator("Travaux choisis", 1_000.0, 2_000.0, "€", "somme des travaux", "prix", 0, 40, 60),
                Indicator("Inconnu", None, None, "%", "rien", "projet"),
            )),
        ),
        stages=(tally(0, "pressenti"), tally(1, "engagé")),
        groups=tuple(tally(n + 1, f"rue des Acacias {n}–{n + 9}") for n in range(groups)),
        streets=(tally(0, "rue des Acacias"),),
        calendar=tuple(
            Bar(str(n + 1), "facade", "", DAY + datetime.timedelta(9 * n), DAY + datetime.timedelta(9 * n + 30), True)
            for n in range(groups)
        ),
        agreement=Agreement(counts, 0.081),
        asked=(AskedPrice("Isolation des murs", "m²", 3, 2, 120.0, 140.0, 190.0, 100.0, 108.0, 160.0, 2017),),
        costs=(
            WorkGap("Isolation des murs", 4, 10_000.4, 12_000.0, 16_000.4, 13_200.0, 9_000.0),
            WorkGap("Fenêtres", 3, 6_000.4, 8_000.0, 9_000.4, 7_600.0, 0.0),
        ),
        use=RealUse(4, 5, 60_000, 20_000, (70_000, 80_000, 90_000), (40_000, 50_000, 60_000), 12_000, 32_000, 1),
        show_homes=(ShownHome("3 rue des Acacias", "2 mai 2026", 2, 19, "F", "B", 31_000.0, 21_000.0, 11_000.0),),
        origins=(Origin("Énergie", "méthode 3CL-DPE 2021", "paramètres du 22 novembre 2026"),),
    )  # fmt: skip
