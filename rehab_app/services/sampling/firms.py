"""Four invented firms that together cover the works of the neighbourhood.

SIRET numbers begin with nine zeros, which no firm has. Qualifications are named as in the ADEME open data
« liste-des-entreprises-rge » (column `domaine`).
"""

import datetime
from dataclasses import dataclass

_INSIDE = "Isolation par l'intérieur des murs ou rampants de toitures  ou plafonds"


@dataclass(frozen=True, slots=True)
class SampleFirm:
    """An invented firm.

    Attributes:
        lots: codes of domain/works.py.
        qualifications: RGE domains, each with its first and last day.
        crews: crews that can work at the same time.
    """

    name: str
    siret: str
    lots: tuple[str, ...]
    qualifications: tuple[tuple[str, datetime.date, datetime.date], ...]
    crews: int
    address: str


def _valid(*domains: str) -> tuple[tuple[str, datetime.date, datetime.date], ...]:
    return tuple((domain, datetime.date(2025, 3, 1), datetime.date(2029, 2, 28)) for domain in domains)


FIRMS = (
    SampleFirm(
        "Toits Exemple (fictif)",
        "00000000000017",
        ("site", "roof"),
        _valid(
            "Isolation des combles perdus",
            _INSIDE,
            "Isolation des toitures terrasses ou des toitures par l'extérieur",
            "Fenêtres de toit",
        ),
        2,
        "1 zone Exemple (fictif)",
    ),
    SampleFirm(
        "Façades et Plâtres Exemple (fictif)",
        "00000000000025",
        ("masonry", "facade", "lining", "airtightness"),
        _valid("Isolation des murs par l'extérieur", _INSIDE, "Isolation des planchers bas"),
        2,
        "2 zone Exemple (fictif)",
    ),
    SampleFirm(
        "Menuiseries Exemple (fictif)",
        "00000000000033",
        ("joinery",),
        _valid("Fenêtres, volets, portes donnant sur l'extérieur"),
        1,
        "3 zone Exemple (fictif)",
    ),
    SampleFirm(
        "Chauffage et Air Exemple (fictif)",
        "00000000000041",
        ("ventilation", "heating", "electricity"),
        _valid(
            "Ventilation mécanique",
            "Pompe à chaleur : chauffage",
            "Chauffe-Eau Thermodynamique",
            "Poêle ou insert bois",
        ),
        2,
        "4 zone Exemple (fictif)",
    ),
)
