"""One set of icons: Phosphor, of which qtawesome brings the font.

Only its files are read. Its code would load every binding of Qt that it can draw with, which takes a fifth of the time
to the first window.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

_FONT, _CHARACTERS = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"
_GLYPH = 0.875  # height of the letters of the font in that of the icon
_DISABLED_ALPHA = 0x66


@cache
def _family() -> str:
    """The font, registered once an application."""
    number = QFontDatabase.addApplicationFont(str(_folder() / _FONT))
    if number < 0:
        raise FileNotFoundError(f"the font {_FONT} cannot be read; install qtawesome")
    return QFontDatabase.applicationFontFamilies(number)[0]


@cache
def _characters() -> Mapping[str, str]:
    codes: dict[str, str] = json.loads((_folder() / _CHARACTERS).read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _folder() -> Path:
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("the icons are missing; install qtawesome")
    return Path(next(iter(found.submodule_search_locations))) / "fonts"


class _Glyph(QIconEngine):
    """Draws one character at any size."""

    def __init__(self, character: str, colour: str, colour_on: str) -> None:
        super().__init__()
        self._character = character
        self._colours = colour, colour_on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = QColor(self._colours[state is QIcon.State.On])
        if mode is QIcon.Mode.Disabled:
            colour = QColor(self._colours[0])
            colour.setAlpha(_DISABLED_ALPHA)
        font = QFont(_family())
        font.setPixelSize(max(round(_GLYPH * rect.height()), 1))
        painter.save()
        painter.setPen(colour)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._character)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Glyph(self._character, *self._colours)


def icon(name: str, colour: str, colour_on: str | None = None) -> QIcon:
    """The icon of that Phosphor name, in a colour; `colour_on` when its button is checked."""
    return QIcon(_Glyph(_characters()[name], colour, colour_on or colour))
