"""The map with its tools: what the colours mean, lasso, zoom."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.services.background import TileSource
from rehab_app.services.home_filters import Mask
from rehab_app.services.neighbourhood import Neighbourhood
from rehab_app.ui.icons import icon
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.quartier.colouring import MODES
from rehab_app.ui.quartier.map_view import Later, MapView
from rehab_app.ui.quartier.prepared import Prepared
from rehab_app.ui.quartier.scene import Look, Scene
from rehab_app.ui.selection import Selection
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_XL, SPACE_XS, Theme

_STEP = 1.5
_MODE_MOST_PX = 260
_AT_ONCE = 2_000  # homes that are coloured in some milliseconds


class MapPane(QWidget):
    """A toolbar over a map view.

    Signals:
        background_wanted: somebody turned the background on or off.
    """

    background_wanted = Signal(bool)

    def __init__(self, theme: Theme, selection: Selection, later: Later, mode: str = "label") -> None:
        super().__init__()
        self._theme = theme
        self._later = later
        self._kept: Mask | None = None
        self.scene = Scene(theme)
        self.scene.set_mode(mode)
        self.view = MapView(theme, selection, self.scene, later)
        self.mode = Choice(_("Colour of the map"), letters=18)
        for key, text in MODES.items():
            self.mode.addItem(_(text), key)
        self.mode.choose(mode)
        self.mode.currentIndexChanged.connect(lambda _at: self._recolour())
        self.mode.setMaximumWidth(_MODE_MOST_PX)
        self.lasso = self._tool(
            "selection-plus", _("Select with a lasso"), "Ctrl+L", self.view.set_lasso, checkable=True
        )
        self.hatches = self._tool("grid-four", _("Hatch the colours"), "Ctrl+H", self._hatch, checkable=True)
        self.background = self._tool(
            "map-trifold", _("Background map"), "Ctrl+B", self.background_wanted.emit, checkable=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.view, 1)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACE_XL, SPACE_M, SPACE_L, SPACE_M)
        bar.setSpacing(SPACE_XS)
        bar.addWidget(self.mode, 1)
        bar.addStretch()
        tools = (
            self.lasso,
            self.hatches,
            self.background,
            self._tool("minus", _("Zoom out"), "Ctrl+-", lambda: self.view.zoom(1 / _STEP)),
            self._tool("plus", _("Zoom in"), "Ctrl++", lambda: self.view.zoom(_STEP)),
            self._tool("corners-out", _("Show everything"), "Ctrl+0", self.view.fit),
        )
        for action in tools:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(20, 20))
            button.setAccessibleName(action.text())
            bar.addWidget(button)
        return bar

    def show_homes(self, homes: Neighbourhood, prepared: Prepared | None = None) -> None:
        self._kept = None
        self.scene.show(homes, prepared)
        self.view.refresh()

    def _tool(
        self, picture: str, text: str, shortcut: str, does: Callable[..., object], checkable: bool = False
    ) -> QAction:
        action = QAction(icon(picture, self._theme.second, self._theme.accent), text, self, checkable=checkable)
        action.setShortcut(QKeySequence(shortcut))
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({shown})")
        if checkable:
            action.toggled.connect(does)
        else:
            action.triggered.connect(lambda _checked: does())
        self.addAction(action)
        return action

    def keep(self, kept: Mask) -> None:
        """Draw the homes of a mask in their colours and the others faint."""
        wanted = None if kept.all() else kept
        if wanted is not None or self._kept is not None:
            self._kept = wanted
            self._recolour()

    def _recolour(self) -> None:
        """At once for a neighbourhood; for a town a moment later, for its paths take long to make."""
        homes, wanted = self.scene.homes, (self.mode.currentData(), self._kept)
        if homes is None:
            self.scene.set_mode(wanted[0])
        elif len(homes) <= _AT_ONCE:
            self._wear(wanted, self.scene.look(*wanted))
        else:
            self._later(lambda: self.scene.look(*wanted), lambda look: self._wear(wanted, look))

    def _wear(self, wanted: tuple[str, Mask | None], look: Look | None) -> None:
        if look is not None and wanted[0] == self.mode.currentData() and wanted[1] is self._kept:
            self.scene.wear(look)
            self.view.refresh()

    def show_background(self, source: TileSource | None) -> None:
        """Draw the tiles of a source under the footprints, or none."""
        with QSignalBlocker(self.background):
            self.background.setChecked(source is not None)
        self.view.backdrop.use(source)

    def _hatch(self, wanted: bool) -> None:
        self.scene.set_hatched(wanted)
        self.view.update()
