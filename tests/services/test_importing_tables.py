"""Importing tables: the mapping proposed, corrected and remembered; homes with owners; firms with qualifications."""

import datetime
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths, preview_table
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.services.table_import import table_to_map
from rehab_app.storage.project import Project

HOUSE = Path(__file__).parent.parent / "exchange" / "data" / "maison_fictive.xml"
OPEN_DATA = HOUSE.with_name("dpe03existant_fictif.csv")
LIST = """adresse;code postal;type de bâtiment;Surface habitable (m²);année de construction;propriétaire;\
type de propriétaire;étape
2 rue Inventée;00000;maison;81,5;1924;Mme Exemple;particulier;intéressé
4 rue Inventée;00000;maison;64;1924;Habitat Fictif;bailleur social;
6 rue Inventée;00000;maison;70,25;;Habitat Fictif;bailleur social;engagé
"""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "essai.rehab", "Essai", "") as opened:
        yield opened


def load(project: Project, *paths: Path, **mappings: dict[str, str]) -> ImportReport:
    named = {f"{name}.csv": mapping for name, mapping in mappings.items()}
    return import_paths(project, paths, "Testeuse", Progress(), named)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def outcomes(report: ImportReport) -> list[Outcome]:
    return [line.outcome for line in report.lines]


def test_a_list_of_homes_lands_with_streets_buildings_and_owners(project: Project, tmp_path: Path) -> None:
    report = load(project, written(tmp_path / "liste.csv", LIST))
    assert outcomes(report) == [Outcome.TAKEN] * 3
    homes = project.rows("dwelling")
    assert [home["living_area_m2"] for home in homes] == [81.5, 64.0, 70.25]
    assert [home["construction_year"] for home in homes] == [1924.0, 1924.0, None]
    assert [home["stage"] for home in homes] == ["interested", "", "committed"]
    assert [street["name"] for street in project.rows("street")] == ["rue Inventée"]
    assert [building["house_number"] for building in project.rows("building")] == ["2", "4", "6"]
    owners = project.rows("owner")
    assert [(owner["kind"], owner["name"]) for owner in owners] == [
        ("person", "Mme Exemple"),
        ("social_landlord", "Habitat Fictif"),
    ]
    assert [home["owner_id"] for home in homes] == [owners[0]["id"], owners[1]["id"], owners[1]["id"]]


def test_the_same_list_again_changes_nothing_and_a_new_stage_changes_one_home(project: Project, tmp_path: Path) -> None:
    load(project, written(tmp_path / "liste.csv", LIST))
    assert outcomes(load(project, tmp_path / "liste.csv")) == [Outcome.DUPLICATE] * 3
    written(tmp_path / "liste.csv", LIST.replace("bailleur social;\n", "bailleur social;devis\n"))
    report = load(project, tmp_path / "liste.csv")
    assert outcomes(report) == [Outcome.DUPLICATE, Outcome.CHANGED, Outcome.DUPLICATE]
    assert project.rows("dwelling")[1]["stage"] == "quoted"
    assert len(project.rows("owner")) == 2


def test_a_list_completes_a_dpe_but_does_not_overrule_it(project: Project, tmp_path: Path) -> None:
    text = "adresse;code postal;type de bâtiment;surface habitable;étage;niveaux;statut d'occupation\n"
    text += "99 Rue de l'Exemple;00000;maison;200;1;3;locataire\n"
    flat_named = written(tmp_path / "liste.csv", text.replace(";étage", ";complément").replace(";1;", ";cour;"))
    report = load(project, HOUSE, flat_named)
    assert outcomes(report) == [Outcome.TAKEN, Outcome.CHANGED]
    (home,) = project.rows("dwelling")
    assert home["tenure"] == "rented"
    assert home["living_area_m2"] == 82.5
    assert len(project.rows("wall")) == 2
    assert project.rows("reference_result")[0]["classe_bilan_dpe"] == "E"


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("list_first", [True, False])
def test_a_list_and_a_dpe_give_the_same_home_whichever_comes_first(
    project: Project, tmp_path: Path, together: bool, list_first: bool
) -> None:
    text = "adresse;code postal;complément;type de bâtiment;surface habitable;altitude;étape;propriétaire;code INSEE\n"
    text += "99 Rue de l'Exemple;00000;cour;maison;200;45;engagé;Mme Exemple;\n"
    paths = [written(tmp_path / "liste.csv", text), HOUSE]
    if not list_first:
        paths.reverse()
    if together:
        load(project, *paths)
    else:
        for path in paths:
            load(project, path)
    (home,) = project.rows("dwelling")
    assert home["living_area_m2"] == 82.5
    assert home["altitude_m"] == 45
    assert (home["stage"], home["dpe_number"], home["origin"]) == ("committed", "0000E0000001F", "official")
    assert len(project.rows("owner")) == 1
    assert len(project.rows("building")) == 1
    assert len(project.rows("wall")) == 2
    assert project.rows("reference_result")[0]["classe_bilan_dpe"] == "E"
    assert outcomes(load(project, HOUSE)) == [Outcome.DUPLICATE]
    assert outcomes(load(project, paths[0], paths[1])) == [Outcome.DUPLICATE] * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_encodings_and_separators_are_found(project: Project, tmp_path: Path, encoding: str, separator: str) -> None:
    text = LIST.replace(",", ".").replace(";", separator)
    report = load(project, written(tmp_path / "liste.csv", "Liste des logements\n\n" + text, encoding))
    assert outcomes(report) == [Outcome.TAKEN] * 3
    assert [line.row for line in report.lines] == [4, 5, 6]
    assert project.rows("dwelling")[0]["living_area_m2"] == 81.5
    assert project.rows("street")[0]["name"] == "rue Inventée"


