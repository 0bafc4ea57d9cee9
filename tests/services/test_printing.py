"""Printing from a real project: files whole or absent, an archive of what was made, nothing about a person."""

import datetime
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from openpyxl import load_workbook

from rehab_app.cli import main
from rehab_app.core.errors import RehabError
from rehab_app.core.progress import Progress
from rehab_app.services import printing
from rehab_app.services.press import write_whole
from rehab_app.services.work_plans import WorkPlans
from rehab_app.storage.project import Project
from tests.reports.reading import pages, plain
from tests.services.prints import print_plan
from tests.services.small_group import PLANTED_INCOME, PLANTED_NAME, small_group

TODAY = datetime.date(2026, 11, 22)
LATER = datetime.date(2026, 12, 1)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = small_group(tmp_path / "essai.rehab")
    yield opened
    opened.close()


def words_of(path: Path) -> str:
    return plain(" ".join(pages(path.read_bytes())))


def test_a_plan_for_each_lot_at_work_in_the_order_of_the_site(project: Project) -> None:
    assert [(plan.group, plan.lot) for plan in printing.plans(project)] == [
        ("Rue de l’Essai, impairs", "joinery"),
        ("Rue de l’Essai, impairs", "facade"),
    ]


def test_the_dossier_holds_what_the_project_says(project: Project, tmp_path: Path) -> None:
    printed = print_plan(project, 1, "facade", tmp_path / "out", "Testeuse", TODAY)
    text = words_of(printed.path)
    assert "Plan de travaux du groupe « Rue de l’Essai, impairs »" in text
    # the address of the first home is not recorded: number and street of its building stand for it
    assert "1 rue de l’Essai" in text
    assert "3 rue de l’Essai" in text
    # who left the group and who never joined it are not addressed
    assert "5 rue de l’Essai" not in text
    assert "7 rue de l’Essai" not in text
    assert "Façades Exemple (fictif)" in text
    assert "01/03/2027 → 05/03/2027" in text
    assert "BAR-EN-102" in text
    assert "1er juillet 2026" in text
    assert "interdite" in text
    assert "Fictif" in text


def test_quantities_are_sums_of_what_is_printed(project: Project, tmp_path: Path) -> None:
    dossier = WorkPlans(project).dossier(1, "facade", 1, TODAY)
    # 30,004 + 10,004 is 40,008 but 30,00 and 10,00 are printed
    assert [line.quantity for house in dossier.houses for line in house.lines] == [40.0, 41.0]
    text = words_of(print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY).path)
    assert "Total 81,00" in text


def test_heritage_rules_and_party_walls_are_those_of_each_facade(project: Project) -> None:
    first, second = WorkPlans(project).dossier(1, "facade", 1, TODAY).houses
    assert [(f.side, f.external_insulation) for f in first.facades] == [
        ("street", False),
        ("party", None),
        ("back", True),
        ("gable", True),
    ]
    assert [facade.side for facade in second.facades] == ["street", "party", "back", "party"]
    width = max(x for x, _y in first.outline) - min(x for x, _y in first.outline)
    assert width == pytest.approx(7.0, abs=0.35)


def test_no_name_nor_income_is_printed_or_kept_in_the_archive(project: Project, tmp_path: Path) -> None:
    batch = printing.print_plans(project, printing.plans(project), tmp_path, "Testeuse", TODAY)
    surname, first_name = PLANTED_NAME.split("-")
    for printed in batch.printed:
        with zipfile.ZipFile(printed.sheet) as sheet:
            cells = " ".join(sheet.read(name).decode("utf-8") for name in sheet.namelist())
        for text in (words_of(printed.path), cells, repr(project.rows("dossier"))):
            for secret in (surname, first_name, str(PLANTED_INCOME), "23 456", "01 99 00 00 09"):
                assert secret not in text


def test_printing_again_gives_the_same_file_and_a_change_gives_a_new_edition(project: Project, tmp_path: Path) -> None:
    first = print_plan(project, 1, "facade", tmp_path / "a", "Testeuse", TODAY)
    again = print_plan(project, 1, "facade", tmp_path / "b", "Testeuse", LATER)
    assert again.again
    assert again.path.read_bytes() == first.path.read_bytes()
    assert again.sheet.read_bytes() == first.sheet.read_bytes()
    (row,) = project.rows("dossier")
    assert (row["file_name"], row["sha256"], row["audience"]) == (first.path.name, first.sha256, "artisan")
    assert row["frozen"]["parameters_on"] == "2026-07-01"
    assert row["frozen"]["engine_version"]
    work = next(row for row in project.rows("works") if row["lot"] == "facade")
    with project.write("Testeuse", "Mesurer") as writer:
        takeoff = {**work["takeoff"], "spared": []}
        writer.update("works", work["id"], work["version"], {"takeoff": takeoff})
    new = print_plan(project, 1, "facade", tmp_path / "c", "Testeuse", LATER)
    assert (new.version, new.again) == (2, False)
    assert "version 2 du 1er décembre 2026" in words_of(new.path)
    assert len(project.rows("dossier")) == 2


