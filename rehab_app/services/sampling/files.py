"""The files of the sample: what a town would have in its hands, in the formats the application imports."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rehab_app.core.progress import Progress
from rehab_app.exchange.dpe_official import Place
from rehab_app.exchange.dpe_writer import write_dpe
from rehab_app.services.sampling.firms import FIRMS
from rehab_app.services.sampling.geography import longitude_latitude
from rehab_app.services.sampling.homes import Home, homes
from rehab_app.services.sampling.plan import STREETS, axis

NEIGHBOURHOOD = "Quartier Ouest (fictif)"
COMMUNE = "Loos-en-Gohelle (quartier fictif)"
COMMUNE_INSEE = "62528"
POSTCODE = "62750"
SEED = 62528
FOOTPRINTS, SURVEYS, LIST, FIRM_LIST, NOTICE = (
    "batiments.geojson",
    "dpe.zip",
    "logements.csv",
    "entreprises.csv",
    "LISEZMOI.md",
)
_MADE_ON = (2026, 1, 1, 0, 0, 0)  # a fixed time, so that the archive is the same each time
_CADASTRE_DAY = "2026-01-01"

# Words of the files, in French as a town's own lists have them, by code of domain/codes.py.
TENURES = {
    "owner_occupied": "propriétaire occupant",
    "rented": "locataire",
    "social": "logement social",
    "vacant": "vacant",
}
OWNER_KINDS = {
    "person": "particulier",
    "landlord": "bailleur privé",
    "social_landlord": "bailleur social",
    "company": "société",
}
STAGES = {
    "": "",
    "sensed": "pressenti",
    "interested": "intéressé",
    "committed": "engagé",
    "quoted": "devis",
    "withdrawn": "retiré",
}


def write_files(folder: Path, seed: int = SEED, progress: Progress | None = None) -> list[Path]:
    """Write the five files of the sample and give their paths. The same seed gives the same bytes.

    Args:
        folder: made when absent; files of the same names are replaced.
        seed: another seed gives other houses and owners on the same streets.
        progress: told each survey.
    """
    progress = progress or Progress()
    folder.mkdir(parents=True, exist_ok=True)
    stock = homes(seed)
    contents = {
        FOOTPRINTS: footprints(stock),
        SURVEYS: _archive(stock, progress),
        LIST: _table(_LIST_HEADINGS, (_list_row(home) for home in stock)),
        FIRM_LIST: _table(_FIRM_HEADINGS, _firm_rows()),
        NOTICE: _NOTICE.format(seed=seed, homes=len(stock), surveys=sum(h.survey is not None for h in stock)).encode(),
    }
    paths = []
    for name, content in contents.items():
        path = folder / name
        path.write_bytes(content)
        paths.append(path)
    return paths


def footprints(stock: Sequence[Home]) -> bytes:
    """Buildings with the columns of the cadastre (Etalab) and ours, and the centre lines of the streets."""
    features = [_building(home) for home in stock]
    features += [_street(street.name, [longitude_latitude(end) for end in axis(street)]) for street in STREETS]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode()


def _building(home: Home) -> dict[str, Any]:
    house = home.house
    ring = [longitude_latitude(corner) for corner in house.outline]
    storeys = house.archetype.storeys + int(house.archetype.lived_in_attic)
    return {
        "type": "Feature",
        "properties": {
            "type": "01",
            "nom": None,
            "commune": COMMUNE_INSEE,
            "created": _CADASTRE_DAY,
            "updated": _CADASTRE_DAY,
            "id": f"fictif-{house.index + 1:04d}",
            "numero": str(house.number),
            "voie": house.street.name,
            "annee_construction": house.year,
            "niveaux": storeys,
            "hauteur_m": round(house.archetype.storeys * (house.archetype.ceiling_m + 0.3), 1),
            "patrimoine": house.street.heritage,
            "alea_minier": house.street.subsidence,
            "fictif": True,
        },
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def _street(name: str, line: list[list[float]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"voie": name, "fictif": True},
        "geometry": {"type": "LineString", "coordinates": line},
    }


def _archive(stock: Sequence[Home], progress: Progress) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for done, home in enumerate(stock):
            progress.step(done, len(stock), home.house.address)
            if home.survey is None:
                continue
            entry = zipfile.ZipInfo(f"{home.survey['dwelling']['dpe_number'][0]}.xml", _MADE_ON)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, write_dpe(home.survey, place(home)))
    return buffer.getvalue()


def place(home: Home) -> Place:
    """Address of a home as its survey gives it."""
    house = home.house
    return Place(
        address=house.address,
        postcode=POSTCODE,
        commune_insee=COMMUNE_INSEE,
        commune=COMMUNE,
        street=house.street.name,
        house_number=str(house.number),
    )


_LIST_HEADINGS = (
    "adresse",
    "code postal",
    "code INSEE",
    "type de bâtiment",
    "année de construction",
    "statut d'occupation",
    "propriétaire",
    "type de propriétaire",
    "étape",
    "souhait du propriétaire",
    "numéro DPE",
)


def _list_row(home: Home) -> tuple[object, ...]:
    house = home.house
    return (
        house.address,
        POSTCODE,
        COMMUNE_INSEE,
        "maison",
        house.year,
        TENURES[home.tenure],
        home.owner,
        OWNER_KINDS[home.owner_kind],
        STAGES[home.stage],
        home.wish,
        home.survey["dwelling"]["dpe_number"][0] if home.survey else "",
    )


_FIRM_HEADINGS = (
    "nom_entreprise",
    "siret",
    "lots",
    "domaine",
    "lien_date_debut",
    "lien_date_fin",
    "equipes",
    "adresse",
)


def _firm_rows() -> Iterable[tuple[object, ...]]:
    """One row a qualification, as in the open data of ADEME."""
    for firm in FIRMS:
        for domain, first, last in firm.qualifications:
            yield firm.name, firm.siret, "|".join(firm.lots), domain, first, last, firm.crews, firm.address


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


_NOTICE = """# Quartier Ouest (fictif)

Tout est inventé dans ce dossier : les rues, les maisons, les propriétaires, le bailleur social, les entreprises, les
diagnostics. Aucune personne, aucune adresse, aucune entreprise réelle n’y figure. Le quartier est posé dans les champs
au nord de Loos-en-Gohelle, où il n’y a pas de rue. Les diagnostics n’ont aucune valeur : leurs numéros contiennent
« FICTIF » et ils ne portent que des données d’entrée, sans étiquette.

| fichier | contenu |
|---|---|
| `batiments.geojson` | {homes} emprises (colonnes du cadastre Etalab et les nôtres), huit axes de rue |
| `dpe.zip` | {surveys} diagnostics au format officiel (XSD 2.6), dont dix incomplets exprès |
| `logements.csv` | les {homes} logements : adresse, occupation, propriétaire, étape |
| `entreprises.csv` | quatre entreprises, leurs lots et leurs qualifications RGE |
| `histoire.toml` | ce que l’on raconte du quartier depuis : contacts, accès, visites, accords, prix (écrit à la main) |

Écrit par `rehab sample write DOSSIER --seed {seed}` ; la même graine redonne les mêmes fichiers.
"""
