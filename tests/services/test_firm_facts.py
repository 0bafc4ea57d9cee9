"""The RGE directory as published gives firms with their trades, certificates and place."""

import datetime
from pathlib import Path

import pytest

from rehab_app.core.progress import Progress
from rehab_app.services.firm_facts import firm_facts
from rehab_app.services.importing import import_paths
from rehab_app.storage.project import Project

WHO = "Adviser"
HEADING = (
    "siret,nom_entreprise,adresse,code_postal,commune,latitude,longitude,telephone,email,site_internet,"
    "code_qualification,nom_qualification,url_qualification,nom_certificat,domaine,meta_domaine,organisme,particulier,"
    "lien_date_debut,lien_date_fin"
)
ROWS = (
    "00000000000017,Toits Exemple (fictif),1 zone,62000,Ville,50.50,2.80,,,,X1,Isolation,,QUALIBAT-RGE,"
    "Isolation des combles perdus,Travaux,qualibat,true,2025-01-01,2026-06-30",
    "00000000000017,Toits Exemple (fictif),1 zone,62000,Ville,50.50,2.80,,,,X2,Fenêtres,,QUALIBAT-RGE,"
    '"Fenêtres, volets, portes donnant sur l\'extérieur",Travaux,qualibat,true,2025-01-01,2029-06-30',
)


def test_a_firm_of_the_directory_has_trades_certificates_distance_and_prices(tmp_path: Path) -> None:
    listing = tmp_path / "rge.csv"
    listing.write_text("\n".join((HEADING, *ROWS)) + "\n", encoding="utf-8")
    square = [[2.80, 50.40], [2.80, 50.40], [2.80, 50.40]]
    with Project.create(tmp_path / "p.rehab", "Rue Exemple", "62000", "Ville Exemple", fictional=True) as project:
        import_paths(project, [listing], WHO, Progress())
        (firm,) = project.rows("firm")
        with project.write(WHO, "A house and quotes") as writer:
            writer.insert("building", [{"footprint": {"type": "Polygon", "coordinates": [square]}}])
            for price in (50.0, 70.0, 60.0):
                writer.insert(
                    "quote", [{"firm_id": firm["id"], "work": "loft_mineral", "unit_price_eur_ht": price, "used": 1}]
                )
        (known,) = firm_facts(project)
    assert known.lots == ("joinery", "roof")
    assert known.crews == 0, "nothing is planned for a firm before its crews are entered"
    assert known.certificates["Isolation des combles perdus"] == datetime.date(2026, 6, 30)
    assert known.distance_km == pytest.approx(11.1, abs=0.1)
    assert known.price_eur_ht == {"loft_mineral": 60.0}
