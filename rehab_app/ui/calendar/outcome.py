"""What came of planning: promises that had to move and why, or the terms that leave no calendar and what frees it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rehab_app.core.errors import RehabError
from rehab_app.core.i18n import _, ngettext
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.words import set_role, words
from rehab_app.ui.theme import SPACE_S

if TYPE_CHECKING:
    from rehab_app.services.moved_promises import MovedPromise

_WHERE = Qt.ItemDataRole.UserRole
_LINE_PX, _MOST_PX = 44, 132  # a sentence takes two lines of text


class Outcome(QWidget):
    """Hidden until there is something to tell; stays until it is closed or the next plan.

    Signals:
        wanted: a moved promise is to be shown; carries its home and its trade.
    """

    wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self.title = words("", "title", wrap=True)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("What came of planning"))
        self.advice = words("", "second", wrap=True)
        self.close_button = push_button(_("Close"), _("Close what came of planning"))
        set_role(self.close_button, "flat")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.advice)
        self.close_button.clicked.connect(self.hide)
        self.list.itemActivated.connect(self._show)
        self.list.itemClicked.connect(self._show)
        self.hide()

    def show_moves(self, moves: Sequence["MovedPromise"]) -> None:
        """Tell the promises that could not be kept; nothing is shown when all were."""
        count = len(moves)
        told = ngettext("{count} promised date moved:", "{count} promised dates moved:", count).format(count=count)
        self._fill(told, [(move.text, (move.dwelling_id, move.lot)) for move in moves])
        self.advice.setText(_("Tell the people concerned; undo brings the promises back."))
        self.setVisible(bool(moves))

    def show_clash(self, error: RehabError) -> None:
        """Tell why no calendar fits, each term on a line of its own, and what would free it."""
        terms = getattr(error, "terms", ())
        freed = getattr(error, "freed_by", ())
        title = _("No calendar fits: these cannot be kept together.") if terms else error.problem
        lines = [_("{term} – giving this up frees it").format(term=one) if one in freed else one for one in terms]
        self._fill(title, [(line[:1].upper() + line[1:], None) for line in lines])
        self.advice.setText(error.remedy if not freed else "")
        self.show()

    def _fill(self, title: str, lines: Sequence[tuple[str, tuple[int, str] | None]]) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)
        self.list.clear()
        for text, where in lines:
            item = QListWidgetItem(text)
            item.setData(_WHERE, where)
            item.setToolTip(text)
            self.list.addItem(item)
        self.list.setVisible(bool(lines))
        self.list.setFixedHeight(min(_LINE_PX * len(lines) + SPACE_S, _MOST_PX))

    def _show(self, item: QListWidgetItem) -> None:
        where = item.data(_WHERE)
        if where is not None:
            self.wanted.emit(*where)
