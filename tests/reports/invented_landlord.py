"""An invented social landlord with homes beside a group, for tests and measurements."""

import datetime

from rehab_app.domain.dossier import Bar, Outline, SiteMap
from rehab_app.domain.edition import Edition
from rehab_app.domain.landlord_dossier import LandlordDossier, LandlordHome, Sharing, SharingKey
from tests.reports.invented_home import AFTER, BEFORE, WORKS

GROUP = "Rue des Acacias, côté pair"


def landlord(homes: int = 6, sharing: bool = True) -> LandlordDossier:
    """So many homes: the first touch the group, the others stand on its street, the last one is apart."""
    made = tuple(_home(position, homes) for position in range(homes))
    first = datetime.date(2027, 3, 1)
    days = datetime.timedelta
    calendar = tuple(
        Bar("", lot, "", first + days(7 * n), first + days(7 * n + 4), ours=True)
        for n, lot in enumerate(("site", "roof", "facade"))
    )
    keys = (
        SharingKey("site", "Échafaudage", "m²", 120.5, 361.5),
        SharingKey("facade", "Isolation des murs par l’extérieur, enduit sur isolant", "m²", 110.34, 420.36),
    )
    return LandlordDossier(
        edition=Edition("Quartier des Acacias", "Ville-Inventée", True, 1, datetime.date(2026, 11, 22), "0.1.0"),
        landlord="Habitat Inventé (fictif)",
        site=_site(homes),
        homes=made,
        sharings=(
            Sharing(
                GROUP, "rue des Acacias", 12, tuple(home.key for home in made[:-1]), ("site", "facade"), keys, calendar,
                ("Façades du Terril (fictif)",),
            ),
        )
        if sharing
        else (),
    )  # fmt: skip


def _home(position: int, count: int) -> LandlordHome:
    relation = "touching" if position < 2 else "apart" if position == count - 1 else "street"
    known = position != 3
    return LandlordHome(
        key=str(position + 1),
        address=f"{4 * position + 1} rue des Acacias",
        relation=relation,
        group="" if relation == "apart" else GROUP,
        beside=(f"{4 * position + 3} rue des Acacias",) if relation == "touching" else (),
        scenario="Rénovation complète",
        works=WORKS[:3],
        conditions=("structural_advice", "clear_days"),
        before=BEFORE if known else None,
        after=AFTER if known else None,
        refusal="" if known else "Murs : épaisseur inconnue.",
        year_built=1924,
        heritage="unesco",
        subsidence="settlement",
    )


def _site(count: int) -> SiteMap:
    outlines = []
    for position in range(2 * count):
        x = 7.0 * position
        ring = ((x, 0.0), (x + 7, 0.0), (x + 7, 9.0), (x, 9.0))
        own = position % 2 == 0
        outlines.append(Outline((ring,), str(position // 2 + 1) if own else "", own, not own))
    return SiteMap(tuple(outlines))
