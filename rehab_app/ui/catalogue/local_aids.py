"""Aids of the town, the agglomeration, the department or the region: a table, and the form of one."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from rehab_app.core.format import euros, figure
from rehab_app.core.i18n import _
from rehab_app.domain.town import CLASSES
from rehab_app.services import rule_forms
from rehab_app.services.aid_rules import CLASS_WORDS
from rehab_app.ui.desk import Desk
from rehab_app.ui.drafts import LOCAL_AID_DRAFT
from rehab_app.ui.parts.buttons import push_button
from rehab_app.ui.parts.form_line import FormLine, field_label
from rehab_app.ui.parts.grid import Grid, GridColumn
from rehab_app.ui.parts.words import card, set_role, words
from rehab_app.ui.theme import SPACE_L, SPACE_M, SPACE_S


class LocalAids(QWidget):
    """Asks for a list of aids to be kept.

    Signals:
        wanted: the aids as they are to be stored, the one of the form among them.
    """

    wanted = Signal(list)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._aids: list[dict[str, Any]] = []
        self._at = -1
        self.table = Grid(desk.theme, _("Aids of the town"), _columns())
        self.lines = {spec.name: FormLine(field_label(spec.label, spec.unit)) for spec in rule_forms.AID_FIELDS}
        self.classes = {name: QCheckBox(_(text)) for name, text in zip(CLASSES, CLASS_WORDS, strict=True)}
        self._none = words(_("No local aid yet: fill the form and add it."), "second")
        self.add, self.remove, self.fresh = (
            push_button(text) for text in (_("Add the aid"), _("Remove the aid"), _("New aid"))
        )
        self._lay_out()
        self.table.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.table.itemSelectionChanged.connect(self._show_chosen)
        self.add.clicked.connect(self.submit)
        self.remove.clicked.connect(self._remove)
        self.fresh.clicked.connect(self._start_new)
        for line in self.lines.values():
            assert isinstance(line.entry, QLineEdit)
            line.entry.textEdited.connect(lambda _text: self._keep_typed())
        self._fill(-1)

    def take_up(self) -> None:
        """Show again the aid that was typed and left unfinished."""
        typed = self._desk.drafts.get(LOCAL_AID_DRAFT, "")
        for name, line in self.lines.items():
            if name in typed:
                line.write(typed[name])

    def _keep_typed(self) -> None:
        typed = {name: line.text for name, line in self.lines.items() if line.text}
        self._desk.drafts.put(LOCAL_AID_DRAFT, "", _("Aid of the town"), typed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(words(_("Aids of the town and its partners"), "title"), 1)
        head.addWidget(self.fresh)
        sheet = card()
        form = QVBoxLayout(sheet)
        form.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        form.setSpacing(SPACE_S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_M)
        grid.setVerticalSpacing(SPACE_S)
        for at, line in enumerate(self.lines.values()):
            grid.addWidget(line, at // 4, at % 4, Qt.AlignmentFlag.AlignTop)
        form.addLayout(grid)
        boxes = QHBoxLayout()
        boxes.setSpacing(SPACE_L)
        boxes.addWidget(words(_("Households"), "second"))
        for box in self.classes.values():
            boxes.addWidget(box)
        boxes.addStretch(1)
        form.addLayout(boxes)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_S)
        buttons.addWidget(self.add)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        form.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addWidget(sheet)

    def show_aids(self, aids: Sequence[Mapping[str, Any]]) -> None:
        """Show what is stored; the form begins anew when its aid has changed."""
        fresh = [dict(aid) for aid in aids]
        if fresh == self._aids:
            return
        self._aids = fresh
        self.table.blockSignals(True)
        self.table.clearSelection()
        self.table.show_rows([_row(aid) for aid in fresh])
        self.table.blockSignals(False)
        # Without aids the form alone is shown, as high as it needs.
        vertical = QSizePolicy.Policy.Expanding if fresh else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self._none.setVisible(not fresh)
        self.table.setVisible(bool(fresh))
        self._fill(-1)

    def submit(self) -> None:
        """Ask for the aid of the form to be kept, or say beside each field what is wrong."""
        typed = {name: line.text for name, line in self.lines.items()}
        problems = rule_forms.aid_problems(typed)
        for name, line in self.lines.items():
            line.blame(problems.get(name, ""))
        if problems:
            return
        classes = [name for name, box in self.classes.items() if box.isChecked()]
        before = self._aids[self._at] if self._at >= 0 else None
        made = rule_forms.changed_aid(before, typed, classes)
        aids = list(self._aids)
        if self._at >= 0:
            aids[self._at] = made
        else:
            aids.append(made)
        self._desk.drafts.put(LOCAL_AID_DRAFT, "", "", None)
        self.wanted.emit(aids)

    def _remove(self) -> None:
        if self._at >= 0:
            self.wanted.emit([aid for at, aid in enumerate(self._aids) if at != self._at])

    def _start_new(self) -> None:
        self.table.clearSelection()
        self._fill(-1)
        self.lines["label"].entry.setFocus()

    def _show_chosen(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        at = rows.pop() if len(rows) == 1 else -1
        if 0 <= at < len(self._aids):
            self._fill(at)

    def _fill(self, at: int) -> None:
        self._at = at
        aid = self._aids[at] if at >= 0 else {}
        for name, text in rule_forms.shown_aid(aid).items():
            self.lines[name].write(text)
        for name, box in self.classes.items():
            box.setChecked(name in aid.get("classes", CLASSES))
        self.add.setText(_("Save the aid") if at >= 0 else _("Add the aid"))
        self.add.setAccessibleName(self.add.text())
        self.remove.setEnabled(at >= 0)
        set_role(self.add, "primary")


def _columns() -> tuple[GridColumn, ...]:
    return (
        GridColumn(_("Name of the aid")),
        GridColumn(_("Who pays"), 150),
        GridColumn(_("How much"), 110, "figure"),
        GridColumn(_("From"), 92),
        GridColumn(_("Until"), 92),
        GridColumn(_("Where it is decided"), 180),
    )


def _row(aid: Mapping[str, Any]) -> tuple[str, ...]:
    shown = rule_forms.shown_aid(aid)
    amount = euros(aid["amount_eur"]) if aid.get("amount_eur") is not None else figure(aid.get("rate_pct"), "%")
    return (shown["label"], shown["payer"], amount, shown["from"], shown["until"], shown["source"])
