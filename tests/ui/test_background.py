"""The background map: off until it is set, in its place, kept on disk, silent when the network is gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from rehab_app.core import settings as stored
from rehab_app.core.settings import Settings
from rehab_app.services.background import Ground, Tile, level_for, tiles_over
from rehab_app.ui.pictures import settle
from rehab_app.ui.quartier.backdrop import tile_box
from rehab_app.ui.quartier.camera import Camera
from rehab_app.ui.quartier.page import QuartierPage
from rehab_app.ui.quartier.tile_fetcher import DISK_BYTES
from rehab_app.ui.shell.settings_page import SettingsPage
from rehab_app.ui.window import MainWindow
from tests.ui.tile_server import GROUND, TileServer, serving
from tests.ui.windows import dismiss

_PATIENCE_MS = 30_000
_BESIDE = QPoint(60, 60)  # of the map: no house stands there, and no legend


@pytest.fixture
def server(qtbot: QtBot) -> Iterator[TileServer]:
    with serving() as made:
        yield made


def opened(town: Path, settings: Settings) -> tuple[MainWindow, QuartierPage]:
    window = MainWindow(settings)
    window.show()
    window.files.open(town)
    settle(window)
    page = window.frame.show_page("quartier")
    assert isinstance(page, QuartierPage)
    return window, page


def with_tiles(server: TileServer) -> Settings:
    return Settings(
        background="yes", background_tiles=f"{server.base}/{{z}}/{{x}}/{{y}}.png", background_attribution="© Essai"
    )


def beside(page: QuartierPage) -> QColor:
    return page.map.view.grab().toImage().pixelColor(_BESIDE)


def test_without_an_address_nothing_is_asked_and_the_button_leads_to_the_settings(qtbot: QtBot, town: Path) -> None:
    window, page = opened(town, Settings())
    assert not page.map.view.backdrop.shown
    page.map.background.trigger()
    assert not page.map.background.isChecked()
    assert isinstance(window.frame.stack.currentWidget(), SettingsPage)
    dismiss(window)


def test_tiles_lie_under_the_houses_and_only_their_numbers_are_asked_for(
    qtbot: QtBot, town: Path, server: TileServer
) -> None:
    window, page = opened(town, with_tiles(server))
    qtbot.waitUntil(lambda: beside(page) == QColor(GROUND), timeout=_PATIENCE_MS)
    assert page.map.background.isChecked()
    assert page.map.view.backdrop.attribution == "© Essai"
    house = page.map.scene.centre_m(1)
    assert house is not None
    image = page.map.view.grab().toImage()
    assert image.pixelColor(page.map.view.camera.to_screen(house).toPoint()) != QColor(GROUND)
    for path, headers in server.asked:
        assert re.fullmatch(r"/\d+/\d+/\d+\.png", path)
        assert headers.keys() <= {"Host", "User-Agent", "Accept", "Accept-Encoding", "Accept-Language", "Connection"}
    page.map.background.trigger()
    assert beside(page) != QColor(GROUND)
    assert window.desk.settings.background == ""
    dismiss(window)


def test_tiles_are_kept_on_disk_and_shown_again_without_the_network(
    qtbot: QtBot, town: Path, home: Path, server: TileServer
) -> None:
    settings = with_tiles(server)
    window, page = opened(town, settings)
    qtbot.waitUntil(lambda: beside(page) == QColor(GROUND), timeout=_PATIENCE_MS)
    dismiss(window)
    kept = list((home / "cache" / "tiles").rglob("*.d"))
    assert kept
    assert sum(path.stat().st_size for path in kept) < DISK_BYTES

    server.broken = True
    window, page = opened(town, settings)
    qtbot.waitUntil(lambda: beside(page) == QColor(GROUND), timeout=_PATIENCE_MS)
    dismiss(window)


def test_a_server_that_fails_is_told_once_and_the_map_goes_on(qtbot: QtBot, town: Path, server: TileServer) -> None:
    server.broken = True
    window, page = opened(town, Settings())
    told: list[tuple[str, str]] = []
    window.desk.said.connect(lambda kind, text: told.append((kind, text)))
    for name, value in (("background", "yes"), ("background_tiles", with_tiles(server).background_tiles)):
        setattr(window.desk.settings, name, value)
    window.desk.background_changed.emit()
    page.map.view.repaint()
    qtbot.waitUntil(lambda: len(server.asked) >= 2, timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(told), timeout=_PATIENCE_MS)
    page.map.view.zoom(2.0)
    page.map.view.repaint()
    settle(window)
    assert [kind for kind, _text in told] == ["warning"]
    assert "Le fond de carte ne répond pas" in told[0][1]
    assert beside(page) == QColor(window.desk.theme.map_ground)
    dismiss(window)


def test_a_server_is_asked_for_its_layers_and_the_one_chosen_is_drawn(
    qtbot: QtBot, town: Path, server: TileServer
) -> None:
    window, page = opened(town, Settings())
    settings_page = window.frame.show_page("settings")
    assert isinstance(settings_page, SettingsPage)
    form = settings_page.background
    form.address.write("ftp://ailleurs")
    form.ask_button.click()
    assert "adresse web" in form.address.error
    form.address.write(f"{server.base}/wmts?SERVICE=WMTS&REQUEST=GetCapabilities")
    form.ask_button.click()
    qtbot.waitUntil(lambda: form.layer.count() > 0, timeout=_PATIENCE_MS)
    assert [form.layer.itemText(at) for at in range(form.layer.count())] == ["Plan"]  # the other grid is not ours
    assert form.attribution.text == "Cartes d’essai"
    form.shown.click()
    window.frame.show_page("quartier")
    qtbot.waitUntil(lambda: beside(page) == QColor(GROUND), timeout=_PATIENCE_MS)
    asked = next(path for path in server.paths if path.startswith("/kvp"))
    assert "LAYER=PLAN.V2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX=" in asked
    kept = stored.load()
    assert (kept.background, kept.background_layer, kept.background_last_level) == ("yes", "PLAN.V2", "18")
    dismiss(window)


_TO_MERCATOR = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
_EDGE_M = 20_037_508.342789244


@given(st.floats(-3_000, 3_000), st.floats(-3_000, 3_000), st.floats(0.05, 20), st.floats(42, 51))
def test_a_point_lies_on_its_tile_where_the_projection_puts_it(x: float, y: float, px_per_m: float, lat: float) -> None:
    camera, ground = Camera(x, y, px_per_m, 800, 600), Ground(2.79, lat)
    longitude, latitude = ground.to_degrees(x, y)
    level = level_for(px_per_m, lat, 19)
    (tile, *_others) = tiles_over((longitude, latitude, longitude, latitude), level)
    east_m, north_m = _TO_MERCATOR.transform(longitude, latitude)
    side_m = 2 * _EDGE_M / 2**level
    across, down = (east_m + _EDGE_M) / side_m - tile.column, (_EDGE_M - north_m) / side_m - tile.row
    assert -1e-6 <= across <= 1 + 1e-6
    assert -1e-6 <= down <= 1 + 1e-6
    box = tile_box(camera, ground, tile)
    drawn = (box.left() + across * box.width(), box.top() + down * box.height())
    assert drawn == pytest.approx((400, 300), abs=0.5)


def test_the_level_is_as_fine_as_the_screen_and_no_finer_than_the_server() -> None:
    assert level_for(1.0, 50.4, 19) == 17  # 0.76 m a pixel there
    assert level_for(1.0, 50.4, 15) == 15
    assert Tile(17, 66_551, 44_000).parent == Tile(16, 33_275, 22_000)
