"""The map: what is under the pointer, in the lasso, and where things are drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPolygonF
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rehab_app.ui import theme as tokens
from rehab_app.ui.quartier.camera import Camera
from rehab_app.ui.quartier.colouring import MODES, colouring
from rehab_app.ui.quartier.map_view import MapView
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.quartier.scene import faint
from rehab_app.ui.window import MainWindow


def page_of(window: MainWindow) -> QuartierPage:
    page = window.frame.show_page("quartier")
    assert isinstance(page, QuartierPage)
    return page


def point_of(window: MainWindow, home: int) -> QPoint:
    page = page_of(window)
    centre = page.map.scene.centre_m(home)
    assert centre is not None
    return page.map.view.camera.to_screen(centre).toPoint()


def view_of(window: MainWindow) -> MapView:
    return page_of(window).map.view


def ids(window: MainWindow) -> list[int]:
    assert window.desk.homes is not None
    return [int(identifier) for identifier in window.desk.homes.ids]


def test_a_click_selects_the_home_under_it(window: MainWindow, qtbot: QtBot) -> None:
    wanted = ids(window)[5]
    QTest.mouseClick(view_of(window), Qt.MouseButton.LeftButton, pos=point_of(window, wanted))
    assert window.desk.selection.ids == (wanted,)


def test_ctrl_adds_and_takes_away(window: MainWindow, qtbot: QtBot) -> None:
    first, second = ids(window)[2:4]
    for home in (first, second, first):
        QTest.mouseClick(
            view_of(window), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, point_of(window, home)
        )
    assert window.desk.selection.ids == (second,)


def test_a_click_beside_the_houses_clears_the_selection(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.selection.choose(ids(window)[:2])
    QTest.mouseClick(view_of(window), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert window.desk.selection.ids == ()


def test_a_lasso_around_a_row_selects_its_homes(window: MainWindow, qtbot: QtBot) -> None:
    view = view_of(window)
    page_of(window).map.lasso.setChecked(True)
    row = ids(window)[:12]
    corners = [point_of(window, row[0]), point_of(window, row[-1])]
    left, right = corners[0].x() - 20, corners[1].x() + 20
    top, bottom = corners[1].y() - 30, corners[0].y() + 30
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(left, top))
    for x, y in ((right, top), (right, bottom), (left, bottom)):
        QTest.mouseMove(view, QPoint(x, y))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(left, bottom))
    assert sorted(window.desk.selection.ids) == sorted(row)


def test_a_house_is_painted_in_the_colour_of_its_label(window: MainWindow) -> None:
    home = ids(window)[0]
    image = view_of(window).grab().toImage()
    assert image.pixelColor(point_of(window, home)) == QColor(tokens.ENERGY_LABEL["G"])


def test_a_rest_of_the_pointer_tells_the_home_under_it(window: MainWindow) -> None:
    view = view_of(window)
    assert view.told_at(QPointF(point_of(window, ids(window)[3]))) == "7 Rue de l’Essai\u00a0: étiquette F, 77\u202fm²"
    assert view.told_at(QPointF(2, 2)) == ""


def test_homes_that_are_filtered_out_are_faint_uncounted_and_not_enclosed(window: MainWindow) -> None:
    page = page_of(window)
    page.filters.typed.setText("modele")
    hidden, shown = ids(window)[0], ids(window)[12]
    image = view_of(window).grab().toImage()
    assert image.pixelColor(point_of(window, hidden)) == faint(tokens.LIGHT)
    assert image.pixelColor(point_of(window, shown)) == QColor(tokens.ENERGY_LABEL["G"])
    assert page.map.scene.colours is not None
    assert sum(entry.homes for entry in page.map.scene.colours.entries) == 12
    extent = page.map.scene.extent_m
    assert extent is not None
    assert page.map.scene.homes_in(QPolygonF(extent)) == ids(window)[12:]
    page.filters.typed.clear()
    assert view_of(window).grab().toImage().pixelColor(point_of(window, hidden)) == QColor(tokens.ENERGY_LABEL["G"])


@pytest.mark.parametrize("mode", list(MODES))
def test_every_colouring_counts_every_home_once(window: MainWindow, mode: str) -> None:
    homes = window.desk.homes
    assert homes is not None
    made = colouring(mode, homes, tokens.LIGHT)
    assert sum(entry.homes for entry in made.entries) == len(homes)
    assert np.all((made.codes >= 0) & (made.codes < len(made.entries)))


def test_keys_move_and_zoom_the_map(window: MainWindow, qtbot: QtBot) -> None:
    view = view_of(window)
    whole = view.camera
    QTest.keyClick(view, Qt.Key.Key_Plus)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.camera.px_per_m > whole.px_per_m
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.camera == whole


@given(st.floats(-500, 500), st.floats(-500, 500), st.floats(0.1, 10), st.floats(0, 800), st.floats(0, 600))
def test_the_ground_under_the_pointer_stays_while_zooming(
    x: float, y: float, factor: float, px: float, py: float
) -> None:
    camera = Camera(x, y, 2.0, 800, 600)
    at = QPointF(px, py)
    fixed = camera.to_world(at)
    there = camera.zoomed(factor, at).to_screen(fixed)
    assert (there.x(), there.y()) == pytest.approx((px, py), abs=0.05)


@given(st.floats(1, 5000), st.floats(1, 5000), st.floats(0, 200), st.floats(0, 200))
def test_a_fitted_extent_is_wholly_in_view(width: float, height: float, left: float, bottom: float) -> None:
    extent = QRectF(-width / 3, -height / 2, width, height)
    camera = Camera(width_px=900, height_px=700).fitted(extent, left, bottom)
    assert camera.visible_m(0.5).contains(extent)
