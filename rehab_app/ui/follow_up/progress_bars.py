"""How far the homes are: a bar a stage, with their number and what their works cost."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rehab_app.core.format import figure
from rehab_app.core.i18n import _, ngettext
from rehab_app.domain.town_dossier import Tally
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.money import cost_span
from rehab_app.ui.theme import SPACE_S, Theme

_LINE_PX = 26
_NAME_PX, _FIGURE_PX, _MONEY_PX = 128, 44, 128


class StageBars(QWidget):
    """As high as its lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stages: Sequence[Tally] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Progress by stage"))

    def show_stages(self, stages: Sequence[Tally]) -> None:
        self._stages = stages
        told = "\n".join(f"{tally.name}: {_homes(tally)}, {_money(tally)}" for tally in stages)
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, _LINE_PX * max(len(self._stages), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((tally.homes for tally in self._stages), default=1) or 1
        left = _NAME_PX + _FIGURE_PX
        room = self.width() - left - _MONEY_PX - SPACE_S
        right_edge = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for at, tally in enumerate(self._stages):
            top = at * _LINE_PX
            painter.setFont(style.font(tokens.TABLE_PT, tabular=True))
            painter.setPen(QColor(self._theme.ink))
            name = tally.name[:1].upper() + tally.name[1:]
            fitted = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, _NAME_PX - SPACE_S)
            painter.drawText(QRectF(0, top, _NAME_PX, _LINE_PX), Qt.AlignmentFlag.AlignVCenter, fitted)
            painter.drawText(QRectF(_NAME_PX, top, _FIGURE_PX - SPACE_S, _LINE_PX), right_edge, figure(tally.homes))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.raised))
            painter.drawRoundedRect(QRectF(left, top + 7, room, _LINE_PX - 14), 3, 3)
            painter.setBrush(QColor(self._theme.accent))
            if tally.homes:
                painter.drawRoundedRect(QRectF(left, top + 7, max(room * tally.homes / most, 4), _LINE_PX - 14), 3, 3)
            painter.setPen(QColor(self._theme.second))
            painter.setFont(style.font(tokens.SMALL_PT, tabular=True))
            painter.drawText(QRectF(self.width() - _MONEY_PX, top, _MONEY_PX, _LINE_PX), right_edge, _money(tally))
        painter.end()


def _homes(tally: Tally) -> str:
    return ngettext("{count} home", "{count} homes", tally.homes).format(count=figure(tally.homes))


def _money(tally: Tally) -> str:
    return cost_span(tally.low_eur_ht, tally.high_eur_ht) if tally.composed else "–"