def test_one_failure_does_not_lose_the_others(project: Project, tmp_path: Path) -> None:
    work = next(row for row in project.rows("works") if row["lot"] == "joinery")
    with project.write("Testeuse", "Gâter") as writer:
        writer.update("works", work["id"], work["version"], {"work": "inconnu"})
    batch = printing.print_plans(project, printing.plans(project), tmp_path, "Testeuse", TODAY)
    assert [printed.plan.lot for printed in batch.printed] == ["facade"]
    (failure,) = batch.failures
    assert failure.plan.lot == "joinery"
    assert "inconnu" in failure.error.text
    assert [row["lot"] for row in project.rows("dossier")] == ["facade"]


def test_a_cancel_keeps_what_was_printed_and_archives_it(project: Project, tmp_path: Path) -> None:
    progress = Progress()

    def stop_at_the_second(done: int, total: int, doing: str) -> None:
        assert total == 2
        assert doing.startswith("Rue de l’Essai")
        progress.cancel()

    progress.listener = stop_at_the_second
    batch = printing.print_plans(project, printing.plans(project), tmp_path, "Testeuse", TODAY, progress)
    assert batch.stopped
    assert [printed.plan.lot for printed in batch.printed] == ["joinery"]
    assert [row["lot"] for row in project.rows("dossier")] == ["joinery"]
    assert sorted(path.suffix for path in tmp_path.iterdir() if "lot-" in path.name) == [".pdf", ".xlsx"]


def test_a_batch_is_one_action_to_undo(project: Project, tmp_path: Path) -> None:
    printing.print_plans(project, printing.plans(project), tmp_path, "Testeuse", TODAY)
    assert project.undo_label() == "Imprimer 2 dossiers"
    project.undo("Testeuse")
    assert project.rows("dossier") == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    busy = tmp_path / "dossier.pdf"
    busy.mkdir()
    with pytest.raises(RehabError, match=r"dossier\.pdf"):
        write_whole(busy, b"content")
    assert [path.name for path in tmp_path.iterdir()] == ["dossier.pdf"]


def test_a_group_or_a_lot_that_is_not_there_is_named(project: Project, tmp_path: Path) -> None:
    with pytest.raises(RehabError, match="groupe 9"):
        print_plan(project, 9, "facade", tmp_path, "Testeuse", TODAY)
    with pytest.raises(RehabError, match="peinture"):
        print_plan(project, 1, "peinture", tmp_path, "Testeuse", TODAY)


def test_a_lot_without_works_prints_plain_sentences(project: Project, tmp_path: Path) -> None:
    printed = print_plan(project, 1, "roof", tmp_path, "Testeuse", TODAY)
    assert "Aucuns travaux de ce lot ne sont encore prévus dans ce groupe." in words_of(printed.path)


def test_homes_that_share_a_house_number_are_told_apart(project: Project) -> None:
    for row in project.rows("building"):
        with project.write("Testeuse", "Même numéro") as writer:
            writer.update("building", row["id"], row["version"], {"house_number": "1"})
    dossier = WorkPlans(project).dossier(1, "facade", 1, TODAY)
    assert [house.key for house in dossier.houses] == ["1", "2"]
    assert dossier.site is not None
    assert sorted(outline.label for outline in dossier.site.outlines) == ["", "", "1", "2"]


def test_the_sheet_prices_the_same_quantities_by_formulas(project: Project, tmp_path: Path) -> None:
    printed = print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY)
    book = load_workbook(printed.sheet)
    schedule, houses = book.worksheets
    assert [cell.value for cell in schedule[5]][2:] == ["m²", 81.0, None, "=D5*E5"]
    assert schedule["F6"].value == "=SUM(F5:F5)"
    assert [houses["C5"].value, houses["C6"].value, houses["C7"].value] == [40.0, 41.0, "=SUM(C5:C6)"]
    assert houses["D5"].value == f"=C5*'{schedule.title}'!$E$5"
    assert "Fictif" in schedule["A2"].value


