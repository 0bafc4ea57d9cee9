"""A morning at the desk, through a real window: look, choose, correct, undo, import, print."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from rehab_app.storage.project import Project
from rehab_app.ui.home.page import HomePage
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.ui.windows import show_page


def quartier(window: MainWindow) -> QuartierPage:
    return show_page(window, "quartier", QuartierPage)


def home_page(window: MainWindow) -> HomePage:
    page = window.frame.stack.currentWidget()
    assert isinstance(page, HomePage)
    return page


def type_into(line: QLineEdit, text: str) -> None:
    """As a hand does: all selected, typed, left with Tab."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Tab)


def editor(window: MainWindow, part: tuple[str, int], field: str) -> QLineEdit:
    page = home_page(window)
    page.parts.choose_part(*part)
    found = page.parts.form.editors[field].editor
    assert isinstance(found, QLineEdit)
    return found


def test_a_home_picked_on_the_map_is_found_in_the_table_opened_corrected_and_put_back(
    window: MainWindow, qtbot: QtBot, town: Path
) -> None:
    page = quartier(window)
    assert window.desk.homes is not None
    wanted = int(window.desk.homes.ids[3])
    view = page.map.view
    centre = page.map.scene.centre_m(wanted)
    assert centre is not None
    point = view.camera.to_screen(centre).toPoint()

    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point)
    rows = [index.row() for index in page.view.selectionModel().selectedRows()]
    assert [page.table.rows.id_at(row) for row in rows] == [wanted]

    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=point)
    settle(window)
    assert home_page(window).head.address.text() == "7 Rue de l’Essai"

    type_into(editor(window, ("wall", 1), "thickness_cm"), "22,5")
    settle(window)
    assert stored_wall(town, wanted) == 22.5
    assert window.commands.undo.text() == "&Annuler\u00a0: Épaisseur de la structure, 7 Rue de l’Essai"
    assert origin(window, "thickness_cm") == "●"

    window.commands.undo.trigger()
    settle(window)
    assert stored_wall(town, wanted) == 34
    assert editor(window, ("wall", 1), "thickness_cm").text() == "34"
    assert origin(window, "thickness_cm") == "◆"

    window.commands.redo.trigger()
    settle(window)
    assert stored_wall(town, wanted) == 22.5


def stored_wall(town: Path, home: int) -> float:
    with Project.open(town) as project:
        return float(project.rows("wall", dwelling_id=home, number=1)[0]["thickness_cm"])


def origin(window: MainWindow, field: str) -> str:
    return home_page(window).parts.form.editors[field].mark


def open_home(window: MainWindow, at: int = 0) -> int:
    assert window.desk.homes is not None
    identifier = int(window.desk.homes.ids[at])
    window.desk.selection.open(identifier)
    settle(window)
    return identifier


@pytest.mark.parametrize(
    ("typed", "problem"),
    [("mince", "n’est pas un nombre"), ("-3", "Il faut au moins"), ("9999", "Pas plus de 500\u202fcm")],
)
def test_a_wrong_value_is_told_beside_its_field_and_never_written(
    window: MainWindow, qtbot: QtBot, town: Path, typed: str, problem: str
) -> None:
    home = open_home(window)
    line = editor(window, ("wall", 1), "thickness_cm")
    type_into(line, typed)
    settle(window)
    told = home_page(window).parts.form.editors["thickness_cm"].error
    assert told.isVisible()
    assert problem in told.text()
    assert line.text() == typed
    assert stored_wall(town, home) == 34

    type_into(line, "28")
    settle(window)
    assert not told.isVisible()
    assert stored_wall(town, home) == 28


def test_two_fields_left_one_after_the_other_are_both_written(window: MainWindow, qtbot: QtBot, town: Path) -> None:
    home = open_home(window)
    type_into(editor(window, ("wall", 1), "thickness_cm"), "30")
    type_into(editor(window, ("wall", 1), "area_m2"), "19,5")
    settle(window)
    with Project.open(town) as project:
        wall = project.rows("wall", dwelling_id=home, number=1)[0]
    assert (wall["thickness_cm"], wall["area_m2"]) == (30, 19.5)
    assert not window.frame.notice.isVisible()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(window: MainWindow, qtbot: QtBot, town: Path) -> None:
    home = open_home(window)
    with Project.open(town) as other:
        wall = other.rows("wall", dwelling_id=home, number=1)[0]
        with other.write("Collègue", "Épaisseur mesurée") as writer:
            writer.update("wall", wall["id"], wall["version"], {"thickness_cm": 36})
    type_into(editor(window, ("wall", 1), "thickness_cm"), "30")
    settle(window)
    told = home_page(window).parts.form.editors["thickness_cm"].error
    assert "Collègue" in told.text()
    assert stored_wall(town, home) == 36


def test_the_history_of_a_home_says_who_did_what(window: MainWindow, qtbot: QtBot) -> None:
    open_home(window)
    type_into(editor(window, ("wall", 1), "thickness_cm"), "30")
    settle(window)
    home_page(window).tabs.setCurrentWidget(home_page(window).history)
    table = home_page(window).history.table
    cells = [item.text() for item in (table.item(0, 1), table.item(0, 2)) if item is not None]
    assert cells == ["Conseillère", "Épaisseur de la structure, 1 Rue de l’Essai"]


def test_a_stage_given_to_many_homes_is_one_action(window: MainWindow) -> None:
    page = quartier(window)
    assert window.desk.homes is not None
    page.view.selectAll()
    assert len(window.desk.selection.ids) == 24
    menu = page.bar.stage_button.menu()
    next(action for action in menu.actions() if action.text() == "Devis").trigger()
    settle(window)
    assert set(window.desk.homes.columns["stage"].tolist()) == {"quoted"}
    window.commands.undo.trigger()
    settle(window)
    assert set(window.desk.homes.columns["stage"].tolist()) == {"sensed", "interested", "committed"}


def test_a_home_is_found_from_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.search.trigger()
    box = window.frame.topbar.search
    QTest.keyClicks(box, "modele 7")
    assert [box.answers.model().index(row, 0).data() for row in range(box.answers.model().rowCount())] == [
        "7 Rue du Modèle"
    ]
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(window)
    assert home_page(window).head.address.text() == "7 Rue du Modèle"


def test_a_home_is_found_by_its_owner_on_the_desk(window: MainWindow) -> None:
    assert window.desk.session is not None
    project = window.desk.session.project
    owner = project.rows("owner", kind="social_landlord")[0]
    with project.write("", "Essai") as writer:
        writer.update("owner", owner["id"], owner["version"], {"name": "Bailleur Inventé"})
    window.activateWindow()
    window.commands.search.trigger()
    settle(window)
    box = window.frame.topbar.search
    QTest.keyClicks(box, "invente")
    settle(window)
    found = [box.answers.model().index(row, 0).data() for row in range(box.answers.model().rowCount())]
    assert "Bailleur Inventé, 7 Rue de l’Essai" in found
