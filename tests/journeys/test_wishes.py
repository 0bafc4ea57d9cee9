"""Homes kept in or out of the groups proposed, from wherever an adviser meets them."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from rehab_app.domain.change import Change
from rehab_app.services.group_wishes import set_wish
from rehab_app.services.session import Session
from rehab_app.storage.project import Project
from rehab_app.ui.groups.page import GroupsPage
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.window import MainWindow
from tests.ui.windows import home_page, show_page


def wishes(town: Path) -> dict[int, str]:
    with Project.open(town) as project:
        columns = project.columns("dwelling", ("group_wish",))
        return dict(zip(columns["id"].tolist(), columns["group_wish"].tolist(), strict=True))


def open_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, heading: str, text: str) -> None:
    """An entry of a submenu, chosen as somebody does."""
    (inner,) = [one for one in menu.findChildren(QMenu) if one.title() == heading]
    (action,) = [one for one in inner.actions() if one.text() == text]
    action.trigger()
    menu.close()


def right_click(widget: QWidget, at: QPoint) -> None:
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, at, widget.mapToGlobal(at)))


@pytest.fixture
def page(window: MainWindow) -> QuartierPage:
    return show_page(window, "quartier", QuartierPage)


def test_the_menu_of_the_table_keeps_many_homes_out_in_one_action(
    qtbot: QtBot, window: MainWindow, page: QuartierPage, town: Path
) -> None:
    some = [int(one) for one in page.table.rows.ids_at(np.arange(3))]
    window.desk.selection.choose(some)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=20_000)
    menu = open_menu()
    assert menu.accessibleName() == "3 logements sélectionnés"
    choose(menu, "Quand des groupes sont proposés", "Ne pas proposer")
    settle(window)
    assert {home for home, wish in wishes(town).items() if wish == "never"} == set(some)
    assert window.commands.undo.text().endswith("3 logements, ne pas proposer")
    at = [column.name for column in page.table.columns].index("group_wish")
    page.view.setColumnHidden(at, False)
    assert {page.table.text(row, at) for row in range(page.table.rowCount())} == {"ne pas proposer", ""}
    page.map.mode.setCurrentIndex(page.map.mode.findData("group_wish"))
    assert page.map.scene.colours is not None
    told = {entry.text: entry.homes for entry in page.map.scene.colours.entries}
    assert told == {"toujours proposer": 0, "ne pas proposer": 3, "Selon le calcul": 21}
    page.bar.more_button.click()
    (ticked,) = [one for one in open_menu().findChildren(QMenu)[1].actions() if one.isChecked()]
    assert ticked.text() == "Ne pas proposer"
    open_menu().close()
    window.commands.undo.trigger()
    settle(window)
    assert set(wishes(town).values()) == {""}


def test_a_right_click_on_the_map_is_about_the_home_under_it(
    window: MainWindow, page: QuartierPage, town: Path
) -> None:
    scene, view = page.map.scene, page.map.view
    homes = window.desk.homes
    assert homes is not None
    ring = homes.footprints.centres_m[0]
    at = view.camera.transform.map(QPointF(float(ring[0]), float(ring[1]))).toPoint()
    home = scene.home_at(view.camera.to_world(QPointF(at)))
    assert home is not None
    right_click(view, at)
    assert window.desk.selection.ids == (home,)
    choose(open_menu(), "Quand des groupes sont proposés", "Toujours proposer")
    settle(window)
    assert wishes(town)[home] == "always"
    address = f"{homes.columns['house_number'][homes.position[home]]} {homes.columns['street'][homes.position[home]]}"
    assert address in window.commands.undo.text()


def test_a_right_click_beside_the_houses_opens_nothing(window: MainWindow, page: QuartierPage) -> None:
    right_click(page.map.view, QPoint(1, 1))
    assert QApplication.activePopupWidget() is None


def test_the_menu_of_a_street_is_about_its_homes(window: MainWindow, page: QuartierPage) -> None:
    page.grouped.setChecked(True)
    right_click(page.view.viewport(), page.view.visualRect(page.table.index(0, 0)).center())
    assert open_menu().accessibleName() == "12 logements sélectionnés"
    open_menu().close()


def test_the_page_of_a_home_tells_its_group_and_takes_the_wish(window: MainWindow, town: Path) -> None:
    page = home_page(window)
    assert page.view is not None
    home = int(page.view.record["id"])

    def form(session: Session) -> Change:
        with session.project.write("", "Group") as writer:
            (group,) = writer.insert("owner_group", [{"name": "Modèle 1–9", "stage": "sensed"}])
            writer.insert("member", [{"group_id": group, "dwelling_id": home, "stage": "sensed"}])
        return writer.change

    window.desk.write(form)
    settle(window)
    page.tabs.setCurrentWidget(page.site)
    settle(window)
    assert page.site.group.group.text() == "Dans le groupe Modèle 1–9."
    assert "groupe Modèle 1–9" in page.head.about.text()
    wish = page.site.group.wish
    wish.setFocus()
    wish.setCurrentIndex(wish.findData("never"))
    wish.activated.emit(wish.currentIndex())
    settle(window)
    assert wishes(town)[home] == "never"
    assert "ne pas proposer" in page.head.about.text()
    window.commands.undo.trigger()
    settle(window)
    assert wish.currentData() == ""


def test_the_page_of_the_groups_names_who_is_wanted_in_vain(window: MainWindow, town: Path) -> None:
    assert window.desk.homes is not None
    homes = window.desk.homes.ids[:6].tolist()
    groups = show_page(window, "groups", GroupsPage)
    assert not groups.left_out.isVisible()
    window.desk.write(lambda session: set_wish(session.project, session.who, homes, "always"))
    settle(window)
    told = groups.left_out.text.text()
    assert told.startswith("6 logements voulus dans un groupe ne sont dans aucun")
    assert "Aucun geste n’est retenu" in told
    assert told.endswith("et 2 autres")
    groups.left_out.on_map.click()
    settle(window)
    assert list(window.desk.selection.ids) == homes
