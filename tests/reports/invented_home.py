"""An invented home with three options, for tests and measurements."""

import datetime

from rehab_app.domain.dossier import Bar
from rehab_app.domain.edition import Contact, Edition
from rehab_app.domain.household_dossier import HomeOption, HouseholdDossier, PricedWork, State

BEFORE = State(
    "F",
    "F",
    24_310.0,
    338.0,
    74.0,
    2_614.0,
    (
        ("wall", 88.8),
        ("roof", 104.9),
        ("floor", 22.2),
        ("window", 25.1),
        ("door", 9.2),
        ("bridge", 15.4),
        ("ventilation", 58.4),
    ),
)
AFTER = State("B", "A", 5_020.0, 104.0, 5.0, 1_080.0)
STEP = State("D", "D", 13_900.0, 214.0, 41.0, 1_720.0)

WORKS = (
    PricedWork("Isolation du plancher de combles", "lining", 41.2, "m²", 824.0, 1_648.0, 2026, "Relevé inventé"),
    PricedWork("Isolation des murs par l’extérieur, enduit sur isolant", "facade", 36.78, "m²", 3_678.0, 5_517.0, 2026),
    PricedWork("Remplacement des fenêtres", "joinery", 11.5, "m²", 6_222.0, 7_176.0, 2017),
    PricedWork("Ventilation hygroréglable", "ventilation", 1.0, "ens", 600.0, 1_000.0, 2024, assumed=True),
    PricedWork("Pompe à chaleur air-eau", "heating", 1.0, "ens", 10_000.0, 16_000.0, 2025),
)


def home(options: int = 3, chosen: bool = True) -> HouseholdDossier:
    """A home in a group, with up to three options, the first of them chosen."""
    made = (
        HomeOption("Rénovation complète", chosen, WORKS, AFTER, conditions=("clear_days", "load_calculation")),
        HomeOption("Première étape : toit, fenêtres, air", False, WORKS[:1] + WORKS[2:4], STEP),
        HomeOption("Chauffage seul", False, WORKS[4:], None, "Note de dimensionnement à faire."),
    )
    first = datetime.date(2027, 3, 1)
    days = datetime.timedelta
    return HouseholdDossier(
        edition=Edition(
            "Réhabilitation du quartier des Acacias", "Ville-Inventée", True, 1, datetime.date(2026, 11, 22), "0.1.0"
        ),
        address="12 rue des Acacias",
        living_area_m2=82.0,
        year_built=1924,
        now=BEFORE,
        options=made[:options],
        group="Rue des Acacias, côté pair",
        group_homes=12,
        calendar=(
            Bar("12", "joinery", "", first - days(14), first - days(11)),
            Bar("12", "facade", "", first, first + days(4), ours=True),
            Bar("12", "heating", "", first + days(21), first + days(23)),
        ),
        contacts=(Contact("Conseillère habitat", "Mairie de Ville-Inventée", "01 99 00 00 01"),),
    )
