"""Which works of the bundles compared the household does itself, alone or with a supervisor: folded until asked for."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from rehab_app.core.i18n import _
from rehab_app.domain.codes import BUILDERS
from rehab_app.ui.parts.choice import Choice
from rehab_app.ui.parts.words import card, words
from rehab_app.ui.theme import SPACE_M, SPACE_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rehab_app.services.own_hands import HandsWork

_FIRM = "firm"
_ACROSS, _LABEL_PX, _BOX_PX, _LIST_PX = 2, 160, 172, 260


class HandsBox(QWidget):
    """`done_by` names the works of the household; `changed` is called when one is given or taken back."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self._changed = changed
        self.done_by: dict[str, str] = {}
        self.boxes: dict[str, Choice] = {}
        self._sheet: QWidget = card()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._sheet)

    def start_with(self, done_by: Mapping[str, str]) -> None:
        """Works that the household does, as they are kept; nobody is told."""
        self.done_by = dict(done_by)

    def show_works(self, works: "Sequence[HandsWork]") -> None:
        """Offer these works; what is chosen of others is kept for when their bundle is shown again."""
        if list(self.boxes) == [work.work for work in works]:
            for code, box in self.boxes.items():
                box.choose(self.done_by.get(code, _FIRM))
            return
        before, self._sheet = self._sheet, card()
        self.boxes = {}
        sheet = QGridLayout(self._sheet)
        sheet.setContentsMargins(SPACE_M, SPACE_M, SPACE_M, SPACE_M)
        sheet.setHorizontalSpacing(SPACE_S)
        told = _("What the household does itself saves labour, takes longer, and loses its aids and reduced tax.")
        if not works:
            told = _("None of these works may be done by the household.")
        sheet.addWidget(words(told, "small", wrap=True), 0, 0, 1, 2 * _ACROSS + 1)
        sheet.setColumnStretch(2 * _ACROSS, 1)
        for at, work in enumerate(works):
            row, column = 1 + at // _ACROSS, 2 * (at % _ACROSS)
            label = words(work.label, wrap=True)
            label.setFixedWidth(_LABEL_PX)
            sheet.addWidget(label, row, column)
            sheet.addWidget(self._box(work), row, column + 1)
        self._grid.replaceWidget(before, self._sheet)
        before.hide()
        before.deleteLater()

    def _box(self, work: "HandsWork") -> Choice:
        box = Choice(_("Who does: {work}").format(work=work.label), list_px=_LIST_PX)
        box.setFixedWidth(_BOX_PX)
        for mode in work.modes:
            box.addItem(_(BUILDERS[mode])[:1].upper() + _(BUILDERS[mode])[1:], mode)
        box.choose(self.done_by.get(work.work, _FIRM))
        box.activated.connect(lambda _at: self._give(work.work, str(box.currentData())))
        self.boxes[work.work] = box
        return box

    def _give(self, work: str, mode: str) -> None:
        before = self.done_by.pop(work, _FIRM)
        if mode != _FIRM:
            self.done_by[work] = mode
        if mode != before:
            self._changed()