def test_the_sheet_is_also_inside_the_pdf(project: Project, tmp_path: Path) -> None:
    printed = print_plan(project, 1, "facade", tmp_path, "Testeuse", TODAY)
    with pikepdf.open(printed.path) as document:
        assert list(document.attachments) == [printed.sheet.name]
        inside = document.attachments[printed.sheet.name].get_file()
        assert inside.read_bytes() == printed.sheet.read_bytes()
        assert inside.mime_type.endswith("spreadsheetml.sheet")
        assert not document.check_pdf_syntax()


def test_the_command_prints_one_line_a_file(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = str(tmp_path / "essai.rehab"), tmp_path / "papiers"
    project.close()
    assert main(["print", path, "--list"]) == 0
    assert "facade" in capsys.readouterr().out
    assert main(["print", path, "--group", "1", "--lot", "facade", "--out", str(out), "--date", "2026-11-22"]) == 0
    assert re.search(r"lot-06.*_v1\.pdf \(\d pages\)", capsys.readouterr().out)
    assert main(["print", path, "--all", "--out", str(out)]) == 0
    assert len(list(out.glob("*.pdf"))) == 2
    assert main(["print", path, "--group", "4", "--out", str(out)]) == 1
    assert "Il n’y a aucun dossier" in capsys.readouterr().err


def test_a_household_gets_its_own_home_and_nothing_of_the_neighbours(project: Project, tmp_path: Path) -> None:
    first, second, *_others = [row["id"] for row in project.rows("dwelling")]
    batch = printing.print_homes(project, [first, second, 999], tmp_path, "Testeuse", TODAY)
    assert set(batch.printed) == {first, second}
    assert "999" in batch.failures[999].text
    text = words_of(batch.printed[second].path)
    assert "3 rue de l’Essai" in text
    assert "5 rue de l’Essai" not in text
    assert "« Rue de l’Essai, impairs », de 2 logements en tout" in text
    for secret in (*PLANTED_NAME.split("-"), "23 456", "01 99 00 00 09"):
        assert secret not in text
    rows = project.rows("dossier", audience="household")
    assert [row["dwelling_id"] for row in rows] == [first, second]
    assert rows[0]["frozen"]["version"] == 1


def test_the_command_prints_a_home(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = project.rows("dwelling")[1]["id"]
    project.close()
    path = str(tmp_path / "essai.rehab")
    assert main(["print", path, "--home", str(home), "--out", str(tmp_path / "maisons")]) == 0
    assert "ma-maison_3-rue-de-l-essai" in capsys.readouterr().out


def test_the_command_prints_every_kind_asked_for(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project.close()
    path, out = str(tmp_path / "essai.rehab"), tmp_path / "tout"
    assert main(["print", path, "--town", "--landlords", "--homes", "--all", "--out", str(out)]) == 0
    told = capsys.readouterr().out
    for kind in ("rapport-du-quartier", "bailleur-social", "ma-maison", "lot-06"):
        assert kind in told
        assert list(out.glob(f"{kind}*.pdf"))


def test_the_command_says_when_nobody_is_a_social_landlord(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vide.rehab"
    Project.create(path, "Vide (fictif)", "62525").close()
    assert main(["print", str(path), "--landlords", "--out", str(tmp_path)]) == 1
    assert "bailleur social" in capsys.readouterr().err
    assert main(["print", str(path), "--homes", "--out", str(tmp_path)]) == 1
    assert "aucun dossier" in capsys.readouterr().err


def test_a_social_landlord_learns_what_it_can_share_and_no_name(project: Project, tmp_path: Path) -> None:
    (landlord,) = printing.landlords(project)
    batch = printing.print_landlords(project, [landlord.owner_id, 1], tmp_path, "Testeuse", TODAY)
    assert "bailleur social" in batch.failures[1].text
    text = words_of(batch.printed[landlord.owner_id].path)
    assert "Habitat d’essai (fictif)" in text
    assert "1 5 rue de l’Essai mur contre mur Rue de l’Essai, impairs" in text
    assert "Mur commun avec 3 rue de l’Essai" in text
    # 42,01 m² of its own beside 40,01 and 41,01 m² of the two private homes
    assert "m² 42,01 81,02 34 %" in text
    for secret in (*PLANTED_NAME.split("-"), "23 456", "01 99 00 00 09"):
        assert secret not in text
    again = printing.print_landlords(project, [landlord.owner_id], tmp_path, "Testeuse", LATER)
    assert again.printed[landlord.owner_id].again
    (row,) = project.rows("dossier", audience="landlord")
    assert row["owner_id"] == landlord.owner_id
