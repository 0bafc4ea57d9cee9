"""Importing DPE files into a project: taken, changed, already there, refused; one undo; nothing left by a cancel."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from rehab_app.core.errors import Cancelled
from rehab_app.core.progress import Progress
from rehab_app.services.importing import import_paths
from rehab_app.services.intake.report import ImportReport, Outcome
from rehab_app.storage.project import Project

HOUSE = Path(__file__).parent.parent / "exchange" / "data" / "maison_fictive.xml"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = Project.create(tmp_path / "essai.rehab", "Essai", "")
    yield opened
    opened.close()


def load(project: Project, *paths: Path) -> ImportReport:
    return import_paths(project, paths, "Testeuse", Progress())


def outcomes(report: ImportReport) -> list[Outcome]:
    return [line.outcome for line in report.lines]


def variant(path: Path, **texts: str) -> Path:
    """A copy of the fictional house with other texts in the first element of each tag."""
    root = etree.fromstring(HOUSE.read_bytes())
    for tag, text in texts.items():
        next(root.iter(tag)).text = text
    path.write_bytes(etree.tostring(root, encoding="utf-8"))
    return path


def test_a_dpe_lands_with_parts_identity_place_and_official_result(project: Project) -> None:
    report = load(project, HOUSE)
    assert outcomes(report) == [Outcome.TAKEN]
    (home,) = project.rows("dwelling")
    assert home["dpe_number"] == "0000E0000001F"
    assert home["origin"] == "official"
    assert home["complement"] == "cour"
    (street,) = project.rows("street")
    assert street["name"] == "Rue de l’Exemple"
    (building,) = project.rows("building")
    assert (building["street_id"], building["house_number"]) == (street["id"], "99")
    assert home["building_id"] == building["id"]
    (result,) = project.rows("reference_result", dwelling_id=home["id"])
    assert result["conso_ch"] == 18_000
    assert result["classe_bilan_dpe"] == "E"
    assert result["official"]["parts"]["wall"]["umur"] == [1.7, None]


def test_the_engine_reads_the_same_stock_from_the_project_as_from_the_file(project: Project) -> None:
    from rehab_app.exchange.dpe_xml import read_dpe

    load(project, HOUSE)
    stored, _ids = project.stock()
    read = read_dpe(HOUSE).stock
    for name in read:
        for column, values in read[name].columns.items():
            np.testing.assert_array_equal(stored[name][column], values, err_msg=f"{name}.{column}")


def test_the_same_file_again_is_told_as_already_there(project: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copie.xml"
    copy.write_bytes(HOUSE.read_bytes())
    assert outcomes(load(project, HOUSE, copy)) == [Outcome.TAKEN, Outcome.DUPLICATE]
    again = load(project, HOUSE)
    assert outcomes(again) == [Outcome.DUPLICATE]
    assert again.change.journal_id == -1
    assert len(project.rows("dwelling")) == 1


def test_a_file_without_number_and_address_is_recognised_by_its_content(project: Project, tmp_path: Path) -> None:
    blank = dict.fromkeys(("numero_dpe", "ban_street", "ban_housenumber", "label_brut", "adresse_brut"), "")
    nameless = variant(tmp_path / "sans-numero.xml", **blank)
    assert outcomes(load(project, nameless, nameless)) == [Outcome.TAKEN, Outcome.DUPLICATE]
    assert outcomes(load(project, nameless)) == [Outcome.DUPLICATE]


def test_a_newer_dpe_of_the_same_home_replaces_its_parts(project: Project, tmp_path: Path) -> None:
    load(project, HOUSE)
    newer = variant(
        tmp_path / "neuf.xml",
        numero_dpe="0000E0000002F",
        date_etablissement_dpe="2025-01-02",
        surface_paroi_opaque="30",
        label_brut="99 r. de l'exemple 00000 VILLE-FICTIVE",
    )
    assert outcomes(load(project, newer)) == [Outcome.CHANGED]
    (home,) = project.rows("dwelling")
    assert home["dpe_number"] == "0000E0000002F"
    assert project.stock()[0]["wall"]["area_m2"].tolist() == [30.0, 18.0]
    assert [row["dpe_number"] for row in project.rows("reference_result")] == ["0000E0000002F"]
    assert len(project.rows("building")) == 1
    project.undo("Testeuse")
    assert project.stock()[0]["wall"]["area_m2"].tolist() == [21.4, 18.0]
    assert [row["dpe_number"] for row in project.rows("reference_result")] == ["0000E0000001F"]


def test_an_older_dpe_of_the_same_home_is_refused(project: Project, tmp_path: Path) -> None:
    load(project, HOUSE)
    older = variant(tmp_path / "vieux.xml", numero_dpe="0000E0000000F", date_etablissement_dpe="2021-08-01")
    report = load(project, older)
    assert outcomes(report) == [Outcome.REFUSED]
    assert "0000E0000001F" in report.lines[0].reason
    assert project.rows("dwelling")[0]["dpe_number"] == "0000E0000001F"


def test_an_edit_made_since_is_not_undone_by_the_same_file(project: Project) -> None:
    load(project, HOUSE)
    (home,) = project.rows("dwelling")
    with project.write("Testeuse", "correction") as writer:
        writer.update("dwelling", home["id"], home["version"], {"living_area_m2": 90.0})
    assert outcomes(load(project, HOUSE)) == [Outcome.DUPLICATE]
    assert project.rows("dwelling")[0]["living_area_m2"] == 90


def test_a_newer_file_without_results_leaves_no_result_of_the_older_one(project: Project, tmp_path: Path) -> None:
    load(project, HOUSE)
    root = etree.fromstring(HOUSE.read_bytes())
    results = next(root.iter("sortie"))
    results.getparent().remove(results)
    next(root.iter("date_etablissement_dpe")).text = "2025-01-02"
    next(root.iter("numero_dpe")).text = "0000E0000002F"
    (tmp_path / "neuf.xml").write_bytes(etree.tostring(root))
    assert outcomes(load(project, tmp_path / "neuf.xml")) == [Outcome.CHANGED]
    (result,) = project.rows("reference_result")
    assert (result["dpe_number"], result["classe_bilan_dpe"], result["conso_ch"]) == ("0000E0000002F", "", None)


def test_estimates_of_a_description_that_was_replaced_are_dropped(project: Project, tmp_path: Path) -> None:
    load(project, HOUSE)
    (home,) = project.rows("dwelling")
    with project.write("Testeuse", "estimation") as writer:
        writer.insert("estimate", [{"dwelling_id": home["id"], "state": "done", "classe_bilan_dpe": "E"}])
    assert outcomes(load(project, HOUSE)) == [Outcome.DUPLICATE]
    assert len(project.rows("estimate")) == 1
    load(project, variant(tmp_path / "neuf.xml", date_etablissement_dpe="2025-01-02", surface_paroi_opaque="30"))
    assert project.rows("estimate") == []


def test_another_flat_at_the_same_address_is_another_dwelling(project: Project, tmp_path: Path) -> None:
    load(project, HOUSE)
    flat = variant(tmp_path / "b.xml", numero_dpe="0000E0000003F", compl_ref_logement="jardin")
    assert outcomes(load(project, flat)) == [Outcome.TAKEN]
    assert len(project.rows("dwelling")) == 2
    assert len(project.rows("building")) == 1


def test_the_rest_of_a_batch_goes_in_and_the_report_names_what_did_not(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "lot"
    folder.mkdir()
    (folder / "1-bon.xml").write_bytes(HOUSE.read_bytes())
    (folder / "2-coupé.xml").write_bytes(HOUSE.read_bytes()[:3000])
    (folder / "3-vide.xml").write_bytes(b"")
    variant(folder / "4-aire.xml", numero_dpe="0000E0000004F", surface_habitable_logement="grand")
    report = load(project, folder)
    assert sorted(outcomes(report)) == ["refused", "refused", "refused", "taken"]
    refused = {line.source: line.reason for line in report.of(Outcome.REFUSED)}
    assert "surface_habitable_logement" in refused["4-aire.xml"]
    assert all(refused.values())


def test_one_undo_takes_a_whole_import_back(project: Project, tmp_path: Path) -> None:
    second = variant(tmp_path / "b.xml", numero_dpe="0000E0000003F", ban_housenumber="101", label_brut="")
    report = load(project, HOUSE, second)
    assert len(report.change.rows["dwelling"]) == 2
    assert project.undo_label() == report.change.label
    project.undo("Testeuse")
    for table in ("dwelling", "wall", "street", "building", "reference_result"):
        assert project.rows(table) == []
    project.redo("Testeuse")
    assert len(project.rows("dwelling")) == 2


@pytest.mark.parametrize("moment", [0, 1, 2, 3, 4])
def test_a_cancelled_import_leaves_nothing_and_says_so(project: Project, tmp_path: Path, moment: int) -> None:
    steps: list[str] = []

    def stop(done: int, total: int, doing: str) -> None:
        steps.append(doing)
        if len(steps) == moment + 1:
            progress.cancel()

    progress = Progress(stop)
    second = variant(tmp_path / "b.xml", numero_dpe="0000E0000003F")
    third = variant(tmp_path / "c.xml", numero_dpe="0000E0000004F")
    with pytest.raises(Cancelled, match="import"):
        import_paths(project, [HOUSE, second, third], "Testeuse", progress)
    assert project.rows("dwelling") == []
    assert project.rows("street") == []
    assert project.undo_label() is None


def test_progress_names_each_file(project: Project, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    import_paths(project, [HOUSE], "T", Progress(lambda done, total, doing: told.append((done, total, doing))))
    assert (0, 1, "maison_fictive.xml") in told


def test_the_report_is_saved_as_csv_that_no_spreadsheet_runs(project: Project, tmp_path: Path) -> None:
    (tmp_path / "=1+1.xml").write_bytes(b"")
    report = load(project, HOUSE, tmp_path / "=1+1.xml")
    report.save(tmp_path / "rapport.csv")
    lines = (tmp_path / "rapport.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("maison_fictive.xml;;")
    assert lines[2].startswith("'=1+1.xml;;")


def test_all_official_files_go_in_and_come_back_as_they_were_read(project: Project, shared: Path) -> None:
    from rehab_app.exchange.dpe_xml import read_dpe

    report = load(project, shared / "dpe")
    assert report.count(Outcome.TAKEN) == 171
    assert report.count(Outcome.REFUSED) == 0
    stock, ids = project.stock()
    numbers = stock["dwelling"]["dpe_number"].tolist()
    for position in range(0, 171, 17):
        one = read_dpe(shared / "dpe" / f"{numbers[position]}.xml").stock
        back = stock.take([position])
        for name in one:
            for column, values in one[name].columns.items():
                np.testing.assert_array_equal(back[name][column], values, err_msg=f"{name}.{column}")
    labels = {row["dpe_number"]: row["classe_bilan_dpe"] for row in project.rows("reference_result")}
    assert len(labels) == 171
    assert set(labels.values()) <= set("ABCDEFG")
    assert load(project, shared / "dpe").count(Outcome.DUPLICATE) == 171
    assert len(ids) == 171
