"""The strip over the page: how many homes, how poor, how much energy, how much work, and what is not known."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rehab_app.core.format import figure, percent, span
from rehab_app.core.i18n import _, ngettext
from rehab_app.services.neighbourhood import LABELS, Totals
from rehab_app.ui import style
from rehab_app.ui import theme as tokens
from rehab_app.ui.parts.words import words
from rehab_app.ui.theme import SPACE_M, SPACE_S, SPACE_XL, Theme

_MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Share:
    """One key figure: what is large, what stands under it, and the words for a screen reader and the tooltip."""

    figure: str
    caption: str
    detail: str = ""


class TotalsStrip(QFrame):
    """Key figures of all homes shown, or of those selected."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("strip")
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE_XL, SPACE_S, SPACE_XL, SPACE_S)
        self._row.setSpacing(SPACE_XL)
        self._blocks = [_Block() for _each in range(6)]
        for block in self._blocks:
            self._row.addWidget(block)
        self._row.addStretch(1)
        self._bar = LabelBar(theme)
        self._row.addWidget(self._bar)

    def show_totals(self, totals: Totals, selected: bool) -> None:
        """Give the strip the sums of some homes; `selected` says that they are a selection."""
        for block, share in zip(self._blocks, _shares(totals, selected), strict=True):
            block.show_share(share)
        self._bar.show_labels(totals)


class _Block(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._figure, self._caption = words("", "title"), words("", "small")
        column.addWidget(self._figure)
        column.addWidget(self._caption)

    def show_share(self, share: Share) -> None:
        self._figure.setText(share.figure)
        self._caption.setText(share.caption)
        self.setToolTip(share.detail)
        self.setAccessibleName(f"{share.caption}: {share.figure}. {share.detail}")


def _shares(totals: Totals, selected: bool) -> list[Share]:
    count = ngettext("home", "homes", totals.homes)
    without = totals.homes - totals.estimated
    bare = totals.homes - totals.composed
    return [
        Share(figure(totals.homes), ngettext("selected", "selected", totals.homes) if selected else count),
        Share(
            percent(totals.poor / totals.estimated if totals.estimated else None),
            _("labelled F or G"),
            _("{poor} of {estimated} estimated homes").format(poor=totals.poor, estimated=totals.estimated),
        ),
        Share(
            figure(totals.final_kwh / _MILLION if totals.estimated else None, "GWh", 2),
            _("final energy a year"),
            _("Conventional use of the estimated homes, not their bills"),
        ),
        Share(
            figure(totals.emissions_kg / 1000 if totals.estimated else None, "tCO₂"),
            _("emissions a year"),
            _("Conventional use of the estimated homes"),
        ),
        Share(
            span(totals.works_low_eur_ht / _MILLION, totals.works_high_eur_ht / _MILLION, "M€", 1)
            if totals.composed
            else figure(None),
            _("works before tax"),
            _("{composed} homes with chosen works, {bare} without").format(composed=totals.composed, bare=bare),
        ),
        Share(
            figure(without),
            _("not estimated"),
            _("Homes whose description is incomplete or refused; they are in no other figure"),
        ),
    ]


class LabelBar(QWidget):
    """Homes by label as two stacked bars, today over after the works chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._totals: Totals | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Distribution of labels"))

    def show_labels(self, totals: Totals) -> None:
        self._totals = totals
        written = ", ".join(f"{letter} {totals.labels[letter]}" for letter in LABELS)
        after = ", ".join(f"{letter} {totals.labels_after[letter]}" for letter in LABELS)
        text = _("Today: {today}\nAfter the works chosen: {after}").format(today=written, after=after)
        self.setToolTip(text)
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._totals is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = (self.height() - 4) / 2
        names = (_("today"), _("after"))
        painter.setFont(style.font(tokens.SMALL_PT))
        width = max(painter.fontMetrics().horizontalAdvance(name) for name in names) + SPACE_M
        for at, counts in enumerate((self._totals.labels, self._totals.labels_after)):
            box = QRectF(width, at * (height + 4), self.width() - width, height)
            painter.setFont(style.font(tokens.SMALL_PT))
            painter.setPen(QColor(self._theme.second))
            painter.drawText(QRectF(0, box.top(), width, height), Qt.AlignmentFlag.AlignVCenter, names[at])
            self._paint_bar(painter, box, [counts[letter] for letter in LABELS], self._totals.homes)
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRectF, counts: list[int], homes: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRect(box)
        painter.setFont(style.font(tokens.SMALL_PT, QFont.Weight.DemiBold))
        left = box.left()
        for letter, count in zip(LABELS, counts, strict=True):
            part = QRectF(left, box.top(), box.width() * count / max(homes, 1), box.height())
            left = part.right()
            colour = tokens.ENERGY_LABEL[letter]
            painter.fillRect(part, QColor(colour))
            if part.width() >= 14:
                painter.setPen(QColor(tokens.ink_on(colour)))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, letter)
