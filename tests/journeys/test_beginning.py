"""How a project begins, through a real window: a new one, files taken in, the sample, a table of one’s own."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehab_app.core.progress import Progress
from rehab_app.core.settings import Settings
from rehab_app.core.settings import load as load_settings
from rehab_app.services.sample import build_sample
from rehab_app.ui.dossiers.page import DossiersPage
from rehab_app.ui.groups.page import GroupsPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.shell.new_project import NewProject
from rehab_app.ui.shell.table_mapping import TableMapping
from rehab_app.ui.window import MainWindow
from tests.ui.windows import dismiss, opened, show_page


def quartier(window: MainWindow) -> QuartierPage:
    return show_page(window, "quartier", QuartierPage)


def test_a_new_neighbourhood_says_what_its_form_lacks_then_opens(window: MainWindow, tmp_path: Path) -> None:
    window.commands.new.trigger()
    form = window.frame.stack.currentWidget()
    assert isinstance(form, NewProject)
    form.submit()
    assert form.name.error == "Il faut un nom."
    window.activateWindow()
    form.name.entry.setFocus()
    QTest.keyClicks(form.name.entry, "Cite neuve")
    assert form.name.error == ""
    assert form.town.error == "Il faut la commune."
    form.town.entry.setText("Loos-en-Gohelle")
    form.insee.entry.setText("62528")
    form.place.entry.setText(str(tmp_path / "neuve.rehab"))
    form.submit()
    settle(window)
    assert window.desk.homes is not None
    assert (window.desk.homes.name, len(window.desk.homes)) == ("Cite neuve", 0)
    assert window.frame.stack.currentWidget() is quartier(window)


@pytest.mark.shared
def test_official_files_are_imported_with_a_report_and_one_undo(
    window: MainWindow, shared: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "cassé.xml"
    broken.write_text("<dpe><nothing", encoding="utf-8")
    files = [*sorted((shared / "dpe").glob("*.xml"))[:3], broken]
    assert window.desk.homes is not None
    before = len(window.desk.homes)
    window.files.take(files)
    settle(window)
    assert window.files.report is not None
    first = [window.files.report.table.item(0, column) for column in (0, 2)]
    assert [item.text() for item in first if item is not None] == ["cassé.xml", "refusé"]
    assert len(window.desk.homes) == before + 3
    window.files.report.leave_button.click()
    assert window.frame.stack.currentWidget() is quartier(window)
    window.commands.undo.trigger()
    settle(window)
    assert len(window.desk.homes) == before


def test_the_first_start_opens_the_fictional_sample(qtbot: QtBot) -> None:
    from rehab_app.app import make_window

    made = make_window(settings=Settings())
    made.show()
    settle(made)
    assert made.desk.homes is not None
    assert made.desk.homes.fictional
    assert len(made.desk.homes) > 200
    dismiss(made)


def test_a_start_after_a_crash_opens_the_project_that_was_open(window: MainWindow, town: Path) -> None:
    from rehab_app.app import first_location

    assert not window.isHidden()
    assert first_location(load_settings()) == str(town)


@pytest.fixture
def sample(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    path = tmp_path / "quartier.rehab"
    build_sample(path, Progress())
    with opened(path) as made:
        yield made


def test_a_street_goes_from_its_description_to_the_artisans_paper(sample: MainWindow, tmp_path: Path) -> None:
    page = quartier(sample)
    page.filters.typed.setText("puits-neuf")
    page.view.selectAll()
    street = sample.desk.selection.ids
    assert 20 < len(street) < 60

    page.bar.estimate_button.click()
    settle(sample)
    assert "logements estimés" in sample.frame.notice.text
    menu = page.bar.compose_button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Rénovation complète").trigger()
    settle(sample)
    assert sample.desk.homes is not None
    rows = [sample.desk.homes.position[home] for home in street]
    assert np.isfinite(sample.desk.homes.columns["works_typical_eur_ht"][rows]).sum() > len(street) // 2

    groups = sample.frame.show_page("groups")
    assert isinstance(groups, GroupsPage)
    groups.propose.click()
    settle(sample)
    assert sample.desk.session is not None
    assert sample.desk.session.project.rows("owner_group")
    assert (sample.desk.homes.columns["group"][rows] != "").any()

    dossiers = sample.frame.show_page("dossiers")
    assert isinstance(dossiers, DossiersPage)
    settle(sample)
    dossiers.plans.offer_ticks([True, *[False] * (dossiers.plans.rowCount() - 1)])
    dossiers.print_button.click()
    settle(sample)
    assert dossiers.made.rowCount() == 1
    assert dossiers.preview.pages >= 2
    assert not dossiers.preview.sheet.pixmap().isNull()
    dossiers.preview.after.click()
    settle(sample)
    assert dossiers.preview.page == 1
    assert sample.commands.undo.text() == "&Annuler\u00a0: Imprimer 1 dossier"

    for audience in ("household", "landlord"):
        dossiers.audience.setCurrentIndex(dossiers.audience.findData(audience))
        dossiers.plans.offer_ticks([True, *[False] * (dossiers.plans.rowCount() - 1)])
        printed = dossiers.made.rowCount()
        dossiers.print_button.click()
        settle(sample)
        assert dossiers.made.rowCount() == printed + 1


def test_the_columns_of_a_table_are_shown_corrected_and_remembered(window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "relevé.csv"
    table.write_text(
        "Adresse;Code postal;Habitable;Couleur des volets\n3 rue Neuve;62750;81,5;vert\n", encoding="utf-8"
    )
    window.files.look([table])
    settle(window)
    page = window.frame.stack.currentWidget()
    assert isinstance(page, TableMapping)
    assert page.choices["Adresse"].currentText() == "Adresse"
    assert page.choices["Couleur des volets"].currentText() == "laissée de côté"

    page.choices["Habitable"].choose("dwelling.living_area_m2")
    page.choices["Couleur des volets"].choose("dwelling.living_area_m2")
    page.submit()
    assert "Deux colonnes" in page.problem.text()

    page.choices["Couleur des volets"].choose("")
    page.import_button.click()
    settle(window)
    assert window.desk.homes is not None
    assert window.desk.homes.columns["living_area_m2"][-1] == 81.5

    window.files.look([table])
    settle(window)
    again = window.frame.stack.currentWidget()
    assert isinstance(again, TableMapping)
    assert again.mapping["Habitable"] == "dwelling.living_area_m2"