def test_a_spreadsheet_is_read_like_a_text(project: Project, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Adresse", "Numéro DPE", "Date du DPE", "Surface habitable", "Niveaux"])
    sheet.append(["2 rue Inventée", "0000E0000009F", datetime.date(2024, 5, 6), 81.5, 2])
    book.save(tmp_path / "liste.xlsx")
    assert outcomes(load(project, tmp_path / "liste.xlsx")) == [Outcome.TAKEN]
    (home,) = project.rows("dwelling")
    assert (home["dpe_number"], home["assessed_on"]) == ("0000E0000009F", datetime.date(2024, 5, 6))
    assert (home["living_area_m2"], home["storeys"]) == (81.5, 2.0)


def test_rows_with_a_wrong_value_are_refused_with_row_column_and_remedy(project: Project, tmp_path: Path) -> None:
    text = "adresse;surface habitable;étape;date du DPE;revenu fiscal de référence\n"
    text += "1 rue Inventée;beaucoup;;;\n"
    text += "2 rue Inventée;-3;;;\n"
    text += "3 rue Inventée;70;peut-être;;\n"
    text += "4 rue Inventée;70;;32/01/2024;\n"
    text += "5 rue Inventée;70;;;inconnu mais modeste\n"
    text += ";70;;;\n"
    text += "6 rue Inventée;70\n"
    text += "7 rue Inventée;70,5;;06/05/2024;18000\n"
    report = load(project, written(tmp_path / "liste.csv", text))
    assert outcomes(report) == [Outcome.REFUSED] * 7 + [Outcome.TAKEN]
    reasons = [line.reason for line in report.lines]
    assert "surface habitable" in reasons[0]
    assert "beaucoup" in reasons[0]
    assert "peut-être" in reasons[2]
    assert "date du DPE" in reasons[3]
    assert "revenu fiscal" in reasons[4]
    assert "inconnu" not in reasons[4]  # what a household earns is not repeated anywhere
    assert all(line.remedy for line in report.lines[:5])


def test_headings_not_understood_are_told_and_a_file_without_key_is_refused(project: Project, tmp_path: Path) -> None:
    report = load(project, written(tmp_path / "a.csv", "adresse;couleur des volets\n1 rue Inventée;vert\n"))
    assert "couleur des volets" in report.notes[0]
    refused = load(project, written(tmp_path / "b.csv", "couleur;matière\nvert;bois\n"))
    assert outcomes(refused) == [Outcome.REFUSED]
    assert project.rows("import_mapping") == []


def test_a_corrected_mapping_is_used_and_remembered(project: Project, tmp_path: Path) -> None:
    text = "où;grandeur\n1 rue Inventée;80\n"
    path = written(tmp_path / "liste.csv", text)
    assert preview_table(project, path).proposal.mapping == {}
    mapping = {"où": "dwelling.address", "grandeur": "dwelling.living_area_m2"}
    assert outcomes(load(project, path, liste=mapping)) == [Outcome.TAKEN]
    second = written(tmp_path / "suite.csv", text.replace("1 rue", "2 rue"))
    preview = preview_table(project, second)
    assert preview.remembered
    assert preview.proposal.mapping == mapping
    assert preview.samples == (("2 rue Inventée", "80"),)
    assert {"owner.name", "household.income_eur"} <= preview.personal
    assert outcomes(load(project, second)) == [Outcome.TAKEN]
    assert project.rows("dwelling")[1]["living_area_m2"] == 80


@pytest.mark.parametrize(
    "mapping",
    [
        {"absent": "dwelling.address"},
        {"où": "dwelling.colour"},
        {"où": "dwelling.address", "grandeur": "dwelling.address"},
        {"où": "dwelling.address", "grandeur": "firm.name"},
        {"grandeur": "dwelling.living_area_m2"},
    ],
)
def test_a_mapping_that_cannot_work_is_refused(project: Project, tmp_path: Path, mapping: dict[str, str]) -> None:
    path = written(tmp_path / "liste.csv", "où;grandeur\n1 rue Inventée;80\n")
    assert outcomes(load(project, path, liste=mapping)) == [Outcome.REFUSED]
    assert project.rows("import_mapping") == []


def test_firms_with_a_qualification_a_row_become_one_firm(project: Project, tmp_path: Path) -> None:
    text = "nom_entreprise;siret;lots;domaine;lien_date_debut;lien_date_fin;equipes\n"
    text += "Toits Fictifs;00000000000018;roof|Menuiseries extérieures;Isolation des combles;2025-03-01;28/02/2029;2\n"
    text = text.replace("|Menuiseries extérieures", "")
    text += "Toits Fictifs;000 000 000 00018;roof;Fenêtres de toit;2025-03-01;2029-02-28;2\n"
    text += "Sans Numéro;123;roof;;;;1\n"
    text += "Métier Inconnu;00000000000025;dompteur;;;;1\n"
    path = written(tmp_path / "entreprises.csv", text)
    report = load(project, path)
    assert outcomes(report) == [Outcome.TAKEN, Outcome.TAKEN, Outcome.REFUSED, Outcome.REFUSED]
    (firm,) = project.rows("firm")
    assert (firm["siret"], firm["lots"], firm["crews"]) == ("00000000000018", ["roof"], 2.0)
    assert firm["qualifications"] == [
        {"domain": "Isolation des combles", "from": "2025-03-01", "until": "2029-02-28"},
        {"domain": "Fenêtres de toit", "from": "2025-03-01", "until": "2029-02-28"},
    ]
    assert outcomes(load(project, path))[:2] == [Outcome.DUPLICATE, Outcome.DUPLICATE]
    written(path, text.replace("2029-02-28", "2031-02-28"))
    assert Outcome.CHANGED in outcomes(load(project, path))
    assert project.rows("firm")[0]["qualifications"][1]["until"] == "2031-02-28"


def test_flats_without_floor_door_or_number_are_not_taken_twice(project: Project, tmp_path: Path) -> None:
    text = "adresse;complément;type de logement;surface\n"
    text += "1 rue Inventée;;appartement;40\n"
    text += "1 rue Inventée;;appartement;40\n"
    text += "1 rue Inventée;1er étage;appartement;40\n"
    path = written(tmp_path / "liste.csv", text)
    assert outcomes(load(project, path)) == [Outcome.TAKEN, Outcome.REFUSED, Outcome.TAKEN]
    assert outcomes(load(project, path)) == [Outcome.REFUSED, Outcome.REFUSED, Outcome.DUPLICATE]


def test_two_people_of_one_name_stay_two_and_one_e_mail_is_one_person(project: Project, tmp_path: Path) -> None:
    text = "adresse;propriétaire;courriel\n"
    text += "1 rue Inventée;M. Exemple;\n"
    text += "2 rue Inventée;M. Exemple;\n"
    text += "3 rue Inventée;Mme Exemple;fictif@example.org\n"
    text += "4 rue Inventée;Mme Exemple;FICTIF@example.org\n"
    load(project, written(tmp_path / "liste.csv", text))
    owners = [home["owner_id"] for home in project.rows("dwelling")]
    assert owners[0] != owners[1]
    assert owners[2] == owners[3]


def test_the_open_data_table_lands_as_dwellings_with_official_results(project: Project) -> None:
    report = load(project, OPEN_DATA)
    assert outcomes(report) == [Outcome.TAKEN] * 2 + [Outcome.REFUSED] * 5
    house, flat = project.rows("dwelling")
    assert (house["dpe_number"], house["origin"], house["postcode"]) == ("0000F0000001A", "official", "00000")
    assert house["living_area_m2"] == 88.4
    assert flat["complement"] == "2e étage, porte gauche"
    result = project.rows("reference_result", dwelling_id=house["id"])[0]
    assert (result["classe_bilan_dpe"], result["ep_conso_5_usages_m2"]) == ("F", 286.0)
    assert project.rows("wall") == []
    assert outcomes(load(project, OPEN_DATA))[:2] == [Outcome.DUPLICATE, Outcome.DUPLICATE]


def test_a_full_file_completes_its_summary_and_a_summary_never_replaces_it(project: Project, tmp_path: Path) -> None:
    lines = OPEN_DATA.read_text("utf-8").splitlines(keepends=True)
    same = lines[1].replace("0000F0000001A", "0000E0000001F").replace("2023-05-04", "2023-02-03")
    newer = lines[1].replace("0000F0000001A", "0000F9999999A").replace("2023-05-04", "2025-01-01")
    newer = newer.replace("1 Rue Fictive", "99 rue de l’Exemple").replace(
        '"1","Rue Fictive"', '"99","rue de l’Exemple"'
    )
    newer = newer.replace('"0.97",""', '"0.97","cour"')
    summary = written(tmp_path / "resume.csv", lines[0] + same)
    assert outcomes(load(project, summary)) == [Outcome.TAKEN]
    assert outcomes(load(project, HOUSE)) == [Outcome.CHANGED]
    assert len(project.rows("wall")) == 2
    assert len(project.rows("dwelling")) == 1
    assert outcomes(load(project, summary)) == [Outcome.DUPLICATE]
    report = load(project, written(tmp_path / "nouveau.csv", lines[0] + newer))
    assert outcomes(report) == [Outcome.REFUSED]
    assert "0000F9999999A" in report.lines[0].reason


def test_a_table_cut_short_says_where(project: Project, tmp_path: Path) -> None:
    report = load(project, written(tmp_path / "liste.csv", 'adresse;étape\n1 rue Inventée;\n"2 rue Inv'))
    assert outcomes(report) == [Outcome.REFUSED]
    assert "3" in report.lines[0].reason


def test_a_spreadsheet_that_is_none_is_refused(project: Project, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "faux.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
    assert outcomes(load(project, tmp_path / "faux.xlsx")) == [Outcome.REFUSED]
    with pytest.raises(RehabError, match=r"faux\.xlsx"):
        preview_table(project, tmp_path / "faux.xlsx")


def test_an_archive_that_begins_with_a_table_is_no_table_to_map(project: Project, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["adresse", "surface habitable"])
    book.save(tmp_path / "a.xlsx")
    archive = tmp_path / "tout.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(tmp_path / "a.xlsx", "a.xlsx")
        packed.writestr("b.csv", LIST)
    assert table_to_map(project, [archive]) is None
    with pytest.raises(RehabError, match="archive"):
        preview_table(project, archive)


def test_an_archive_and_a_folder_without_files_are_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "rien").mkdir()
    with zipfile.ZipFile(tmp_path / "rien.zip", "w") as packed:
        packed.writestr("__MACOSX/._x", "")
    report = load(project, tmp_path / "rien", tmp_path / "rien.zip")
    assert outcomes(report) == [Outcome.REFUSED] * 2
    assert all("aucun fichier" in line.reason for line in report.lines)


@pytest.mark.parametrize("day", ["-005-01-01", "0000-01-01", "2026-02-30", "2026-13", "NaT", "demain"])
def test_a_day_outside_the_calendar_is_refused_and_the_project_stays_readable(
    project: Project, tmp_path: Path, day: str
) -> None:
    text = OPEN_DATA.read_text("utf-8-sig")
    report = load(project, written(tmp_path / "dpe.csv", text.replace("2023-05-04", day)))
    refused = [line for line in report.lines if "date_etablissement_dpe" in line.reason]
    assert refused
    assert any(line.outcome is Outcome.REFUSED and day[:10] in line.reason for line in refused)
    assert len(project.rows("dwelling")) > 0
    xml = HOUSE.read_text("utf-8")
    place = xml.index("<date_etablissement_dpe>") + len("<date_etablissement_dpe>")
    report = load(project, written(tmp_path / "x.xml", f"{xml[:place]}{day}{xml[xml.index('<', place) :]}"))
    assert outcomes(report) == [Outcome.REFUSED]
    assert project.rows("dwelling")


def test_half_a_position_is_no_position(project: Project, tmp_path: Path) -> None:
    text = OPEN_DATA.read_text("utf-8-sig")
    report = load(project, written(tmp_path / "dpe.csv", text.replace("7041000.5", "1e400")))
    assert Outcome.TAKEN in outcomes(report)
    assert not any("x_m" in row["official"] for row in project.rows("reference_result")[:1])
